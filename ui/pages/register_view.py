"""The list of a register, and the tabs that choose which."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTabBar, QTableView, QWidget

from ui.tables.lines import LinesDelegate
from ui.tables.register_table import RegisterTable

_AROUND = 24
"""Pixels around the words of a cell."""


def share_out(room: int, shares: Sequence[int], least: Sequence[int]) -> list[int]:
    """Widths in these proportions, none below its least; what that takes is taken from those with more than they need.

    Where all the least widths are more than there is room for, they stand, and the list scrolls.
    """
    spare = room - sum(least)
    if spare <= 0:
        return list(least)
    wanted = [max(0, room * share // max(1, sum(shares)) - own) for share, own in zip(shares, least, strict=True)]
    whole = sum(wanted)
    return [own + (spare * more // whole if whole else 0) for own, more in zip(least, wanted, strict=True)]


class RegisterTabs(QTabBar):
    """``chosen`` tells the name of a register."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("registerTabs")
        self.setDrawBase(False)
        self.setExpanding(False)
        self.setUsesScrollButtons(True)
        self.setElideMode(Qt.TextElideMode.ElideNone)
        self.currentChanged.connect(lambda tab: tab >= 0 and self.chosen.emit(self.tabData(tab)))

    def show_tabs(self, tabs: Sequence[tuple[str, str]], chosen: str) -> None:
        """(name, words) of each; says nothing of the change."""
        self.blockSignals(True)
        while self.count() > len(tabs):
            self.removeTab(self.count() - 1)
        for place, (name, words) in enumerate(tabs):
            if place >= self.count():
                self.addTab(words)
            self.setTabText(place, words)
            self.setTabData(place, name)
            if name == chosen:
                self.setCurrentIndex(place)
        self.blockSignals(False)

    def step(self, by: int) -> None:
        """Goes to a tab beside the chosen one, round and round."""
        self.setCurrentIndex((self.currentIndex() + by) % max(1, self.count()))


class RegisterView(QTableView):
    """``chosen``: Enter or a double click; ``removed``: the delete key."""

    chosen = Signal(QModelIndex)
    removed = Signal()

    def __init__(self, model: RegisterTable, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._table = model
        self.setModel(model)
        self.setItemDelegate(LinesDelegate(self))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setShowGrid(False)
        self.setAlternatingRowColors(True)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(LinesDelegate.height)
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.horizontalHeader().setHighlightSections(False)
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        self.doubleClicked.connect(self.chosen)
        model.modelReset.connect(self.fit)

    def chosen_entries(self) -> list[Any]:
        """Those whose rows are selected, from top to bottom."""
        rows = sorted(self.selectionModel().selectedRows(), key=lambda index: index.row())
        return [entry for row in rows if (entry := self._table.entry(row)) is not None]

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 Qt's name
        super().resizeEvent(event)
        self.fit()

    def fit(self) -> None:
        """Shares the width out among the columns; headings stay whole, and so does how far a record is."""
        room = self.viewport().width()
        least = [self.horizontalHeader().sectionSizeHint(column) for column in range(self._table.columnCount())]
        if standing := self._table.standing_words:
            longest = max(self.fontMetrics().horizontalAdvance(words) for words in standing) + _AROUND
            least[-1] = max(least[-1], min(longest, room * 2 // 5))
        for column, width in enumerate(share_out(room, self._table.shares, least)):
            self.setColumnWidth(column, width)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 Qt's name
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self.chosen.emit(self.currentIndex())
        elif event.key() == Qt.Key.Key_Delete and self.selectionModel().hasSelection():
            self.removed.emit()
        else:
            super().keyPressEvent(event)
