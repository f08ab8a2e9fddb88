"""Fills the sample's events with agendas, speakers and best practices."""

import json
from collections.abc import Mapping
from datetime import datetime, time
from typing import Any

from o2o_events import paths
from o2o_events.agenda.appearances import add_appearance
from o2o_events.agenda.programme import AgendaSession
from o2o_events.agenda.queries import list_rooms, read_programme
from o2o_events.agenda.rooms import edit_room
from o2o_events.agenda.sessions import add_session, edit_session
from o2o_events.agenda.slots import add_slot, remove_slot
from o2o_events.agenda.speakers import add_speaker
from o2o_events.agenda.templates import apply_template
from o2o_events.agenda.versions import release_agenda
from o2o_events.db.transaction import Tx
from o2o_events.registers.events import Event
from o2o_events.registers.practices import Practice, add_practice, select_practice, set_status

Described = Mapping[str, Any]
_SLOT_MINUTES = 15
_COURSE = frozenset({"number", "status", "selected"})
_SESSION_FIELDS = frozenset({"type", "title", "abstract", "language", "expected", "minutes"})


def add_practices(tx: Tx) -> dict[str, Practice]:
    """Adds the sample's best practices; answers them by their number in the file."""
    practices = {}
    for described in _read("practices.json"):
        fields = {name: value for name, value in described.items() if name not in _COURSE}
        practice = add_practice(tx, **fields)
        practices[described["number"]] = set_status(tx, practice=practice.id, status=described["status"])
        if described["selected"]:
            select_practice(tx, practice=practice.id)
    return practices


def add_agenda(
    tx: Tx, event: Event, people: Mapping[str, Described], persons: Mapping[str, str], practices: Mapping[str, Practice]
) -> None:
    """Plans an event as the sample describes it, releases it where it was, and changes it again after that.

    ``people`` are the rows of people.csv by number, ``persons`` the ids of those who are registered.
    """
    described = _read("agenda.json")[event.code]
    agenda = _Agenda(tx, event, described["speakers"], people, persons, practices)
    apply_template(tx, event=event, template=described["template"])
    for room, capacity in zip(list_rooms(tx, event), described["capacities"], strict=True):
        edit_room(tx, room=room.id, changes={"capacity": capacity})
    for session in described["sessions"]:
        agenda.fill(session)
    for session in described["more"]:
        agenda.add(session)
    if described["release"]:
        release_agenda(tx, event=event, note=described["release"])
    for session in described["after"]:
        agenda.fill(session)


def _read(name: str) -> Any:
    return json.loads(paths.resource("sample", name).read_text(encoding="utf-8"))


class _Agenda:
    """One event's agenda while it is being filled; speakers are added when they first have a part."""

    def __init__(
        self,
        tx: Tx,
        event: Event,
        known: Mapping[str, Described],
        people: Mapping[str, Described],
        persons: Mapping[str, str],
        practices: Mapping[str, Practice],
    ) -> None:
        self.tx, self.event = tx, event
        self.known, self.people, self.persons, self.practices = known, people, persons, practices
        self._speakers: dict[str, str] = {}

    def fill(self, described: Described) -> None:
        """Gives a session of the template its title, people and practices."""
        session = self._at(described)
        changes = {field: value for field, value in described.items() if field in _SESSION_FIELDS}
        edit_session(self.tx, session=session.id, changes=changes)
        self._present(session, described)
        self._cast(session.id, described)

    def add(self, described: Described) -> None:
        """Adds a session that waits to be scheduled."""
        fields = {field: value for field, value in described.items() if field in _SESSION_FIELDS}
        self._cast(add_session(self.tx, event=self.event, **fields).id, described)

    def _at(self, described: Described) -> AgendaSession:
        starts_at = self._moment(f"{described['day']} {described['at']}")
        programme = read_programme(self.tx, self.event)
        room = programme.rooms[described["room"]].id
        alike = [s for s in programme.sessions if s.starts_at == starts_at]
        return next((s for s in alike if s.room == room), alike[0])

    def _moment(self, text: str) -> datetime:
        """A moment written as the number of the day and the clock."""
        day, clock = text.split()
        return datetime.combine(self.event.days[int(day) - 1], time.fromisoformat(clock), self.event.zone)

    def _present(self, session: AgendaSession, described: Described) -> None:
        if "practices" not in described:
            return
        for slot in session.slots:
            remove_slot(self.tx, slot=slot.id)
        minutes = described.get("slot_minutes", _SLOT_MINUTES)
        for number, presenters in described["practices"]:
            practice = self.practices[number]
            slot = add_slot(self.tx, session=session.id, title="", minutes=minutes, practice=practice.id)
            for presenter in presenters:
                add_appearance(
                    self.tx, session=session.id, speaker=self._speaker(presenter), role="presenter", slot=slot.id
                )

    def _cast(self, session: str, described: Described) -> None:
        for number, role in described.get("people", ()):
            add_appearance(self.tx, session=session, speaker=self._speaker(number), role=role)

    def _speaker(self, who: str | Described) -> str:
        """The speaker that a number of people.csv, or a description of somebody not registered, stands for."""
        if not isinstance(who, str):
            return add_speaker(self.tx, event=self.event, **who).id
        if who not in self._speakers:
            self._speakers[who] = self._add_speaker(who)
        return self._speakers[who]

    def _add_speaker(self, number: str) -> str:
        person, known = self.people[number], self.known.get(number, {})
        windows = [(self._moment(start), self._moment(end)) for start, end in known.get("available", ())]
        return add_speaker(
            self.tx,
            event=self.event,
            name=person["printed_name"],
            own_script_name=person["own_script_name"],
            economy=person["economy"],
            organisation=person["organisation"],
            position=person["position"],
            biography=known.get("biography", {}),
            available=windows or None,
            person=self.persons[number],
        ).id
