"""Tables as plain values: what every page and every file shows (pure)."""

from dataclasses import dataclass
from typing import Literal

Kind = Literal["text", "count", "share", "date", "mean"]


@dataclass(frozen=True)
class Column:
    """A column; ``kind`` says what its cells are. A share is a part of one: 0.4 is 40 %."""

    key: str
    title: str
    kind: Kind = "text"


@dataclass(frozen=True)
class Row:
    """Cells in the order of the columns; None where a figure is not known. ``sources`` are the rows behind it."""

    key: str
    cells: tuple[object, ...]
    sources: tuple[str, ...] = ()
    is_total: bool = False


@dataclass(frozen=True)
class Table:
    """A table of a report, with what is stated under it."""

    code: str
    title: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    notes: tuple[str, ...] = ()
