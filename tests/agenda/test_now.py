"""What is on now and next, by what was marked and by the plan."""

import pytest
from programmes import at, programme, session

from o2o_events.agenda.actual import Run
from o2o_events.agenda.now import RoomNow, now_and_next
from o2o_events.agenda.programme import Programme

DAY = programme(
    session("one", "09:00", 60),
    session("coffee", "10:00", 30, room=None, type="break"),
    session("two", "10:30", 60, slots=[20, 20, 20]),
    session("three", "11:30", 30),
    session("aside", "09:00", 120, room="studio"),
)


def started(clock: str, ended: str | None = None) -> Run:
    return Run(at(clock), at(ended) if ended else None)


def hall(programme: Programme, runs: dict[str, Run], clock: str) -> RoomNow:
    [row] = [row for row in now_and_next(programme, runs, at(clock)) if row.room and row.room.id == "hall"]
    return row


def seen(row: RoomNow) -> tuple[str | None, str | None]:
    return (row.now and f"{row.now.session.id} {row.now.state}", row.next and row.next.session.id)  # type: ignore[return-value]  # both are text or None


@pytest.mark.parametrize(
    ("runs", "clock", "now", "following"),
    [
        ({}, "08:30", None, "one"),
        ({}, "09:00", "one planned", "coffee"),
        ({}, "10:00", "coffee planned", "two"),
        ({}, "10:29", "coffee planned", "two"),
        ({}, "12:00", None, None),
        ({"aside": started("09:00")}, "09:10", "one planned", "coffee"),
        ({"one": started("09:00", "09:55")}, "10:35", "two due", "three"),
        ({"one": started("09:00", "09:55")}, "11:01", "two planned", "three"),
        ({"one": started("09:10")}, "10:05", "one running", "coffee"),
        ({"one": started("09:10", "09:50")}, "09:55", None, "coffee"),
        ({"one": started("09:10"), "coffee": started("10:10")}, "10:12", "coffee running", "two"),
        (
            {"one": started("09:10"), "coffee": started("10:10"), "two": started("10:40")},
            "10:41",
            "two running",
            "three",
        ),
        ({"one": started("09:00")}, "11:20", "one running", "two"),
        ({"one": started("09:00")}, "11:31", "three due", None),
        ({"two": started("10:30"), "one": started("10:20")}, "10:35", "two running", "three"),
    ],
)
def test_room_shows_what_really_runs_before_the_plan(runs, clock, now, following) -> None:
    assert seen(hall(DAY, runs, clock)) == (now, following)


def test_venue_midnight_parts_the_days() -> None:
    assert seen(hall(DAY, {}, "24:30")) == (None, None)


def test_what_follows_a_late_session_is_expected_later() -> None:
    row = hall(DAY, {"one": started("09:20")}, "09:30")
    assert row.now is not None
    assert row.next is not None
    assert [(s.session.id, s.starts_at, s.late) for s in (row.now, row.next, *row.then)] == [
        ("one", at("09:20"), 20),
        ("coffee", at("10:20"), 20),
        ("two", at("10:50"), 20),
        ("three", at("11:50"), 20),
    ]
    assert row.late == 20


def test_a_gap_takes_up_lateness() -> None:
    day = programme(session("one", "09:00", 60), session("two", "10:15", 60), session("three", "12:00", 60))
    row = hall(day, {"one": started("09:30")}, "09:40")
    assert [(s.session.id, s.late) for s in (row.next, *row.then) if s] == [("two", 15), ("three", 0)]


def test_session_that_overruns_says_by_how_much() -> None:
    row = hall(DAY, {"one": started("09:00")}, "10:07")
    assert row.now is not None
    assert (row.now.minutes_over(at("10:07")), row.next and row.next.late) == (7, 7)


def test_cancelled_sessions_are_not_on() -> None:
    day = programme(session("one", "09:00", 60, state="cancelled"), session("two", "10:00", 60))
    assert seen(hall(day, {}, "09:10")) == (None, "two")


def test_what_is_for_everybody_has_a_row_of_its_own() -> None:
    rows = now_and_next(DAY, {}, at("10:05"))
    assert [(row.room and row.room.id, row.now and row.now.session.id) for row in rows] == [
        (None, "coffee"), ("hall", "coffee"), ("studio", "aside"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("runs", "clock", "current", "following", "left"),
    [
        ({}, "10:35", "two-1", "two-2", 15 * 60),
        ({}, "10:50", "two-2", "two-3", 20 * 60),
        ({"two": started("10:40")}, "10:50", "two-1", "two-2", 10 * 60),
        ({"two": started("10:30"), "two-1": started("10:32")}, "10:55", "two-1", "two-2", -3 * 60),
        (
            {"two": started("10:30"), "two-1": started("10:30", "10:40"), "two-2": started("10:41")},
            "10:45", "two-2", "two-3", 16 * 60,
        ),
        ({"two": started("10:30"), "two-1": Run(missing=frozenset({""}))}, "10:35", "two-2", "two-3", 15 * 60),
    ],
)  # fmt: skip
def test_slot_that_is_on_has_its_time_left(runs, clock, current, following, left) -> None:
    row = hall(DAY, runs, clock)
    assert row.now is not None
    assert row.now.slot is not None
    assert (row.now.slot.slot.id, row.now.slot.seconds_left(at(clock))) == (current, left)
    assert row.now.next_slot is not None
    assert row.now.next_slot.slot.id == following


def test_between_marked_slots_none_is_on() -> None:
    runs = {"two": started("10:30"), "two-1": started("10:30", "10:40")}
    row = hall(DAY, runs, "10:41")
    assert row.now is not None
    assert (row.now.slot, row.now.next_slot and row.now.next_slot.slot.id) == (None, "two-2")
