"""``agenda run``, ``agenda now`` and ``agenda swap``: the day itself; ``COMMANDS`` are all of the day."""

from typing import Any

import click

from o2o_events.agenda import running
from o2o_events.agenda.now import RoomNow, SessionOn, now_and_next
from o2o_events.agenda.queries import read_programme
from o2o_events.agenda.rescheduling import swap_slots
from o2o_events.agenda.running import Made
from o2o_events.cli.agenda_late import late
from o2o_events.cli.agenda_record import actual, attendance, presenters
from o2o_events.cli.context import Run, pass_run
from o2o_events.i18n import _
from o2o_events.registers.events import Event, get_event

_EVENT = click.option("--event", "code", required=True, metavar="C", help="The event's code.")
_AT = click.option("--at", metavar="T", help="When it happened; now without it. Venue time unless it has an offset.")


@click.group("run")
def run_group() -> None:
    """Marks how the day runs: starts, ends, presenters who are missing."""


def _mark(run: Run, code: str, act: Any, at: str | None, **named: Any) -> None:
    with run.app() as app, app.database.write() as tx:
        event = get_event(tx, code)
        if at is not None:
            named["at"] = event.parse_moment(at)
        made = act(tx, event=event, **named)
    for one in made if isinstance(made, tuple) else (made,):
        run.answer(_made_row(one), _made_words(event, one))


def _made_row(made: Made) -> dict[str, Any]:
    return {
        "session": made.session,
        "slot": made.slot,
        "title": made.title,
        "outcome": made.outcome,
        "at": made.at,
        "speaker": made.speaker,
    }


def _made_words(event: Event, made: Made) -> str:
    words = {
        "start": _("{time} started: {title}"),
        "end": _("{time} ended: {title}"),
        "missing": _("{time} presenter missing: {title}"),
        "present": _("{time} presenter is here: {title}"),
        "reset": _("{time} forgotten: {title}"),
    }[made.outcome]
    return words.format(time=f"{event.local(made.at):%H:%M}", title=made.title)


@run_group.command("start")
@click.argument("subject")
@_EVENT
@_AT
@pass_run
def start_(run: Run, subject: str, code: str, at: str | None) -> None:
    """Notes that a session or slot (by title or id) began."""
    _mark(run, code, running.start, at, subject=subject)


@run_group.command("end")
@click.argument("subject")
@_EVENT
@_AT
@pass_run
def end_(run: Run, subject: str, code: str, at: str | None) -> None:
    """Notes that a session or slot ended."""
    _mark(run, code, running.end, at, subject=subject)


@run_group.command("next")
@click.argument("session")
@_EVENT
@_AT
@pass_run
def next_(run: Run, session: str, code: str, at: str | None) -> None:
    """Starts a session, goes on to its next slot, or ends it: whatever comes next."""
    _mark(run, code, running.advance, at, session=session)


@run_group.command()
@click.argument("subject")
@click.option("--speaker", metavar="S", help="One of several presenters.")
@_EVENT
@pass_run
def missing(run: Run, subject: str, speaker: str | None, code: str) -> None:
    """Notes that who presents a session or slot is not there."""
    _mark(run, code, running.mark_missing, None, subject=subject, speaker=speaker)


@run_group.command()
@click.argument("subject")
@click.option("--speaker", metavar="S", help="One of several presenters.")
@_EVENT
@pass_run
def present(run: Run, subject: str, speaker: str | None, code: str) -> None:
    """Notes that who was missing has come."""
    _mark(run, code, running.mark_present, None, subject=subject, speaker=speaker)


@run_group.command("undo")
@click.option("--session", metavar="S", help="Only what was marked in this session.")
@_EVENT
@pass_run
def undo_(run: Run, session: str | None, code: str) -> None:
    """Takes back what was marked last; the history keeps it."""
    with run.app() as app, app.database.write() as tx:
        event = get_event(tx, code)
        taken = running.take_back(tx, event=event, session=session)
    for made in taken:
        row = _made_row(made) | {"taken_back": True}
        run.answer(row, _("Taken back: {what}").format(what=_made_words(event, made)))


@run_group.command()
@click.argument("subject")
@_EVENT
@pass_run
def reset(run: Run, subject: str, code: str) -> None:
    """Forgets all that was marked about a session or slot."""
    _mark(run, code, running.reset, None, subject=subject)


@click.command("now")
@_EVENT
@click.option("--at", metavar="T", help="At another moment.")
@pass_run
def now_(run: Run, code: str, at: str | None) -> None:
    """Tells what is on now and next in each room."""
    with run.app() as app, app.database.read() as tx:
        event = get_event(tx, code)
        moment = event.parse_moment(at) if at else tx.now()
        rows = [_room_row(row) for row in now_and_next(read_programme(tx, event), running.read_runs(tx, event), moment)]
    if run.as_json:
        run.answer_all(rows, [], "")
        return
    flat = [_flat(event, row) for row in rows]
    run.answer_all(flat, ["room", "now", "slot", "late", "next", "at"], _("Nothing is planned today."))


def _room_row(row: RoomNow) -> dict[str, Any]:
    return {
        "room": row.room.label if row.room else None,
        "late": row.late,
        "now": row.now and _on_row(row.now),
        "next": row.next and _on_row(row.next),
    }


def _on_row(on: SessionOn) -> dict[str, Any]:
    return {
        "session": on.session.id,
        "title": on.session.label,
        "state": on.state,
        "planned_at": on.planned_at,
        "starts_at": on.starts_at,
        "ends_at": on.ends_at,
        "late": on.late,
        "slot": on.slot and {"slot": on.slot.slot.id, "title": on.slot.slot.label, "ends_at": on.slot.ends_at},
    }


def _flat(event: Event, row: dict[str, Any]) -> dict[str, Any]:
    now, following = row["now"] or {}, row["next"] or {}
    return {
        "room": row["room"] or _("everybody"),
        "now": now.get("title"),
        "slot": (now.get("slot") or {}).get("title"),
        "late": row["late"] or None,
        "next": following.get("title"),
        "at": f"{event.local(following['starts_at']):%H:%M}" if following else None,
    }


@click.command()
@click.argument("first")
@click.argument("second")
@_EVENT
@pass_run
def swap(run: Run, first: str, second: str, code: str) -> None:
    """Lets two slots (by title or id) change places."""
    with run.app() as app, app.database.write() as tx:
        one, other = swap_slots(tx, event=get_event(tx, code), first=first, second=second)
    words = _("“{first}” and “{second}” have changed places.").format(first=one.label, second=other.label)
    run.answer({"first": one.id, "second": other.id}, words)


COMMANDS = (run_group, late, now_, swap, presenters, actual, attendance)
