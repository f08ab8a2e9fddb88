"""The list of best practices, and what it is filtered by."""

from collections.abc import Iterable, Mapping

from PySide6.QtCore import QEvent, QModelIndex, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QComboBox, QHBoxLayout, QHeaderView, QTableView, QWidget

from o2o_events.i18n import _
from o2o_events.registers.economies import economy_name, position
from o2o_events.registers.practice_queries import Wanted
from o2o_events.registers.practices import Practice
from ui.tables.lines import LinesDelegate
from ui.tables.practices_table import COURSE, ECONOMY, FILES, LED, MODEL, TITLE, PracticesTable
from ui.widgets.fields import SearchField

SHARES = {TITLE: 33, ECONOMY: 13, LED: 13, MODEL: 17, COURSE: 20, FILES: 7}
"""Parts of the width."""
_PAUSE = 80
_MARK = 46
"""Pixels at the left of a title where its mark is."""


class PracticesView(QTableView):
    """``chosen``: Enter or a double click; ``marked``: Space, or a click on the mark before a title."""

    chosen = Signal(QModelIndex)
    marked = Signal()

    def __init__(
        self,
        model: PracticesTable,
        *,
        has_marks: bool = False,
        shares: Mapping[int, int] = SHARES,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._has_marks, self._shares = has_marks, shares
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
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        self.doubleClicked.connect(self._open)

    @property
    def table(self) -> PracticesTable:
        model = self.model()
        assert isinstance(model, PracticesTable)
        return model

    def chosen_practices(self) -> list[Practice]:
        """Those whose rows are selected, from top to bottom."""
        rows = sorted(self.selectionModel().selectedRows(), key=lambda index: index.row())
        return [practice for row in rows if (practice := self.table.practice(row)) is not None]

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 Qt's name
        super().resizeEvent(event)
        self.fit()

    def fit(self) -> None:
        """Shares the width out among the columns that are shown."""
        shown = {column: share for column, share in self._shares.items() if not self.isColumnHidden(column)}
        room = self.viewport().width()
        for column, share in shown.items():
            self.setColumnWidth(column, int(room * share / sum(shown.values())))

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 Qt's name
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self.chosen.emit(self.currentIndex())
        elif event.key() == Qt.Key.Key_Space and self._has_marks and self.selectionModel().hasSelection():
            self.marked.emit()
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802 Qt's name
        """A click on the mark of a row is about that row alone."""
        if self._has_marks and event.button() == Qt.MouseButton.LeftButton and self._is_on_mark(event):
            row = self.indexAt(event.position().toPoint()).row()
            if row not in {index.row() for index in self.selectionModel().selectedRows()}:
                self.selectRow(row)
            self.marked.emit()
            return
        super().mousePressEvent(event)

    def _is_on_mark(self, event: QMouseEvent) -> bool:
        index = self.indexAt(event.position().toPoint())
        return index.isValid() and index.column() == TITLE and event.position().x() < _MARK - self.horizontalOffset()

    def _open(self, index: QModelIndex) -> None:
        self.chosen.emit(index)


class PracticesFilter(QWidget):
    """A search field and boxes; ``changed`` when another list is wanted, a moment after the last key."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None, *, has_states: bool = True) -> None:
        super().__init__(parent)
        self.search = SearchField()
        self.state, self.economy, self.led = QComboBox(), QComboBox(), QComboBox()
        if not has_states:  # to show it before it has a parent would make it a window
            self.state.hide()
        self._economies: tuple[str, ...] = ()
        self._typing = QTimer(self, singleShot=True, interval=_PAUSE)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(10)
        layout.addWidget(self.search, 1)
        for box in (self.state, self.economy, self.led):
            box.setMinimumHeight(54)
            box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
            box.setMaximumWidth(190)
            layout.addWidget(box)
            box.activated.connect(lambda _row: self.changed.emit())
        self.search.textChanged.connect(lambda _text: self._typing.start())
        self._typing.timeout.connect(self.changed)
        self.retranslate()

    @property
    def wanted(self) -> Wanted:
        state, economy, led = self.state.currentData(), self.economy.currentData(), self.led.currentData()
        return Wanted(
            text=self.search.text(),
            statuses=(state,) if state in ("nominated", "accepted", "declined") else (),
            economies=(economy,) if economy is not None else (),
            is_women_led=True if led == "women" else None,
            is_youth_led=True if led == "youth" else None,
            is_selected=True if state == "selected" else None,
            in_guidebook=True if state == "guidebook" else None,
        )

    @property
    def is_narrow(self) -> bool:
        """Whether anything is filtered."""
        return self.wanted != Wanted()

    def offer_economies(self, practices: Iterable[Practice]) -> None:
        """The economies there are, in APEC's order; the chosen one stays."""
        economies = tuple(sorted({p.economy or "" for p in practices}, key=lambda code: position(code or None)))
        if economies != self._economies:
            self._economies = economies
            self._fill_economies()

    def clear(self) -> None:
        self.search.clear()
        for box in (self.state, self.economy, self.led):
            box.setCurrentIndex(0)
        self.changed.emit()

    def retranslate(self) -> None:
        self.search.setPlaceholderText(_("Title, company, economy, O2O model"))
        self.search.setAccessibleName(_("Search"))
        self.search.setToolTip(_("Title, company, economy, O2O model"))
        self.state.setAccessibleName(_("Status"))
        self.economy.setAccessibleName(_("Economy"))
        self.led.setAccessibleName(_("Led by"))
        self._fill(
            self.state,
            [
                (None, _("All statuses")),
                ("nominated", _("Nominated")),
                ("accepted", _("Accepted")),
                ("declined", _("Declined")),
                ("selected", _("Selected")),
                ("guidebook", _("In the Guidebook")),
            ],
        )
        self._fill(self.led, [(None, _("Led by anybody")), ("women", _("Led by women")), ("youth", _("Led by youth"))])
        self._fill_economies()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 Qt's name
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()

    def _fill_economies(self) -> None:
        names = [(code, economy_name(code) or _("No economy")) for code in self._economies]
        self._fill(self.economy, [(None, _("All economies")), *names])

    @staticmethod
    def _fill(box: QComboBox, choices: Iterable[tuple[str | None, str]]) -> None:
        chosen = box.currentData()
        box.clear()
        for value, words in choices:
            box.addItem(words, value)
        box.setCurrentIndex(max(0, box.findData(chosen) if chosen is not None else 0))
