"""The camera beside the scanner: what it sees, where to hold the badge, which camera, and what to do if none works."""

from PySide6.QtCore import QEvent, QObject, QSignalBlocker, QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QApplication, QComboBox, QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from o2o_events.i18n import _
from ui.camera.scanner import CameraScanner, State, state_words
from ui.camera.showing import Shown
from ui.camera.watching import Look
from ui.preferences import Preferences
from ui.project import OpenProject
from ui.widgets.camera_preview import CameraPreview
from ui.widgets.icons import IconButton

_MOST = ((720, 110), (820, 140))
"""Under so many pixels of the window's height the picture has so many at the most: the answer matters more."""


class CameraWatch(QObject):
    """Rests the camera while its page cannot be seen: left, or the window minimised. ``page`` is watched."""

    def __init__(self, scanner: CameraScanner, page: QWidget) -> None:
        super().__init__(page)
        self._scanner, self._page = scanner, page
        self._window: QWidget | None = None
        self._is_resting = False
        page.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 Qt's name
        kind = event.type()
        if watched is self._page and kind in (QEvent.Type.Show, QEvent.Type.Hide):
            self._watch_window()
            self._settle(is_seen=kind == QEvent.Type.Show)
        elif watched is self._window and kind == QEvent.Type.WindowStateChange:
            self._settle(is_seen=self._page.isVisible())
        return False

    def _watch_window(self) -> None:
        window = self._page.window()
        if window is not self._window and window is not self._page:
            window.installEventFilter(self)
            self._window = window

    def _settle(self, *, is_seen: bool) -> None:
        is_seen = is_seen and not self._page.window().isMinimized()
        if not is_seen and self._scanner.is_on:
            self._scanner.stop()
            self._is_resting = True
        elif is_seen and self._is_resting:
            self._is_resting = False
            self._scanner.start()


class CameraCard(QFrame):
    """``read``: a code was shown to the camera. ``said``: a message to show. ``toggled``: it was put on or off.
    ``button`` does so; it stands where the page puts it."""

    read = Signal(str)
    said = Signal(str)
    toggled = Signal(bool)

    def __init__(self, project: OpenProject, preferences: Preferences, page: QWidget) -> None:
        super().__init__(objectName="card")
        self._project = project
        self._event = project.current_event.id if project.current_event else ""
        self.scanner = CameraScanner(project.jobs, preferences, self)
        self.scanner.is_listening = _is_page_in_front
        self.watch = CameraWatch(self.scanner, page)
        self.preview = CameraPreview()
        self.hint, self.note = QLabel(objectName="hint", wordWrap=True), QLabel(objectName="note", wordWrap=True)
        self.devices = QComboBox()
        self.again = IconButton("again", "small")
        self.button = IconButton("camera", "toggle", size=26)
        self._build()
        self.scanner.changed.connect(self._show_state)
        self.scanner.looked.connect(self._show_look)
        self.scanner.read.connect(self._take)
        self.devices.activated.connect(lambda row: self.scanner.choose(self.scanner.devices[row]))
        self.again.clicked.connect(self.scanner.try_again)
        self.button.clicked.connect(self.switch)
        project.place_changed.connect(self._on_place)
        project.closing.connect(self.scanner.stop)
        self.retranslate()

    def _build(self) -> None:
        self.devices.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.devices.setMinimumWidth(120)
        self.button.setIconSize(QSize(26, 26))
        self.button.setCheckable(True)
        self.button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        foot = QHBoxLayout(spacing=8)
        foot.addWidget(self.devices, 1)
        foot.addWidget(self.again)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 12, 12, 10)
        layout.setSpacing(8)
        layout.addWidget(self.preview)
        layout.addWidget(self.hint)
        layout.addWidget(self.note)
        layout.addLayout(foot)

    def switch(self) -> None:
        """On, or off."""
        if self.scanner.is_on:
            self.scanner.stop()
        else:
            self.scanner.start()

    def _on_place(self) -> None:
        """Another event: whoever holds a badge there is not meant here before somebody says so."""
        event = self._project.current_event.id if self._project.current_event else ""
        if event == self._event:
            return
        self._event = event
        self.scanner.forget()
        if self.scanner.is_on:
            self.scanner.stop()
            self.said.emit(_("The camera was put off, because another event was chosen. F5 puts it on again."))

    def _take(self, text: str) -> None:
        self.preview.show_read()
        self.read.emit(text)

    # what is shown

    def _show_state(self) -> None:
        state = self.scanner.state
        self.setVisible(self.scanner.is_on)
        if state is not State.RUNNING:
            self.preview.clear()
        self.preview.setVisible(state in (State.RUNNING, State.STARTING))
        self._say(state_words(self.scanner), is_wrong=state is not State.STARTING)
        self.again.setVisible(state in (State.FAILED, State.REFUSED))
        self._fill_devices()
        self.button.setChecked(self.scanner.is_on)
        self.toggled.emit(self.scanner.is_on)

    def _show_look(self, look: Look, shown: Shown) -> None:
        code = shown.code
        self.preview.show_picture(look.preview, code.corners if code else None, is_asking=shown.has_several)
        if shown.has_several:
            self._say(_("Several codes are in the picture. Show one badge at a time."))
        elif not self.scanner.is_listening():
            self._say(_("The camera waits until the open dialog is closed."))
        else:
            self._say("")

    def _say(self, words: str, *, is_wrong: bool = True) -> None:
        """What somebody has to do; nothing: where to hold the badge."""
        is_note = bool(words) and is_wrong
        self.note.setText(words)
        self.hint.setText(words or _("Hold the badge’s code into the corners, about 20 cm away."))
        self.note.setVisible(is_note)
        self.hint.setVisible(not is_note)

    def _fill_devices(self) -> None:
        devices = self.scanner.devices
        with QSignalBlocker(self.devices):
            self.devices.clear()
            for device in devices:
                self.devices.addItem(device.name, device.id)
                self.devices.setItemData(self.devices.count() - 1, device.name, Qt.ItemDataRole.ToolTipRole)
            row = self.devices.findData(self.scanner.device.id) if self.scanner.device else -1
            self.devices.setCurrentIndex(row)
        is_lost = bool(devices) and self.scanner.state is State.UNPLUGGED
        self.devices.setVisible(len(devices) > 1 or is_lost)

    def retranslate(self) -> None:
        self.preview.setAccessibleName(_("What the camera sees"))
        self.devices.setAccessibleName(_("Camera"))
        self.devices.setToolTip(_("Which camera reads the badges"))
        self.devices.setPlaceholderText(_("Choose another camera"))
        self.again.setText(_("Try again"))
        self.button.setToolTip(_("Read badges with the camera, or stop (F5)"))
        self.button.setAccessibleName(_("Camera"))
        self._show_state()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 Qt's name
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 Qt's name
        super().resizeEvent(event)
        height = self.window().height()
        self.preview.fit(self.width() - 24, next((most for under, most in _MOST if height < under), 230))


def _is_page_in_front() -> bool:
    """A code that is shown while a dialog asks something waits, unless the dialog takes codes itself."""
    dialog = QApplication.activeModalWidget()
    return dialog is None or hasattr(dialog, "take_scan")
