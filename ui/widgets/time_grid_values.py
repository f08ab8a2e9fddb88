"""What a time grid shows and answers: columns, blocks of time in them, and where a block is put."""

from dataclasses import dataclass

STEP = 5
"""Minutes to which everything snaps."""
DAY = 24 * 60
ALL = ""
"""The column of blocks that are for every column."""


@dataclass(frozen=True)
class Column:
    """One column, with a quiet second line."""

    id: str
    title: str
    subtitle: str = ""


@dataclass(frozen=True)
class Place:
    """Where a block is: ``start`` in minutes from the day's midnight (it may end after the next one)."""

    day: int
    column: str
    start: int
    minutes: int

    @property
    def end(self) -> int:
        return self.start + self.minutes


@dataclass(frozen=True)
class Block:
    """One block. ``colour`` is a key of the grid's colours, ``marks`` are of ``MARKS``, ``words`` tell all of it.

    ``parts`` are the minutes and words of what is inside it, one after the other.
    """

    id: str
    place: Place
    title: str
    subtitle: str = ""
    colour: str = ""
    marks: tuple[str, ...] = ()
    note: str = ""
    parts: tuple[tuple[int, str], ...] = ()
    words: str = ""


MARKS = ("error", "warning", "struck", "note")
"""Something is wrong; something may be wrong; it does not take place; ``note`` is not as it should be."""
