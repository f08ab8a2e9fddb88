"""A room's door: what is on inside, read while walking by, and what comes."""

from PySide6.QtCore import QRectF, Qt

from ui.screens.canvas import Canvas
from ui.screens.foyer import Feedback, paint_feedback, paint_state
from ui.screens.views import DoorView, Heading, Item

_MIDDLE = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_LATER = 3


def paint_door(canvas: Canvas, view: DoorView, feedback: Feedback | None = None) -> None:
    """Draws the door of one room."""
    u, heading, room = canvas.unit, view.heading, view.room
    canvas.fill(canvas.whole, "ground")
    band = QRectF(0, 0, canvas.whole.width(), u * 15)
    canvas.fill(band, "rail")
    inside = band.adjusted(u * 4, u * 1.5, -u * 4, -u * 1.5)
    canvas.text(inside, heading.clock, 8, "rail_active_ink", is_bold=True, align=_RIGHT, is_one_line=True)
    clock = canvas.width_of(heading.clock, 8, is_bold=True) + u * 4
    canvas.several(inside.adjusted(0, 0, -clock, 0), room.name, 7, "rail_active_ink", is_bold=True, align=_MIDDLE)
    body = canvas.whole.adjusted(u * 4, u * 18, -u * 4, -u * 3)
    if feedback is not None:
        paint_feedback(canvas, QRectF(body.right() - u * 24, body.top(), u * 24, body.height()), heading, feedback)
        body.setRight(body.right() - u * 28)
    lower = body.height() * (0.36 if room.now else 0.6)
    upper = QRectF(body.left(), body.top(), body.width(), body.height() - lower - u * 2)
    if room.now is None and room.next is None:
        canvas.several(body, heading.nothing, 9, "quiet", is_bold=True, align=Qt.AlignmentFlag.AlignCenter)
        return
    if room.now is not None:
        _paint_now(canvas, upper, heading, room.now)
    else:
        canvas.several(upper, heading.event, 6, "quiet", is_bold=True, align=_MIDDLE)
    rows = [item for item in (room.next, *room.then) if item is not None][:_LATER]
    _paint_following(canvas, QRectF(body.left(), body.bottom() - lower, body.width(), lower), heading, rows)


def _paint_now(canvas: Canvas, where: QRectF, heading: Heading, item: Item) -> None:
    u = canvas.unit
    top = canvas.text(where, " · ".join(heading.now), 3.6, "quiet", is_bold=True, is_one_line=True)
    rest = where.adjusted(0, top + u * 0.5, 0, 0)
    foot = paint_state(canvas, rest, item, 3.2)
    rest = rest.adjusted(0, 0, 0, -foot - u * 1.5)
    details = [line for line in (_slot_line(item), ", ".join(item.people)) if line]
    below = u * 6.5 * len(details)
    used = canvas.several(rest.adjusted(0, 0, 0, -below), item.title, 9 if len(item.title) < 2 else 7, is_bold=True)
    at = rest.top() + used + u
    for number, line in enumerate(details):
        room = QRectF(rest.left(), at, rest.width(), (rest.bottom() - at) / (len(details) - number))
        at += canvas.text(room, line, 4, "ink" if number == 0 else "quiet") + u * 0.5


def _slot_line(item: Item) -> str:
    if not item.slot:
        return ""
    people = ", ".join(item.slot_people)
    return f"{item.slot[0]} – {people}" if people else item.slot[0]


def _paint_following(canvas: Canvas, where: QRectF, heading: Heading, rows: list[Item]) -> None:
    u = canvas.unit
    if not rows:
        return
    canvas.fill(where, "surface", u * 2)
    inside = where.adjusted(u * 3, u * 1.5, -u * 3, -u * 1.5)
    top = canvas.text(inside, " · ".join(heading.next), 3, "quiet", is_bold=True, is_one_line=True) + u * 0.5
    height = (inside.height() - top) / max(2, len(rows))
    for number, item in enumerate(rows):
        row = QRectF(inside.left(), inside.top() + top + number * height, inside.width(), height - u * 0.6)
        clock = item.time.split("–")[0]
        canvas.text(row, clock, 4.4, is_bold=True, align=_MIDDLE, is_one_line=True)
        words = row.adjusted(u * 16, 0, 0, 0)
        if item.late and number == 0:
            late = canvas.joined(item.state_words, 2.3, row.width() * 0.3)
            width = canvas.width_of(late, 2.3, is_bold=True) + u * 9
            canvas.pill(words.right() - width, row.center().y() - u * 2.2, late, 2.3, "warn_soft", "warn", "clock")
            words.setRight(words.right() - width - u * 2)
        title = " · ".join(item.title)
        if canvas.width_of(title, 3.2, is_bold=number == 0) > words.width():
            title = item.title[0]
        canvas.text(words, title, 4.2, is_bold=number == 0, align=_MIDDLE, is_one_line=True)
