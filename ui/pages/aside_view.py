"""What came from elsewhere and could not go in: what, why, and what to do."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QLabel, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from o2o_events.i18n import _, ngettext
from ui.pages.aside_lines import Aside

_MOST = 100


class AsideView(QFrame):
    """A list to read; nothing is lost while it waits here."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("card")
        self._found: Sequence[Aside] = ()
        self.rows: list[QLabel] = []
        self.heading = QLabel(objectName="heading", wordWrap=True)
        self.hint = QLabel(objectName="hint", wordWrap=True)
        self._list = QVBoxLayout(spacing=8)
        self._list.setContentsMargins(0, 0, 8, 0)
        scrolled = QWidget(objectName="scrolled")
        scrolled.setLayout(self._list)
        self.area = QScrollArea(widgetResizable=True, frameShape=QFrame.Shape.NoFrame)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area.setWidget(scrolled)
        self.area.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 14, 16, 14)
        layout.setSpacing(8)
        layout.addWidget(self.heading)
        layout.addWidget(self.hint)
        layout.addWidget(self.area, 1)
        layout.addStretch(0)
        self.retranslate()

    @property
    def count(self) -> int:
        return len(self._found)

    def show_aside(self, found: Sequence[Aside]) -> None:
        if tuple(found) == tuple(self._found):
            return
        self._found, self.rows = tuple(found), []
        while (item := self._list.takeAt(0)) is not None:
            if item.widget() is not None:
                item.widget().hide()
                item.widget().deleteLater()
        for aside in self._found[:_MOST]:
            self._list.addWidget(self._row(aside))
        self._list.addStretch(1)
        self.retranslate()

    def _row(self, aside: Aside) -> QWidget:
        row = QWidget()
        layout = QVBoxLayout(row)
        layout.setContentsMargins(0, 4, 0, 6)
        layout.setSpacing(2)
        for words, kind in (
            (aside.what, ""),
            (aside.source, "hint"),
            (aside.reason, "wrong"),
            (aside.advice, "quiet"),
        ):
            label = QLabel(words, objectName=kind, wordWrap=True, textFormat=Qt.TextFormat.PlainText)
            label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            layout.addWidget(label)
            self.rows.append(label)
        return row

    def retranslate(self) -> None:
        count = self.count
        self.area.setVisible(bool(count))
        self.area.setAccessibleName(_("Set aside"))
        if not count:
            self.heading.setText(_("Nothing is set aside"))
            self.hint.setText(_("Everything that came from other desks could go in."))
            return
        words = ngettext("{n} thing is set aside", "{n} things are set aside", count)
        self.heading.setText(words.format(n=count))
        self.hint.setText(_("It came from elsewhere and could not go in. It is kept here until it can."))
