"""What the mouse does in a time grid: chooses, moves, resizes, draws a rectangle around many."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from PySide6.QtCore import QPointF, QRectF, Qt

from ui.widgets import time_grid_moving as moving
from ui.widgets.time_grid_geometry import EDGE, Geometry
from ui.widgets.time_grid_values import ALL, Block, Place

MOVE, START, END, RUBBER, NEW = "move", "start", "end", "rubber", "new"
_PULL = 5
"""Pixels after which a press is a drag."""


class Dragged(Protocol):
    """What the mouse works on: the grid."""

    day: int
    selected: Sequence[str]

    @property
    def geometry_now(self) -> Geometry: ...
    def block_at(self, point: QPointF) -> Block | None: ...
    def blocks_of(self, ids: Sequence[str]) -> list[Block]: ...
    def blocks_in(self, where: QRectF) -> list[str]: ...
    def rect_of(self, block: Block) -> QRectF: ...
    def select(self, ids: Sequence[str], current: str | None = None) -> None: ...
    @property
    def last_day(self) -> int: ...


@dataclass(frozen=True)
class _Press:
    """Where the button went down, in minutes and columns, which hold while the grid scrolls."""

    point: QPointF
    minute: float
    index: int
    x: float
    day: int
    block: Block | None
    is_adding: bool


class Dragging:
    """One press, move and release. ``places`` is where the dragged blocks would be put, ``kind`` what is done."""

    def __init__(self, grid: Dragged) -> None:
        self._grid = grid
        self._press: _Press | None = None
        self._blocks: list[Block] = []
        self._kept: tuple[str, ...] = ()
        self.kind = ""
        self.pointer = QPointF()
        self.places: Mapping[str, Place] = {}

    @property
    def is_on(self) -> bool:
        return bool(self.kind)

    @property
    def is_moving(self) -> bool:
        """Whether blocks are dragged."""
        return self.kind in (MOVE, START, END, NEW)

    @property
    def lifted(self) -> frozenset[str]:
        return frozenset(b.id for b in self._blocks) if self.is_moving and self.kind != NEW else frozenset()

    @property
    def rubber(self) -> QRectF | None:
        if self.kind != RUBBER or self._press is None:
            return None
        geometry = self._grid.geometry_now
        start = QPointF(self._press.x - geometry.scroll_x, geometry.y(self._press.minute))
        return QRectF(start, self.pointer).normalized()

    def ghosts(self) -> list[Block]:
        """The dragged blocks at their new places, those of the shown day."""
        moved = [replace(b, place=self.places[b.id]) for b in self._blocks if b.id in self.places]
        return [block for block in moved if block.place.day == self._grid.day]

    def edge_at(self, point: QPointF) -> str:
        """``start``, ``end`` or ``move``: what a press here would drag; "" where there is no block."""
        block = self._grid.block_at(point)
        if block is None:
            return ""
        where = self._grid.rect_of(block)
        edge = min(EDGE, where.height() / 3)
        if point.y() > where.bottom() - edge:
            return END
        return START if point.y() < where.top() + edge and where.height() > 4 * EDGE else MOVE

    def press(self, point: QPointF, modifiers: Qt.KeyboardModifier) -> None:
        """The button goes down: what is under it is chosen."""
        grid, geometry = self._grid, self._grid.geometry_now
        block = grid.block_at(point)
        is_adding = bool(modifiers & Qt.KeyboardModifier.ControlModifier)
        self._press = _Press(
            point, geometry.minute_at(point.y()), geometry.index_at(point.x()), point.x() + geometry.scroll_x,
            grid.day, block, is_adding,
        )  # fmt: skip
        self._edge = self.edge_at(point)
        self._kept = tuple(grid.selected) if is_adding else ()
        self.pointer = point
        if block is not None and block.id not in grid.selected and not is_adding:
            grid.select([block.id], block.id)

    def move(self, point: QPointF) -> bool:
        """The pointer moves with the button down; answers whether there is something new to show."""
        press = self._press
        self.pointer = point
        if self.kind == NEW:
            return self._carry_to(point)
        if press is None:
            return False
        if not self.kind and (point - press.point).manhattanLength() < _PULL:
            return False
        if not self.kind:
            self._begin(press)
        if self.kind == RUBBER:
            found = self._grid.blocks_in(self.rubber or QRectF())
            self._grid.select([*self._kept, *(name for name in found if name not in self._kept)])
            return True
        return self._put(press, point)

    def release(self) -> Mapping[str, Place]:
        """The button goes up; answers the blocks that got another place."""
        press, places, blocks = self._press, self.places, {b.id: b.place for b in self._blocks}
        was_on = self.is_on
        self.cancel()
        if not was_on and press is not None:
            self._click(press)
        return {name: place for name, place in places.items() if place != blocks[name]}

    def cancel(self) -> None:
        self._press, self._blocks, self.kind, self.places = None, [], "", {}

    # from elsewhere

    def carry(self, blocks: Sequence[Block], point: QPointF) -> bool:
        """Blocks that are not in the grid are held over it."""
        if self.kind != NEW:
            self.cancel()
            self.kind, self._blocks = NEW, list(blocks)
        self.pointer = point
        return self._carry_to(point)

    def _carry_to(self, point: QPointF) -> bool:
        geometry = self._grid.geometry_now
        column = geometry.order[geometry.index_at(point.x())]
        at = max(0, moving.snapped(geometry.minute_at(point.y()) - 5))
        places = {}
        for block in self._blocks:
            places[block.id] = Place(self._grid.day, column, at, block.place.minutes)
            at += block.place.minutes
        is_new = places != self.places
        self.places = places
        return is_new

    def _begin(self, press: _Press) -> None:
        if press.block is None:
            self.kind = RUBBER
            if not press.is_adding:
                self._grid.select([])
            return
        if press.block.id not in self._grid.selected:
            self._grid.select([*self._grid.selected, press.block.id], press.block.id)
        self.kind = self._edge
        others = [b for b in self._grid.blocks_of(self._grid.selected) if b.id != press.block.id]
        self._blocks = [press.block, *others]

    def _put(self, press: _Press, point: QPointF) -> bool:
        geometry, lead = self._grid.geometry_now, self._blocks[0].place
        pulled = geometry.minute_at(point.y()) - press.minute
        if self.kind == MOVE:
            minutes = moving.snapped(lead.start + pulled) - lead.start
            columns = geometry.index_at(point.x()) - press.index
            days = self._grid.day - press.day
            places = moving.moved(self._blocks, minutes, columns, days, geometry.order, self._grid.last_day)
        elif self.kind == START:
            minutes = moving.snapped(lead.start + pulled) - lead.start
            places = moving.with_start_moved(self._blocks, minutes)
        else:
            minutes = moving.snapped(lead.end + pulled) - lead.end
            places = moving.with_end_moved(self._blocks, minutes)
        is_new = places != self.places
        self.places = places
        return is_new

    def _click(self, press: _Press) -> None:
        grid, block = self._grid, press.block
        if block is None:
            if not press.is_adding:
                grid.select([])
        elif not press.is_adding:
            grid.select([block.id], block.id)
        elif block.id in grid.selected:
            grid.select([name for name in grid.selected if name != block.id])
        else:
            grid.select([*grid.selected, block.id], block.id)


def new_block(name: str, title: str, minutes: int, colour: str = "") -> Block:
    """A block that is in no grid yet."""
    return Block(name, Place(0, ALL, 0, minutes), title, colour=colour)
