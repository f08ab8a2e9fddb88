"""How long a frame takes while a block is dragged in a grid of 500, offscreen, against one plain picture of it."""

import os
from random import Random
from time import perf_counter

from harness import Measure, middle, percentile

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

_FRAMES = 300
_ROOMS, _PER_ROOM = 26, 20
_FRAME_AT_50, _FRAME_AT_30 = 20.0, 33.3
"""Milliseconds of a frame where there are 50 a second, and 30 (new blocks come into view and are drawn)."""


def run() -> list[Measure]:
    """Median and 95th percentile of moving the pointer, looking for clashes among 520 sessions, and painting."""
    from PySide6.QtCore import QEvent, QPointF, Qt
    from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPixmap
    from PySide6.QtTest import QTest
    from PySide6.QtWidgets import QApplication

    from ui.pages.agenda_blocks import COLOURS, blocks_of, clashes_at, columns_of, days_of
    from ui.theme import load_fonts
    from ui.widgets.time_grid import TimeGrid

    application = QApplication.instance() or QApplication([])
    load_fonts()
    programme = _programme()
    days = days_of(programme)
    grid = TimeGrid()
    grid.resize(1920, 1000)
    grid.set_colours({code: QColor(colour) for code, colour in COLOURS.items()})
    grid.show_content(columns_of(programme), blocks_of(programme, days, ()), 0)
    grid.dragging.connect(lambda places: grid.warn({c.sessions[0]: c.message for c in _clashes(places)}))
    grid.show()
    QTest.qWaitForWindowExposed(grid)
    grid.scroll_to_start()
    view = grid.viewport()

    def _clashes(places: object) -> list[object]:
        return clashes_at(programme, days, places) if places else []

    def frame(point: QPointF) -> float:
        held, none = Qt.MouseButton.LeftButton, Qt.MouseButton.NoButton
        at = view.mapToGlobal(point)
        moved = QMouseEvent(QEvent.Type.MouseMove, point, at, none, held, Qt.KeyboardModifier.NoModifier)
        start = perf_counter()
        application.sendEvent(view, moved)
        view.repaint()
        return (perf_counter() - start) * 1000

    start = grid.rect_of(grid.block("0-3")).center()
    QTest.mousePress(view, Qt.MouseButton.LeftButton, pos=start.toPoint())
    taken = [frame(start + QPointF(n * 4, n * 1.3 % 300)) for n in range(_FRAMES)]
    QTest.keyClick(grid, Qt.Key.Key_Escape)
    scrolled = []
    for number in range(60):
        begin = perf_counter()
        grid.verticalScrollBar().setValue(number * 12)
        view.repaint()
        scrolled.append((perf_counter() - begin) * 1000)
    picture = QPixmap(view.size())
    picture.fill(QColor("white"))
    plain = []
    for _number in range(60):
        begin = perf_counter()
        painter = QPainter(picture)
        painter.drawPixmap(0, 0, picture.copy())
        painter.end()
        plain.append((perf_counter() - begin) * 1000)
    grid.close()
    floor = middle(plain)
    return [
        Measure("grid of 520: frame while dragging, median", middle(taken), 1, "ms", _FRAME_AT_50),
        Measure("grid of 520: frame while dragging, p95", percentile(taken, 0.95), 1, "ms", _FRAME_AT_50),
        Measure("grid of 520: frame while scrolling, p95", percentile(scrolled, 0.95), 1, "ms", _FRAME_AT_30),
        Measure("grid of 520: dragging against a plain picture", middle(taken), floor, "ms", 40),
    ]


def _programme() -> object:
    from datetime import UTC, date, datetime, timedelta

    from o2o_events.agenda.programme import AgendaSession, Appearance, Programme, Room, Speaker

    random = Random(2016)
    rooms = tuple(Room(f"room-{n}", {"en": f"RB {100 + n}"}, 80, n) for n in range(_ROOMS))
    speakers = tuple(Speaker(f"speaker-{n}", f"Nguyễn Văn {n} 林威廷") for n in range(300))
    sessions = []
    for room in range(_ROOMS):
        at = datetime(2016, 7, 14, 0, 30, tzinfo=UTC)
        for number in range(_PER_ROOM):
            name = f"{room}-{number}"
            minutes = random.choice((20, 25, 30, 30, 45))
            parts = tuple(
                Appearance(f"{name}-{n}", f"speaker-{random.randrange(300)}", name, "speaker") for n in range(2)
            )
            title = {"en": f"Session {name}: small firms between the street and the screen 線上到線下商業模式"}
            kind = random.choice(("presentation", "panel", "keynote", "best_practice"))
            sessions.append(
                AgendaSession(name, kind, title, minutes, at, f"room-{room}", expected=60, appearances=parts)
            )
            at += timedelta(minutes=minutes)
    return Programme("event", "Asia/Taipei", (date(2016, 7, 14),), rooms, speakers, tuple(sessions))
