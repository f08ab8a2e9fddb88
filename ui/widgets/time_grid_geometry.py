"""Where everything in a time grid is, in pixels of its viewport: pure."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF

from ui.widgets.time_grid_values import ALL, DAY, STEP, Block, Place

AXIS, HEADER, BAND = 54, 44, 116
"""Width of the times, height of the columns' names, width of the column for all."""
LEAST_COLUMN = 148
LEAST_HEIGHT = 13
EDGE = 6
"""Pixels at a block's end by which it is made longer or shorter."""
_GAP = 2

Lane = tuple[int, int]
"""Which of how many, side by side in one column."""
ALONE: Lane = (0, 1)


@dataclass(frozen=True)
class Geometry:
    """The grid's measures. ``order`` are the columns, the one for all first; times and it do not scroll sideways."""

    order: tuple[str, ...] = (ALL,)
    width: float = 800
    height: float = 600
    per_minute: float = 1.4
    widening: float = 1.0
    last_minute: int = DAY
    scroll_x: float = 0
    scroll_y: float = 0

    @property
    def band(self) -> float:
        """Width of the column for all: everything where there are no others."""
        return BAND if len(self.order) > 1 else max(BAND, self.width - AXIS)

    @property
    def column_width(self) -> float:
        count = max(1, len(self.order) - 1)
        return max(LEAST_COLUMN * self.widening, (self.width - AXIS - self.band) / count)

    @property
    def whole_width(self) -> float:
        return AXIS + self.band + self.column_width * (len(self.order) - 1)

    @property
    def whole_height(self) -> float:
        return HEADER + self.last_minute * self.per_minute + 8

    def index(self, column: str) -> int:
        """A column's place; what is in no column here counts as for all."""
        return self.order.index(column) if column in self.order else 0

    def x(self, index: int) -> float:
        return AXIS if index == 0 else AXIS + self.band + (index - 1) * self.column_width - self.scroll_x

    def y(self, minute: float) -> float:
        return HEADER + minute * self.per_minute - self.scroll_y

    def index_at(self, x: float) -> int:
        """The column under a point; the nearest one outside."""
        first = AXIS + self.band
        if x < first or len(self.order) == 1:
            return 0
        return 1 + max(0, min(len(self.order) - 2, int((x - first + self.scroll_x) // self.column_width)))

    def minute_at(self, y: float) -> float:
        return (y - HEADER + self.scroll_y) / self.per_minute

    def rect(self, place: Place, lane: Lane = ALONE) -> QRectF:
        """The rectangle of a block that stands in one of several lanes of its column."""
        index = self.index(place.column)
        width = (self.band if index == 0 else self.column_width) - 2 * _GAP
        number, count = lane
        left = self.x(index) + _GAP + number * width / count
        height = max(LEAST_HEIGHT, place.minutes * self.per_minute - 1)
        return QRectF(left, self.y(place.start), width / count - (1 if count > 1 else 0), height)

    @property
    def scrolled_area(self) -> QRectF:
        """What lies right of the fixed columns and below the header."""
        left = AXIS + self.band
        return QRectF(left, HEADER, max(0.0, self.width - left), max(0.0, self.height - HEADER))

    def place_at(self, point: QPointF, day: int, minutes: int = 30) -> Place:
        """A place for something new under a point, snapped."""
        start = max(0, min(self.last_minute - STEP, int(self.minute_at(point.y()) // STEP) * STEP))
        return Place(day, self.order[self.index_at(point.x())], start, minutes)


def lanes(blocks: Iterable[Block]) -> dict[str, Lane]:
    """Blocks that overlap in one column stand side by side; touching is no overlap."""
    found: dict[str, Lane] = {}
    columns: dict[tuple[int, str], list[Block]] = {}
    for block in blocks:
        columns.setdefault((block.place.day, block.place.column), []).append(block)
    for column in columns.values():
        for cluster in _clusters(column):
            found |= _lanes_in(cluster)
    return found


def _clusters(column: Sequence[Block]) -> Iterable[list[Block]]:
    cluster: list[Block] = []
    end = -1
    for block in sorted(column, key=lambda b: (b.place.start, -b.place.minutes, b.id)):
        if cluster and block.place.start >= end:
            yield cluster
            cluster = []
        cluster.append(block)
        end = max(end, block.place.end) if len(cluster) > 1 else block.place.end
    if cluster:
        yield cluster


def _lanes_in(cluster: Sequence[Block]) -> Mapping[str, Lane]:
    ends: list[int] = []
    numbers: dict[str, int] = {}
    for block in cluster:
        free = next((n for n, end in enumerate(ends) if end <= block.place.start), len(ends))
        ends[free : free + 1] = [block.place.end]
        numbers[block.id] = free
    return {name: (number, len(ends)) for name, number in numbers.items()}
