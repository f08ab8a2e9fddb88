"""What the kiosk shows before and after the form: the languages, the badge or slip, the thanks."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from o2o_events.i18n import LANGUAGES, _, speaking
from ui.widgets.fields import ScanField
from ui.widgets.icons import IconButton, IconLabel

THANKED = 8_000
"""Milliseconds for which the thanks stay where nobody touches them away."""


def centred(part: QWidget, widest: int) -> QScrollArea:
    """The part in the middle of the room, scrolling where that is too small."""
    part.setMaximumWidth(widest)
    holder = QWidget(objectName="scrolled")
    row = QHBoxLayout(holder)
    row.addStretch(1)
    row.addWidget(part, 1000, Qt.AlignmentFlag.AlignVCenter)
    row.addStretch(1)
    area = QScrollArea(widgetResizable=True, frameShape=QFrame.Shape.NoFrame)
    area.setWidget(holder)
    return area


class _Stage(QWidget):
    """A column in the middle of the window."""

    def __init__(self, widest: int = 760) -> None:
        super().__init__()
        self.column = QVBoxLayout()
        self.column.setSpacing(18)
        inner = QWidget()
        inner.setLayout(self.column)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(centred(inner, widest))

    def _words(self, name: str) -> QLabel:
        label = QLabel(objectName=name, wordWrap=True, alignment=Qt.AlignmentFlag.AlignCenter)
        label.setTextFormat(Qt.TextFormat.PlainText)
        self.column.addWidget(label)
        return label


class StartStage(_Stage):
    """``chosen`` tells the language. The title stands in each language on its button's line."""

    chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.about, self.title = self._words("kioskHelp"), self._words("kioskTitle")
        self.buttons: dict[str, IconButton] = {}
        self._grid = QGridLayout(spacing=14)
        self.column.addSpacing(10)
        self.column.addLayout(self._grid)
        self.problem = QLabel(objectName="problem", wordWrap=True, visible=False)
        self.column.addWidget(self.problem)

    def fill(self, title: Mapping[str, str], languages: Sequence[str], about: str) -> None:
        """Shows the title in each language and a button for each."""
        self.problem.hide()
        self.about.setText(about)
        self.title.setText("\n".join(dict.fromkeys(title[tag] for tag in languages if title.get(tag))))
        while self._grid.count():
            button = self._grid.takeAt(0).widget()
            button.hide()
            button.deleteLater()
        self.buttons = {}
        for place, tag in enumerate(languages):
            button = self.buttons[tag] = IconButton("chevron_right", "primary", size=24)
            button.setObjectName("kioskLanguage")
            with speaking(tag if tag in LANGUAGES else "en"):
                begin = _("Begin")
            button.setText(LANGUAGES.get(tag, tag) if len(languages) > 1 else begin)
            button.setAccessibleName(f"{LANGUAGES.get(tag, tag)}: {begin}")
            button.clicked.connect(lambda _on=False, tag=tag: self.chosen.emit(tag))
            columns = 2 if len(languages) > 1 else 1
            self._grid.addWidget(button, place // columns, place % columns)
            button.show()  # at once: what is not shown yet takes no focus

    def begin(self) -> None:
        """The keyboard is on the first language."""
        next(iter(self.buttons.values())).setFocus()

    def refuse(self, words: str) -> None:
        """Says why nothing can be asked; there is nothing to touch."""
        self.problem.setText(words)
        self.problem.show()
        for button in self.buttons.values():
            button.setEnabled(False)


class ReadStage(_Stage):
    """Asks for a badge or a slip: ``typed`` tells a code typed by hand, ``skipped`` goes on without."""

    typed = Signal(str)
    skipped = Signal()

    def __init__(self, icon: str) -> None:
        super().__init__()
        picture = IconLabel(icon, 96)
        picture.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.column.addWidget(picture)
        self.title, self.words = self._words("kioskTitle"), self._words("kioskNote")
        self.field = ScanField()
        self.go_on, self.skip = IconButton("check", "primary"), IconButton("chevron_right")
        row = QHBoxLayout(spacing=12)
        row.addWidget(self.field, 1)
        row.addWidget(self.go_on)
        self.column.addLayout(row)
        self.problem = QLabel(objectName="problem", wordWrap=True, visible=False)
        self.column.addWidget(self.problem)
        self.column.addWidget(self.skip)
        for button in (self.go_on, self.skip):
            button.setObjectName("kioskButton")
        self.field.returnPressed.connect(self._type)
        self.go_on.clicked.connect(self._type)
        self.skip.clicked.connect(self.skipped)

    def show_words(self, title: str, words: str, skip: str) -> None:
        self.title.setText(title)
        self.words.setText(words)
        self.field.setPlaceholderText(_("Or type the code here"))
        self.field.setAccessibleName(_("Or type the code here"))
        self.go_on.setText(_("Next"))
        self.skip.setText(skip)
        self.skip.setVisible(bool(skip))

    def begin(self) -> None:
        self.field.clear()
        self.problem.hide()
        self.field.setFocus()

    def refuse(self, words: str) -> None:
        self.problem.setText(words)
        self.problem.show()
        self.field.selectAll()
        self.field.setFocus()

    def _type(self) -> None:
        self.typed.emit(self.field.text())


class ThanksStage(_Stage):
    """``done``: the next person may come."""

    done = Signal()

    def __init__(self) -> None:
        super().__init__()
        picture = IconLabel("check", 110)
        picture.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.column.addWidget(picture)
        self.words = self._words("kioskTitle")
        self.next = IconButton("chevron_right", "primary")
        self.next.setObjectName("kioskButton")
        self.column.addWidget(self.next)
        self.timer = QTimer(self, singleShot=True, interval=THANKED)
        self.timer.timeout.connect(self._end)
        self.next.clicked.connect(self._end)

    def show_thanks(self, words: str) -> None:
        """The form's own words, or ours."""
        self.words.setText(words or _("Thank you. Your answer is kept."))
        self.next.setText(_("Done"))

    def begin(self) -> None:
        self.timer.start()
        self.next.setFocus()

    def _end(self) -> None:
        self.timer.stop()
        self.done.emit()
