"""An agenda as blocks: venue time, midnight, days beside the event, marks, and steps shown before they are stored."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from factories import make_room, make_session, make_slot, make_speaker

from o2o_events.agenda.appearances import add_appearance
from o2o_events.agenda.clashes import find_clashes
from o2o_events.agenda.programme import AgendaSession, Programme, Room
from o2o_events.agenda.queries import read_programme
from ui.agenda_steps import Edit, Presence, SlotMove, edit
from ui.pages.agenda_blocks import blocks_of, clashes_at, days_of, moment_of, place_of, put, sum_words
from ui.widgets.time_grid_values import ALL, Place

DAY = date(2016, 3, 17)


def programme(*sessions: AgendaSession, zone: str = "Asia/Ho_Chi_Minh") -> Programme:
    return Programme("event", zone, (DAY,), (Room("hall", {"en": "Hall"}, 50),), (), sessions)


def session(name: str, at: datetime | None, minutes: int = 30, **values: object) -> AgendaSession:
    return AgendaSession(name, "panel", {"en": name.title()}, minutes, at, **values)


@pytest.mark.parametrize(
    ("at", "zone", "place"),
    [
        (datetime(2016, 3, 17, 2, 0, tzinfo=UTC), "Asia/Ho_Chi_Minh", Place(0, "hall", 540, 30)),
        (datetime(2016, 3, 17, 16, 45, tzinfo=UTC), "Asia/Ho_Chi_Minh", Place(0, "hall", 1425, 30)),
        (datetime(2016, 3, 17, 4, 59, tzinfo=UTC), "America/Lima", Place(0, "hall", 1439, 30)),
    ],
)
def test_place_is_by_the_venues_clock_and_leads_back_to_the_moment(at, zone, place) -> None:
    one = session("one", at, room="hall")
    plan = programme(one, zone=zone)
    days = days_of(plan)
    assert place_of(one, plan, days) == place
    assert moment_of(place, plan, days) == at
    assert put(one, place, plan, days) == one


def test_places_are_by_the_clock_on_the_day_that_it_changes() -> None:
    """In Santiago the clock went back at midnight from the 14th to the 15th of May 2016."""
    plan = Programme("event", "America/Santiago", (date(2016, 5, 15),))
    at = moment_of(Place(0, ALL, 9 * 60, 30), plan, plan.days)
    assert at == datetime(2016, 5, 15, 13, 0, tzinfo=UTC)
    assert place_of(session("one", at), plan, plan.days) == Place(0, ALL, 540, 30)


def test_day_beside_the_event_is_shown_too() -> None:
    plan = programme(session("late", datetime(2016, 3, 18, 2, 0, tzinfo=UTC)))
    days = days_of(plan)
    assert days == [DAY, date(2016, 3, 18)]
    [block] = blocks_of(plan, days, find_clashes(plan))
    assert (block.place.day, block.marks) == (1, ("error",))


def test_blocks_tell_everything_in_words() -> None:
    at = datetime(2016, 3, 17, 2, 0, tzinfo=UTC)
    plan = programme(
        session("one", at, room="hall", expected=80),
        session("two", at, room="hall", state="cancelled"),
        session("x", None),
    )
    one, two = blocks_of(plan, days_of(plan), find_clashes(plan))
    assert (one.marks, two.marks) == (("warning",), ("struck",))
    assert one.words.split("\n")[0] == "One, Panel, 09:00–09:30, Hall"
    assert one.words.endswith("Choose a larger room.")
    assert "cancelled" in two.words


def test_dragging_many_together_tells_only_what_clashes_there() -> None:
    at = datetime(2016, 3, 17, 2, 0, tzinfo=UTC)
    rooms = tuple(Room(f"r{n}", {"en": f"R{n}"}, 50, n) for n in range(12))
    sessions = tuple(session(f"s{n:02}", at, room=f"r{n}") for n in range(12))
    plan = replace(programme(*sessions), rooms=rooms)
    days = days_of(plan)
    for count in (1, 3, 9):
        places = {f"s{n:02}": Place(0, "r11", 540, 30) for n in range(count)}
        pairs = {frozenset(clash.sessions) for clash in clashes_at(plan, days, places) if clash.kind == "room_twice"}
        names = [f"s{n:02}" for n in range(count)] + ["s11"]
        assert pairs == {frozenset({a, b}) for a in names for b in names if a != b}


@pytest.mark.parametrize(("minutes", "words"), [(60, ""), (45, "15 minutes over"), (61, "1 minute free")])
def test_durations_add_up_or_say_by_how_much_not(app, event, minutes, words) -> None:
    with app.database.write() as tx:
        one = make_session(tx, event, minutes=minutes)
        for _number in range(4):
            make_slot(tx, one, minutes=15)
    with app.database.read() as tx:
        assert sum_words(read_programme(tx, event).sessions_by_id[one.id]) == words


def test_what_is_shown_at_once_is_what_is_stored(app, event) -> None:
    """Each step in memory gives the programme that the core's commands leave, and its inverse the one before."""
    with app.database.write() as tx:
        room, speaker = make_room(tx, event).id, make_speaker(tx, event).id
        empty = make_room(tx, event, "Empty").id
        one, other = make_session(tx, event, "One", room=room), make_session(tx, event, "Other", "10:00")
        slots = [make_slot(tx, one, f"Slot {n}").id for n in range(3)]
        part = add_appearance(tx, session=one.id, speaker=speaker, role="speaker").id
        for slot in slots[1:]:
            add_appearance(tx, session=one.id, speaker=speaker, role="presenter", slot=slot)
    with app.database.read() as tx:
        before = read_programme(tx, event)
    steps = [
        edit(before, "session", one.id, room=None, minutes=95, title={"en": "First"}, state="cancelled"),
        edit(before, "slot", slots[1], minutes=40),
        edit(before, "appearance", part, role="moderator"),
        edit(before, "room", room, capacity=12),
        edit(before, "speaker", speaker, organisation="Sen Xanh (illustrative)"),
        SlotMove(slots[0], (one.id, 0), (one.id, 2)),
        SlotMove(slots[2], (one.id, 2), (other.id, 0)),
        Presence((("slot", slots[1]),), False),
        Presence((("appearance", part),), False),
        Presence((("session", other.id),), False),
        Presence((("speaker", speaker),), False),
        Presence((("room", empty),), False),
    ]
    for step in steps:
        with app.database.write() as tx:
            step.check(read_programme(tx, event))
            shown = step.apply(read_programme(tx, event))
            written = step.write(tx, event)
            assert plain(read_programme(tx, event)) == plain(shown), step
            back = written.settled(read_programme(tx, event)).inverse()
            back.write(tx, event)
            assert plain(read_programme(tx, event)) == plain(before), step


def plain(programme: Programme) -> object:
    """What of a programme is the same whoever made it: counts of changes aside, and numbers that follow from order."""
    return (
        [replace(room, position=0) for room in programme.rooms],
        programme.speakers,
        sorted(
            (
                replace(
                    s,
                    sequence=0,
                    slots=tuple(replace(slot, position=0) for slot in s.slots),
                    appearances=tuple(replace(a, position=0) for a in s.appearances),
                )
                for s in programme.sessions
            ),
            key=lambda s: s.id,
        ),
    )


def test_step_without_a_difference_is_none() -> None:
    plan = programme(session("one", None))
    assert edit(plan, "session", "one", minutes=30) is None
    assert edit(plan, "session", "gone", minutes=30) is None
    assert edit(plan, "session", "one", minutes=35) == Edit("session", "one", {"minutes": 30}, {"minutes": 35})
