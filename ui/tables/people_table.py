"""People as rows. A long list is known by its ids; the rows that are looked at are asked for."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, QTimer, Signal

from o2o_events.i18n import _
from o2o_events.people.queries import PersonEntry
from o2o_events.registers.categories import Category
from ui.messages import status_words
from ui.tables.lines import COLOUR_ROLE, ICON_ROLE, IS_STRUCK_ROLE, SECOND_LINE_ROLE

Index = QModelIndex | QPersistentModelIndex
NAME, ORGANISATION, ECONOMY, CATEGORY, STATUS, BADGE = range(6)
BLOCK = 100
_GONE = ("withdrawn", "blocked")


class PeopleTable(QAbstractTableModel):
    """``wanted`` asks for the registrations of rows that came into view; answer with ``fill``."""

    wanted = Signal(list)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._ids: list[str] = []
        self._entries: dict[str, PersonEntry] = {}
        self._categories: Mapping[str, Category] = {}
        self._asked: set[int] = set()
        self._missing: set[int] = set()
        self._asking = QTimer(self, singleShot=True, interval=0)
        self._asking.timeout.connect(self._ask)

    def show(self, entries: Sequence[PersonEntry], categories: Sequence[Category]) -> None:
        """Shows a short list whole."""
        self.show_ids([entry.registration for entry in entries], categories, entries)

    def show_ids(self, ids: Sequence[str], categories: Sequence[Category], known: Sequence[PersonEntry] = ()) -> None:
        """Shows a list of any length by the ids of its registrations."""
        self.beginResetModel()
        self._ids = list(ids)
        self._entries = {entry.registration: entry for entry in known}
        self._categories = {category.code: category for category in categories}
        self._asked.clear()
        self._missing.clear()
        self.endResetModel()

    def fill(self, entries: Sequence[PersonEntry]) -> None:
        """Takes the rows that were wanted."""
        self._entries |= {entry.registration: entry for entry in entries}
        if self._ids:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self._ids) - 1, self.columnCount() - 1))

    def entry(self, index: Index) -> PersonEntry | None:
        """The person of a row; None where it is not here yet."""
        if not index.isValid() or index.row() >= len(self._ids):
            return None
        return self._entries.get(self._ids[index.row()])

    def row_of(self, registration: str) -> int:
        """The row of a registration, -1 where it is not listed."""
        return self._ids.index(registration) if registration in self._ids else -1

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008, N802 Qt's signature
        return 0 if parent.isValid() else len(self._ids)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008, N802 Qt's signature
        return 0 if parent.isValid() else 6

    def headerData(  # noqa: N802 Qt's name
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        if role != Qt.ItemDataRole.DisplayRole or orientation != Qt.Orientation.Horizontal:
            return None
        return (_("Name"), _("Organisation"), _("Economy"), _("Category"), _("State"), _("Badge"))[section]

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        entry = self.entry(index)
        if entry is None:
            self._want(index.row())
            return "…" if role == Qt.ItemDataRole.DisplayRole and index.column() == NAME else None
        column = index.column()
        if role == Qt.ItemDataRole.DisplayRole:
            return self._words(entry, column)
        if role == SECOND_LINE_ROLE and column in (NAME, ORGANISATION):
            return self._second_line(entry, column)
        if role == COLOUR_ROLE and column == CATEGORY and entry.category in self._categories:
            return self._categories[entry.category].colour
        if role == IS_STRUCK_ROLE and column == NAME:
            return entry.status in _GONE
        if role == Qt.ItemDataRole.ToolTipRole:
            return entry.desk_note or self._words(entry, column)
        if role == ICON_ROLE and column == NAME and entry.needs_attention:
            return ("attention", "#FFD75E", "#1F1600")
        return None

    def _words(self, entry: PersonEntry, column: int) -> str:
        if column == NAME:
            return entry.printed_name
        if column == CATEGORY:
            category = self._categories.get(entry.category)
            return category.label if category else entry.category
        return (
            "",
            entry.organisation,
            entry.economy_name,
            "",
            status_words(entry.status),
            entry.badge or "–",
        )[column]

    @staticmethod
    def _second_line(entry: PersonEntry, column: int) -> str:
        if column == NAME:
            return entry.own_script_name if entry.own_script_name != entry.printed_name else ""
        return "  ·  ".join(part for part in (entry.economy_name, entry.position) if part)

    def _want(self, row: int) -> None:
        block = row // BLOCK
        if block not in self._asked:
            self._missing.add(block)
            if not self._asking.isActive():
                self._asking.start()

    def _ask(self) -> None:
        blocks, self._missing = sorted(self._missing), set()
        self._asked.update(blocks)
        self.wanted.emit([id_ for block in blocks for id_ in self._ids[block * BLOCK : (block + 1) * BLOCK]])
