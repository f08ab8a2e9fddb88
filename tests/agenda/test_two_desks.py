"""Two organisers plan at two desks: what they did apart is kept, what they did to one field is listed."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from commands import run
from desks import Desk, some_desks
from factories import make_room, make_session, make_slot, make_speaker

from o2o_events.agenda.appearances import add_appearance
from o2o_events.agenda.programme import AgendaSession, Programme
from o2o_events.agenda.queries import read_programme
from o2o_events.agenda.rooms import remove_room
from o2o_events.agenda.sessions import edit_session, move_session, remove_session
from o2o_events.agenda.slots import move_slot, remove_slot
from o2o_events.agenda.versions import latest_release, list_releases, release_agenda
from o2o_events.app import App
from o2o_events.db.models import SlotRow
from o2o_events.registers.events import Event
from o2o_events.replication.conflicts import FieldConflict, list_field_conflicts
from o2o_events.replication.exchange import exchange


@pytest.fixture
def desks(tmp_path: Path) -> Iterator[tuple[Desk, Desk]]:
    with some_desks(tmp_path, 2) as (a, b):
        yield a, b


@pytest.fixture
def planned(desks: tuple[Desk, Desk]) -> Programme:
    """Two sessions in two rooms, the first with three slots, known at both desks."""
    a, b = desks
    with a.app.database.write() as tx:
        event = a.event()
        rooms = [make_room(tx, event, name) for name in ("Hall", "Room B")]
        panel = make_session(tx, event, "Panel", at="09:00", room=rooms[0].id)
        make_session(tx, event, "Keynote", at="10:00", room=rooms[0].id)
        for name in ("one", "two", "three"):
            make_slot(tx, panel, name)
        make_speaker(tx, event)
    exchange(a.end, b.end)
    return programme(a)


def programme(desk: Desk) -> Programme:
    with desk.app.database.read() as tx:
        return read_programme(tx, desk.event())


def move(desk: Desk, session: AgendaSession, at: str, room: str | None) -> None:
    desk.clock.advance(minutes=1)
    with desk.app.database.write() as tx:
        move_session(tx, session=session.id, starts_at=desk.event().parse_moment(f"2016-03-17T{at}"), room=room)


def places(desk: Desk) -> list[tuple[str, str, str | None]]:
    """Title, start and room of each session."""
    shown = programme(desk)
    rooms = {room.id: room.label for room in shown.rooms}
    event = desk.event()
    return [
        (s.label, f"{event.local(s.starts_at):%H:%M}", rooms.get(s.room or "")) for s in shown.sessions if s.starts_at
    ]


def conflicts(desk: Desk) -> list[FieldConflict]:
    with desk.app.database.read() as tx:
        return list_field_conflicts(tx)


def test_two_organisers_who_move_different_sessions_are_both_kept(desks: tuple[Desk, Desk], planned: Programme) -> None:
    a, b = desks
    panel, keynote = planned.sessions
    hall, room_b = (room.id for room in planned.rooms)

    move(a, panel, "14:00", hall)
    move(b, keynote, "11:00", room_b)
    exchange(a.end, b.end)

    assert places(a) == places(b) == [("Keynote", "11:00", "Room B"), ("Panel", "14:00", "Hall")]
    assert conflicts(a) == conflicts(b) == []
    assert a.digest() == b.digest()


def test_different_fields_of_one_session_are_both_kept(desks: tuple[Desk, Desk], planned: Programme) -> None:
    a, b = desks
    panel = planned.sessions[0]

    move(a, panel, "14:00", panel.room)
    b.clock.advance(minutes=2)
    with b.app.database.write() as tx:
        edit_session(tx, session=panel.id, changes={"title": {"en": "Round table"}, "minutes": 45})
    exchange(a.end, b.end)

    assert places(a) == places(b) == [("Keynote", "10:00", "Hall"), ("Round table", "14:00", "Hall")]
    assert programme(a).sessions[1].minutes == 45
    assert conflicts(a) == conflicts(b) == []


def test_two_who_move_the_same_session_are_listed_by_its_title(desks: tuple[Desk, Desk], planned: Programme) -> None:
    a, b = desks
    panel = planned.sessions[0]
    hall, room_b = (room.id for room in planned.rooms)

    move(a, panel, "14:00", hall)
    b.clock.advance(minutes=5)
    move(b, panel, "15:00", room_b)
    exchange(a.end, b.end)

    assert places(a) == places(b) == [("Keynote", "10:00", "Hall"), ("Panel", "15:00", "Room B")]
    for desk in desks:
        assert [(c.subject, c.record, c.field) for c in conflicts(desk)] == [("agenda_session", panel.id, "starts_at")]
        [row] = run(desk.file, "conflicts", "list").rows
        assert (row["name"], row["field"], row["one"]["desk"], row["other"]["desk"]) == (
            "VN: Panel", "starts_at", "Desk 2", "Desk 1",
        )  # fmt: skip


def test_slots_put_in_order_at_both_desks_stay_a_whole_order(desks: tuple[Desk, Desk], planned: Programme) -> None:
    a, b = desks
    panel = planned.sessions[0]
    one, two, three = panel.slots

    with a.app.database.write() as tx:
        move_slot(tx, slot=three.id, session=panel.id, position=0)
    b.clock.advance(minutes=5)
    with b.app.database.write() as tx:
        remove_slot(tx, slot=one.id)
        make_slot(tx, panel, "four")
    exchange(a.end, b.end)

    merged = programme(a).sessions[0].slots
    assert programme(b).sessions[0].slots == merged
    assert [slot.position for slot in merged] == [0, 1, 2]
    assert {slot.label for slot in merged} == {two.label, three.label, "four"}
    assert conflicts(a) == conflicts(b) == []


def test_slots_whose_places_were_written_side_by_side_count_from_the_first(app: App, event: Event) -> None:
    with app.database.write() as tx:
        session = make_session(tx, event)
        slots = [make_slot(tx, session, name) for name in "abc"]
        for slot, position in zip(slots, (4, 4, 1), strict=True):
            tx.get_one(SlotRow, slot.id).position = position
        tx.flush()
        [read] = read_programme(tx, event).sessions

    assert [slot.position for slot in read.slots] == [0, 1, 2]
    assert read.slots[0].id == slots[2].id


def test_a_part_given_in_a_session_that_the_other_desk_took_out_is_not_shown(
    desks: tuple[Desk, Desk], planned: Programme
) -> None:
    a, b = desks
    panel, keynote = planned.sessions
    [speaker] = planned.speakers
    slot = panel.slots[0]

    with a.app.database.write() as tx:
        remove_session(tx, session=keynote.id)
        remove_slot(tx, slot=slot.id)
        remove_room(tx, room=planned.rooms[1].id)
    with b.app.database.write() as tx:
        add_appearance(tx, session=keynote.id, speaker=speaker.id, role="keynote")
        add_appearance(tx, session=panel.id, speaker=speaker.id, role="presenter", slot=slot.id)
        edit_session(tx, session=panel.id, changes={"room": planned.rooms[1].id})
    exchange(a.end, b.end)

    [left] = programme(a).sessions
    assert programme(b).sessions == (left,)
    assert (left.id, left.room, left.appearances) == (panel.id, None, ())


def test_releases_made_at_both_desks_are_both_kept_and_the_later_is_in_force(
    desks: tuple[Desk, Desk], planned: Programme
) -> None:
    a, b = desks
    assert planned.sessions
    made = []
    for desk in (b, a):
        desk.clock.advance(minutes=10 * (1 + len(made)))
        with desk.app.database.write() as tx:
            made.append(release_agenda(tx, event=desk.event(), note=f"by {desk.id}"))
    exchange(a.end, b.end)

    for desk in desks:
        with desk.app.database.read() as tx:
            assert list_releases(tx, desk.event()) == made
            assert latest_release(tx, desk.event()) == made[1]
    assert conflicts(a) == []
