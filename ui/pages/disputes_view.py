"""The list of disagreements: what, both sides, and one button for each."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QLineEdit, QScrollArea, QVBoxLayout, QWidget

from o2o_events.i18n import _, ngettext
from ui.pages.sync_lines import Dispute
from ui.widgets.icons import IconButton

_MOST = 50
"""How many are shown at once; the others follow as these are settled."""


class _Choice(IconButton):
    """Enter presses it too."""

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 Qt's name
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)


class DisputesView(QFrame):
    """``chosen`` tells the disagreement, the choice, and who decided."""

    chosen = Signal(object, str, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("card")
        self._disputes: Sequence[Dispute] = ()
        self.buttons: list[IconButton] = []
        self.heading = QLabel(objectName="heading", wordWrap=True)
        self.hint = QLabel(objectName="hint", wordWrap=True)
        self.problem = QLabel(objectName="problem", wordWrap=True, visible=False)
        self.operator_label = QLabel(objectName="hint")
        self.operator = QLineEdit(maxLength=100)
        self._list = QVBoxLayout(spacing=10)
        self._list.setContentsMargins(0, 0, 8, 0)
        scrolled = QWidget(objectName="scrolled")
        scrolled.setLayout(self._list)
        self.area = QScrollArea(widgetResizable=True, frameShape=QFrame.Shape.NoFrame)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.area.setWidget(scrolled)
        name = QHBoxLayout(spacing=10)
        name.addWidget(self.operator_label)
        name.addWidget(self.operator, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 14, 16, 14)
        layout.setSpacing(10)
        for widget in (self.heading, self.hint, self.problem):
            layout.addWidget(widget)
        layout.addLayout(name)
        layout.addWidget(self.area, 1)
        layout.addStretch(0)
        self.operator.textEdited.connect(self.problem.hide)
        self.show_disputes(())

    def show_disputes(self, disputes: Sequence[Dispute]) -> None:
        """Shows them anew; where nothing changed, what has the keyboard keeps it."""
        if disputes and tuple(disputes) == tuple(self._disputes):
            return
        had_focus = any(button.hasFocus() for button in self.buttons)
        self._disputes, self.buttons = tuple(disputes), []
        while (item := self._list.takeAt(0)) is not None:
            if item.widget() is not None:
                item.widget().hide()
                item.widget().deleteLater()
        for dispute in disputes[:_MOST]:
            self._list.addWidget(self._row(dispute))
        self._list.addStretch(1)
        self.retranslate()
        if had_focus and self.buttons:
            self.buttons[0].setFocus()

    def _row(self, dispute: Dispute) -> QFrame:
        row = QFrame(objectName="card")
        layout = QVBoxLayout(row)
        layout.setContentsMargins(12, 10, 12, 12)
        layout.setSpacing(6)
        name = QLabel(dispute.name, wordWrap=True, textFormat=Qt.TextFormat.PlainText)
        font = name.font()
        font.setBold(True)
        name.setFont(font)
        layout.addWidget(name)
        layout.addWidget(QLabel(dispute.what, objectName="hint", wordWrap=True, textFormat=Qt.TextFormat.PlainText))
        for option in dispute.options:
            side = QHBoxLayout(spacing=10)
            button = _Choice("check", "small", size=16)
            button.setText(_shortened(option.words))
            button.setToolTip(option.words)
            button.setAccessibleName(f"{dispute.name}, {dispute.what}: {option.words} {option.source}".strip())
            button.clicked.connect(lambda _c=False, d=dispute, c=option.choice: self._choose(d, c))
            self.buttons.append(button)
            side.addWidget(button)
            side.addWidget(QLabel(option.source, objectName="hint", wordWrap=True), 1)
            layout.addLayout(side)
        return row

    def _choose(self, dispute: Dispute, choice: str) -> None:
        operator = self.operator.text().strip()
        if not operator:
            self.problem.setText(_("Type your name first: it is kept with the decision."))
            self.problem.show()
            self.operator.setFocus()
            return
        self.chosen.emit(dispute, choice, operator)

    def retranslate(self) -> None:
        count = len(self._disputes)
        for widget in (self.operator, self.operator_label, self.area):
            widget.setVisible(bool(count))
        self.problem.hide()
        self.operator_label.setText(_("Your name"))
        self.operator.setAccessibleName(_("Your name"))
        if not count:
            self.heading.setText(_("Nothing to settle"))
            self.hint.setText(_("All desks that were met agree."))
            return
        words = ngettext("{n} disagreement to settle", "{n} disagreements to settle", count)
        self.heading.setText(words.format(n=count))
        self.hint.setText(_("Press what is right. All desks hear of it when they next meet."))


def _shortened(words: str) -> str:
    words = words.replace("&", "&&")
    return words if len(words) <= 40 else f"{words[:39]}…"
