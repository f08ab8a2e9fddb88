"""“We are 15 minutes late”: what moves, what stays, what clashes, what falls out of the day."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from programmes import at, programme, session

from o2o_events.agenda.actual import Run
from o2o_events.agenda.delays import SHORTEST, Shifted, rest_of_day, shift, usually_fixed
from o2o_events.agenda.programme import Programme
from o2o_events.errors import UserError

DAY = programme(
    session("one", "09:00", 60),
    session("coffee", "10:00", 30, room=None, type="break"),
    session("two", "10:30", 60),
    session("lunch", "12:00", 60, room=None, type="lunch"),
    session("three", "13:00", 60),
    session("four", "13:00", 90, room="studio"),
    session("five", "14:30", 60),
)


def told(shifted: Shifted) -> list[tuple[str, int, int]]:
    """What moved, by how many minutes, and by how many it is shorter."""
    return [(moved.before.id, moved.minutes, moved.shortened) for moved in shifted.moved]


def late(minutes: int, clock: str = "09:50", day: Programme = DAY, **options: object) -> Shifted:
    return shift(day, from_moment=at(clock), minutes=minutes, **options)  # type: ignore[arg-type]  # the test's own


def test_rest_of_the_day_moves_up_to_a_lunch_that_stays() -> None:
    shifted = late(15)
    assert told(shifted) == [("coffee", 15, 0), ("two", 15, 0)]
    assert [s.id for s in shifted.kept] == ["lunch"]
    assert (shifted.clashes, shifted.falls_out, shifted.minutes_left) == ((), (), 0)


def test_moving_lunch_too_moves_all_and_falls_out_of_the_day() -> None:
    shifted = late(15, fixed=())
    assert told(shifted) == [(id_, 15, 0) for id_ in ("coffee", "two", "lunch", "four", "three", "five")]
    assert ([s.id for s in shifted.falls_out], shifted.minutes_left) == (["five"], 15)


def test_a_day_that_may_end_later_loses_nothing() -> None:
    assert late(15, fixed=(), ends_by=at("16:00")).falls_out == ()


def test_breaks_that_everybody_has_take_up_the_delay() -> None:
    shifted = late(15, fixed=(), shortens_breaks=True)
    assert told(shifted) == [("coffee", 15, 15)]
    assert shifted.minutes_left == 0


def test_a_break_is_pulled_no_shorter_than_it_may_be() -> None:
    shifted = late(35, fixed=(), shortens_breaks=True)
    assert told(shifted) == [("coffee", 35, 20), ("two", 15, 0), ("lunch", 15, 15)]
    coffee = shifted.programme.sessions_by_id["coffee"]
    assert coffee.minutes == SHORTEST["break"]


def test_a_break_beside_which_others_go_on_takes_up_nothing() -> None:
    day = programme(
        session("one", "09:00", 60), session("coffee", "10:00", 30, type="break"), session("two", "10:30", 60),
        session("aside", "09:55", 90, room="studio"),
    )  # fmt: skip
    assert told(late(15, day=day, shortens_breaks=True)) == [("aside", 15, 0), ("coffee", 15, 0), ("two", 15, 0)]


def test_a_delay_that_runs_into_what_stays_is_a_clash() -> None:
    shifted = late(45)
    assert [(clash.kind, clash.sessions) for clash in shifted.clashes] == [("during_break", ("lunch", "two"))]


def test_clashes_that_were_there_before_are_not_told_again() -> None:
    day = programme(session("one", "10:00", 60), session("two", "10:30", 60), session("three", "12:00", 60))
    assert late(15, "09:00", day).clashes == ()


def test_what_is_left_out_gives_its_time() -> None:
    shifted = late(60, left_out={"two"})
    assert (told(shifted), [s.id for s in shifted.left_out]) == ([("coffee", 60, 0)], ["two"])
    assert shifted.programme.sessions_by_id["two"].is_cancelled


def test_what_began_stays_and_what_is_due_but_not_begun_moves() -> None:
    runs = {"one": Run(at("09:00"), at("10:00")), "four": Run(at("13:00"))}
    assert [s.id for s in rest_of_day(DAY, at("13:10"), runs)] == ["three", "five"]
    assert [s.id for s in rest_of_day(DAY, at("13:10"))] == ["five"]


def test_only_the_rooms_that_are_late_move() -> None:
    assert told(late(10, "12:30", rooms={"studio"})) == [("four", 10, 0)]


def test_earlier_moves_nothing_into_the_past() -> None:
    shifted = late(-20, "10:20")
    assert [(m.before.id, m.after.starts_at) for m in shifted.moved] == [("two", at("10:20"))]


def test_other_days_and_cancelled_sessions_stay() -> None:
    day = programme(session("one", "10:00"), session("off", "11:00", state="cancelled"), session("next", "34:00"))
    assert told(late(5, day=day)) == [("one", 5, 0)]


@pytest.mark.parametrize("minutes", [0, 721, -721])
def test_minutes_that_cannot_be_meant_are_refused(minutes) -> None:
    with pytest.raises(UserError, match="cannot be moved"):
        late(minutes)


def test_lunch_receptions_and_visits_usually_stay() -> None:
    assert usually_fixed(DAY, at("09:00")) == {"lunch"}


STARTS = st.lists(st.tuples(st.integers(0, 60), st.integers(5, 120), st.booleans()), min_size=1, max_size=12)


@given(STARTS, st.integers(1, 90), st.booleans())
def test_nobody_is_moved_more_than_the_delay_nor_out_of_order(starts, minutes, shortens) -> None:
    day = programme(
        *(
            session(f"s{n}", f"{9 + start * 10 // 60}:{start * 10 % 60:02}", long, type="break" if rest else "panel")
            for n, (start, long, rest) in enumerate(starts)
        )
    )
    shifted = late(minutes, "09:00", day, shortens_breaks=shortens)
    assert all(0 <= moved.minutes <= minutes for moved in shifted.moved)
    before = {s.id: (s.starts_at, s.ends_at) for s in day.sessions}
    after = {s.id: (s.starts_at, s.ends_at) for s in shifted.programme.sessions}
    for one in before:
        for other in before:
            if before[one][1] <= before[other][0]:
                assert after[one][1] <= after[other][0]
