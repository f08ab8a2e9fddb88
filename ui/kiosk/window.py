"""The kiosk: one full-screen window, one form, one person after another; left only with the PIN."""

from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QKeyEvent, QScreen, QShowEvent
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QLabel, QStackedWidget, QVBoxLayout, QWidget

from o2o_events.agenda.programme import text_in
from o2o_events.db.transaction import Tx
from o2o_events.feedback.answering import Stored, store_answer
from o2o_events.feedback.kiosk_pin import is_pin
from o2o_events.feedback.promise import promise_words
from o2o_events.i18n import LANGUAGES, _, speaking
from ui.kiosk.form_view import FormView
from ui.kiosk.pin_pad import PinPad
from ui.kiosk.stages import ReadStage, StartStage, ThanksStage, centred
from ui.kiosk.starting import Asked, Begun, KioskTask, begin, read_asked, take_badge, take_slip
from ui.messages import error_words
from ui.project import OpenProject
from ui.widgets.icons import IconButton, IconToolButton

IDLE = 60_000
"""Milliseconds without a touch or a key after which the form goes back to its start."""
_WARNED = 15_000
"""So long before that it is said."""
_ALIVE = frozenset(
    {
        QEvent.Type.KeyPress,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseMove,
        QEvent.Type.TouchBegin,
        QEvent.Type.TouchUpdate,
        QEvent.Type.Wheel,
        QEvent.Type.InputMethod,
    }
)


class KioskWindow(QWidget):
    """``left``: the PIN was given, and the window is gone. ``stored`` tells the id of each answer kept."""

    left = Signal()
    stored = Signal(str)

    def __init__(self, project: OpenProject, task: KioskTask, asked: Asked, *, idle: int = IDLE) -> None:
        super().__init__(None, Qt.WindowType.Window | Qt.WindowType.FramelessWindowHint)
        self.setObjectName("kiosk")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setAttribute(Qt.WidgetAttribute.WA_QuitOnClose, False)
        self.setWindowTitle(_("Feedback"))
        self._project, self._task, self.asked = project, task, asked
        self._may_leave = False
        self.language = ""
        self.begun: Begun | None = None
        self.form: FormView | None = None
        self._before_pin: QWidget | None = None
        self.start, self.thanks, self.pin = StartStage(), ThanksStage(), PinPad()
        self.slip, self.badge = ReadStage("form"), ReadStage("badge")
        self._room = QStackedWidget()
        self._pin_page = centred(self.pin, 460)
        self.idle = QTimer(self, singleShot=True, interval=idle)
        self.warning = QTimer(self, singleShot=True, interval=max(0, idle - _WARNED))
        self._build()
        self._connect()
        QApplication.instance().installEventFilter(self)
        self.reset()

    # the window

    def _build(self) -> None:
        bar = QFrame(objectName="kioskBar", minimumHeight=74)
        row = QHBoxLayout(bar)
        row.setContentsMargins(20, 8, 12, 8)
        row.setSpacing(12)
        self._heading = QLabel(objectName="kioskHelp", wordWrap=True)
        self.again = IconButton("undo")
        self.again.setObjectName("kioskButton")
        self.lock = IconToolButton("lock", size=26)
        row.addWidget(self._heading, 1)
        row.addWidget(self.again)
        row.addWidget(self.lock)
        self._still_there = QLabel(objectName="note", wordWrap=True, visible=False)
        self._still_there.setAlignment(Qt.AlignmentFlag.AlignCenter)
        for page in (self.start, self.slip, self.badge, self.thanks, self._pin_page):
            self._room.addWidget(page)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(bar)
        layout.addWidget(self._still_there)
        layout.addWidget(self._room, 1)

    def _connect(self) -> None:
        self.start.chosen.connect(self.choose_language)
        self.slip.typed.connect(self._read_slip)
        self.badge.typed.connect(self._read_badge)
        self.badge.skipped.connect(self._open_form)
        self.thanks.done.connect(self.reset)
        self.again.clicked.connect(self.reset)
        self.lock.clicked.connect(self.ask_pin)
        self.pin.entered.connect(self._check_pin)
        self.pin.left.connect(self._return)
        self.idle.timeout.connect(self._on_idle)
        self.warning.timeout.connect(self._warn)

    def show_on(self, screen: QScreen) -> None:
        """Fills a monitor."""
        self.setScreen(screen)
        self.setGeometry(screen.geometry())
        self.showFullScreen()
        self.activateWindow()

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 Qt's name
        """The keyboard begins on a language, not on the way out."""
        super().showEvent(event)
        if self._room.currentWidget() is self.start:
            self.start.begin()

    # one person after another

    def reset(self) -> None:
        """Back to the start; nothing of the person before stays. The form is read again, in case it was changed."""
        self.begun, self.language, self._before_pin = None, "", None
        self._drop_form()
        self.idle.stop()
        self.warning.stop()
        self._still_there.hide()
        self._fill_start()
        self._show(self.start)
        form = self.asked.form.id
        self._project.read(lambda tx: read_asked(tx, form), self._take, self._cannot_ask, key=f"kiosk {id(self)}")

    def choose_language(self, language: str) -> None:
        """Begins one filling-in."""
        self.language, self.begun = language, begin()
        self._touch()
        with self._speaking():
            self.again.setText(_("Start again"))
            self._still_there.setText(
                _("Are you still there? Touch the screen to go on. Otherwise the form is emptied.")
            )
            self.slip.show_words(_("Your slip"), _("Hold the code on your slip to the scanner, or type it."), "")
            hold = _("Hold the code on your badge to the scanner.")
            self.badge.show_words(
                _("Your badge"),
                " ".join((hold, promise_words(self.asked.form, is_badge_read=True))),
                "" if self.asked.form.is_named else _("Go on without a badge"),
            )
        if self.asked.form.needs_slip:
            self._show(self.slip)
        else:
            self._after_slip()

    def take_scan(self, text: str) -> None:
        """What a scanner typed while this window has the keyboard: never a check-in."""
        self._touch()
        if self._room.currentWidget() is self.badge:
            self._read_badge(text)
        elif self._room.currentWidget() is self.slip:
            self._read_slip(text)

    def _read_slip(self, text: str) -> None:
        self._read_with(take_slip, text, self.slip, self._after_slip)

    def _read_badge(self, text: str) -> None:
        self._read_with(take_badge, text, self.badge, self._open_form)

    def _read_with(
        self,
        take: Callable[[Tx, KioskTask, Asked, Begun, str], Begun],
        text: str,
        stage: ReadStage,
        then: Callable[[], None],
    ) -> None:
        begun, task, asked = self.begun, self._task, self.asked
        if begun is None or not text.strip():
            return

        def go_on(known: Begun) -> None:
            if self.begun is begun:
                self.begun = known
                then()

        def refuse(error: Exception) -> None:
            if self.begun is begun:
                stage.refuse(error_words(error))

        with self._speaking():
            self._project.read(lambda tx: take(tx, task, asked, begun, text), go_on, refuse)

    def _after_slip(self) -> None:
        if self.asked.is_badge_asked:
            self._show(self.badge)
        else:
            self._open_form()

    def _open_form(self) -> None:
        form, content = self.asked.form, self.asked.version.content
        is_badge_read = self.begun is not None and self.begun.respondent.category is not None
        with self._speaking():
            promise = promise_words(form, is_badge_read=is_badge_read)
        self.form = FormView(content, self.language, layout=form.layout, promise=promise)
        self.form.sent.connect(self._store)
        self._room.addWidget(self.form)
        self._show(self.form)

    def _store(self, answers: Mapping[str, object]) -> None:
        """Thanks come when the answer is on disk, not before; until then nothing is emptied."""
        begun, asked, task, language = self.begun, self.asked, self._task, self.language
        if begun is None:
            return
        self.idle.stop()
        self.warning.stop()

        def work(tx: Tx) -> Stored:
            return store_answer(
                tx,
                event=task.event,
                form=read_asked(tx, asked.form.id).form,
                version=asked.version,
                answers=answers,
                channel="kiosk",
                language=language,
                submission=begun.submission,
                respondent=begun.respondent,
                target=task.target.id,
            )

        with self._speaking():
            self._project.write(work, self._thank, self._keep_on)

    def _thank(self, stored: Stored) -> None:
        with self._speaking():
            self.thanks.show_thanks(self.asked.version.content.thanks.get(self.language, ""))
        self._drop_form()
        self._touch()
        self._show(self.thanks)
        self.thanks.begin()
        self.stored.emit(stored.answer)

    def _keep_on(self, error: Exception) -> None:
        if self.form is not None:
            with self._speaking():
                self.form.tell(error_words(error))
        self._touch()

    def _drop_form(self) -> None:
        if self.form is not None:
            self._room.removeWidget(self.form)
            self.form.deleteLater()
            self.form = None

    # the start

    def _take(self, asked: Asked) -> None:
        if self._room.currentWidget() is self.start:
            has_focus = self.start.isAncestorOf(self.focusWidget() or self)
            self.asked = asked
            self._fill_start()
            if has_focus:
                self.start.begin()

    def _cannot_ask(self, error: Exception) -> None:
        self.start.refuse(error_words(error))

    def _fill_start(self) -> None:
        content = self.asked.version.content
        self.start.fill(content.title, content.languages, self._about())
        if not self.asked.form.is_open:
            self.start.refuse(_("This form is closed."))

    def _about(self) -> str:
        event, title = text_in(self._task.event.name, self.language or None), self._task.target.title
        return event if self._task.target.id is None else f"{event}  ·  {title}"

    # leaving

    def ask_pin(self) -> None:
        """Shows the pad; what was half answered waits beneath it."""
        if self._room.currentWidget() is not self._pin_page:
            self._before_pin = self._room.currentWidget()
            self.thanks.timer.stop()
            self._touch()
            self._show(self._pin_page)
            self.pin.begin()

    def leave(self) -> None:
        """Closes the window; for the owner and for the PIN."""
        self._may_leave = True
        self.close()

    def _check_pin(self, pin: str) -> None:
        self._project.read(lambda tx: is_pin(tx, pin), self._on_pin, key=f"pin {id(self)}")

    def _on_pin(self, is_right: bool) -> None:
        if is_right:
            self.leave()
        else:
            self.pin.refuse()

    def _return(self) -> None:
        before = self._before_pin
        if before is None or before is self.thanks:
            self.reset()
        else:
            self._show(before)

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802 Qt's name
        if not self._may_leave:
            event.ignore()
            return
        QApplication.instance().removeEventFilter(self)
        self.idle.stop()
        self.warning.stop()
        self.left.emit()
        super().closeEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 Qt's name
        """No key leaves."""
        event.accept()

    # nobody there

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 Qt's name
        if event.type() in _ALIVE and isinstance(watched, QWidget) and watched.window() is self:
            self._touch()
        return False

    def _touch(self) -> None:
        """Somebody is there."""
        is_storing = self.form is not None and not self.form.isEnabled()
        if is_storing or (self._room.currentWidget() is self.start and not self.language):
            return
        self._still_there.hide()
        self.idle.start()
        self.warning.start()

    def _warn(self) -> None:
        if self.form is not None:
            self._still_there.show()

    def _on_idle(self) -> None:
        self.reset()

    def _show(self, page: QWidget) -> None:
        self._room.setCurrentWidget(page)
        is_under_way = page is not self.start and page is not self.thanks and page is not self._pin_page
        self.again.setVisible(is_under_way)
        self.lock.setVisible(page is not self._pin_page)
        self._heading.setText("" if page is self.start else self._about())
        self.lock.set_words(_("For the organisers: leave the kiosk"))
        if isinstance(page, ReadStage | StartStage):
            page.begin()

    def _speaking(self) -> AbstractContextManager[None]:
        return speaking(self.language if self.language in LANGUAGES else "en")
