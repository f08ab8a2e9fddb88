"""Two or three best practices side by side."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from o2o_events.i18n import _, ngettext
from o2o_events.registers.events import Event
from o2o_events.registers.practices import Practice, course
from ui.tables.practices_table import rules_words
from ui.widgets.icons import IconButton

MOST = 3


class PracticeCard(QFrame):
    """One practice whole. ``toggled``: it is to be selected, or taken out; ``opened``: it is to be edited."""

    toggled = Signal(object)
    opened = Signal(object)

    def __init__(self, practice: Practice, events: Mapping[str, Event], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("card")
        self.practice = practice
        self.choose = IconButton("minus" if practice.is_chosen else "check", "small")
        self.choose.setText(_("Take out") if practice.is_chosen else _("Select"))
        self.edit = IconButton("edit", "small")
        self.edit.setText(_("Open"))
        self.choose.clicked.connect(lambda: self.toggled.emit(practice))
        self.edit.clicked.connect(lambda: self.opened.emit(practice))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 12, 8, 12)
        layout.setSpacing(8)
        layout.addWidget(self._words(practice, events), 1)
        buttons = QHBoxLayout(spacing=8)
        buttons.addWidget(self.choose)
        buttons.addWidget(self.edit)
        buttons.addStretch(1)
        layout.addLayout(buttons)

    def _words(self, practice: Practice, events: Mapping[str, Event]) -> QScrollArea:
        inside = QWidget(objectName="scrolled")
        layout = QVBoxLayout(inside)
        layout.setContentsMargins(0, 0, 8, 0)
        layout.setSpacing(5)
        where = "  ·  ".join(filter(None, (practice.company, practice.economy_name)))
        _add(layout, practice.label, "heading")
        _add(layout, where, "")
        if practice.o2o_model:
            _add(layout, _("O2O model: {model}").format(model=practice.o2o_model), "quiet")
        for words in rules_words(practice):
            _add(layout, words, "quiet")
        _add(layout, practice.summary_text or _("No summary yet."), "" if practice.summary_text else "quiet")
        _add(layout, "  ·  ".join(course(practice, events)), "hint")
        if practice.nominated_by:
            _add(layout, _("Nominated by {name}").format(name=practice.nominated_by), "hint")
        if practice.attachments:
            n = practice.attachments
            _add(layout, ngettext("{n} file attached", "{n} files attached", n).format(n=n), "hint")
        layout.addStretch(1)
        area = QScrollArea(widgetResizable=True, horizontalScrollBarPolicy=Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(inside)
        return area


def _add(layout: QVBoxLayout, words: str, name: str) -> None:
    label = QLabel(words, objectName=name, wordWrap=True, textFormat=Qt.TextFormat.PlainText)
    label.setMinimumWidth(60)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    layout.addWidget(label)


class Comparing(QWidget):
    """At most three cards; where more are selected, the first three and how many there are besides."""

    toggled = Signal(object)
    opened = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.cards: list[PracticeCard] = []
        self._shown: tuple[object, ...] = ()
        self._hint = QLabel(objectName="quiet", wordWrap=True, alignment=Qt.AlignmentFlag.AlignCenter)
        self._more = QLabel(objectName="hint")
        self._row = QHBoxLayout(spacing=10)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        layout.addWidget(self._hint, 1)
        layout.addLayout(self._row, 1)
        layout.addWidget(self._more)

    def show_practices(self, practices: Sequence[Practice], events: Mapping[str, Event], hint: str) -> None:
        self._hint.setText(hint)
        self._hint.setVisible(not practices)
        rest = len(practices) - MOST
        self._more.setVisible(rest > 0)
        self._more.setText(
            ngettext(
                "{n} more is marked; three are compared.", "{n} more are marked; three are compared.", rest
            ).format(n=rest)
        )
        for card in self.cards:
            self._row.removeWidget(card)
            card.hide()
            card.deleteLater()
        self.cards = [PracticeCard(practice, events, self) for practice in practices[:MOST]]
        for card in self.cards:
            card.toggled.connect(self.toggled)
            card.opened.connect(self.opened)
            self._row.addWidget(card, 1)
