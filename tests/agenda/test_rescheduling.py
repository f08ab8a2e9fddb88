"""A delay carried out and taken back, and slots that change places."""

import pytest

from o2o_events.agenda import rescheduling
from o2o_events.agenda.actual import Run
from o2o_events.agenda.delays import Shifted, shift
from o2o_events.agenda.queries import read_programme
from o2o_events.agenda.rooms import add_room
from o2o_events.agenda.running import start
from o2o_events.agenda.sessions import add_session, edit_session
from o2o_events.agenda.slots import add_slot
from o2o_events.errors import UserError

pytestmark = pytest.mark.usefixtures("day")
PLAN = (("One", "presentation", "09:00", 60), ("Coffee", "break", "10:00", 30), ("Two", "panel", "10:30", 60))


@pytest.fixture
def day(app, event) -> None:
    """Three sessions in a hall from 09:00; two of them have two slots each."""
    with app.database.write() as tx:
        room = add_room(tx, event=event, name={"en": "Hall"})
        for title, kind, clock, minutes in PLAN:
            starts_at = event.parse_moment(f"2016-03-17T{clock}")
            made = add_session(
                tx, event=event, type=kind, title=title, minutes=minutes, starts_at=starts_at,
                room=None if kind == "break" else room.id,
            )  # fmt: skip
            for n in () if kind == "break" else (1, 2):
                add_slot(tx, session=made.id, title=f"{title} {n}", minutes=20)


def times(app, event) -> dict[str, str]:
    with app.database.read() as tx:
        return {
            s.label: f"{event.local(s.starts_at):%H:%M} {s.minutes}" + (" cancelled" if s.is_cancelled else "")
            for s in read_programme(tx, event).sessions
            if s.starts_at
        }


def preview(app, event, minutes: int, **options: object) -> Shifted:
    with app.database.read() as tx:
        return shift(
            read_programme(tx, event),
            from_moment=event.parse_moment("2016-03-17T09:30"),
            minutes=minutes,
            runs={},
            **options,  # type: ignore[arg-type]  # the test's own
        )


def apply(app, event, shifted: Shifted, minutes: int):
    with app.database.write() as tx:
        return rescheduling.apply_shift(tx, event=event, shifted=shifted, minutes=minutes)


BEFORE = {"One": "09:00 60", "Coffee": "10:00 30", "Two": "10:30 60"}


def test_delay_is_carried_out_and_taken_back(app, event) -> None:
    made = apply(app, event, preview(app, event, 30, shortens_breaks=True), 30)
    assert times(app, event) == {"One": "09:00 60", "Coffee": "10:30 10", "Two": "10:40 60"}
    with app.database.write() as tx:
        assert rescheduling.list_delays(tx, event) == [made]
        taken = rescheduling.take_back_delay(tx, event=event)
    assert (len(taken.restored), taken.changed_since, times(app, event)) == (2, (), BEFORE)
    with app.database.write() as tx, pytest.raises(UserError, match="was not moved"):
        rescheduling.take_back_delay(tx, event=event)


def test_what_is_left_out_is_cancelled_and_comes_back(app, event) -> None:
    with app.database.read() as tx:
        two = read_programme(tx, event).sessions[-1].id
    apply(app, event, preview(app, event, 15, left_out={two}), 15)
    assert times(app, event)["Two"] == "10:30 60 cancelled"
    with app.database.write() as tx:
        rescheduling.take_back_delay(tx, event=event)
    assert times(app, event) == BEFORE


def test_preview_that_is_out_of_date_is_refused_whole(app, event) -> None:
    shifted = preview(app, event, 15)
    with app.database.write() as tx:
        [two] = [s for s in read_programme(tx, event).sessions if s.label == "Two"]
        edit_session(tx, session=two.id, changes={"minutes": 45})
    with pytest.raises(UserError, match="“Two” was changed meanwhile"):
        apply(app, event, shifted, 15)
    assert times(app, event) == BEFORE | {"Two": "10:30 45"}


def test_taking_back_leaves_what_was_changed_since(app, event) -> None:
    apply(app, event, preview(app, event, 15), 15)
    with app.database.write() as tx:
        [two] = [s for s in read_programme(tx, event).sessions if s.label == "Two"]
        edit_session(tx, session=two.id, changes={"minutes": 45})
        taken = rescheduling.take_back_delay(tx, event=event)
    assert (taken.changed_since, times(app, event)["Two"]) == ((two.id,), "10:45 45")
    assert times(app, event)["Coffee"] == "10:00 30"


def test_two_delays_are_taken_back_one_after_the_other(app, event) -> None:
    for minutes in (15, 10):
        apply(app, event, preview(app, event, minutes), minutes)
    for left in ("10:45 60", "10:30 60"):
        with app.database.write() as tx:
            rescheduling.take_back_delay(tx, event=event)
        assert times(app, event)["Two"] == left


def test_nothing_left_to_move_is_told(app, event) -> None:
    with app.database.read() as tx:
        nothing = shift(read_programme(tx, event), from_moment=event.parse_moment("2016-03-17T20:00"), minutes=5)
    with pytest.raises(UserError, match="Nothing is left of the day"):
        apply(app, event, nothing, 5)


def slots(app, event) -> list[str]:
    with app.database.read() as tx:
        return [slot.label for s in read_programme(tx, event).sessions for slot in s.slots]


@pytest.mark.parametrize(
    ("first", "second", "after"),
    [
        ("One 1", "One 2", ["One 2", "One 1", "Two 1", "Two 2"]),
        ("one 2", "one 1", ["One 2", "One 1", "Two 1", "Two 2"]),
        ("One 1", "Two 2", ["Two 2", "One 2", "Two 1", "One 1"]),
        ("Two 1", "One 2", ["One 1", "Two 1", "One 2", "Two 2"]),
    ],
)
def test_slots_change_places_within_and_between_sessions(app, event, first, second, after) -> None:
    with app.database.write() as tx:
        rescheduling.swap_slots(tx, event=event, first=first, second=second)
    assert slots(app, event) == after
    with app.database.write() as tx:
        rescheduling.swap_slots(tx, event=event, first=first, second=second)
    assert slots(app, event) == ["One 1", "One 2", "Two 1", "Two 2"]


@pytest.mark.parametrize(
    ("first", "second", "words"),
    [("One 1", "One 1", "the same slot"), ("One", "One 1", "is a session"), ("One 1", "Nine", "There is no session")],
)
def test_slots_that_cannot_change_places_are_refused(app, event, first, second, words) -> None:
    with app.database.write() as tx, pytest.raises(UserError, match=words):
        rescheduling.swap_slots(tx, event=event, first=first, second=second)


def test_slot_that_has_begun_keeps_its_place(app, event) -> None:
    with app.database.write() as tx:
        start(tx, event=event, subject="One 1")
        with pytest.raises(UserError, match="has begun"):
            rescheduling.swap_slots(tx, event=event, first="One 1", second="One 2")


def test_what_runs_is_not_moved(app, event) -> None:
    with app.database.read() as tx:
        programme = read_programme(tx, event)
    runs = {programme.sessions[0].id: Run(event.parse_moment("2016-03-17T09:05"))}
    shifted = shift(programme, from_moment=event.parse_moment("2016-03-17T09:30"), minutes=5, runs=runs)
    assert [moved.before.label for moved in shifted.moved] == ["Coffee", "Two"]
