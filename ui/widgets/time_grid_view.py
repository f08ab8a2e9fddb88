"""What a time grid shows: its blocks, where they are on the screen, which are chosen, and how it is painted."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from PySide6.QtCore import QEvent, QPoint, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleEvent, QColor, QPainter, QPaintEvent, QPixmap, QResizeEvent
from PySide6.QtWidgets import QAbstractScrollArea, QApplication, QFrame, QWidget

from ui.widgets.time_grid_dragging import Dragging
from ui.widgets.time_grid_faces import Faces
from ui.widgets.time_grid_geometry import ALONE, AXIS, HEADER, Geometry, Lane, lanes
from ui.widgets.time_grid_look import Lines, Look
from ui.widgets.time_grid_painting import GridPainter, State, time_words
from ui.widgets.time_grid_values import ALL, DAY, Block, Column, Place

_ZOOMS = (0.5, 0.7, 1.0, 1.4, 2.0, 2.8, 4.0, 5.6, 8.0)
_USUAL_ZOOM = 3


class TimeGridView(QAbstractScrollArea):
    """Shows the blocks of one day. ``selection_changed`` tells what is chosen, ``day_shown`` the day.

    ``dragging`` tells the places of what is dragged while the button is still down (answer with ``warn``), and
    nothing at its end.
    """

    dragging = Signal(object)
    selection_changed = Signal(object)
    day_shown = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.viewport().setMouseTracking(True)
        self.columns: tuple[Column, ...] = (Column(ALL, ""),)
        self.day, self.last_day = 0, 0
        self.selected: list[str] = []
        self.current: str | None = None
        self._blocks: dict[str, Block] = {}
        self._lanes: Mapping[str, Lane] = {}
        self._shown: list[Block] = []
        self._geometry = Geometry()
        self._zoom, self._widening = _USUAL_ZOOM, 1.0
        self._now: tuple[int, float] | None = None
        self.wrong: Mapping[str, str] = {}
        self._target = ""
        self._colours: Mapping[str, QColor] = {}
        self._look: Look | None = None
        self._face: QPixmap | None = None
        self._lines, self._faces = Lines(), Faces()
        self._drag = Dragging(self)
        for bar in (self.horizontalScrollBar(), self.verticalScrollBar()):
            bar.valueChanged.connect(lambda _value: self._refit())

    # content

    def show_content(self, columns: Sequence[Column], blocks: Iterable[Block], last_day: int) -> None:
        """Shows other columns and blocks; what is chosen stays chosen, and the grid stays where it is."""
        self.columns, self.last_day = tuple(columns), last_day
        self._blocks = {block.id: block for block in blocks}
        self.day = max(0, min(self.day, last_day))
        if not self._drag.is_on or any(name not in self._blocks for name in self._drag.lifted):
            self._drag.cancel()
        self._look_at_day()
        self._refit()
        self.select([name for name in self.selected if name in self._blocks], self.current)

    def set_colours(self, colours: Mapping[str, QColor]) -> None:
        """The strong colour of each key."""
        self._colours, self._look = dict(colours), None
        self._repaint()

    def set_now(self, now: tuple[int, float] | None) -> None:
        """Draws the present, as day and minute; None where it is no day here."""
        if now != self._now:
            self._now = now
            self._repaint()

    def show_day(self, day: int) -> None:
        day = max(0, min(day, self.last_day))
        if day == self.day:
            return
        self.day = day
        self._look_at_day()
        if not self._drag.is_on:
            self.select([])
        else:
            self._drag_on()
        self.day_shown.emit(day)
        self._repaint()

    def scroll_to_start(self) -> None:
        """Brings the day's first block into view."""
        first = min((b.place.start for b in self._shown), default=8 * 60 + 30)
        self.verticalScrollBar().setValue(round((first - 30) * self._geometry.per_minute))

    def reveal(self, name: str) -> None:
        """Shows a block: its day, and the part of it where it is."""
        block = self._blocks.get(name)
        if block is None:
            return
        self.show_day(block.place.day)
        where, area = self.rect_of(block), self._geometry.scrolled_area
        if where.top() < area.top() + 4 or where.bottom() > area.bottom():
            middle = area.height() / 3
            self.verticalScrollBar().setValue(round(block.place.start * self._geometry.per_minute - middle))
        if block.place.column != ALL and (where.left() < area.left() or where.right() > area.right()):
            step = where.left() - area.left() - max(0.0, (area.width() - where.width()) / 2)
            self.horizontalScrollBar().setValue(round(self.horizontalScrollBar().value() + step))

    def warn(self, wrong: Mapping[str, str]) -> None:
        """While something is dragged: which blocks would be wrong, and why in a sentence."""
        self.wrong = dict(wrong)
        self.viewport().update()

    def aim(self, name: str) -> None:
        """Marks a block as where something would be put into; "" for none."""
        if name != self._target:
            self._target = name
            self._repaint()

    # what the mouse works on

    @property
    def geometry_now(self) -> Geometry:
        return self._geometry

    def block(self, name: str) -> Block | None:
        return self._blocks.get(name)

    def rect_of(self, block: Block) -> QRectF:
        return self._geometry.rect(block.place, self._lanes.get(block.id, ALONE))

    def block_at(self, point: QPointF) -> Block | None:
        if point.y() < HEADER or point.x() < AXIS:
            return None
        is_fixed = point.x() < AXIS + self._geometry.band
        for block in reversed(self._shown):
            if (self._geometry.index(block.place.column) == 0) == is_fixed and self.rect_of(block).contains(point):
                return block
        return None

    def block_under(self, at: QPoint) -> str | None:
        """The block under a point of the screen."""
        point = self.viewport().mapFromGlobal(at)
        block = self.block_at(QPointF(point)) if self.viewport().rect().contains(point) else None
        return block.id if block else None

    def blocks_of(self, ids: Sequence[str]) -> list[Block]:
        return [self._blocks[name] for name in ids if name in self._blocks]

    def blocks_in(self, where: QRectF) -> list[str]:
        return [block.id for block in self._shown if self.rect_of(block).intersects(where)]

    def select(self, ids: Sequence[str], current: str | None = None) -> None:
        """Chooses blocks; ``current`` is the one that keys start from."""
        chosen = list(dict.fromkeys(ids))
        if current is None or current not in self._blocks:
            current = chosen[-1] if chosen else (self.current if self.current in self._blocks else None)
        is_other = chosen != self.selected
        is_other_current = current != self.current
        self.selected, self.current = chosen, current
        if is_other_current:
            self._tell_current()
        if is_other:
            self.selection_changed.emit(list(chosen))
        self._repaint()

    # how large

    def zoom(self, step: int, around: float | None = None) -> None:
        """Taller (1), lower (-1) or as usual (0); the minute at ``around`` stays where it is."""
        y = self.viewport().height() / 2 if around is None else around
        minute = self._geometry.minute_at(y)
        self._zoom = _USUAL_ZOOM if step == 0 else max(0, min(len(_ZOOMS) - 1, self._zoom + step))
        self._refit()
        self.verticalScrollBar().setValue(round(minute * self._geometry.per_minute + HEADER - y))

    def widen(self, step: int) -> None:
        """Wider or narrower columns."""
        self._widening = 1.0 if step == 0 else max(0.5, min(4.0, self._widening * 1.25**step))
        self._refit()

    def _refit(self) -> None:
        view = self.viewport().size()
        order = (ALL, *(column.id for column in self.columns if column.id != ALL))
        last = max([DAY, *(b.place.end for b in self._shown)])
        fitted = Geometry(order, view.width(), view.height(), _ZOOMS[self._zoom], self._widening, last)
        for bar, whole, seen in (
            (self.horizontalScrollBar(), fitted.whole_width, view.width()),
            (self.verticalScrollBar(), fitted.whole_height, view.height()),
        ):
            bar.setRange(0, max(0, round(whole - seen)))
            bar.setPageStep(seen)
            bar.setSingleStep(30)
        self._geometry = replace(
            fitted, scroll_x=self.horizontalScrollBar().value(), scroll_y=self.verticalScrollBar().value()
        )
        self._repaint()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 Qt's name
        super().resizeEvent(event)
        self._refit()

    # painting

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 Qt's name
        super().changeEvent(event)
        if event.type() in (QEvent.Type.PaletteChange, QEvent.Type.StyleChange, QEvent.Type.FontChange):
            self._look = None
            self._repaint()

    def focusInEvent(self, event: QEvent) -> None:  # noqa: N802 Qt's name
        super().focusInEvent(event)
        self._repaint()

    def focusOutEvent(self, event: QEvent) -> None:  # noqa: N802 Qt's name
        super().focusOutEvent(event)
        self._repaint()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 Qt's name
        if self._face is None:
            self._face = self._draw_face()
        painter = QPainter(self.viewport())
        painter.drawPixmap(0, 0, self._face)
        if self._drag.is_on:
            self._draw_drag(painter)
        painter.end()

    def _draw_face(self) -> QPixmap:
        """Everything but what is dragged; drawn anew only when it changes."""
        ratio = self.devicePixelRatioF()
        face = QPixmap(self.viewport().size() * ratio)
        face.setDevicePixelRatio(ratio)
        device = QPainter(face)
        painter = GridPainter(device, self._geometry, self._paints(), self._lines)
        painter.ground()
        order, view = self._geometry, QRectF(0, HEADER, self._geometry.width, self._geometry.height)
        fixed = [b for b in self._shown if order.index(b.place.column) == 0]
        painter.bands(fixed)
        lifted = self._drag.lifted
        device.setClipRect(order.scrolled_area)
        for block in self._shown:
            if order.index(block.place.column) != 0 and self.rect_of(block).intersects(order.scrolled_area):
                self._put_down(device, block, lifted)
        device.setClipRect(view)
        for block in fixed:
            self._put_down(device, block, lifted)
        device.setClipping(False)
        now = self._now[1] if self._now and self._now[0] == self.day else None
        painter.frame(self.columns, now)
        device.end()
        return face

    def _put_down(self, device: QPainter, block: Block, lifted: frozenset[str]) -> None:
        lane, state = self._lanes.get(block.id, ALONE), self._state(block, lifted)
        self._faces.draw(device, self._geometry, self._paints(), self._lines, block, lane, state)

    def _draw_drag(self, device: QPainter) -> None:
        painter = GridPainter(device, self._geometry, self._paints(), self._lines)
        area = QRectF(AXIS, HEADER, self._geometry.width, self._geometry.height)
        device.setClipRect(area)
        rubber = self._drag.rubber
        if rubber is not None:
            painter.rubber(rubber)
        ghosts = self._drag.ghosts()
        for block in self.blocks_of([name for name in self.wrong if name not in self._drag.places]):
            if block.place.day == self.day:
                painter.block(block, self._lanes.get(block.id, ALONE), State(is_wrong=True))
        for ghost in ghosts:
            painter.ghost(ghost, ALONE, ghost.id in self.wrong)
        device.setClipping(False)
        if ghosts:
            problem = next((self.wrong[g.id] for g in ghosts if g.id in self.wrong), "")
            painter.bubble(self._drag.pointer, self._place_words(ghosts[0].place), problem)

    def _place_words(self, place: Place) -> str:
        name = next((c.title for c in self.columns if c.id == place.column), "")
        return f"{time_words(place.start)}–{time_words(place.end)}  ·  {name}"

    def _state(self, block: Block, lifted: frozenset[str]) -> State:
        return State(
            is_selected=block.id in self.selected or block.id == self._target,
            is_current=block.id == self.current and self.hasFocus() and not self._drag.is_on,
            is_lifted=block.id in lifted,
        )

    def _paints(self) -> Look:
        if self._look is None:
            self._look = Look(QApplication.palette(), self._colours, self.font())
        return self._look

    def _repaint(self) -> None:
        self._face = None
        self.viewport().update()

    # the rest

    def _look_at_day(self) -> None:
        self._shown = sorted(
            (b for b in self._blocks.values() if b.place.day == self.day), key=lambda b: (b.place.start, b.id)
        )
        self._lanes = lanes(self._shown)

    def _drag_on(self) -> None:
        """The grid moved under the pointer: what is dragged follows."""
        if self._drag.move(self._drag.pointer) and self._drag.is_moving:
            self.dragging.emit(self._drag.places)
        self.viewport().update()

    def _tell_current(self) -> None:
        """Screen readers hear the current block."""
        block = self._blocks.get(self.current or "")
        self.setAccessibleDescription(block.words or block.title if block else "")
        QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.DescriptionChanged))
