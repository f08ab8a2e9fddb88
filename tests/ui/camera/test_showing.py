"""One scan a showing: what is in sight from picture to picture, and what is to be scanned."""

from collections.abc import Iterable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ui.camera.codes import SeenCode
from ui.camera.showing import Showings

STEP = 0.1


def seen(text: str, distance: float = 0.0) -> SeenCode:
    return SeenCode(text, ((0, 0), (0, 0), (0, 0), (0, 0)), distance)


def film(*parts: tuple[float, Iterable[SeenCode]], showings: Showings | None = None) -> list[str]:
    """What is read in a film of parts: so many seconds, with these codes in sight."""
    showings = showings or Showings()
    read, at = [], 50.0
    for seconds, codes in parts:
        for _picture in range(round(seconds / STEP)):
            at += STEP
            shown = showings.take(sorted(codes, key=lambda code: code.distance), at)
            read += [shown.read] if shown.read is not None else []
    return read


A, B = seen("A"), seen("B")


@pytest.mark.parametrize(
    ("parts", "read"),
    [
        ([(30, [A])], ["A"]),
        ([(0.1, [A]), (1, [])], []),
        ([(0.2, [A])], ["A"]),
        ([(0.1, [A]), (0.2, []), (0.1, [A])], ["A"]),
        ([(0.1, [A]), (0.8, []), (0.1, [A])], []),
        ([(1, [A]), (1.5, []), (1, [A])], ["A"]),
        ([(1, [A]), (2.2, []), (1, [A])], ["A", "A"]),
        ([(1, [A]), (1, [B]), (1, [A])], ["A", "B", "A"]),
        ([(1, [A]), (0.2, [B]), (1, [A])], ["A", "B"]),
        ([(1, [A]), (0.4, []), (1, [B]), (1, [A])], ["A", "B", "A"]),
        ([(0.1, [A]), (0.1, [B]), (0.1, [A]), (0.1, [B])], []),
        ([(1, [seen("A", 0.6)])], ["A"]),
        ([(0.3, [seen("A", 0.6)])], []),
        ([(1, [seen("A", 0.6)]), (9, []), (9, [seen("A", 0.6)])], ["A"]),
        ([(1, [seen("A", 0.6)]), (3, []), (1, [A])], ["A", "A"]),
        ([(1, [seen("A", 0.4)]), (1, [seen("B", 0.3), seen("A", 0.4)])], ["A", "B"]),
    ],
    ids=[
        "held for half a minute", "a glimpse", "two pictures", "a shaking hand", "two glimpses", "away for a moment",
        "shown again", "another came", "another came for a moment", "one after the other", "neither is steady",
        "aside", "passing by", "poster on the wall", "aside and then in the middle", "beside somebody who stays",
    ],
)  # fmt: skip
def test_showing_is_one_scan(parts: list[tuple[float, list[SeenCode]]], read: list[str]) -> None:
    assert film(*parts) == read


@pytest.mark.parametrize(
    ("near", "far", "read"),
    [(0.05, 0.5, ["A"]), (0.3, 0.35, []), (0.3, 0.3, []), (0.0, 0.15, [])],
)
def test_two_badges_are_no_guess(near: float, far: float, read: list[str]) -> None:
    assert film((3, [seen("A", near), seen("B", far)])) == read


def test_two_badges_alike_ask_for_one_and_then_read_the_one_that_is_left() -> None:
    showings = Showings()
    both = [seen("A", 0.3), seen("B", 0.35)]
    asked = [showings.take(both, 1 + number * STEP).has_several for number in range(4)]
    assert asked == [False, False, True, True]
    assert film((1, [seen("B", 0.3)]), showings=showings) == ["B"]


def test_badge_in_the_background_does_not_come_back_when_the_next_one_goes() -> None:
    waiting = seen("A", 0.7)
    assert film((1, [A]), (2, [B, waiting]), (3, [waiting])) == ["A", "B"]


def test_next_badge_waits_beside_the_one_in_the_middle() -> None:
    assert film((1, [A]), (3, [A, seen("B", 0.6)]), (1, [seen("B", 0.2)])) == ["A", "B"]


def test_badge_shown_while_nothing_may_be_read_is_read_afterwards() -> None:
    showings = Showings()
    for number in range(40):
        assert showings.wait([A], 1 + number * STEP).read is None
    assert film((1, [A]), showings=showings) == ["A"]


def test_badge_read_before_stays_read_while_nothing_may_be_read() -> None:
    showings = Showings()
    assert [showings.take([A], 1 + number * STEP).read for number in range(2)] == [None, "A"]
    for number in range(60):
        showings.wait([A], 1.3 + number * STEP)
    assert showings.take([A], 7.3).read is None


@given(st.lists(st.lists(st.sampled_from([seen(c, d) for c in "ABC" for d in (0.0, 0.3, 0.6)]), max_size=3)))
def test_same_code_is_never_read_twice_without_a_pause_or_another(pictures: list[list[SeenCode]]) -> None:
    showings, read, sight = Showings(), [], {}
    for number, codes in enumerate(pictures):
        at = number * STEP
        kept = {code.text: code for code in codes}
        shown = showings.take(sorted(kept.values(), key=lambda code: code.distance), at)
        if shown.read is not None:
            is_again = bool(read) and read[-1] == shown.read
            assert not is_again or at - sight[shown.read] > 1.9
            read.append(shown.read)
        sight |= dict.fromkeys((text for text in kept if text in read), at)
