"""The records of a register as rows, whichever register it is."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from o2o_events.registers.register import Field
from o2o_events.registers.register_columns import RegisterColumn, cell_of
from ui.register_editing import Shown
from ui.tables.lines import SECOND_LINE_ROLE

Index = QModelIndex | QPersistentModelIndex
_SHARES = {"localized": 34, "line": 18, "choice": 19, "economy": 16, "date": 11, "number": 9, "event": 8, "record": 26}
_STANDING = 36
_LONGEST_TIP = 600


class RegisterTable(QAbstractTableModel):
    """Shows the fields that are listed, and how far each record is where its register tells."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._shown: Shown | None = None
        self._entries: list[Any] = []
        self._fields: tuple[Field, ...] = ()

    def show(self, shown: Shown, entries: Sequence[Any]) -> None:
        """Shows these of the register; where they are the same in the same order, what is selected stays."""
        is_same = (
            self._shown is not None
            and self._shown.register is shown.register
            and [e.id for e in entries] == [e.id for e in self._entries]
        )
        if is_same:
            self._shown, self._entries = shown, list(entries)
            if entries:
                self.dataChanged.emit(self.index(0, 0), self.index(len(entries) - 1, self.columnCount() - 1))
                self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, self.columnCount() - 1)
            return
        self.beginResetModel()
        self._shown, self._entries = shown, list(entries)
        self._fields = tuple(field for field in shown.register.fields if field.is_listed)
        self.endResetModel()

    @property
    def shares(self) -> list[int]:
        """Parts of the width, column by column."""
        shares = [_SHARES.get(field.kind, 12) for field in self._fields]
        return [*shares, _STANDING] if self._has_standing else shares

    @property
    def standing_words(self) -> list[str]:
        """How far each record is, as it is shown; empty where the register does not tell."""
        return [self._words(entry, len(self._fields)) for entry in self._entries] if self._has_standing else []

    @property
    def _has_standing(self) -> bool:
        return self._shown is not None and self._shown.register.standing_heading is not None

    def entry(self, index: Index) -> Any:
        """The record of a row, None where there is none."""
        return self._entries[index.row()] if index.isValid() and index.row() < len(self._entries) else None

    def row_of(self, record: str) -> int:
        """The row of a record, -1 where it is not listed."""
        return next((row for row, entry in enumerate(self._entries) if entry.id == record), -1)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008, N802 Qt's signature
        return 0 if parent.isValid() else len(self._entries)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008, N802 Qt's signature
        return 0 if parent.isValid() else len(self._fields) + self._has_standing

    def headerData(  # noqa: N802 Qt's name
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        if role != Qt.ItemDataRole.DisplayRole or orientation != Qt.Orientation.Horizontal or self._shown is None:
            return None
        if section < len(self._fields):
            return self._fields[section].heading()
        heading = self._shown.register.standing_heading
        return heading() if heading is not None and section == len(self._fields) else None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        entry = self.entry(index)
        if entry is None or self._shown is None:
            return None
        column = index.column()
        if role == Qt.ItemDataRole.DisplayRole:
            return " ".join(self._words(entry, column).split()) or "–"
        if role == Qt.ItemDataRole.ToolTipRole:
            return self._words(entry, column)[:_LONGEST_TIP]
        if role == SECOND_LINE_ROLE and column == self._bold:
            return self._more(entry)
        return None

    def _more(self, entry: Any) -> str:
        """The beginning of what is said of the record at length."""
        assert self._shown is not None
        long = [field.name for field in self._shown.register.fields if field.kind == "lines"]
        return " ".join(str(getattr(entry, long[0])).split())[:_LONGEST_TIP] if long else ""

    @property
    def _bold(self) -> int:
        """The column that names the record: its text in several languages, else its first."""
        kinds = [field.kind for field in self._fields]
        return kinds.index("localized") if "localized" in kinds else 0

    def _words(self, entry: Any, column: int) -> str:
        assert self._shown is not None
        if column < len(self._fields):
            return cell_of(entry, RegisterColumn(self._fields[column]), self._shown.names)
        return self._shown.standing.get(entry.id, "")
