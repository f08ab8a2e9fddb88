"""The presenters' checklist: who of a day's speakers is not here yet, and where and when they are due."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import and_, or_, select

from o2o_events.agenda.actual import EVERYBODY, UNTOUCHED, Runs
from o2o_events.agenda.programme import AgendaSession, Appearance, Programme, Slot, Speaker
from o2o_events.agenda.queries import read_programme
from o2o_events.agenda.running import read_runs
from o2o_events.checkin.checkpoints import list_checkpoints
from o2o_events.checkin.rules import Verdict
from o2o_events.clock import from_microseconds
from o2o_events.db.models import BadgeRow, FactRow, PersonRow, RegistrationRow
from o2o_events.db.transaction import Tx
from o2o_events.registers.events import Event
from o2o_events.text import fold

HERE, NOT_HERE, NOT_REGISTERED = "here", "not_here", "not_registered"


@dataclass(frozen=True)
class Due:
    """A part that somebody has in the day. ``is_over``: it ended, or its time is over."""

    session: str
    slot: str | None
    title: str
    room: str
    role: str
    at: datetime
    is_over: bool
    is_missing: bool


@dataclass(frozen=True)
class Presenter:
    """A speaker of the day with all their parts in order of time.

    ``state``: here (a badge of theirs was let in somewhere that day), not_here, or not_registered: no registration of
    this event is known to be theirs, so no scan can tell.
    """

    speaker: str
    name: str
    own_script_name: str
    organisation: str
    person: str | None
    state: str
    first_in: datetime | None
    parts: tuple[Due, ...]

    @property
    def next_part(self) -> Due | None:
        """The first part that is still to come or going on."""
        return next((part for part in self.parts if not part.is_over), None)

    @property
    def is_awaited(self) -> bool:
        """Whether somebody should look for them: they have a part to come and nobody saw them."""
        return self.state != HERE and self.next_part is not None


def presenters_of_day(tx: Tx, event: Event, day: date | None = None) -> list[Presenter]:
    """Everybody with a part on a day (today without one), whoever is due first first; ended parts count as over."""
    at = tx.now()
    day = day or event.day_of(at)
    programme, runs = read_programme(tx, event), read_runs(tx, event)
    parts = _parts(programme, event, day, runs, at)
    people = _people(tx, event)
    asked = {r for s in programme.speakers if s.id in parts for r in people.of(s)[1]}
    entries = _first_entries(tx, event, day, asked)
    found = []
    for speaker in programme.speakers:
        if speaker.id not in parts:
            continue
        person, registrations = people.of(speaker)
        first_in = min((entries[r] for r in registrations if r in entries), default=None)
        state = HERE if first_in else NOT_HERE if registrations else NOT_REGISTERED
        own = tuple(sorted(parts[speaker.id], key=lambda part: (part.at, part.title)))
        found.append(
            Presenter(
                speaker=speaker.id,
                name=speaker.name,
                own_script_name=speaker.own_script_name,
                organisation=speaker.organisation,
                person=person,
                state=state,
                first_in=first_in,
                parts=own,
            )
        )
    return sorted(found, key=lambda p: (p.next_part is None, (p.next_part or p.parts[0]).at, fold(p.name)))


def awaited(presenters: list[Presenter]) -> list[Presenter]:
    """Those who are not here yet and have a part to come."""
    return [presenter for presenter in presenters if presenter.is_awaited]


def _parts(programme: Programme, event: Event, day: date, runs: Runs, at: datetime) -> defaultdict[str, list[Due]]:
    found: defaultdict[str, list[Due]] = defaultdict(list)
    for session in programme.sessions:
        if session.starts_at is None or session.is_cancelled or event.day_of(session.starts_at) != day:
            continue
        starts = {slot.id: (slot, start) for slot, start in session.slot_times()}
        for part in session.appearances:
            slot, start = starts.get(part.slot or "", (None, session.starts_at))
            found[part.speaker].append(_due(programme, session, part, slot, start or session.starts_at, runs, at))
    return found


def _due(
    programme: Programme,
    session: AgendaSession,
    part: Appearance,
    slot: Slot | None,
    start: datetime,
    runs: Runs,
    at: datetime,
) -> Due:
    run = runs.get(slot.id if slot else session.id, UNTOUCHED)
    whole = runs.get(session.id, UNTOUCHED)
    ends_at = session.ends_at or start
    is_over = run.is_over or whole.is_over or (not run.is_running and not whole.is_running and ends_at <= at)
    room = programme.rooms_by_id.get(session.room or "")
    return Due(
        session=session.id,
        slot=slot.id if slot else None,
        title=slot.label if slot else session.label,
        room=room.label if room else "",
        role=part.role,
        at=start,
        is_over=is_over,
        is_missing=bool(run.missing & {part.speaker, EVERYBODY}),
    )


class _People:
    """Who is registered for the event: by person, and by name where only one person bears it."""

    def __init__(self) -> None:
        self._registrations: defaultdict[str, list[str]] = defaultdict(list)
        self._by_name: defaultdict[str, set[str]] = defaultdict(set)

    def add(self, person: str, registration: str, names: set[str]) -> None:
        self._registrations[person].append(registration)
        for name in names - {""}:
            self._by_name[name].add(person)

    def of(self, speaker: Speaker) -> tuple[str | None, list[str]]:
        """The person that a speaker is linked with, else the only one of that name; and their registrations."""
        person = speaker.person
        if person is None:
            same = self._by_name[fold(speaker.name)] or self._by_name[fold(speaker.own_script_name)]
            person = next(iter(same)) if len(same) == 1 else None
        return person, self._registrations.get(person or "", [])


def _people(tx: Tx, event: Event) -> _People:
    rows = tx.execute(
        select(
            RegistrationRow.id, PersonRow.id.label("person"), PersonRow.printed_name, PersonRow.given_name,
            PersonRow.family_name, PersonRow.own_script_name,
        )
        .join(PersonRow, RegistrationRow.person == PersonRow.id)
        .where(RegistrationRow.event == event.id, ~RegistrationRow.deleted, ~PersonRow.deleted)
    )  # fmt: skip
    people = _People()
    for row in rows:
        both = {f"{row.given_name} {row.family_name}", f"{row.family_name} {row.given_name}"}
        people.add(row.person, row.id, {fold(name) for name in {row.printed_name, row.own_script_name} | both})
    return people


def _first_entries(tx: Tx, event: Event, day: date, registrations: set[str]) -> dict[str, datetime]:
    """Registration -> the first time that day they were let in anywhere at the event; only those asked for.

    By index of checkpoint and registration (or badge, where a desk scanned it before it knew whose it was).
    """
    if not registrations:
        return {}
    places = [checkpoint.id for checkpoint in list_checkpoints(tx, event)]
    badges = {
        row.id: row.registration
        for row in tx.execute(
            select(BadgeRow.id, BadgeRow.registration).where(BadgeRow.registration.in_(sorted(registrations)))
        )
    }
    f = FactRow
    of_them = or_(
        f.registration.in_(sorted(registrations)), and_(f.registration.is_(None), f.badge.in_(sorted(badges)))
    )
    rows = tx.execute(
        select(f.id, f.kind, f.refers, f.at, f.outcome, f.registration, f.badge).where(
            f.checkpoint.in_(places), f.kind.in_(["scan", "undo"]), of_them
        )
    ).all()
    undone = {row.refers for row in rows if row.kind == "undo"}
    found: dict[str, datetime] = {}
    for row in rows:
        at = from_microseconds(row.at)
        if row.outcome == Verdict.ADMITTED and row.id not in undone and event.day_of(at) == day:
            holder = row.registration or badges[row.badge]
            found[holder] = min(found.get(holder, at), at)
    return found
