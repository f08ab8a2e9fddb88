"""The foyer: every room with what is on and what comes."""

from dataclasses import dataclass

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QImage

from ui.screens.canvas import Canvas
from ui.screens.views import FoyerView, Heading, Item, RoomView

ROWS = 6
"""Rooms that are read from afar at once; more take turns."""
_MIDDLE = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_CENTRE = Qt.AlignmentFlag.AlignCenter


@dataclass(frozen=True)
class Feedback:
    """Where phones find the forms, with its QR code."""

    address: str
    code: QImage

    @property
    def spoken(self) -> str:
        """The address as people type it."""
        return self.address.removeprefix("http://").rstrip("/")


def pages_of(view: FoyerView) -> int:
    """How many turns the rooms take."""
    return max(1, -(-len(view.rooms) // ROWS))


def paint_foyer(canvas: Canvas, view: FoyerView, page: int = 0, feedback: Feedback | None = None) -> None:
    """Draws one turn of the rooms."""
    canvas.fill(canvas.whole, "ground")
    u, whole = canvas.unit, canvas.whole.adjusted(canvas.unit * 4, canvas.unit * 3, -canvas.unit * 4, -canvas.unit * 3)
    paint_heading(canvas, QRectF(whole.left(), whole.top(), whole.width(), u * 12), view.heading)
    foot = u * 4 if pages_of(view) > 1 else 0.0
    aside = u * 26 if feedback is not None else 0.0
    body = QRectF(whole.left(), whole.top() + u * 14, whole.width() - aside, whole.height() - u * 14 - foot)
    if not view.rooms:
        canvas.several(body, view.heading.nothing, 9, "quiet", is_bold=True, align=_CENTRE)
    rooms = view.rooms[page * ROWS : (page + 1) * ROWS]
    if rooms:
        _paint_rooms(canvas, body, view.heading, rooms)
    if foot:
        words = f"{page + 1} / {pages_of(view)}"
        canvas.text(QRectF(body.left(), body.bottom(), body.width(), foot), words, 2.4, "quiet", align=_RIGHT)
    if feedback is not None:
        paint_feedback(canvas, QRectF(body.right() + u * 3, body.top(), u * 23, body.height()), view.heading, feedback)


def paint_heading(canvas: Canvas, where: QRectF, heading: Heading) -> None:
    """The event at the left, the time of day at the right."""
    u = canvas.unit
    canvas.text(where, heading.clock, 9, is_bold=True, align=_RIGHT, is_one_line=True)
    clock = canvas.width_of(heading.clock, 9, is_bold=True) + u * 3
    day = QRectF(where.right() - clock - u * 24, where.top(), u * 24, where.height())
    canvas.text(day, heading.day, 3.6, "quiet", align=_RIGHT, is_one_line=True)
    left = QRectF(where.left(), where.top(), where.width() - clock - u * 27, where.height())
    canvas.several(left, heading.event, 4.6 if len(heading.event) < 2 else 3.8, is_bold=True, align=_MIDDLE)


def paint_feedback(canvas: Canvas, where: QRectF, heading: Heading, feedback: Feedback) -> None:
    """The place of the feedback address: what it is for above its code, and the address to type under it."""
    side, u = where.width(), canvas.unit
    square = QRectF(where.left(), where.bottom() - side - u * 5, side, side)
    canvas.code(square, feedback.code)
    above = QRectF(where.left(), square.top() - u * 13, side, u * 12)
    canvas.several(above, heading.feedback, 3, is_bold=True, align=_CENTRE)
    below = QRectF(where.left(), square.bottom() + u, side, u * 4)
    canvas.text(below, feedback.spoken, 2.6, align=_CENTRE, is_one_line=True)


def _paint_rooms(canvas: Canvas, body: QRectF, heading: Heading, rooms: tuple[RoomView, ...]) -> None:
    u = canvas.unit
    name, now = body.width() * 0.2, body.width() * 0.47
    head = QRectF(body.left(), body.top(), body.width(), u * 4.5)
    canvas.text(head.adjusted(name + u * 2, 0, 0, 0), " · ".join(heading.now), 3, "quiet", is_bold=True, align=_MIDDLE)
    following = head.adjusted(name + now + u * 2, 0, 0, 0)
    canvas.text(following, " · ".join(heading.next), 3, "quiet", is_bold=True, align=_MIDDLE)
    gap = u * 1.4
    height = min((body.height() - head.height() - gap * (len(rooms) - 1)) / max(2, len(rooms)), u * 34)
    top = head.bottom()
    for room in rooms:
        row = QRectF(body.left(), top, body.width(), height)
        canvas.fill(row, "surface", u * 1.5)
        inside = row.adjusted(u * 2, u * 1.2, -u * 2, -u * 1.2)
        place = QRectF(inside.left(), inside.top(), name - u * 3, inside.height())
        canvas.several(place, room.name, 4.2, "accent", is_bold=True, align=_MIDDLE)
        _paint_now(canvas, QRectF(body.left() + name + u * 2, inside.top(), now - u * 4, inside.height()), room.now)
        rest = QRectF(body.left() + name + now + u * 2, inside.top(), 0, inside.height())
        rest.setRight(inside.right())
        _paint_next(canvas, rest, room.next)
        top += height + gap


def _paint_now(canvas: Canvas, where: QRectF, item: Item | None) -> None:
    if item is None:
        canvas.text(where, "–", 4, "quiet", align=_MIDDLE)
        return
    u = canvas.unit
    foot = paint_state(canvas, where, item, 2.3)
    words = QRectF(where.left(), where.top(), where.width(), where.height() - foot - u * 0.6)
    people = "" if words.height() < u * 9 else ", ".join(item.slot_people or item.people)
    used = canvas.several(
        QRectF(words.left(), words.top(), words.width(), words.height() - (u * 4 if people or item.slot else 0)),
        item.title, 4.4, is_bold=True,
    )  # fmt: skip
    below = words.adjusted(0, used + u * 0.2, 0, 0)
    detail = " – ".join(filter(None, (item.slot[0] if item.slot else "", people)))
    if below.height() > u * 2.4:
        canvas.text(below, detail, 2.8, "quiet", is_one_line=below.height() < u * 7)


def _paint_next(canvas: Canvas, where: QRectF, item: Item | None) -> None:
    if item is None:
        return
    u = canvas.unit
    line = QRectF(where.left(), where.top(), where.width(), u * 4)
    canvas.text(line, item.time, 3, is_bold=True, is_one_line=True)
    foot = 0.0
    if item.late:
        foot = u * 4.6
        words = canvas.joined(item.state_words, 2.1, where.width())
        canvas.pill(where.left(), where.bottom() - foot + u * 0.4, words, 2.1, "warn_soft", "warn", "clock")
    canvas.several(where.adjusted(0, u * 4, 0, -foot), item.title, 3.8)


def paint_state(canvas: Canvas, where: QRectF, item: Item, size: float) -> float:
    """The state and lateness of a session at the foot of its place: colour, shape and words. Answers the height."""
    u = canvas.unit
    height = size * u * 1.9
    ground, ink, shape = STATE_LOOKS[item.state]
    words, late = _state_and_late(canvas, item, size, where.width() - u)
    drawn = canvas.pill(where.left(), where.bottom() - height, words, size, ground, ink, shape)
    if late:
        canvas.pill(drawn.right() + u, where.bottom() - height, late, size, "warn_soft", "warn", "clock")
    return height


def _state_and_late(canvas: Canvas, item: Item, size: float, room: float) -> tuple[str, str]:
    """The words of both labels: in every language where they fit beside each other, else in the first, else shorter."""
    states = [item.state_words, item.state_words[:1], ()]
    lates = [item.late, item.late[:1]]
    choices = [
        ("  ".join(filter(None, (item.time, " · ".join(state)))), " · ".join(late))
        for state in states
        for late in lates
    ]
    fitting = (
        (words, late)
        for words, late in choices
        if canvas.pill_width(words, size) + (canvas.pill_width(late, size) if late else 0) <= room
    )
    return next(fitting, choices[-1])


STATE_LOOKS = {
    "running": ("good_soft", "good", "play"),
    "planned": ("accent_soft", "accent", "play"),
    "due": ("warn_soft", "warn", "ring"),
    "coming": ("sunken", "quiet", "ring"),
}
"""Ground, ink and shape."""
