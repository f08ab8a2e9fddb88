"""Rows over pages: nothing lost, nothing beyond a page's foot, headings with what they head."""

from itertools import chain

from hypothesis import given, settings
from hypothesis import strategies as st

from o2o_events.documents.paper_flow import Page, Part, Row, paginate
from o2o_events.documents.paragraphs import plain

LINE = 10 * 1.2
FULL = 20 * LINE


def row(*texts: str, lines: int = 1, **more: object) -> Row:
    """A row of columns, each of which has so many lines."""
    columns = tuple(tuple(plain(f"{text}.{number}", 10) for number in range(lines)) for text in texts)
    return Row(columns, (200.0,) * len(columns), pad=0, **more)  # type: ignore[arg-type]  # whichever the test is about


def shown(pages: list[Page]) -> list[list[str]]:
    """The first columns' lines, page by page."""
    return [
        [part.text for set_row in page.rows for line in set_row.columns[:1] for one in line for part, _ in one.parts]
        for page in pages
    ]


def test_rows_follow_each_other_over_pages() -> None:
    pages = paginate([Part(tuple(row(f"r{n}") for n in range(45)), "Day")], first=FULL, full=FULL)

    assert [len(page) for page in shown(pages)] == [20, 20, 5]
    assert list(chain(*shown(pages))) == [f"r{n}.0" for n in range(45)]


def test_the_first_page_may_have_less_room() -> None:
    pages = paginate([Part(tuple(row(f"r{n}") for n in range(25)))], first=FULL / 2, full=FULL)

    assert [len(page) for page in shown(pages)] == [10, 15]


def test_a_row_that_fits_on_the_next_page_stays_whole() -> None:
    pages = paginate([Part((*(row(f"r{n}") for n in range(16)), row("long", lines=8)))], first=FULL, full=FULL)

    assert [len(page) for page in shown(pages)] == [16, 8]


def test_a_row_is_broken_where_keeping_it_whole_would_leave_half_a_page_white() -> None:
    pages = paginate([Part((row("a", lines=8), row("long", lines=15)))], first=FULL, full=FULL)

    assert [len(page) for page in shown(pages)] == [20, 3]


def test_a_row_longer_than_pages_goes_on_under_its_time() -> None:
    long = Row(((plain("09:00", 10),), tuple(plain(f"l{n}", 10) for n in range(50))), (80, 200), pad=0,
               again=(plain("09:00 again", 10),))  # fmt: skip

    pages = paginate([Part((long,))], first=FULL, full=FULL)

    assert shown(pages) == [["09:00"], ["09:00 again"], ["09:00 again"]]
    assert [len(page.rows[0].columns[1]) for page in pages] == [20, 20, 10]


def test_a_heading_never_stands_alone_at_a_page_s_foot() -> None:
    rows = (*(row(f"r{n}") for n in range(19)), row("head", keeps_next=True), row("first"))

    assert shown(paginate([Part(rows)], first=FULL, full=FULL))[1] == ["head.0", "first.0"]


def test_what_is_repeated_stands_above_the_rows_of_each_page() -> None:
    head = row("rooms")
    rows = (head, *(row(f"r{n}", repeats=head) for n in range(40)))

    assert [page[0] for page in shown(paginate([Part(rows)], first=FULL, full=FULL))] == ["rooms.0"] * 3


def test_a_part_that_fits_whole_on_the_next_page_begins_there() -> None:
    parts = [
        Part(tuple(row(f"a{n}") for n in range(12)), "Day 1"),
        Part(tuple(row(f"b{n}") for n in range(12)), "Day 2"),
    ]

    pages = paginate(parts, first=FULL, full=FULL)

    assert [(page.title, len(texts)) for page, texts in zip(pages, shown(pages), strict=True)] == [
        ("Day 1", 12),
        ("Day 2", 12),
    ]


def test_a_short_part_follows_on_the_same_page() -> None:
    parts = [Part((row("a"),), "Day 1"), Part((row("b"),), "Day 2")]

    assert shown(paginate(parts, first=FULL, full=FULL)) == [["a.0", "b.0"]]


def test_no_part_makes_one_empty_page() -> None:
    assert shown(paginate([], first=FULL, full=FULL)) == [[]]


@settings(max_examples=200, deadline=None)
@given(st.lists(st.lists(st.tuples(st.integers(0, 60), st.booleans()), max_size=12), max_size=4))
def test_every_line_is_on_a_page_once_and_none_beyond_its_foot(parts: list[list[tuple[int, bool]]]) -> None:
    made = [
        Part(tuple(row(f"{p}-{r}", lines=lines, keeps_next=keeps) for r, (lines, keeps) in enumerate(rows)), str(p))
        for p, rows in enumerate(parts)
    ]

    pages = paginate(made, first=FULL, full=FULL)

    expected = [
        f"{p}-{r}.{n}" for p, rows in enumerate(parts) for r, (lines, _) in enumerate(rows) for n in range(lines)
    ]
    assert list(chain(*shown(pages))) == expected
    heights = [sum(one.height for one in page.rows if one.columns) for page in pages]
    assert [height for height in heights if height > FULL + 0.01] == []
