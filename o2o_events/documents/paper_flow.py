"""Rows of columns over many pages: kept whole where they can be, broken between lines where they must (pure)."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from o2o_events.documents.paragraphs import Paragraph, TextLine, set_paragraphs

_WORTH_KEEPING = 0.4
"""The share of a page that may stay white so that a row stays whole."""
_FEWEST_LINES = 3
"""Lines that stay together on either side of a break."""


@dataclass(frozen=True)
class Row:
    """Columns of paragraphs beside each other; sizes in points.

    ``again`` is what stands in the first column where the row continues on another page; ``keeps_next`` holds
    for headings; text stands ``inset`` from its column's edge and ends ``gap`` before the next; ``repeats`` is a row
    that stands above it wherever it comes first on a page.
    """

    columns: tuple[tuple[Paragraph, ...], ...]
    widths: tuple[float, ...]
    inset: float = 0
    gap: float = 8
    pad: float = 4
    after: float = 0
    fill: str | None = None
    rule: str | None = None
    dividers: str | None = None
    keeps_next: bool = False
    again: tuple[Paragraph, ...] = ()
    repeats: "Row | None" = None


@dataclass(frozen=True, eq=False)
class SetRow:
    """A row, or a piece of one, in lines."""

    row: Row
    columns: tuple[list[TextLine], ...]

    @property
    def height(self) -> float:
        """With the white after it."""
        return max((_height(lines) for lines in self.columns), default=0) + 2 * self.row.pad + self.row.after


@dataclass(frozen=True)
class Part:
    """Rows that begin on a new page unless they fit where the last ended, and what the page's head says of them."""

    rows: tuple[Row, ...]
    title: str = ""
    starts_page: bool = False


@dataclass(eq=False)
class Page:
    """The rows of a page, and the title of the part that it begins with."""

    title: str
    rows: list[SetRow] = field(default_factory=list)


def _height(lines: Sequence[TextLine]) -> float:
    return sum(line.height for line in lines)


def set_row(row: Row) -> SetRow:
    return SetRow(
        row,
        tuple(
            set_paragraphs(column, width - row.inset - row.gap)
            for column, width in zip(row.columns, row.widths, strict=True)
        ),
    )


_SPACE = SetRow(Row((), (), pad=7), ())
"""White between two parts on a page."""


def paginate(parts: Sequence[Part], *, first: float, full: float) -> list[Page]:
    """The parts over pages that have room for ``first`` points, then ``full``."""
    pages = [Page(parts[0].title if parts else "")]
    free = first
    for part in parts:
        rows = [set_row(row) for row in part.rows]
        needed = sum(row.height for row in rows)
        if pages[-1].rows and (part.starts_page or (needed > free and (needed <= full or free < full / 2))):
            pages.append(Page(part.title))
            free = full
        elif pages[-1].rows:
            pages[-1].rows.append(_SPACE)
            free -= _SPACE.height
        free = _place(pages, part, rows, free, full)
    return pages


def _place(pages: list[Page], part: Part, rows: Sequence[SetRow], free: float, full: float) -> float:
    """Puts rows where there is room, page after page; answers the room left on the last."""
    for place, row in enumerate(rows):
        is_fresh = not pages[-1].rows
        if not is_fresh and row.height + _kept(rows, place) > free and _is_moved(row, free, full):
            free, is_fresh = _turn(pages, part, row.row, full), True
        while row.height > free:
            head, rest = _broken(row, free)
            if not is_fresh and _lines_of(head) < min(_FEWEST_LINES, _lines_of(row)):
                free, is_fresh = _turn(pages, part, row.row, full), True
                continue
            if not _lines_of(head):  # a single line is taller than a page: better beyond its foot than nowhere
                break
            pages[-1].rows.append(head)
            free, row, is_fresh = _turn(pages, part, row.row, full), rest, True
        pages[-1].rows.append(row)
        free -= row.height
    return free


def _kept(rows: Sequence[SetRow], place: int) -> float:
    """The height of what must stand on the page of this row: those it keeps, and the beginning of the one after."""
    needed = 0.0
    while rows[place].row.keeps_next and place + 1 < len(rows):
        place += 1
        needed += rows[place].height if rows[place].row.keeps_next else min(rows[place].height, 60)
    return needed


def _is_moved(row: SetRow, free: float, full: float) -> bool:
    """Whether a row that does not fit goes to the next page whole."""
    return row.row.keeps_next or (row.height <= full and free < full * _WORTH_KEEPING)


def _turn(pages: list[Page], part: Part, row: Row, full: float) -> float:
    """A new page, with what is repeated above the row; answers the room left."""
    pages.append(Page(part.title))
    if row.repeats is None:
        return full
    head = set_row(row.repeats)
    pages[-1].rows.append(head)
    return full - head.height


def _lines_of(row: SetRow) -> int:
    return max(map(len, row.columns))


def _broken(row: SetRow, free: float) -> tuple[SetRow, SetRow]:
    """The lines of a row that fit, and the others under what stands again in its first column."""
    room = free - 2 * row.row.pad - row.row.after
    heads, rests = zip(*(_cut(lines, room) for lines in row.columns), strict=True)
    if row.row.again and not rests[0]:
        again = set_paragraphs(row.row.again, row.row.widths[0] - row.row.inset - row.row.gap)
        rests = (again, *rests[1:])
    return SetRow(row.row, heads), SetRow(row.row, rests)


def _cut(lines: list[TextLine], room: float) -> tuple[list[TextLine], list[TextLine]]:
    """The lines that fit, and the others, the first of which needs no white above it."""
    used = 0.0
    for place, line in enumerate(lines):
        used += line.height
        if used > room:
            rest = lines[place:]
            return lines[:place], [replace(rest[0], before=0.0), *rest[1:]]
    return lines, []


def missing_in(pages: Sequence[Page]) -> str:
    """The characters on the pages that no font has, each once."""
    return "".join(dict.fromkeys("".join(_missing(pages))))


def _missing(pages: Sequence[Page]) -> Iterator[str]:
    for page in pages:
        for row in page.rows:
            for lines in row.columns:
                for line in lines:
                    yield line.missing
