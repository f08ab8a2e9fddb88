"""How a time grid is drawn: the lines and names, a block, and what lies over them while something is dragged."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QFontMetricsF, QPainter, QPen, QPolygonF

from ui.widgets.time_grid_geometry import ALONE, AXIS, HEADER, Geometry, Lane
from ui.widgets.time_grid_look import Lines, Look, mixed
from ui.widgets.time_grid_values import ALL, Block, Column

_LINE = 17
"""Height of a line of a block's words."""
_RAIL = 7
_LEAST_WIDTH_FOR_PARTS = 300
_ROUND = 5.0
NONE = Qt.PenStyle.NoPen


def time_words(minute: int) -> str:
    """A minute of the day as a clock shows it; the next day begins anew."""
    return f"{minute // 60 % 24:02}:{minute % 60:02}"


@dataclass(frozen=True)
class State:
    """How a block is drawn besides what it says."""

    is_selected: bool = False
    is_current: bool = False
    is_lifted: bool = False
    """It is being dragged: only its old place is shown."""
    is_wrong: bool = False
    """It would clash where it is dragged to."""


class GridPainter:
    """Draws with one painter, in one geometry."""

    def __init__(self, painter: QPainter, geometry: Geometry, look: Look, lines: Lines) -> None:
        self.painter, self.geometry, self.look, self._lines = painter, geometry, look, lines
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)

    # the grid

    def ground(self) -> None:
        """The ground with a line an hour, a fainter one each half, and a line between columns."""
        g, painter, look = self.geometry, self.painter, self.look
        painter.fillRect(QRectF(0, 0, g.width, g.height), look.base)
        painter.fillRect(QRectF(AXIS, HEADER, g.band, g.height), look.raised)
        faint = mixed(look.line, look.base, 0.45)
        step = 30 if g.per_minute < 4 else 15
        for minute in self._minutes(step):
            y = round(g.y(minute)) + 0.5
            painter.setPen(QPen(look.line if minute % 60 == 0 else faint, 1))
            painter.drawLine(QPointF(AXIS, y), QPointF(min(g.width, g.whole_width), y))
        painter.setPen(QPen(look.line, 1))
        for index in range(1, len(g.order) + 1):
            x = round(g.x(index)) - 0.5
            if AXIS + g.band - 1 <= x <= g.width:
                painter.drawLine(QPointF(x, HEADER), QPointF(x, g.height))

    def bands(self, blocks: Sequence[Block]) -> None:
        """What is for everybody tints all columns."""
        painter, look, area = self.painter, self.look, self.geometry.scrolled_area
        for block in blocks:
            where = self.geometry.rect(block.place)
            colour = QColor(look.bar_of(block.colour))
            colour.setAlphaF(0.10 if "struck" not in block.marks else 0.03)
            painter.fillRect(QRectF(area.left(), where.top(), area.width(), where.height()), colour)

    def frame(self, columns: Sequence[Column], now: float | None) -> None:
        """The columns' names above, the times at the left, the present as a line."""
        g, painter, look = self.geometry, self.painter, self.look
        if now is not None and HEADER < g.y(now) < g.height:
            painter.setPen(QPen(look.danger, 2))
            painter.drawLine(QPointF(AXIS, g.y(now)), QPointF(g.width, g.y(now)))
        painter.fillRect(QRectF(0, HEADER, AXIS, g.height), look.base)
        painter.setFont(look.small)
        painter.setPen(look.quiet)
        for minute in self._minutes(60 if g.per_minute < 4 else 30):
            where = QRectF(0, g.y(minute) - 9, AXIS - 8, 18)
            painter.drawText(where, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, time_words(minute))
        painter.fillRect(QRectF(0, 0, g.width, HEADER), look.base)
        painter.save()
        painter.setClipRect(QRectF(AXIS + g.band, 0, g.width, HEADER))
        for column in columns:
            if column.id != ALL:
                self._heading(column)
        painter.restore()
        for column in columns:
            if column.id == ALL:
                self._heading(column)
        painter.setPen(QPen(look.line, 1))
        painter.drawLine(QPointF(0, HEADER - 0.5), QPointF(g.width, HEADER - 0.5))
        painter.drawLine(QPointF(AXIS - 0.5, HEADER), QPointF(AXIS - 0.5, g.height))

    def _heading(self, column: Column) -> None:
        g, look = self.geometry, self.look
        index = g.index(column.id)
        width = g.band if index == 0 else g.column_width
        where = QRectF(g.x(index) + 8, 4, width - 14, HEADER - 8)
        if where.right() < 0 or where.left() > g.width:
            return
        most = 1 if column.subtitle else 2
        lines = self._lines.broken(column.title, look.bold, where.width(), most)
        self._write(lines, look.bold, look.ink, where.topLeft())
        if column.subtitle:
            quiet = self._lines.broken(column.subtitle, look.small, where.width(), 1)
            self._write(quiet, look.small, look.quiet, where.topLeft() + QPointF(0, _LINE))

    def _minutes(self, step: int) -> range:
        g = self.geometry
        first = max(0, int(g.minute_at(HEADER)) // step * step)
        return range(first, min(g.last_minute, int(g.minute_at(g.height)) + step) + 1, step)

    # a block

    def block(self, block: Block, lane: Lane = ALONE, state: State = State()) -> None:
        """One block with its words, its marks and how it is chosen."""
        painter, look = self.painter, self.look
        where = self.geometry.rect(block.place, lane)
        if state.is_lifted:
            painter.setPen(QPen(look.quiet, 1, Qt.PenStyle.DashLine))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(where.adjusted(0.5, 0.5, -0.5, -0.5), _ROUND, _ROUND)
            return
        painter.setPen(NONE)
        painter.setBrush(look.fill_of(block.colour))
        painter.drawRoundedRect(where, _ROUND, _ROUND)
        if "struck" in block.marks:
            painter.setBrush(QBrush(look.line, Qt.BrushStyle.BDiagPattern))
            painter.drawRoundedRect(where, _ROUND, _ROUND)
        painter.setBrush(look.bar_of(block.colour))
        painter.drawRoundedRect(QRectF(where.left(), where.top(), 4, where.height()), 2, 2)
        self._outline(block, where, state)
        self._words(block, where, state)

    def _outline(self, block: Block, where: QRectF, state: State) -> None:
        painter, look = self.painter, self.look
        painter.setBrush(Qt.BrushStyle.NoBrush)
        inner = where.adjusted(1, 1, -1, -1)
        if state.is_wrong or "error" in block.marks:
            painter.setPen(QPen(look.danger, 3 if state.is_wrong else 2))
            painter.drawRoundedRect(inner, _ROUND, _ROUND)
        elif "warning" in block.marks:
            painter.setPen(QPen(look.warn, 1.5, Qt.PenStyle.DashLine))
            painter.drawRoundedRect(inner, _ROUND, _ROUND)
        if state.is_selected:
            painter.setPen(QPen(look.accent, 2.5))
            painter.drawRoundedRect(where.adjusted(0.5, 0.5, -0.5, -0.5), _ROUND, _ROUND)
        if state.is_current:
            painter.setPen(QPen(look.ink, 2, Qt.PenStyle.DotLine))
            painter.drawRoundedRect(where.adjusted(3.5, 3.5, -3.5, -3.5), _ROUND - 2, _ROUND - 2)

    def _words(self, block: Block, where: QRectF, state: State) -> None:
        look, painter = self.look, self.painter
        painter.save()
        painter.setClipRect(where.adjusted(5, 0, -2, 0), Qt.ClipOperation.IntersectClip)
        is_wrong = state.is_wrong or "error" in block.marks
        has_mark = is_wrong or "warning" in block.marks
        inside = where.adjusted(9, 2, -5, -1)
        if block.parts:
            inside = self._parts(block, where, inside)
        rows = max(1, int((inside.height() + 3) // _LINE))
        if has_mark and inside.width() > 40:
            self._mark(QPointF(inside.right() - 8, min(inside.top() + 9, where.center().y())), is_wrong)
            inside.setRight(inside.right() - 19)
        top = inside.topLeft() if where.height() > _LINE + 3 else QPointF(inside.left(), where.center().y() - 8.5)
        below = [(block.note, look.danger if "note" in block.marks else look.quiet)] if block.note else []
        hours = f"{time_words(block.place.start)}–{time_words(block.place.end)}"
        below += [("  ·  ".join(filter(None, (hours, block.subtitle))), look.quiet)]
        font = look.struck if "struck" in block.marks else look.bold
        title = self._lines.broken(block.title, font, inside.width(), max(1, rows - len(below[: max(0, rows - 1)])))
        self._write(title, font, look.ink, top)
        used = len(title)
        for text, colour in below:
            lines = self._lines.broken(text, look.small, inside.width(), min(2, rows - used))
            self._write(lines, look.small, colour, top + QPointF(0, used * _LINE))
            used += len(lines)
        painter.restore()

    def _parts(self, block: Block, where: QRectF, inside: QRectF) -> QRectF:
        """A rail at the right with what is inside; where there is room, with its words. Answers what is left."""
        painter, look, per_minute = self.painter, self.look, self.geometry.per_minute
        is_wide = where.width() >= _LEAST_WIDTH_FOR_PARTS and where.height() > 3 * _LINE
        width = where.width() * 0.55 if is_wide else _RAIL
        bar = look.bar_of(block.colour)
        y = where.top()
        for number, (minutes, text) in enumerate(block.parts):
            height = minutes * per_minute
            part = QRectF(where.right() - width - 2, y + 1, width, max(1.0, height - 2))
            y += height
            is_over = y > where.bottom() + 2
            painter.setPen(NONE)
            strength = 0.35 if is_wide else (0.85 if number % 2 else 0.55)
            painter.setBrush(look.danger if is_over and not is_wide else mixed(bar, look.base, strength))
            painter.drawRoundedRect(part, 2, 2)
            if is_wide and part.height() > 11:
                rows = max(1, int(part.height() // _LINE))
                lines = self._lines.broken(f"{minutes}′ {text}", look.small, part.width() - 8, rows)
                lift = min(0.0, (part.height() - _LINE) / 2)
                self._write(lines, look.small, look.danger if is_over else look.ink, part.topLeft() + QPointF(4, lift))
        return inside.adjusted(0, 0, -width - 2, 0)

    def _mark(self, centre: QPointF, is_error: bool) -> None:
        """An exclamation mark: in a disc where something is wrong, in a triangle where it may be."""
        painter, look = self.painter, self.look
        painter.setPen(NONE)
        painter.setBrush(look.danger if is_error else look.warn)
        if is_error:
            painter.drawEllipse(centre, 7.5, 7.5)
        else:
            points = [QPointF(0, -8), QPointF(8, 6.5), QPointF(-8, 6.5)]
            painter.drawPolygon(QPolygonF([centre + point for point in points]))
        painter.setPen(look.base)
        painter.setFont(look.bold)
        box = QRectF(centre.x() - 8, centre.y() - (8.5 if is_error else 7), 16, 16)
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, "!")

    def _write(self, lines: Sequence[str], font: object, colour: QColor, at: QPointF) -> None:
        painter = self.painter
        painter.setFont(font)
        painter.setPen(colour)
        for number, line in enumerate(lines):
            painter.drawText(at + QPointF(0, 13 + number * _LINE), line)

    # over the grid

    def ghost(self, block: Block, lane: Lane, is_wrong: bool) -> None:
        """A block that is being dragged, where it would be put."""
        painter = self.painter
        shade = QColor(0, 0, 0, 60)
        painter.setPen(NONE)
        painter.setBrush(shade)
        painter.drawRoundedRect(self.geometry.rect(block.place, lane).translated(3, 4), _ROUND, _ROUND)
        painter.setOpacity(0.93)
        self.block(block, lane, State(is_selected=not is_wrong, is_wrong=is_wrong))
        painter.setOpacity(1)

    def rubber(self, where: QRectF) -> None:
        """The rectangle that selects."""
        colour = QColor(self.look.accent)
        self.painter.setPen(QPen(colour, 1))
        colour.setAlphaF(0.14)
        self.painter.setBrush(colour)
        self.painter.drawRect(where)

    def bubble(self, at: QPointF, words: str, problem: str) -> None:
        """What is said beside the pointer: when and where, and what would be wrong."""
        painter, look, g = self.painter, self.look, self.geometry
        width = min(340.0, g.width - AXIS - 24)
        first = self._lines.broken(words, look.bold, width, 2)
        more = self._lines.broken(problem, look.plain, width, 5)
        metrics = QFontMetricsF(look.bold)
        needed = max((metrics.horizontalAdvance(line) for line in (*first, *more)), default=0)
        size = QRectF(0, 0, min(width, needed) + 22, (len(first) + len(more)) * _LINE + 14)
        x = min(at.x() + 18, g.width - size.width() - 4)
        y = at.y() + 22 if at.y() + 26 + size.height() < g.height else at.y() - size.height() - 14
        box = size.translated(max(4.0, x), max(4.0, y))
        painter.setPen(QPen(look.danger if problem else look.line, 2 if problem else 1))
        painter.setBrush(look.base)
        painter.drawRoundedRect(box, 7, 7)
        self._write(first, look.bold, look.ink, box.topLeft() + QPointF(11, 7))
        self._write(more, look.plain, look.danger, box.topLeft() + QPointF(11, 7 + len(first) * _LINE))
