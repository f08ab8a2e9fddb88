"""Counting against a plain model, whatever the order facts arrive in."""

from datetime import UTC, date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from o2o_events.checkin.counting import count_inside, counting_entries
from o2o_events.checkin.rules import Gate, Passage

START = datetime(2016, 3, 17, tzinfo=UTC)
DAYS = (date(2016, 3, 17), date(2016, 3, 18))


def gate(policy: str) -> Gate:
    return Gate(event="VN", event_days=DAYS, policy=policy)


def day_of(moment: datetime) -> date:
    return moment.date()


def entry(minute: int, desk: str = "A", forced: bool = False) -> Passage:
    return Passage(START + timedelta(minutes=minute), True, desk, forced)


def leaving(minute: int, desk: str = "A") -> Passage:
    return Passage(START + timedelta(minutes=minute), False, desk)


def test_counting_keeps_the_earlier_of_two_desks() -> None:
    kept, duplicates = counting_entries(gate("daily"), [entry(20, "B"), entry(10, "A")], day_of)

    assert (kept, duplicates) == ([entry(10, "A")], 1)


def test_counting_keeps_a_forced_entry() -> None:
    kept, duplicates = counting_entries(gate("daily"), [entry(10, "A"), entry(20, "B", forced=True)], day_of)

    assert (len(kept), duplicates) == (2, 0)


def test_counting_keeps_each_under_every() -> None:
    kept, duplicates = counting_entries(gate("every"), [entry(10, "A"), entry(20, "B")], day_of)

    assert (len(kept), duplicates) == (2, 0)


def test_counting_starts_anew_each_day() -> None:
    kept, duplicates = counting_entries(gate("daily"), [entry(10, "A"), entry(24 * 60 + 1, "B")], day_of)

    assert (len(kept), duplicates) == (2, 0)


def test_inside_under_daily_looks_at_the_latest_day() -> None:
    passages = {"ana": (entry(10),), "bao": (entry(24 * 60 + 10),)}

    assert count_inside(gate("daily"), passages, day_of, None) == 1
    assert count_inside(gate("in-out"), passages, day_of, None) == 2


def test_inside_is_empty_on_a_day_without_scans_yet() -> None:
    assert count_inside(gate("daily"), {"ana": (entry(10),)}, day_of, DAYS[1]) == 0


PASSAGES = st.lists(
    st.builds(
        Passage,
        at=st.integers(0, 3000).map(lambda minute: START + timedelta(minutes=minute)),
        is_entry=st.booleans(),
        desk=st.sampled_from("ABC"),
        is_forced=st.just(False),
    ),
    max_size=8,
)


@given(PASSAGES, st.randoms(use_true_random=False), st.sampled_from(["once", "daily", "in-out", "every"]))
def test_counting_does_not_depend_on_the_order_of_arrival(passages: list[Passage], rng, policy: str) -> None:  # type: ignore[no-untyped-def]  # hypothesis' own Random
    shuffled = list(passages)
    rng.shuffle(shuffled)

    def keyed(result: tuple[list[Passage], int]) -> tuple[list[tuple[datetime, str]], int]:
        return sorted((p.at, p.desk) for p in result[0]), result[1]

    assert keyed(counting_entries(gate(policy), passages, day_of)) == keyed(
        counting_entries(gate(policy), shuffled, day_of)
    )


@given(PASSAGES, st.sampled_from(["once", "daily", "in-out", "every"]))
def test_counting_loses_no_entry(passages: list[Passage], policy: str) -> None:
    kept, duplicates = counting_entries(gate(policy), passages, day_of)

    assert len(kept) + duplicates == sum(p.is_entry for p in passages)
    assert bool(kept) == any(p.is_entry for p in passages)
