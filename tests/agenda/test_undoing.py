"""Any sequence of planning commands keeps the programme whole, and their inverses bring it back."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from conftest import OPENING
from factories import make_event, make_room, make_session, make_slot, make_speaker
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from o2o_events.agenda import roles
from o2o_events.agenda.appearances import add_appearance, edit_appearance, remove_appearance, revive_appearance
from o2o_events.agenda.changes import changes_between
from o2o_events.agenda.programme import Programme
from o2o_events.agenda.queries import read_programme
from o2o_events.agenda.rooms import edit_room, remove_room, revive_room
from o2o_events.agenda.sessions import (
    cancel_session,
    edit_session,
    move_session,
    remove_session,
    restore_session,
    revive_session,
)
from o2o_events.agenda.slots import edit_slot, move_slot, remove_slot, revive_slot
from o2o_events.agenda.snapshots import pack, unpack
from o2o_events.agenda.speakers import edit_speaker, remove_speaker, revive_speaker
from o2o_events.app import App, open_app
from o2o_events.db.transaction import Tx
from o2o_events.errors import UserError
from o2o_events.registers.events import Event
from o2o_events.settings import Settings

NUMBER = st.integers(0, 7)
Undo = Callable[[], object]


def plain(programme: Programme) -> Programme:
    """A programme without the count of changes, which only grows."""
    return replace(programme, sessions=tuple(replace(session, sequence=0) for session in programme.sessions))


class Planning(RuleBasedStateMachine):
    """An organiser who plans, and takes everything back in the end."""

    app: App

    @initialize()
    def begin(self) -> None:
        self.block = self.app.database.write()
        self.tx: Tx = self.block.__enter__()
        self.undos: list[Undo] = []
        self.event: Event = make_event(self.tx)
        self.made: list[str] = []
        room, _foyer = rooms = [make_room(self.tx, self.event, name) for name in ("Hall", "Foyer")]
        one, _two = sessions = [make_session(self.tx, self.event, title, room=room.id) for title in ("One", "Two")]
        ana, bao = speakers = [make_speaker(self.tx, self.event, name) for name in ("Ana", "Bảo")]
        slots = [make_slot(self.tx, one, f"Slot {letter}") for letter in "abc"]
        parts = [
            add_appearance(self.tx, session=one.id, speaker=speaker.id, role="speaker", slot=slot)
            for slot in (None, slots[0].id, slots[2].id)
            for speaker in (ana, bao)
        ]
        self.made = [thing.id for many in (rooms, sessions, speakers, slots, parts) for thing in many]
        self.before = [self.read()]

    def read(self) -> Programme:
        return read_programme(self.tx, self.event)

    def done(self, undo: Undo) -> None:
        self.undos.append(undo)
        self.before.append(self.read())

    def pick(self, things: tuple, number: int):  # type: ignore[type-arg,no-untyped-def]  # any part of a programme
        """One of several, by when it was made: ids made at the same moment are in no order."""
        return sorted(things, key=lambda thing: self.made.index(thing.id))[number % len(things)]

    def session(self, number: int):  # type: ignore[no-untyped-def]  # as above
        return self.pick(self.before[-1].sessions, number)

    @property
    def now(self) -> Programme:
        return self.before[-1]

    @property
    def slots(self) -> tuple:  # type: ignore[type-arg]  # as above
        return tuple(slot for session in self.now.sessions for slot in session.slots)

    @property
    def parts(self) -> tuple:  # type: ignore[type-arg]  # as above
        return tuple(part for session in self.now.sessions for part in session.appearances)

    @rule(position=NUMBER)
    def add_room(self, position: int) -> None:
        room = make_room(self.tx, self.event, f"Room {len(self.undos)}", position=position)
        self.made.append(room.id)
        self.done(lambda: remove_room(self.tx, room=room.id))

    @rule()
    def add_session(self) -> None:
        session = make_session(self.tx, self.event, f"Session {len(self.undos)}")
        self.made.append(session.id)
        self.done(lambda: remove_session(self.tx, session=session.id))

    @rule()
    def add_speaker(self) -> None:
        speaker = make_speaker(self.tx, self.event, f"Speaker {len(self.undos)}")
        self.made.append(speaker.id)
        self.done(lambda: remove_speaker(self.tx, speaker=speaker.id))

    @precondition(lambda self: self.now.sessions)
    @rule(number=NUMBER, position=NUMBER)
    def add_slot(self, number: int, position: int) -> None:
        slot = make_slot(self.tx, self.session(number), f"Slot {len(self.undos)}", position=position)
        self.made.append(slot.id)
        self.done(lambda: remove_slot(self.tx, slot=slot.id))

    @precondition(lambda self: self.now.sessions and self.now.speakers)
    @rule(number=NUMBER, who=NUMBER, role=st.sampled_from(roles.CODES), in_slot=st.booleans(), position=NUMBER)
    def add_part(self, number: int, who: int, role: str, in_slot: bool, position: int) -> None:
        session, speaker = self.session(number), self.pick(self.now.speakers, who)
        slot = session.slots[0].id if in_slot and session.slots else None
        try:
            part = add_appearance(
                self.tx, session=session.id, speaker=speaker.id, role=role, slot=slot, position=position
            )
        except UserError:
            return
        self.made.append(part.id)
        self.done(lambda: remove_appearance(self.tx, appearance=part.id))

    @precondition(lambda self: self.now.sessions)
    @rule(number=NUMBER, hours=NUMBER, where=st.none() | NUMBER)
    def move_a_session(self, number: int, hours: int, where: int | None) -> None:
        session = self.session(number)
        room = None if where is None or not self.now.rooms else self.pick(self.now.rooms, where).id
        starts_at = OPENING + timedelta(hours=hours) if hours else None
        move_session(self.tx, session=session.id, starts_at=starts_at, room=room)
        self.done(lambda: move_session(self.tx, session=session.id, starts_at=session.starts_at, room=session.room))

    @precondition(lambda self: self.now.sessions)
    @rule(number=NUMBER, minutes=st.integers(5, 90))
    def edit_a_session(self, number: int, minutes: int) -> None:
        session = self.session(number)
        edit_session(self.tx, session=session.id, changes={"minutes": minutes, "title": {"vi": f"Phiên {minutes}"}})
        former = {"minutes": session.minutes, "title": session.title}
        self.done(lambda: edit_session(self.tx, session=session.id, changes=former))

    @precondition(lambda self: self.now.sessions)
    @rule(number=NUMBER)
    def cancel_or_restore(self, number: int) -> None:
        session = self.session(number)
        there, back = cancel_session, restore_session
        if session.is_cancelled:
            there, back = back, there
        there(self.tx, session=session.id)
        self.done(lambda: back(self.tx, session=session.id))

    @precondition(lambda self: self.now.sessions)
    @rule(number=NUMBER)
    def remove_a_session(self, number: int) -> None:
        session = self.session(number)
        remove_session(self.tx, session=session.id)
        self.done(lambda: revive_session(self.tx, session=session.id))

    @precondition(lambda self: self.slots)
    @rule(number=NUMBER, to=NUMBER, position=NUMBER)
    def move_a_slot(self, number: int, to: int, position: int) -> None:
        slot, session = self.pick(self.slots, number), self.session(to)
        move_slot(self.tx, slot=slot.id, session=session.id, position=position)
        self.done(lambda: move_slot(self.tx, slot=slot.id, session=slot.session, position=slot.position))

    @precondition(lambda self: self.slots)
    @rule(number=NUMBER)
    def remove_a_slot(self, number: int) -> None:
        slot = self.pick(self.slots, number)
        remove_slot(self.tx, slot=slot.id)
        self.done(lambda: revive_slot(self.tx, slot=slot.id))

    @precondition(lambda self: self.slots)
    @rule(number=NUMBER, minutes=st.integers(1, 60))
    def edit_a_slot(self, number: int, minutes: int) -> None:
        slot = self.pick(self.slots, number)
        edit_slot(self.tx, slot=slot.id, changes={"minutes": minutes})
        self.done(lambda: edit_slot(self.tx, slot=slot.id, changes={"minutes": slot.minutes}))

    @precondition(lambda self: self.parts)
    @rule(number=NUMBER)
    def remove_a_part(self, number: int) -> None:
        part = self.pick(self.parts, number)
        remove_appearance(self.tx, appearance=part.id)
        self.done(lambda: revive_appearance(self.tx, appearance=part.id))

    @precondition(lambda self: self.parts)
    @rule(number=NUMBER, position=NUMBER)
    def move_a_part(self, number: int, position: int) -> None:
        part = self.pick(self.parts, number)
        edit_appearance(self.tx, appearance=part.id, changes={"position": position})
        self.done(lambda: edit_appearance(self.tx, appearance=part.id, changes={"position": part.position}))

    @precondition(lambda self: self.now.speakers)
    @rule(number=NUMBER)
    def remove_a_speaker(self, number: int) -> None:
        speaker = self.pick(self.now.speakers, number)
        remove_speaker(self.tx, speaker=speaker.id)
        self.done(lambda: revive_speaker(self.tx, speaker=speaker.id))

    @precondition(lambda self: self.now.speakers)
    @rule(number=NUMBER)
    def rename_a_speaker(self, number: int) -> None:
        speaker = self.pick(self.now.speakers, number)
        edit_speaker(self.tx, speaker=speaker.id, changes={"name": f"Renamed {len(self.undos)}"})
        self.done(lambda: edit_speaker(self.tx, speaker=speaker.id, changes={"name": speaker.name}))

    @precondition(lambda self: self.now.rooms)
    @rule(number=NUMBER, position=NUMBER)
    def move_a_room(self, number: int, position: int) -> None:
        room = self.pick(self.now.rooms, number)
        edit_room(self.tx, room=room.id, changes={"position": position})
        self.done(lambda: edit_room(self.tx, room=room.id, changes={"position": room.position}))

    @precondition(lambda self: self.now.rooms)
    @rule(number=NUMBER)
    def remove_a_room(self, number: int) -> None:
        room = self.pick(self.now.rooms, number)
        if any(session.room == room.id for session in self.now.sessions):
            return
        remove_room(self.tx, room=room.id)
        self.done(lambda: revive_room(self.tx, room=room.id))

    @precondition(lambda self: self.undos)
    @rule()
    def take_back(self) -> None:
        self.undos.pop()()
        self.before.pop()
        assert plain(self.read()) == plain(self.before[-1])

    @invariant()
    def the_programme_is_whole(self) -> None:
        if not hasattr(self, "before"):
            return
        now = self.now
        assert [room.position for room in now.rooms] == list(range(len(now.rooms)))
        for session in now.sessions:
            assert [slot.position for slot in session.slots] == list(range(len(session.slots)))
            assert session.room is None or session.room in now.rooms_by_id
            slots = {slot.id for slot in session.slots}
            for part in session.appearances:
                assert part.session == session.id
                assert part.speaker in now.speakers_by_id
                assert part.slot is None or part.slot in slots
        assert unpack(pack(now)) == now
        assert changes_between(now, now) == []

    def teardown(self) -> None:
        if not hasattr(self, "block"):
            return
        try:
            while self.undos:
                self.take_back()
        finally:
            with suppress(NothingKeptError):
                self.block.__exit__(NothingKeptError, NothingKeptError(), None)


class NothingKeptError(Exception):
    """Ends a block without keeping what was written."""


@pytest.fixture
def planning(template_project: Path, tmp_path: Path) -> type[Planning]:
    file = tmp_path / "planning.o2o"
    file.write_bytes(template_project.read_bytes())
    Planning.app = open_app(Settings(file=file, now=lambda: OPENING))
    return Planning


def test_any_sequence_keeps_the_programme_whole_and_can_be_taken_back(planning: type[Planning]) -> None:
    from hypothesis.stateful import run_state_machine_as_test

    checks = [HealthCheck.too_slow, HealthCheck.data_too_large]
    try:
        run_state_machine_as_test(  # type: ignore[no-untyped-call]  # hypothesis' own
            planning,
            settings=settings(max_examples=30, stateful_step_count=30, deadline=None, suppress_health_check=checks),
        )
    finally:
        planning.app.close()
