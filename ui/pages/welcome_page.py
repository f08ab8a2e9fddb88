"""The first page: try the sample, begin a project, or open one."""

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from o2o_events.i18n import _
from ui.widgets.icons import IconButton, IconLabel


class WelcomePage(QWidget):
    """Shown while no project is open."""

    sample_asked = Signal()
    new_asked = Signal()
    open_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("page")
        self._title, self._words = QLabel(objectName="hero", wordWrap=True), QLabel(objectName="quiet", wordWrap=True)
        self.problem = QLabel(objectName="problem", wordWrap=True, visible=False)
        self.sample, self.new, self.open = (
            IconButton("star", "primary"), IconButton("plus"), IconButton("folder")
        )  # fmt: skip
        self._notes = [QLabel(objectName="quiet", wordWrap=True) for _n in range(3)]
        self._build()
        self.sample.clicked.connect(self.sample_asked)
        self.new.clicked.connect(self.new_asked)
        self.open.clicked.connect(self.open_asked)
        self.retranslate()

    def _build(self) -> None:
        card = QFrame(objectName="welcomeCard")
        card.setMaximumWidth(760)
        inside = QVBoxLayout(card)
        inside.setContentsMargins(44, 40, 44, 40)
        inside.setSpacing(16)
        head = QHBoxLayout(spacing=18)
        head.addWidget(IconLabel("badge", 56), 0, Qt.AlignmentFlag.AlignTop)
        words = QVBoxLayout(spacing=6)
        words.addWidget(self._title)
        words.addWidget(self._words)
        head.addLayout(words, 1)
        inside.addLayout(head)
        inside.addWidget(self.problem)
        grid = QGridLayout(horizontalSpacing=18, verticalSpacing=14)
        for row, (button, note) in enumerate(zip((self.sample, self.new, self.open), self._notes, strict=True)):
            button.setMinimumHeight(52)
            grid.addWidget(button, row, 0)
            grid.addWidget(note, row, 1)
        grid.setColumnStretch(1, 1)
        inside.addLayout(grid)
        layout = QVBoxLayout(self)
        layout.addStretch(1)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(card, 6)
        row.addStretch(1)
        layout.addLayout(row)
        layout.addStretch(1)

    def refuse(self, words: str) -> None:
        """Says why a project did not open."""
        self.problem.setText(words)
        self.problem.setVisible(bool(words))

    def set_busy(self, is_busy: bool) -> None:
        for button in (self.sample, self.new, self.open):
            button.setEnabled(not is_busy)

    def retranslate(self) -> None:
        self._title.setText(_("Welcome to the registration desk"))
        self._words.setText(
            _("Badges, check-in and attendance for your events. Everything stays in one file on this computer.")
        )
        self.sample.setText(_("Try with the sample project"))
        self.new.setText(_("New project"))
        self.open.setText(_("Open a project file"))
        for note, words in zip(
            self._notes,
            (
                _("Three events with illustrative people. The first event is today: scan, search and print at once."),
                _("Begin your own: name it, add an event, then import your registration list."),
                _("Open a file from this computer or a USB stick."),
            ),
            strict=True,
        ):
            note.setText(words)

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 Qt's name
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
