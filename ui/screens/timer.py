"""The presenter's timer: minutes left, told by size, colour, shape and words."""

from PySide6.QtCore import QRectF, Qt

from ui.screens.canvas import Canvas
from ui.screens.views import TimerView

LOOKS = {
    "plenty": ("#0B6B3A", "#FFFFFF", "circle"),
    "soon": ("#F4B93A", "#211700", "triangle"),
    "last": ("#F4B93A", "#211700", "triangle"),
    "over": ("#A31A1A", "#FFFFFF", "octagon"),
    "idle": ("#16222D", "#FFFFFF", "ring"),
}
"""Ground, ink and shape; each ink reaches 6:1."""
_CENTRE = Qt.AlignmentFlag.AlignCenter
_TOP = Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


def paint_timer(canvas: Canvas, view: TimerView) -> None:
    """Draws the timer over the whole screen."""
    u, whole = canvas.unit, canvas.whole
    ground, ink, shape = LOOKS[view.band]
    canvas.fill(whole, ground)
    inside = whole.adjusted(u * 5, u * 3, -u * 5, -u * 3)
    head = QRectF(inside.left(), inside.top(), inside.width(), u * 19)
    canvas.text(head, view.heading.clock, 6, ink, is_bold=True, align=_RIGHT, is_one_line=True)
    clock = canvas.width_of(view.heading.clock, 6, is_bold=True) + u * 4
    left = head.adjusted(0, 0, -clock, 0)
    used = canvas.several(left.adjusted(0, 0, 0, -u * 7), view.title, 5.4, ink, is_bold=True)
    canvas.text(left.adjusted(0, used + u * 0.6, 0, 0), ", ".join(view.people), 3.8, ink, is_one_line=True)
    foot = QRectF(inside.left(), inside.bottom() - u * 9, inside.width(), u * 9)
    middle = QRectF(inside.left(), head.bottom(), inside.width(), foot.top() - head.bottom())
    words = QRectF(middle.left(), middle.bottom() - u * 18, middle.width(), u * 15)
    number = QRectF(middle.left(), middle.top(), middle.width(), words.top() - middle.top())
    if view.left:
        canvas.text(number, view.left, 42, ink, is_bold=True, align=_CENTRE, is_one_line=True)
    _paint_words(canvas, words, view, ink, shape)
    if view.band != "idle":
        bar = QRectF(inside.left(), words.bottom() + u, inside.width(), u * 1.6)
        _paint_bar(canvas, bar, view.share, ink)
    canvas.several(foot, view.next, 3.6, ink, align=_LEFT)


def _paint_words(canvas: Canvas, where: QRectF, view: TimerView, ink: str, shape: str) -> None:
    u = canvas.unit
    size = 8 if len(view.words) < 2 else 5.5
    widest = max((canvas.width_of(line, size, is_bold=True) for line in view.words), default=0.0)
    widest = min(widest, where.width() - u * 20)
    mark = u * 9
    left = where.center().x() - (widest + mark + u * 3) / 2
    canvas.shape(QRectF(left, where.center().y() - mark / 2, mark, mark), shape, ink)
    area = QRectF(left + mark + u * 3, where.top(), widest + u * 2, where.height())
    if len(view.words) < 2:
        canvas.text(area, "".join(view.words), size, ink, is_bold=True, align=_LEFT, is_one_line=True)
    else:
        canvas.several(area, view.words, size, ink, is_bold=True)


def _paint_bar(canvas: Canvas, where: QRectF, share: float, ink: str) -> None:
    painter = canvas.painter
    painter.save()
    painter.setOpacity(0.28)
    canvas.fill(where, ink, where.height() / 2)
    painter.restore()
    canvas.fill(QRectF(where.left(), where.top(), where.width() * share, where.height()), ink, where.height() / 2)
