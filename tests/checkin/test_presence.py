"""How long people were inside, and how many at once."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from programmes import at

from o2o_events.checkin.presence import minutes_inside, peak_inside, stays
from o2o_events.checkin.rules import Passage


def passages(text: str) -> list[Passage]:
    """``+09:00 -09:30``: in and out."""
    return [Passage(at(word[1:]), word[0] == "+", "d1") for word in text.split()]


@pytest.mark.parametrize(
    ("text", "end", "minutes"),
    [
        ("", None, 0),
        ("+09:00 -09:30", None, 30),
        ("-09:30 +09:00", None, 30),
        ("+09:00", None, None),
        ("+09:00", "10:00", 60),
        ("+10:10", "10:00", 0),
        ("+09:00 -09:30 +09:40", "10:00", 50),
        ("+09:00 +09:10 -09:30", "10:00", 30),
        ("-09:30", "10:00", 0),
        ("+09:00 -09:30 +09:30 -09:40", None, 40),
    ],
)
def test_minutes_inside_follow_from_entries_and_exits(text, end, minutes) -> None:
    assert minutes_inside(stays(passages(text), at(end) if end else None)) == minutes


def test_peak_is_the_most_at_once() -> None:
    people = ["+09:00 -09:30", "+09:30 -10:00", "+09:10 -09:50", "+09:20"]
    assert peak_inside(stays(passages(text), None) for text in people) == 3


CLOCKS = st.lists(st.integers(0, 59), min_size=0, max_size=6)


@given(st.lists(CLOCKS, max_size=6))
def test_peak_is_what_a_count_at_every_moment_finds(people) -> None:
    everybody = [
        stays([Passage(at(f"09:{m:02}"), n % 2 == 0, "d") for n, m in enumerate(sorted(set(minutes)))], at("10:00"))
        for minutes in people
    ]
    moments = sorted({moment for own in everybody for stay in own for moment in stay if moment})
    halves = [first + (second - first) / 2 for first, second in pairwise(moments)]
    counts = [sum(any(a <= half < b for a, b in own if b) for own in everybody) for half in halves]
    assert peak_inside(everybody) == max(counts, default=0)
