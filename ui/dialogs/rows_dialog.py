"""The rows behind a figure: to search, to sort, and to save as a table."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QModelIndex, QSortFilterProxyModel, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QFileDialog,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QLineEdit,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from o2o_events.i18n import _, ngettext
from o2o_events.text import fold
from ui.messages import error_words
from ui.tables.text_table import TextTable
from ui.widgets.icons import IconButton


@dataclass(frozen=True)
class Rows:
    """A list behind a figure. ``note`` says what the figure is and where it comes from.

    ``registrations``: whose each row is, by the id of the registration; empty where a row is nobody's, or all are.
    """

    title: str
    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    note: str = ""
    registrations: tuple[str, ...] = ()


class _RowsView(QTableView):
    """``opened``: a row was double-clicked, or Enter pressed on it."""

    opened = Signal(QModelIndex)

    def __init__(self) -> None:
        super().__init__(sortingEnabled=True, alternatingRowColors=True, showGrid=False, wordWrap=False)
        self.doubleClicked.connect(self.opened)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 Qt's name
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self.opened.emit(self.currentIndex())
        else:
            super().keyPressEvent(event)


class _Found(QSortFilterProxyModel):
    """Rows in which every typed word stands somewhere, accents and case aside; numbers sort as numbers."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._words: list[str] = []

    def find(self, text: str) -> None:
        self.beginFilterChange()
        self._words = fold(text).split()
        self.endFilterChange(QSortFilterProxyModel.Direction.Rows)

    def filterAcceptsRow(self, row: int, parent: object) -> bool:  # noqa: N802 Qt's name
        source = self.sourceModel()
        line = " ".join(fold(str(source.index(row, column).data() or "")) for column in range(source.columnCount()))
        return all(word in line for word in self._words)

    def lessThan(self, left: object, right: object) -> bool:  # noqa: N802 Qt's name
        return _order(str(left.data())) < _order(str(right.data()))  # type: ignore[attr-defined]  # Qt's index


def _order(text: str) -> tuple[int, float, str]:
    try:
        return 0, float(text.replace("\u202f", "").rstrip(" %")), ""
    except ValueError:
        return 1, 0.0, fold(text)


class RowsDialog(QDialog):
    """``said`` tells where the table was written, ``person_asked`` which registration to open."""

    said = Signal(str)
    person_asked = Signal(str)

    def __init__(self, parent: QWidget | None, shown: Rows) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(shown.title)
        self.shown = shown
        self.model = TextTable(self)
        self.model.show(shown.headings, shown.rows)
        self.found = _Found(self)
        self.found.setSourceModel(self.model)
        self.search = QLineEdit(placeholderText=_("Search these rows"), clearButtonEnabled=True)
        self.search.setAccessibleName(_("Search these rows"))
        self.view = _RowsView()
        self.count = QLabel(objectName="quiet")
        self.problem = QLabel(objectName="problem", wordWrap=True, visible=False)
        self.export, self.close_button = IconButton("export"), IconButton("check", "primary")
        self._build()
        self._show_count()

    def _build(self) -> None:
        self.export.setText(_("Save as a table…"))
        self.close_button.setText(_("Close"))
        for button in (self.export, self.close_button):
            button.setAutoDefault(False)
        self.view.setModel(self.found)
        self.view.sortByColumn(-1, Qt.SortOrder.AscendingOrder)
        self.view.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.view.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.view.verticalHeader().hide()
        self.view.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        self.view.horizontalHeader().setStretchLastSection(True)
        self.view.resizeColumnsToContents()
        for column in range(self.model.columnCount()):
            self.view.setColumnWidth(column, min(max(self.view.columnWidth(column) + 14, 80), 340))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 20, 24, 20)
        layout.setSpacing(10)
        layout.addWidget(QLabel(self.shown.title, objectName="title", wordWrap=True))
        if self.shown.note:
            layout.addWidget(QLabel(self.shown.note, objectName="quiet", wordWrap=True))
        layout.addWidget(self.search)
        layout.addWidget(self.view, 1)
        layout.addWidget(self.problem)
        foot = QHBoxLayout(spacing=10)
        foot.addWidget(self.count, 1)
        foot.addWidget(self.export)
        foot.addWidget(self.close_button)
        layout.addLayout(foot)
        self.resize(max(920, min(self._wanted(), self._room())), 600)
        self.search.textChanged.connect(self._find)
        self.search.returnPressed.connect(self._enter_list)
        self.view.opened.connect(self._open)
        self.export.clicked.connect(self.ask_file)
        self.close_button.clicked.connect(self.accept)
        QShortcut(QKeySequence(QKeySequence.StandardKey.Find), self, activated=self.search.setFocus)

    def _wanted(self) -> int:
        """Wide enough for every column, the last one too."""
        columns = sum(self.view.columnWidth(column) for column in range(self.model.columnCount() - 1))
        last = self.view.sizeHintForColumn(self.model.columnCount() - 1) if self.model.columnCount() else 0
        return columns + max(last, 80) + 90

    def _room(self) -> int:
        """Within the window that it stands over."""
        return self.parentWidget().width() - 60 if self.parentWidget() is not None else 920

    def visible_rows(self) -> Sequence[tuple[str, ...]]:
        """The rows that are shown, in their order."""
        return [
            tuple(str(self.found.index(row, column).data() or "") for column in range(self.found.columnCount()))
            for row in range(self.found.rowCount())
        ]

    def ask_file(self) -> None:
        kinds = ";;".join((_("Excel workbook (*.xlsx)"), _("CSV list (*.csv)")))
        name, kind = QFileDialog.getSaveFileName(self, _("Save these rows"), f"{self.shown.title}.xlsx", kinds)
        if name:
            file = Path(name)
            if file.suffix.lower() not in (".xlsx", ".csv"):
                file = file.with_name(file.name + (".csv" if "csv" in kind else ".xlsx"))
            self.write(file)

    def write(self, file: Path) -> None:
        """Writes what is shown; says why where that cannot be."""
        from o2o_events.documents.table_output import write_rows

        try:
            write_rows(file, self.shown.title, self.shown.headings, self.visible_rows())
        except Exception as error:  # whatever it is, the dialog stays and says so
            self.problem.setText(error_words(error))
            self.problem.show()
            return
        self.problem.hide()
        self.said.emit(_("Written: {file}.").format(file=file))

    def _enter_list(self) -> None:
        if self.found.rowCount():
            self.view.setFocus()
            self.view.selectRow(max(0, self.view.currentIndex().row()))

    def _open(self, index: QModelIndex) -> None:
        """Leads on to whoever the row is about, where it is about somebody who is on this desk."""
        row = self.found.mapToSource(index).row()
        registration = self.shown.registrations[row] if row < len(self.shown.registrations) else ""
        if registration:
            self.accept()
            self.person_asked.emit(registration)

    def _find(self, text: str) -> None:
        self.found.find(text)
        self._show_count()

    def _show_count(self) -> None:
        rows, everything = self.found.rowCount(), self.model.rowCount()
        words = ngettext("{n} row", "{n} rows", rows).format(n=rows)
        if rows != everything:
            words = _("{n} of {all} rows").format(n=rows, all=everything)
        leads_on = rows and any(self.shown.registrations)
        self.count.setText(words + "  ·  " + _("Enter opens a person") if leads_on else words)
