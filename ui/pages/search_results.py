"""The people that fit what was typed; Enter or a double click checks one in."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QLabel, QStackedWidget, QTableView, QVBoxLayout, QWidget

from o2o_events.i18n import _, ngettext
from o2o_events.people.queries import PersonEntry
from o2o_events.registers.categories import Category
from ui.tables.lines import LinesDelegate
from ui.tables.people_table import BADGE, CATEGORY, ECONOMY, NAME, ORGANISATION, STATUS, PeopleTable

_SHARES = {NAME: 26, ORGANISATION: 28, ECONOMY: 15, CATEGORY: 19, STATUS: 13, BADGE: 11}


def found_words(text: str, amount: int, most: int) -> str:
    """The heading over so many who fit a text, ``most`` being all that are asked for."""
    if amount == most:
        return _("The first {n} who fit “{text}”. Type more to narrow it.").format(n=most, text=text)
    found = ngettext("{n} person fits “{text}”", "{n} people fit “{text}”", amount).format(n=amount, text=text)
    return found + "  ·  " + _("Enter checks in") if amount else found


class PeopleView(QTableView):
    """A table of people; ``chosen`` tells the row that Enter or a double click was given to."""

    chosen = Signal(QModelIndex)

    def __init__(self, model: PeopleTable, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setModel(model)
        self.setItemDelegate(LinesDelegate(self))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setShowGrid(False)
        self.setAlternatingRowColors(True)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(LinesDelegate.height)
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        header.setStretchLastSection(False)
        self._fit()
        self.doubleClicked.connect(self.chosen)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 Qt's name
        super().resizeEvent(event)
        self._fit()

    def hide_columns(self, *columns: int) -> None:
        """Leaves out columns where there is little room."""
        for column in columns:
            self.setColumnHidden(column, True)
        self._fit()

    def _fit(self) -> None:
        """Shares the width out: names get the most."""
        shown = {column: share for column, share in _SHARES.items() if not self.isColumnHidden(column)}
        room = self.viewport().width()
        for column, share in shown.items():
            self.setColumnWidth(column, int(room * share / sum(shown.values())))

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 Qt's name
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self.chosen.emit(self.currentIndex())
            return
        super().keyPressEvent(event)


class SearchResults(QWidget):
    """A heading and the people found. ``chosen`` tells the one to check in, ``opened`` the one to look at."""

    chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.heading = QLabel(objectName="heading", wordWrap=True)
        self.model = PeopleTable(self)
        self.view = PeopleView(self.model)
        self.view.hide_columns(ECONOMY, BADGE)
        self._nobody = QLabel(objectName="quiet", wordWrap=True, alignment=Qt.AlignmentFlag.AlignCenter)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.view)
        self._stack.addWidget(self._nobody)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(self.heading)
        layout.addWidget(self._stack, 1)
        self.view.chosen.connect(self._choose)
        self.retranslate()

    @property
    def current(self) -> PersonEntry | None:
        return self.model.entry(self.view.currentIndex())

    def show_people(self, people: Sequence[PersonEntry], categories: Sequence[Category], heading: str) -> None:
        self.model.show(people, categories)
        self.heading.setText(heading)
        self._stack.setCurrentIndex(0 if people else 1)
        if people:
            self.view.selectRow(0)

    def check_in_or_choose(self) -> None:
        """Enter in the search field: the only one found is checked in, of several one is to be chosen."""
        if self.model.rowCount() == 1:
            self._choose(self.model.index(0, 0))
        elif self.model.rowCount():
            self.view.setFocus()

    def retranslate(self) -> None:
        self._nobody.setText(_("Nobody here fits. Type less, or another part of the name; F4 registers a walk-in."))

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 Qt's name
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()

    def _choose(self, index: QModelIndex) -> None:
        entry = self.model.entry(index)
        if entry is not None:
            self.chosen.emit(entry)
