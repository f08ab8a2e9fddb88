"""The last scans at a checkpoint, newest first."""

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from o2o_events.checkin.queries import RecentScan
from o2o_events.i18n import _
from ui.answer_words import kind_of, verdict_words
from ui.tables.lines import ICON_ROLE, IS_STRUCK_ROLE, SECOND_LINE_ROLE
from ui.widgets.verdict_panel import LOOKS

Index = QModelIndex | QPersistentModelIndex


class ScansTable(QAbstractListModel):
    """One row a scan: who, and under it when and with which verdict."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._scans: list[RecentScan] = []

    def show(self, scans: list[RecentScan]) -> None:
        self.beginResetModel()
        self._scans = scans
        self.endResetModel()

    def scan(self, index: Index) -> RecentScan | None:
        """The scan of a row, None where there is none."""
        return self._scans[index.row()] if index.isValid() and index.row() < len(self._scans) else None

    def latest_accepted(self) -> RecentScan | None:
        """The newest scan that can still be undone."""
        return next((scan for scan in self._scans if scan.answer.accepted and not scan.is_undone), None)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008, N802 Qt's signature
        return 0 if parent.isValid() else len(self._scans)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        scan = self.scan(index)
        if scan is None:
            return None
        answer = scan.answer
        if role == Qt.ItemDataRole.DisplayRole:
            return answer.name or answer.badge or _("No person")
        if role == SECOND_LINE_ROLE:
            return _line(scan)
        if role == ICON_ROLE:
            look = LOOKS[kind_of(answer)]
            return (look.icon, look.ground, look.ink)
        if role == IS_STRUCK_ROLE:
            return scan.is_undone
        if role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleDescriptionRole):
            return answer.message
        return None


def _line(scan: RecentScan) -> str:
    answer = scan.answer
    words = verdict_words(answer)
    if scan.is_undone:
        words = _("Undone")
    return f"{answer.at.astimezone(answer.zone):%H:%M:%S}  ·  {words}"
