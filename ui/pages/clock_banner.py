"""Tells over every page that a clock or the time zone is wrong, until somebody has read it."""

from PySide6.QtCore import QEvent, QTimer
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QWidget

from o2o_events.i18n import _
from o2o_events.replication.standing import Standing, read_standing
from ui.pages.sync_lines import clock_words
from ui.project import OpenProject
from ui.syncing import Syncing
from ui.widgets.icons import IconButton, IconLabel

_EVERY = 60_000
"""Milliseconds between looks at this computer's own time zone."""


class ClockBanner(QFrame):
    """Comes back when there is something else to tell than what was read."""

    def __init__(self, project: OpenProject, syncing: Syncing, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("clockBanner")
        self._project, self._read = project, ""
        self._standing: Standing | None = None
        self.words, self.close_button = QLabel(wordWrap=True), IconButton("check", "small")
        layout = QHBoxLayout(self)
        layout.setContentsMargins(4, 0, 0, 0)
        layout.setSpacing(10)
        layout.addWidget(IconLabel("clock", 20))
        layout.addWidget(self.words, 1)
        layout.addWidget(self.close_button)
        self.hide()
        self.close_button.clicked.connect(self._close)
        self._timer = QTimer(self, interval=_EVERY)
        self._timer.timeout.connect(self.look)
        self._timer.start()
        syncing.changed.connect(self.look)
        project.place_changed.connect(self.look)
        project.changed.connect(self._on_changed)
        self.retranslate()
        self.look()

    def look(self) -> None:
        """Asks how the clocks of those that were met differ, and shows what is to be told."""
        self._project.read(read_standing, self._show, key="clocks")

    def _on_changed(self, subjects: frozenset[str]) -> None:
        if subjects & {"*", "peer"}:
            self.look()

    def _show(self, standing: Standing) -> None:
        self._standing = standing
        words = "\n".join(clock_words(standing, self._project.current_event, self._project.app.now()))
        self.words.setText(words)
        self.setVisible(bool(words) and words != self._read)

    def _close(self) -> None:
        self._read = self.words.text()
        self.hide()

    def retranslate(self) -> None:
        self.close_button.setText(_("Understood"))
        if self._standing is not None:
            was_read = self._read == self.words.text()
            self._show(self._standing)
            if was_read:
                self._close()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 Qt's name
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
