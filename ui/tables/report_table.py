"""A table of a report as it is shown: figures to the right, totals bold, cells with something behind them in colour."""

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QFont, QFontMetrics, QKeyEvent, QPalette, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QApplication, QHeaderView, QTableView, QWidget

from o2o_events.documents.report_cells import NOTHING, is_number, words_of
from o2o_events.i18n import _
from o2o_events.indicators.values import Table

Index = QModelIndex | QPersistentModelIndex
_EMPTY = Table("", "", (), ())
_NARROWEST, _WIDEST, _MARGIN = 58, 330, 32
"""Pixels of a column, and what a cell has around its words."""
_ROW, _HEADER_LINE, _ONE_LINE = 34, 18, 110
"""Pixels of a row of one line, of a line of the header, and up to where a heading stays on one."""
_MOST_SPREAD = 1.5
"""How much wider columns get where there is room to spare."""
_TALLEST = 100_000
_LOOKED_AT = 300
"""The rows that decide how wide columns are."""


class ReportTableModel(QAbstractTableModel):
    """Shows a table; ``sources`` are the records and facts behind a cell."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.table = _EMPTY

    def show(self, table: Table) -> None:
        self.beginResetModel()
        self.table = table
        self.endResetModel()

    def sources(self, index: Index) -> tuple[str, ...]:
        """What is behind a cell: its own where it is a figure, else its row's."""
        if not index.isValid():
            return ()
        row, column = self.table.rows[index.row()], self.table.columns[index.column()]
        if is_number(column) and (not row.cells[index.column()] or self.words(index) == NOTHING):
            return ()
        return row.by_column.get(column.key, row.sources)

    def title_of(self, index: Index) -> str:
        """A cell in words: the first of its row, and its column."""
        first = self.words(index.siblingAtColumn(0))
        column = self.table.columns[index.column()].title
        return f"{self.table.code}  {first}" + (f": {column}" if index.column() else "")

    def words(self, index: Index) -> str:
        row, column = self.table.rows[index.row()], self.table.columns[index.column()]
        return words_of(column, row.cells[index.column()])

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008, N802 Qt's signature
        return 0 if parent.isValid() else len(self.table.rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008, N802 Qt's signature
        return 0 if parent.isValid() else len(self.table.columns)

    def headerData(  # noqa: N802 Qt's name
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        if orientation != Qt.Orientation.Horizontal or section >= len(self.table.columns):
            return None
        column = self.table.columns[section]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _side(is_number(column)) | Qt.AlignmentFlag.AlignBottom | Qt.TextFlag.TextWordWrap
        return column.title if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole) else None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return self.words(index)
            case Qt.ItemDataRole.TextAlignmentRole:
                return _side(is_number(self.table.columns[index.column()])) | Qt.AlignmentFlag.AlignVCenter
            case Qt.ItemDataRole.FontRole if self.table.rows[index.row()].is_total:
                font = QFont(QApplication.font())
                font.setBold(True)
                return font
            case Qt.ItemDataRole.ForegroundRole if self._leads_on(index):
                return QApplication.palette().color(QPalette.ColorRole.Accent)
            case Qt.ItemDataRole.ToolTipRole:
                words = self.words(index)
                return _("{cell}: open what is behind it").format(cell=words) if self._leads_on(index) else words
        return None

    def _leads_on(self, index: Index) -> bool:
        return is_number(self.table.columns[index.column()]) and bool(self.sources(index))


def _side(is_figure: bool) -> Qt.AlignmentFlag:
    return Qt.AlignmentFlag.AlignRight if is_figure else Qt.AlignmentFlag.AlignLeft


class ReportTableView(QTableView):
    """``opened``: a cell was clicked, or Enter was pressed on it."""

    opened = Signal(QModelIndex)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAlternatingRowColors(True)
        self.setShowGrid(False)
        self.setCornerButtonEnabled(False)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setTabKeyNavigation(False)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(_ROW)
        self.verticalHeader().setMinimumSectionSize(_ROW)
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        self.horizontalHeader().setHighlightSections(False)
        self.clicked.connect(self.opened)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 Qt's name
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self.opened.emit(self.currentIndex())
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 Qt's name
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.fit()

    def fit(self) -> None:
        """Columns as wide as their words up to a limit; headings, and cells of the first rows, wrap where they must."""
        model = self.model()
        assert isinstance(model, ReportTableModel)
        metrics, bold = self.fontMetrics(), QFontMetrics(_bold(13))
        rows = min(model.rowCount(), _LOOKED_AT)
        words = [
            [metrics.horizontalAdvance(model.words(model.index(row, column))) for row in range(rows)]
            for column in range(model.columnCount())
        ]
        titles = [column.title for column in model.table.columns]
        least = [
            max(_NARROWEST, min(max(_heading_width(bold, title), *own, 0) + _MARGIN, _WIDEST))
            for title, own in zip(titles, words, strict=True)
        ]
        spread = max(1.0, min(_MOST_SPREAD, self.viewport().width() / max(1, sum(least))))
        header_lines, heights = 1, [_ROW] * rows
        for column, (title, own) in enumerate(zip(titles, words, strict=True)):
            self.setColumnWidth(column, int(least[column] * spread))
            room = int(least[column] * spread) - _MARGIN
            header_lines = max(header_lines, _height(bold, title, room) // bold.lineSpacing())
            for row, width in enumerate(own):
                if width > room:
                    needed = _height(metrics, model.words(model.index(row, column)), room)
                    heights[row] = max(heights[row], needed + _ROW - metrics.lineSpacing())
        self.horizontalHeader().setFixedHeight(20 + _HEADER_LINE * min(header_lines, 4))
        for row, height in enumerate(heights):
            self.setRowHeight(row, height)


def _height(metrics: QFontMetrics, words: str, room: int) -> int:
    """Of words that wrap at this width."""
    return metrics.boundingRect(0, 0, room, _TALLEST, Qt.TextFlag.TextWordWrap, words).height()


def _heading_width(metrics: QFontMetrics, title: str) -> int:
    """A long heading takes two lines, but no word of it is broken."""
    whole = metrics.horizontalAdvance(title)
    longest = max((metrics.horizontalAdvance(word) for word in title.split()), default=0)
    return max(longest, whole // 2 if whole > _ONE_LINE else whole)


def _bold(pixels: int) -> QFont:
    font = QFont(QApplication.font())
    font.setPixelSize(pixels)
    font.setBold(True)
    return font
