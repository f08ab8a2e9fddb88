"""Slots one under the other, as high as they are long: put in order, made longer and carried away by dragging."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QApplication, QSizePolicy, QWidget

from ui.widgets.time_grid_look import Lines, Look
from ui.widgets.time_grid_values import STEP

_LEAST, _PER_MINUTE = 38, 1.6
_EDGE, _PULL, _GAP = 7, 5, 3


@dataclass(frozen=True)
class StripSlot:
    """One slot; ``at`` are the words of when it begins."""

    id: str
    minutes: int
    at: str
    title: str
    detail: str = ""
    is_over: bool = False


class SlotStrip(QWidget):
    """``placed`` tells a slot and its new number, ``resized`` its new minutes; ``carried`` that it is held at a point
    of the screen outside, ``let_go`` that it was dropped there; ``move_asked`` that it is to go to another session."""

    placed = Signal(str, int)
    resized = Signal(str, int)
    opened = Signal(str)
    removed = Signal(str)
    move_asked = Signal(str)
    wanted = Signal()
    carried = Signal(str, object)
    let_go = Signal(str, object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.slots: list[StripSlot] = []
        self.chosen = ""
        self._colour = QColor()
        self._lines = Lines()
        self._pressed: QPointF | None = None
        self._kind = ""
        self._pointer = QPointF()
        self._minutes = 0

    def show_slots(self, slots: Sequence[StripSlot], colour: QColor) -> None:
        """Shows other slots; the chosen one stays chosen."""
        self.slots, self._colour = list(slots), colour
        if self.chosen not in {slot.id for slot in slots}:
            self.chosen = slots[0].id if slots else ""
        self._end()
        self._tell()
        self.updateGeometry()
        self.setFixedHeight(self.sizeHint().height())

    def sizeHint(self) -> QSize:  # noqa: N802 Qt's name
        return QSize(200, round(sum(self._height(slot.minutes) for slot in self.slots)) + 4)

    def rect_of(self, number: int) -> QRectF:
        """Where a slot is drawn."""
        y = sum(self._height(slot.minutes) for slot in self.slots[:number])
        return QRectF(1, y + 1, self.width() - 2, self._height(self.slots[number].minutes) - _GAP)

    def slot_at(self, point: QPointF) -> int:
        """The number of the slot under a point, -1 where there is none."""
        return next((n for n in range(len(self.slots)) if self.rect_of(n).contains(point)), -1)

    # mouse

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802 Qt's name
        number = self.slot_at(event.position())
        if event.button() != Qt.MouseButton.LeftButton or number < 0:
            return
        self._choose(number)
        self._pressed = self._pointer = event.position()
        self._minutes = self.slots[number].minutes
        self._is_edge = event.position().y() > self.rect_of(number).bottom() - _EDGE

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802 Qt's name
        point = event.position()
        if self._pressed is None:
            self._show_cursor(point)
            return
        if not self._kind and (point - self._pressed).manhattanLength() >= _PULL:
            self._kind = "resize" if self._is_edge else "place"
        self._pointer = point
        if self._kind == "resize":
            pulled = (point.y() - self._pressed.y()) / _PER_MINUTE
            slot = self.slots[self._number]
            self._minutes = max(STEP, round((slot.minutes + pulled) / STEP) * STEP)
        elif self._kind == "place":
            self.carried.emit(self.chosen, event.globalPosition().toPoint())
        self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802 Qt's name
        kind, minutes, number, target = self._kind, self._minutes, self._number, self._target()
        slot = self.slots[number] if 0 <= number < len(self.slots) else None
        is_inside = self.rect().adjusted(-30, -12, 30, 12).contains(event.position().toPoint())
        self._end()
        if slot is None or not kind:
            return
        if kind == "resize" and minutes != slot.minutes:
            self.resized.emit(slot.id, minutes)
        elif kind == "place" and not is_inside:
            self.let_go.emit(slot.id, event.globalPosition().toPoint())
        elif kind == "place":
            self.carried.emit(slot.id, event.globalPosition().toPoint())
            if target != number:
                self.placed.emit(slot.id, target)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:  # noqa: N802 Qt's name
        number = self.slot_at(event.position())
        if number >= 0:
            self.opened.emit(self.slots[number].id)

    # keys

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 Qt's name
        key, held = event.key(), event.modifiers()
        step = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(key, 0)
        number = self._number
        if key in (Qt.Key.Key_Insert, Qt.Key.Key_N) and not held:
            self.wanted.emit()
        elif number < 0:
            super().keyPressEvent(event)
        elif step and held & (Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.ControlModifier):
            if 0 <= number + step < len(self.slots):
                self.placed.emit(self.chosen, number + step)
        elif step and held & Qt.KeyboardModifier.ShiftModifier:
            minutes = max(STEP, self.slots[number].minutes + step * STEP)
            if minutes != self.slots[number].minutes:
                self.resized.emit(self.chosen, minutes)
        elif step:
            self._choose(max(0, min(len(self.slots) - 1, number + step)))
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.opened.emit(self.chosen)
        elif key == Qt.Key.Key_M and not held:
            self.move_asked.emit(self.chosen)
        elif key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.removed.emit(self.chosen)
        elif key == Qt.Key.Key_Escape and self._kind:
            self._end()
        else:
            super().keyPressEvent(event)

    # painting

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 Qt's name
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        look = Look(QApplication.palette(), {"": self._colour}, self.font())
        for number, slot in enumerate(self.slots):
            where = self.rect_of(number)
            if slot.id == self.chosen and self._kind == "resize":
                where.setHeight(self._height(self._minutes) - _GAP)
            self._draw(painter, look, slot, where)
        if self._kind == "place":
            self._draw_target(painter, look)

    def _draw(self, painter: QPainter, look: Look, slot: StripSlot, where: QRectF) -> None:
        is_chosen = slot.id == self.chosen
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(look.fill_of(""))
        painter.drawRoundedRect(where, 5, 5)
        painter.setBrush(look.danger if slot.is_over else look.bar_of(""))
        painter.drawRoundedRect(QRectF(where.left(), where.top(), 4, where.height()), 2, 2)
        if is_chosen:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(look.accent, 2.5 if self.hasFocus() else 1))
            painter.drawRoundedRect(where.adjusted(1, 1, -1, -1), 5, 5)
        minutes = self._minutes if is_chosen and self._kind == "resize" else slot.minutes
        painter.setFont(look.small)
        painter.setPen(look.danger if slot.is_over else look.quiet)
        painter.drawText(where.adjusted(10, 3, -8, 0), Qt.AlignmentFlag.AlignRight, f"{minutes}′")
        painter.drawText(where.adjusted(10, 3, -8, 0), Qt.AlignmentFlag.AlignLeft, slot.at)
        rows = max(1, int((where.height() - 19) // 17))
        detail = self._lines.broken(slot.detail, look.small, where.width() - 18, 1) if rows > 1 else ()
        title = self._lines.broken(slot.title, look.bold, where.width() - 18, rows - len(detail))
        for number, line in enumerate((*title, *detail)):
            painter.setFont(look.bold if number < len(title) else look.small)
            painter.setPen(look.ink if number < len(title) else look.quiet)
            painter.drawText(where.topLeft() + QPointF(10, 31 + number * 17), line)

    def _draw_target(self, painter: QPainter, look: Look) -> None:
        if not self.rect().adjusted(-30, -12, 30, 12).contains(self._pointer.toPoint()):
            return
        target, number = self._target(), self._number
        edge = self.rect_of(target)
        y = edge.bottom() + 1 if target > number else edge.top() - 1
        painter.setPen(QPen(look.accent, 3))
        painter.drawLine(QPointF(4, y), QPointF(self.width() - 4, y))

    # the rest

    @property
    def _number(self) -> int:
        return next((n for n, slot in enumerate(self.slots) if slot.id == self.chosen), -1)

    def _target(self) -> int:
        """The number that the dragged slot would have."""
        if not self.slots:
            return 0
        y = self._pointer.y()
        found = self.slot_at(QPointF(self.width() / 2, y))
        return found if found >= 0 else (0 if y < self.height() / 2 else len(self.slots) - 1)

    def _choose(self, number: int) -> None:
        self.chosen = self.slots[number].id
        self._tell()
        self.update()

    def _tell(self) -> None:
        slot = self.slots[self._number] if self._number >= 0 else None
        words = ", ".join(filter(None, (slot.at, slot.title, slot.detail, f"{slot.minutes}′"))) if slot else ""
        self.setAccessibleDescription(words)

    def _end(self) -> None:
        self._pressed, self._kind = None, ""
        self.update()

    def _show_cursor(self, point: QPointF) -> None:
        number = self.slot_at(point)
        is_edge = number >= 0 and point.y() > self.rect_of(number).bottom() - _EDGE
        self.setCursor(Qt.CursorShape.SizeVerCursor if is_edge else Qt.CursorShape.ArrowCursor)

    @staticmethod
    def _height(minutes: int) -> float:
        return max(_LEAST, minutes * _PER_MINUTE) + _GAP
