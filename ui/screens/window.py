"""One full-screen window that shows the day from the open file, and keeps up by itself."""

from PySide6.QtCore import QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPalette, QScreen
from PySide6.QtWidgets import QApplication, QWidget

from o2o_events.agenda.queries import read_programme
from o2o_events.agenda.running import read_runs
from o2o_events.db.transaction import Tx
from o2o_events.i18n import _
from o2o_events.registers.events import Event, list_events
from ui.project import OpenProject
from ui.screens.canvas import Canvas
from ui.screens.door import paint_door
from ui.screens.foyer import Feedback, pages_of, paint_foyer
from ui.screens.options import FOYER, TIMER, ScreenOptions
from ui.screens.timer import paint_timer
from ui.screens.views import Day, DoorView, FoyerView, TimerView, door_view, foyer_view, timer_view
from ui.theme import tokens
from ui.widgets.qr_image import qr_image

SUBJECTS = frozenset({"*", "run", "event", "room", "agenda_session", "slot", "speaker", "appearance"})
"""The notices upon which a screen looks again."""
_TICK = 1000
_TURN = 8
"""Seconds after which the next language, or the next rooms, are shown."""
_PAUSE = 200
_HINT = 4000
View = FoyerView | DoorView | TimerView


def read_day(tx: Tx, event: str) -> Day | None:
    """What screens need of an event; None where it is gone."""
    found = next((e for e in list_events(tx) if e.id == event), None)
    return Day(found, read_programme(tx, found), read_runs(tx, found)) if found else None


class ScreenWindow(QWidget):
    """Shows itself without taking the keyboard from the desk; Esc leaves it, once it has been clicked.

    A scanner's burst goes to the desk whichever window has the keyboard. ``left`` tells that it was closed.
    """

    left = Signal(object)

    def __init__(self, project: OpenProject, event: Event, options: ScreenOptions) -> None:
        super().__init__(None, Qt.WindowType.Window | Qt.WindowType.FramelessWindowHint)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setAttribute(Qt.WidgetAttribute.WA_QuitOnClose, False)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setMouseTracking(True)
        self._project, self._event = project, event
        self.options = options
        self._day: Day | None = None
        self._feedback: Feedback | None = None
        self._is_hint_shown = False
        self._clock = QTimer(self, interval=_TICK)
        self._changes = QTimer(self, singleShot=True, interval=_PAUSE)
        self._hint = QTimer(self, singleShot=True, interval=_HINT)
        self._clock.timeout.connect(self.update)
        self._changes.timeout.connect(self.reload)
        self._hint.timeout.connect(self._hide_hint)
        project.changed.connect(self._on_changed)
        project.served_changed.connect(self._show_served)
        self.setWindowTitle(_("Screen"))
        self._clock.start()
        self._show_served()
        self.reload()

    def show_on(self, screen: QScreen, *, is_only_one: bool) -> None:
        """Fills a monitor. Where it is the desk's own, the screen takes the keyboard, so that Esc works at once."""
        self.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating, not is_only_one)
        self.setScreen(screen)
        self.setGeometry(screen.geometry())
        self.showFullScreen()
        self._show_hint()
        if is_only_one:
            self.activateWindow()

    @property
    def feedback(self) -> str:
        """The address of the forms that is shown; "" while phones are not served."""
        return self._feedback.address if self._feedback is not None else ""

    def _show_served(self) -> None:
        served = self._project.served
        url = served.url if served is not None and served.event == self._event.id else ""
        if url != self.feedback:
            self._feedback = Feedback(url, qr_image(url)) if url else None
            self.update()

    def reload(self) -> None:
        """Looks at the file again."""
        event = self._event.id
        self._project.read(lambda tx: read_day(tx, event), self._take, lambda _error: None, key=f"screen {id(self)}")

    @property
    def view(self) -> View | None:
        """What is shown at this moment; None until the file was looked at."""
        if self._day is None:
            return None
        at = self._project.app.now()
        languages = self._languages()
        if self.options.kind == FOYER:
            return foyer_view(self._day, at, languages)
        if self.options.kind == TIMER:
            return timer_view(self._day, at, languages, self.options.room)
        return door_view(self._day, at, languages, self.options.room)

    def _languages(self) -> tuple[str, ...]:
        tags = self.options.languages
        return tags if self.options.is_together else (tags[self._turn() % len(tags)],)

    def _turn(self) -> int:
        return int(self._project.app.now().timestamp()) // _TURN

    def _take(self, day: Day | None) -> None:
        self._day = day
        if day is None:
            self.close()
        else:
            self.update()

    def _on_changed(self, subjects: frozenset[str]) -> None:
        if subjects & SUBJECTS:
            self._changes.start()

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 Qt's name
        painter = QPainter(self)
        self.paint(painter, self.size())
        if self._is_hint_shown:
            self._paint_hint(painter)
        painter.end()

    def paint(self, painter: QPainter, size: QSize) -> None:
        """Draws what is shown at this moment at any size."""
        is_dark = QApplication.palette().color(QPalette.ColorRole.Base).lightness() < 100
        canvas = Canvas(painter, size.width(), size.height(), tokens("dark" if is_dark else "light"))
        view = self.view
        if isinstance(view, FoyerView):
            pages = pages_of(view)
            rounds = 1 if self.options.is_together else len(self.options.languages)
            paint_foyer(canvas, view, self._turn() // rounds % pages, self._feedback)
        elif isinstance(view, DoorView):
            paint_door(canvas, view, self._feedback)
        elif isinstance(view, TimerView):
            paint_timer(canvas, view)
        else:
            canvas.fill(canvas.whole, "ground")

    def _paint_hint(self, painter: QPainter) -> None:
        words = _("Esc or a double click leaves")
        metrics = self.fontMetrics()
        width = metrics.horizontalAdvance(words) + 40
        where = QRectF((self.width() - width) / 2, self.height() - 64, width, 40)
        painter.setFont(self.font())
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(0, 0, 0, 190))
        painter.drawRoundedRect(where, 20, 20)
        painter.setPen(QColor("#FFFFFF"))
        painter.drawText(where, int(Qt.AlignmentFlag.AlignCenter), words)

    def _show_hint(self) -> None:
        self._is_hint_shown = True
        self._hint.start()
        self.setCursor(Qt.CursorShape.ArrowCursor)
        self.update()

    def _hide_hint(self) -> None:
        self._is_hint_shown = False
        self.setCursor(Qt.CursorShape.BlankCursor)
        self.update()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802 Qt's name
        super().mouseMoveEvent(event)
        self._show_hint()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:  # noqa: N802 Qt's name
        super().mouseDoubleClickEvent(event)
        self.close()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 Qt's name
        if event.key() == Qt.Key.Key_Escape:
            self.close()
        else:
            super().keyPressEvent(event)

    def closeEvent(self, event: object) -> None:  # noqa: N802 Qt's name
        self._clock.stop()
        self._changes.stop()
        self.left.emit(self)
        super().closeEvent(event)  # type: ignore[arg-type]  # Qt's event
