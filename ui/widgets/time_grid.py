"""A grid of blocks of time: columns side by side, one day at a time; by mouse and by keyboard."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QEvent, QPoint, QPointF, Qt, QTimer, Signal
from PySide6.QtGui import QContextMenuEvent, QHelpEvent, QKeyEvent, QMouseEvent, QWheelEvent
from PySide6.QtWidgets import QToolTip, QWidget

from ui.widgets import time_grid_moving as moving
from ui.widgets.time_grid_dragging import END, START
from ui.widgets.time_grid_geometry import HEADER
from ui.widgets.time_grid_keys import action_of
from ui.widgets.time_grid_values import Block, Place
from ui.widgets.time_grid_view import TimeGridView

_EDGE, _PULL = 26, 14
"""Within so many pixels of the border a drag scrolls, by so many a time."""


class TimeGrid(TimeGridView):
    """Shows the blocks of one day and tells what is done to them; whoever owns it answers with new blocks.

    ``moved`` tells the new places by block id; ``dragging`` the same while the button is still down (answer with
    ``warn``), and nothing at its end. ``let_go`` tells the blocks that were dropped outside, ``carried`` the pointer
    out there. ``wanted`` asks for something new at a place, ``menu_asked`` for a menu over a block ("" for none).
    """

    moved = Signal(object)
    carried = Signal(object)
    let_go = Signal(object, object)
    opened = Signal(str)
    removed = Signal(object)
    unscheduled = Signal(object)
    wanted = Signal(object)
    menu_asked = Signal(str, object, object)
    column_opened = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._pulling = QTimer(self, interval=25)
        self._pulling.timeout.connect(self._pull)

    # from elsewhere

    def carry(self, blocks: Sequence[Block], at: QPoint) -> bool:
        """Blocks from elsewhere are held at a point of the screen; answers whether that is over the grid."""
        point = self.viewport().mapFromGlobal(at)
        is_over = self.viewport().rect().contains(point)
        if not is_over:
            self._end_drag()
        elif self._drag.carry(blocks, QPointF(point)):
            self.dragging.emit(self._drag.places)
        self._pulling.start() if is_over else self._pulling.stop()
        self.viewport().update()
        return is_over

    def drop(self) -> None:
        """What was carried over the grid is put there."""
        places = dict(self._drag.places)
        self._end_drag()
        if places:
            self.moved.emit(places)

    # what keys do

    def step(self, across: int, along: int, is_keeping: bool = False) -> None:
        """To the neighbour; ``is_keeping`` leaves what is chosen."""
        current = self._blocks.get(self.current or "")
        if current is None or current.place.day != self.day:
            self.go_to_end(0)
            return
        order = self._geometry.order
        found = moving.neighbour(self._shown, current, across, along, order)
        if found is not None:
            self.select(self.selected if is_keeping else [found.id], found.id)
            self.reveal(found.id)

    def nudge(self, minutes: int, columns: int) -> None:
        """Moves what is chosen by minutes, or to another column."""
        blocks = self._chosen()
        self._tell_moved(moving.moved(blocks, minutes, columns, 0, self._geometry.order, self.last_day))

    def stretch(self, minutes: int) -> None:
        """Makes what is chosen longer or shorter."""
        self._tell_moved(moving.with_end_moved(self._chosen(), minutes))

    def open_current(self) -> None:
        if self.current in self._blocks:
            self.opened.emit(self.current)

    def remove_chosen(self) -> None:
        if self.selected:
            self.removed.emit(list(self.selected))

    def unschedule_chosen(self) -> None:
        if self.selected:
            self.unscheduled.emit(list(self.selected))

    def ask_new(self) -> None:
        """Asks for something new after the current block, or in the first gap of the first column."""
        current = self._blocks.get(self.current or "")
        if current is not None and current.place.day == self.day:
            wish = Place(self.day, current.place.column, current.place.end, 30)
        else:
            order = self._geometry.order
            wish = Place(self.day, order[min(1, len(order) - 1)], 9 * 60, 30)
        self.wanted.emit(moving.first_free(self._shown, wish))

    def step_day(self, step: int) -> None:
        self.show_day(self.day + step)

    def go_to_end(self, place: int) -> None:
        """To the day's first block (0) or last (-1)."""
        blocks = sorted(self._shown, key=lambda b: (b.place.start, self._geometry.index(b.place.column)))
        if blocks:
            self.select([blocks[place].id], blocks[place].id)
            self.reveal(blocks[place].id)

    def select_all(self) -> None:
        """All blocks of the day."""
        self.select([block.id for block in self._shown], self.current)

    def toggle_current(self) -> None:
        """Adds the current block to what is chosen, or takes it out."""
        if self.current in self.selected:
            self.select([name for name in self.selected if name != self.current], self.current)
        elif self.current is not None:
            self.select([*self.selected, self.current], self.current)

    def give_up(self) -> None:
        """Ends a drag without a change; without one, chooses nothing."""
        if self._drag.is_on:
            self._end_drag()
        else:
            self.select([])

    def ask_menu(self) -> None:
        block = self._blocks.get(self.current or "")
        point = self.rect_of(block).center() if block else QPointF(self.viewport().rect().center())
        self._ask_menu_at(block, point)

    # events

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 Qt's name
        action = action_of(event)
        if action is None:
            super().keyPressEvent(event)
        else:
            action(self)
            event.accept()

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802 Qt's name
        if event.button() == Qt.MouseButton.LeftButton and event.position().y() > HEADER:
            self._drag.press(event.position(), event.modifiers())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802 Qt's name
        if not event.buttons() & Qt.MouseButton.LeftButton:
            self._show_cursor(event.position())
            return
        was_on = self._drag.is_on
        is_new = self._drag.move(event.position())
        if self._drag.is_on and not was_on:
            self._face = None
            self._pulling.start()
        if self._drag.is_moving:
            if is_new:
                self.dragging.emit(self._drag.places)
            self.carried.emit(event.globalPosition().toPoint())
        self.viewport().update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802 Qt's name
        if event.button() != Qt.MouseButton.LeftButton:
            return
        was_moving, lifted = self._drag.is_moving, list(self._drag.lifted)
        is_outside = not self.viewport().rect().contains(event.position().toPoint())
        places = self._drag.release()
        self._end_drag()
        if was_moving and is_outside:
            self.let_go.emit(lifted, event.globalPosition().toPoint())
        elif places:
            self.moved.emit(places)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:  # noqa: N802 Qt's name
        block = self.block_at(event.position())
        if event.position().y() < HEADER:
            self.column_opened.emit(self._geometry.order[self._geometry.index_at(event.position().x())])
        elif block is not None:
            self.opened.emit(block.id)
        else:
            self.wanted.emit(self._geometry.place_at(event.position(), self.day))

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:  # noqa: N802 Qt's name
        if event.reason() != QContextMenuEvent.Reason.Mouse:
            self.ask_menu()
            return
        point = QPointF(self.viewport().mapFromGlobal(event.globalPos()))
        block = self.block_at(point)
        if block is not None and block.id not in self.selected:
            self.select([block.id], block.id)
        self._ask_menu_at(block, point)

    def wheelEvent(self, event: QWheelEvent) -> None:  # noqa: N802 Qt's name
        if not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            super().wheelEvent(event)
            return
        step = 1 if event.angleDelta().y() > 0 else -1
        if event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            self.widen(step)
        else:
            self.zoom(step, event.position().y())
        event.accept()

    def viewportEvent(self, event: QEvent) -> bool:  # noqa: N802 Qt's name
        if isinstance(event, QHelpEvent):
            block = self.block_at(QPointF(event.pos()))
            QToolTip.showText(event.globalPos(), block.words if block else "", self)
            return True
        return super().viewportEvent(event)

    # the rest

    def _chosen(self) -> list[Block]:
        return [block for block in self.blocks_of(self.selected) if block.place.day == self.day]

    def _tell_moved(self, places: Mapping[str, Place]) -> None:
        changed = {name: place for name, place in places.items() if place != self._blocks[name].place}
        if changed:
            self.moved.emit(changed)

    def _end_drag(self) -> None:
        was_on = self._drag.is_on
        self._drag.cancel()
        self._pulling.stop()
        self.wrong = {}
        if was_on:
            self.dragging.emit({})
        self._repaint()

    def _pull(self) -> None:
        """Scrolls while something is dragged near the border."""
        area, at = self._geometry.scrolled_area, self._drag.pointer
        for bar, place, first, last in (
            (self.horizontalScrollBar(), at.x(), area.left(), area.right()),
            (self.verticalScrollBar(), at.y(), area.top(), area.bottom()),
        ):
            step = _PULL if last - _EDGE < place else -_PULL if place < first + _EDGE else 0
            is_fixed_column = bar is self.horizontalScrollBar() and place < first
            is_near = first - 60 < place < last + 60
            if step and is_near and not is_fixed_column:
                bar.setValue(bar.value() + step)
        self._drag_on()

    def _show_cursor(self, point: QPointF) -> None:
        is_edge = self._drag.edge_at(point) in (START, END)
        shape = Qt.CursorShape.SizeVerCursor if is_edge else Qt.CursorShape.ArrowCursor
        if self.viewport().cursor().shape() != shape:
            self.viewport().setCursor(shape)

    def _ask_menu_at(self, block: Block | None, point: QPointF) -> None:
        place = self._geometry.place_at(point, self.day)
        self.menu_asked.emit(block.id if block else "", place, self.viewport().mapToGlobal(point.toPoint()))
