"""Room on a worksheet: what is wide enough, what breaks where, and what a title lies across."""

import pytest
from reports_by_hand import column, row

from o2o_events.documents.sheet_room import (
    PAGE,
    across,
    columns_of_parts,
    head_height,
    height_of,
    lines_of,
    widths_of,
)
from o2o_events.indicators.values import Table


@pytest.mark.parametrize(
    ("text", "width", "lines"),
    [
        ("", 10, 1),
        ("Viet Nam", 10, 1),
        ("Papua New Guinea", 10, 2),
        ("two\nlines", 30, 2),
        ("a" * 25, 11, 3),
        ("see " + "a" * 25, 11, 4),
        ("\u85cd\u9d72\u570b\u969b\u6703\u8b70\u5ef3", 11, 2),
        ("Nguye\u0302\u0303n", 7, 1),
    ],
)
def test_lines_break_between_words_and_within_those_that_are_too_long(text: str, width: float, lines: int) -> None:
    assert lines_of(text, width) == lines


def test_a_column_holds_its_headings_longest_word_and_its_longest_line() -> None:
    table = Table(
        "T1",
        "",
        (column("a", "A longheading here"), column("b", "B"), column("n", "N", "count")),
        (row("x", "some words", 1_234_567), row("x", "more words than that", 1)),
        (),
    )

    assert widths_of(table) == pytest.approx([1.1 * 11 + 2, 20 + 2, 9 + 3.5])


def test_columns_that_are_too_much_for_a_page_narrow_to_their_longest_words() -> None:
    columns = tuple(column(f"c{n}", f"C{n}") for n in range(8))
    table = Table("T4", "", columns, (row(*["several words in a cell that is long indeed"] * 8),), ())
    widths = widths_of(table)

    assert (sum(widths), len(set(widths))) == (pytest.approx(235), 1)


def test_words_are_never_narrowed() -> None:
    columns = tuple(column(f"c{n}", f"C{n}") for n in range(20))
    table = Table("T4", "", columns, (row(*["someaddress@example.org and"] * 20),), ())

    assert widths_of(table) == [len("someaddress@example.org") + 2] * 20


def test_a_title_lies_across_the_table_and_at_least_a_page() -> None:
    assert across([60.0, 40.0]) == [60.0, 40.0]
    assert sum(across([20.0])) >= PAGE


@pytest.mark.parametrize(
    ("widths", "parts", "found"),
    [
        ([10, 10, 10, 10], 4, [(0, 0), (1, 1), (2, 2), (3, 3)]),
        ([40, *[8] * 7], 4, [(0, 0), (1, 2), (3, 4), (5, 7)]),
        ([10] * 8, 4, [(0, 1), (2, 3), (4, 5), (6, 7)]),
        ([10], 4, [(0, 0)]),
    ],
)
def test_parts_cover_all_columns_once(widths: list[float], parts: int, found: list[tuple[int, int]]) -> None:
    assert columns_of_parts(widths, parts) == found


def test_a_row_is_as_high_as_its_lines_and_no_higher_than_excel_takes() -> None:
    assert (height_of(0), height_of(3), height_of(400)) == (15, 45, 409)
    assert head_height(["One", "Of which travel eligible funded"], [8, 12]) == 60
