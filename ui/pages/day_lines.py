"""What the day page says of a day: its lines, the rooms now, and who is awaited; read in one snapshot."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from o2o_events.agenda.actual import EVERYBODY, UNTOUCHED, Run, Runs, is_skipped
from o2o_events.agenda.now import DUE, RUNNING, RoomNow, now_and_next
from o2o_events.agenda.programme import AgendaSession, Programme, Slot
from o2o_events.agenda.queries import read_programme
from o2o_events.agenda.running import read_runs
from o2o_events.agenda.versions import latest_release, read_release
from o2o_events.checkin.presenters import Presenter, presenters_of_day
from o2o_events.db.transaction import Tx
from o2o_events.i18n import _, ngettext
from o2o_events.registers.events import Event
from ui.tables.day_table import DayRow


@dataclass(frozen=True)
class DayState:
    """Everything that the page shows, as it was read. ``promised`` is when each session was released to start."""

    event: Event
    programme: Programme
    runs: Runs
    promised: dict[str, datetime]
    presenters: tuple[Presenter, ...]


def read_day_state(tx: Tx, event: Event, day: date) -> DayState:
    """Reads an event's day."""
    release = latest_release(tx, event)
    released = read_release(tx, release).sessions if release else ()
    return DayState(
        event,
        read_programme(tx, event),
        read_runs(tx, event),
        {session.id: session.starts_at for session in released if session.starts_at},
        tuple(presenters_of_day(tx, event, day)),
    )


def first_day(event: Event, at: datetime) -> date:
    """Today where it is a day of the event, else the next one to come, else the last."""
    today = event.day_of(at)
    return next((day for day in event.days if day >= today), event.days[-1])


def lines_of(state: DayState, day: date, at: datetime) -> list[DayRow]:
    """The day's sessions by start, each with its slots."""
    event, programme = state.event, state.programme
    now = {on.session.id: on.state for row in now_and_next(programme, state.runs, at) if (on := row.now)}
    rows: list[DayRow] = []
    for session in programme.sessions:
        if session.starts_at is None or event.day_of(session.starts_at) != day:
            continue
        rows.append(_session_line(state, session, at, now.get(session.id)))
        rows += [_slot_line(state, session, slot, start) for slot, start in session.slot_times() if start]
    return rows


def _session_line(state: DayState, session: AgendaSession, at: datetime, now: str | None) -> DayRow:
    """``now``: how the session is on at this moment, None where it is not."""
    assert session.starts_at is not None
    assert session.ends_at is not None
    run = state.runs.get(session.id, UNTOUCHED)
    kind = "cancelled" if session.is_cancelled else _kind(run, now, is_past=session.ends_at <= at)
    if not session.is_cancelled and run.missing and run.is_untouched:
        kind = "missing"
    room = state.programme.rooms_by_id.get(session.room or "")
    people = _people(state.programme, session, None)
    return DayRow(
        session=session.id,
        slot=None,
        planned=_span(state.event, session.starts_at, session.minutes),
        real=_real(state.event, run),
        title=session.label,
        detail="  ·  ".join(filter(None, (room.label if room else "", people))),
        state=kind,
        state_words=state_words(kind),
        late=_late(state, session, run, kind, at),
        starts_at=session.starts_at,
        room=session.room,
    )


def _slot_line(state: DayState, session: AgendaSession, slot: Slot, start: datetime) -> DayRow:
    run = state.runs.get(slot.id, UNTOUCHED)
    kind = "cancelled" if session.is_cancelled else _kind(run, None, is_past=False)
    is_missing = is_skipped(session, slot, state.runs) or bool(run.missing)
    if is_missing and run.is_untouched and not session.is_cancelled:
        kind = "missing"
    return DayRow(
        session=session.id,
        slot=slot.id,
        planned=_span(state.event, start, slot.minutes),
        real=_real(state.event, run),
        title=slot.label,
        detail=_people(state.programme, session, slot.id),
        state=kind,
        state_words=state_words(kind),
        late="",
        starts_at=start,
        room=session.room,
    )


def _kind(run: Run, now: str | None, *, is_past: bool) -> str:
    if run.is_over:
        return "over"
    if run.is_running:
        return "running"
    if now is not None:
        return "due" if now == DUE else "on"
    return "past" if is_past else "coming"


def state_words(kind: str) -> str:
    """A line's state in the present language."""
    return {
        "running": _("Running"),
        "over": _("Over"),
        "due": _("Due now"),
        "on": _("On by the plan"),
        "past": _("Not marked"),
        "missing": _("Presenter missing"),
        "cancelled": _("Cancelled"),
        "coming": _("To come"),
    }[kind]


def _late(state: DayState, session: AgendaSession, run: Run, kind: str, at: datetime) -> str:
    """Lateness against what was released, where it is known; of what is due, up to now."""
    promised = state.promised.get(session.id) or session.starts_at
    began = run.started_at or (at if kind == "due" else None)
    if promised is None or began is None:
        moved = state.promised.get(session.id)
        if moved and session.starts_at and moved != session.starts_at and not session.is_cancelled:
            return _("released for {time}").format(time=f"{state.event.local(moved):%H:%M}")
        return ""
    return late_words(round((began - promised) / timedelta(minutes=1)))


def late_words(minutes: int) -> str:
    """Minutes late or early in words, on time without any."""
    if minutes > 0:
        return ngettext("{n} minute late", "{n} minutes late", minutes).format(n=minutes)
    if minutes < 0:
        return ngettext("{n} minute early", "{n} minutes early", -minutes).format(n=-minutes)
    return _("on time")


def _people(programme: Programme, session: AgendaSession, slot: str | None) -> str:
    speakers = programme.speakers_by_id
    names = [speakers[part.speaker].name for part in session.appearances if part.slot == slot]
    return ", ".join(dict.fromkeys(names))


def _span(event: Event, start: datetime, minutes: int) -> str:
    return f"{event.local(start):%H:%M}–{event.local(start + timedelta(minutes=minutes)):%H:%M}"


def _real(event: Event, run: Run) -> str:
    if run.started_at is None:
        return ""
    end = f"{event.local(run.ended_at):%H:%M}" if run.ended_at else "…"
    return f"{event.local(run.started_at):%H:%M}–{end}"


def room_lines(state: DayState, at: datetime) -> list[tuple[str, str, bool]]:
    """(room, what is on there now and how late, whether it is late) of each room that has something."""
    lines = []
    for row in now_and_next(state.programme, state.runs, at):
        if row.now is None and row.next is None:
            continue
        name = row.room.label if row.room else _("For everybody")
        lines.append((name, _room_words(state.event, row, at), row.late > 0))
    return lines


def _room_words(event: Event, row: RoomNow, at: datetime) -> str:
    if row.now is not None:
        words = row.now.session.label
        if row.now.slot is not None and row.now.state == RUNNING:
            left = row.now.slot.seconds_left(at)
            told = _left_words(left)
            words += f" – {row.now.slot.slot.label} ({told})"
        return f"{words}. {late_words(row.late)}" if row.late else words
    assert row.next is not None
    return _("Next: {title}").format(title=f"{event.local(row.next.starts_at):%H:%M} {row.next.session.label}")


def _left_words(seconds: int) -> str:
    minutes = abs(seconds) // 60
    if seconds < 0:
        return ngettext("{n} minute over", "{n} minutes over", minutes).format(n=minutes)
    return ngettext("{n} minute left", "{n} minutes left", minutes).format(n=minutes)


def known_delay(state: DayState, at: datetime) -> int:
    """How late the day is by what is known: the latest room."""
    rows = now_and_next(state.programme, state.runs, at)
    return max((row.late for row in rows), default=0)


def missing_speaker(state: DayState, row: DayRow) -> str | None:
    """Whether somebody is marked as missing in a line: EVERYBODY or a speaker's id; None for nobody."""
    missing = state.runs.get(row.id, UNTOUCHED).missing
    return None if not missing else EVERYBODY if EVERYBODY in missing else min(missing)
