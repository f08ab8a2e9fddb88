"""Tables and indicators as plain values: what every page and every file shows (pure)."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Literal

from o2o_events.registers.events import ENTRANCE

Kind = Literal["text", "count", "share", "date", "mean"]


@dataclass(frozen=True)
class Column:
    """A column; ``kind`` says what its cells are. A share is a part of one: 0.4 is 40 %."""

    key: str
    title: str
    kind: Kind = "text"


@dataclass(frozen=True)
class Row:
    """Cells in the order of the columns; None where a figure is not known.

    ``sources`` are the records and facts behind it, as ``kind:id``; ``by_column`` those behind one cell, where that
    is fewer.
    """

    key: str
    cells: tuple[object, ...]
    sources: tuple[str, ...] = ()
    is_total: bool = False
    by_column: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True)
class Table:
    """A table of a report, with what is stated under it."""

    code: str
    title: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    notes: tuple[str, ...] = ()

    def row(self, key: str) -> Row:
        """The row with this key. Raises ``KeyError`` where there is none."""
        for row in self.rows:
            if row.key == key:
                return row
        raise KeyError(key)

    def cell(self, row: str, column: str) -> object:
        """What stands in a column of a row."""
        for place, one in enumerate(self.columns):
            if one.key == column:
                return self.row(row).cells[place]
        raise KeyError(column)

    def sources(self, row: str, column: str | None = None) -> tuple[str, ...]:
        """What is behind a row, or behind one of its cells."""
        found = self.row(row)
        return found.sources if column is None else found.by_column.get(column, found.sources)


@dataclass(frozen=True)
class ParticipantRule:
    """The categories whose people count as participants."""

    categories: frozenset[str]


@dataclass(frozen=True)
class ReportOptions:
    """The choices that figures rest on; each is stated beside the figures it decides.

    ``rule``: who counts, the categories' own setting without one. ``entrances``: names of the checkpoints at which
    somebody checks in to an event. ``handouts``: names of those where the Guidebook is handed out; without them every
    one whose name says so. ``youth_of``: the share of youth is of all practices, or of those led by women.
    ``products_of``: two products of every member economy, or of as many as are to contribute practices.
    ``economies_of``: contributing are economies with any practice in the register, or with an accepted one.
    ``over_is_more``: "over 100" is reached with 101, not with 100. ``consent``: what those in the contact list agreed
    to. ``lists_no_shows``: the list of participants also has those who did not come. ``targets``: of indicators, by
    number, where they are not those of the proposal.
    """

    rule: ParticipantRule | None = None
    entrances: tuple[str, ...] = (ENTRANCE,)
    handouts: tuple[str, ...] | None = None
    youth_of: Literal["all", "women"] = "all"
    products_of: Literal["members", "contributing"] = "members"
    economies_of: Literal["register", "accepted"] = "register"
    over_is_more: bool = True
    consent: Literal["list", "survey"] = "list"
    lists_no_shows: bool = False
    targets: Mapping[int, float] = field(default_factory=dict)


State = Literal["met", "behind", "none"]


@dataclass(frozen=True)
class Indicator:
    """One indicator. ``target`` and ``actual`` are as they are written; ``planned`` and ``reached`` the bare figures.

    ``share`` is reached of planned, from 0, None where there is nothing to reach. ``state`` is met, behind, or none
    where no target is set. ``note`` states what the wording leaves open and what was chosen.
    """

    number: int
    name: str
    target: str
    actual: str
    share: float | None
    state: State
    source: str
    note: str
    planned: float | None = None
    reached: float | None = None
    headings: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    listing: Callable[[], tuple[Row, ...]] = field(default=tuple, compare=False, repr=False)

    @property
    def rows(self) -> tuple[Row, ...]:
        """The rows behind the figure, under ``headings``; each names its source."""
        return self.listing()
