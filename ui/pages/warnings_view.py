"""The list of what should be looked at before printing, with its count."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QLabel, QTableView, QVBoxLayout, QWidget

from o2o_events.i18n import _, ngettext
from ui.tables.warnings_table import NAME, SUGGESTION, WHAT, WarningsTable

if TYPE_CHECKING:
    from o2o_events.documents.badge_face import PrintWarning

_SHARES = {NAME: 26, WHAT: 38, SUGGESTION: 36}
_ROW = 64


class _Table(QTableView):
    """``chosen`` tells the row that Enter or a double click was given to."""

    chosen = Signal(QModelIndex)

    def __init__(self, model: WarningsTable) -> None:
        super().__init__()
        self.setModel(model)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setShowGrid(False)
        self.setAlternatingRowColors(True)
        self.setWordWrap(True)
        self.setTabKeyNavigation(False)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(_ROW)
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.horizontalHeader().setHighlightSections(False)
        self.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self.doubleClicked.connect(self.chosen)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 Qt's name
        super().resizeEvent(event)
        for column, share in _SHARES.items():
            self.setColumnWidth(column, self.viewport().width() * share // 100)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 Qt's name
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self.chosen.emit(self.currentIndex())
            return
        super().keyPressEvent(event)


class WarningsView(QWidget):
    """``person_asked`` tells whose badge a chosen warning is about."""

    person_asked = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._count: int | None = None
        self.model = WarningsTable(self)
        self.table = _Table(self.model)
        self.heading, self.hint = QLabel(objectName="heading", wordWrap=True), QLabel(objectName="hint", wordWrap=True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(5)
        layout.addWidget(self.heading)
        layout.addWidget(self.hint)
        layout.addWidget(self.table, 1)
        layout.addStretch(0)  # keeps the words at the top while there is no table
        self.table.chosen.connect(self._choose)
        self.retranslate()

    def show_warnings(self, warnings: "Sequence[PrintWarning] | None") -> None:
        """None: there is no badge to look at."""
        self._count = None if warnings is None else len(warnings)
        self.model.show(warnings or ())
        self.retranslate()

    def retranslate(self) -> None:
        count = self._count
        self.heading.setVisible(count is not None)
        self.hint.setVisible(count is not None)
        self.table.setVisible(bool(count))
        self.table.setAccessibleName(_("What to look at before printing"))
        if count:
            words = ngettext("{n} warning before printing", "{n} warnings before printing", count)
            self.heading.setText(words.format(n=count))
            self.hint.setText(_("Look at them first; Enter opens the person."))
        else:
            self.heading.setText(_("No warnings"))
            self.hint.setText(_("Every text has its letters and its room on the badge."))
        self.model.headerDataChanged.emit(Qt.Orientation.Horizontal, NAME, SUGGESTION)

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 Qt's name
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()

    def _choose(self, index: QModelIndex) -> None:
        warning = self.model.warning(index)
        if warning is not None and warning.field not in ("event", "category"):
            self.person_asked.emit(warning.person)
