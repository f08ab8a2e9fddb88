"""What should be looked at before badges are printed: whose, what is wrong, and what to do about it."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtWidgets import QApplication

from o2o_events.i18n import _

if TYPE_CHECKING:
    from o2o_events.documents.badge_face import PrintWarning

Index = QModelIndex | QPersistentModelIndex
NAME, WHAT, SUGGESTION = range(3)
_SMALL = 13
"""Pixels: three lines of it fit into a row."""


class WarningsTable(QAbstractTableModel):
    """One row a warning."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._warnings: tuple[PrintWarning, ...] = ()

    def show(self, warnings: "Sequence[PrintWarning]") -> None:
        self.beginResetModel()
        self._warnings = tuple(warnings)
        self.endResetModel()

    def warning(self, index: Index) -> "PrintWarning | None":
        """The warning of a row, None where there is none."""
        return self._warnings[index.row()] if index.isValid() and index.row() < len(self._warnings) else None

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008, N802 Qt's signature
        return 0 if parent.isValid() else len(self._warnings)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008, N802 Qt's signature
        return 0 if parent.isValid() else 3

    def headerData(  # noqa: N802 Qt's name
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        if role == Qt.ItemDataRole.DisplayRole and orientation == Qt.Orientation.Horizontal:
            return (_("Name"), _("What"), _("Suggestion"))[section]
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        warning = self.warning(index)
        if warning is None:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return (whose_words, what_words, suggestion_words)[index.column()](warning)
        if role == Qt.ItemDataRole.FontRole:
            font = QApplication.font()
            font.setPixelSize(_SMALL)
            return font
        if role == Qt.ItemDataRole.ToolTipRole:
            return f"{whose_words(warning)}\n{what_words(warning)}.\n{suggestion_words(warning)}"
        return None


def whose_words(warning: "PrintWarning") -> str:
    """The name on the badge, or that it is on many."""
    if warning.field == "event":
        return _("Every badge")
    if warning.field == "category":
        return warning.text
    return warning.name or warning.badge


def what_words(warning: "PrintWarning") -> str:
    """What is wrong."""
    from o2o_events.documents.badge_face import field_name

    if warning.problem == "empty":
        return _("There is no name to print")
    if warning.problem == "missing":
        words = _("{field} has characters that cannot be printed: {characters}")
    elif warning.problem == "cut":
        words = _("{field} is too long and is cut: “{text}”")
    else:
        words = _("{field} is printed very small ({size} pt): “{text}”")
    told = words.format(
        field=field_name(warning.field),
        characters=" ".join(warning.characters),
        size=f"{warning.size:.1f}",
        text=warning.text,
    )
    return told[:1].upper() + told[1:]


def suggestion_words(warning: "PrintWarning") -> str:
    """What to do about it."""
    if warning.problem == "empty":
        return _("Type the name on the People page.")
    if warning.problem == "missing":
        return _("Type it in other letters on the People page, or write it on the badge by hand.")
    if warning.field in ("event", "category"):
        return _("Shorten it, or choose a layout with larger badges.")
    return _("Shorten it on the People page, or choose a layout with larger badges.")
