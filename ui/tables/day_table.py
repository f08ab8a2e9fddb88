"""The day as a list: every session with its slots, when it was planned, how it runs, what is wrong."""

from dataclasses import dataclass
from datetime import datetime

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from o2o_events.i18n import _
from ui.tables.lines import ICON_ROLE, IS_STRUCK_ROLE, SECOND_LINE_ROLE

Index = QModelIndex | QPersistentModelIndex
STATE_ROLE = Qt.ItemDataRole.UserRole + 20
LOOKS = {
    "running": ("enter", "#0B6B3A", "#FFFFFF"),
    "over": ("check", "#5B6B79", "#FFFFFF"),
    "on": ("enter", "#0B4F7D", "#FFFFFF"),
    "past": ("minus", "#5B6B79", "#FFFFFF"),
    "due": ("clock", "#F4B93A", "#211700"),
    "missing": ("attention", "#A31A1A", "#FFFFFF"),
    "cancelled": ("cross", "#5B6B79", "#FFFFFF"),
    "coming": ("clock", "#0B4F7D", "#FFFFFF"),
}
"""Icon, ground and ink of each state; the words beside say the same."""


@dataclass(frozen=True)
class DayRow:
    """One line of the day. ``slot`` None for the session itself; ``state`` is one of ``LOOKS``."""

    session: str
    slot: str | None
    planned: str
    real: str
    title: str
    detail: str
    state: str
    state_words: str
    late: str
    starts_at: datetime | None
    room: str | None

    @property
    def id(self) -> str:
        return self.slot or self.session


class DayTable(QAbstractTableModel):
    """Planned and real time, title with room and people, state and lateness."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.rows: list[DayRow] = []

    def show(self, rows: list[DayRow]) -> None:
        """Shows other rows; where they are of the same things, selection and scrolling stay."""
        if [row.id for row in rows] == [row.id for row in self.rows]:
            self.rows = rows
            if rows:
                self.dataChanged.emit(self.index(0, 0), self.index(len(rows) - 1, 2))
            return
        self.beginResetModel()
        self.rows = rows
        self.endResetModel()

    def row_of(self, record: str) -> int | None:
        """Where the session or slot with this id is."""
        return next((number for number, row in enumerate(self.rows) if row.id == record), None)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008, N802 Qt's signature
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008, N802 Qt's signature
        return 0 if parent.isValid() else 3

    def headerData(  # noqa: N802 Qt's name
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        if role == Qt.ItemDataRole.DisplayRole and orientation == Qt.Orientation.Horizontal:
            return (_("Planned, real"), _("Session or slot"), _("State"))[section]
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        row, column = self.rows[index.row()], index.column()
        if role == Qt.ItemDataRole.DisplayRole:
            return (row.planned, _indented(row), row.state_words)[column]
        if role == SECOND_LINE_ROLE:
            detail = f"      {row.detail}" if row.slot and row.detail else row.detail
            return (row.real, detail, row.late)[column]
        if role == ICON_ROLE and column == 2:
            return LOOKS[row.state]
        if role == IS_STRUCK_ROLE:
            return row.state == "cancelled" and column == 1
        if role == STATE_ROLE:
            return row.state
        if role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleDescriptionRole):
            return "\n".join(filter(None, (row.title, row.detail, f"{row.state_words} {row.late}".strip())))
        return None


def _indented(row: DayRow) -> str:
    return f"    ↳ {row.title}" if row.slot else row.title
