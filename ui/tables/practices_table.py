"""Best practices as rows; in the selection each has a mark that says whether it is chosen."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from o2o_events.i18n import _, pgettext
from o2o_events.registers.events import Event
from o2o_events.registers.practices import Practice, course
from ui.tables.lines import ICON_ROLE, IS_STRUCK_ROLE, SECOND_LINE_ROLE

Index = QModelIndex | QPersistentModelIndex
TITLE, ECONOMY, LED, MODEL, COURSE, FILES = range(6)
_CHOSEN = ("check", "#0B6B3A", "#FFFFFF")
_NOT_CHOSEN = ("plus", "#C9D3DC", "#15212C")


class PracticesTable(QAbstractTableModel):
    """``marks_chosen``: whether a mark before the title shows what is selected."""

    def __init__(self, parent: QObject | None = None, *, marks_chosen: bool = False) -> None:
        super().__init__(parent)
        self._practices: list[Practice] = []
        self._events: Mapping[str, Event] = {}
        self._marks_chosen = marks_chosen

    def show(self, practices: Sequence[Practice], events: Mapping[str, Event]) -> None:
        """Shows these; where they are the same in the same order, what is selected and scrolled stays."""
        self._events = events
        if [p.id for p in practices] == [p.id for p in self._practices]:
            self._practices = list(practices)
            if practices:
                self.dataChanged.emit(self.index(0, 0), self.index(len(practices) - 1, FILES))
            return
        self.beginResetModel()
        self._practices = list(practices)
        self.endResetModel()

    def practice(self, index: Index) -> Practice | None:
        return self._practices[index.row()] if index.isValid() and index.row() < len(self._practices) else None

    def row_of(self, practice: str) -> int:
        """The row of a practice, -1 where it is not listed."""
        return next((row for row, listed in enumerate(self._practices) if listed.id == practice), -1)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008, N802 Qt's signature
        return 0 if parent.isValid() else len(self._practices)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008, N802 Qt's signature
        return 0 if parent.isValid() else 6

    def headerData(  # noqa: N802 Qt's name
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        if role != Qt.ItemDataRole.DisplayRole or orientation != Qt.Orientation.Horizontal:
            return None
        headings = (_("Best practice"), _("Economy"), _("Led by"), _("O2O model"), _("Status"), _("Files"))
        return headings[section]

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        practice = self.practice(index)
        if practice is None:
            return None
        column = index.column()
        if role == Qt.ItemDataRole.DisplayRole:
            return self._words(practice, column)
        if role == SECOND_LINE_ROLE and column == TITLE:
            return practice.company
        if role == SECOND_LINE_ROLE and column == COURSE:
            return "  ·  ".join(course(practice, self._events)[1:])
        if role == IS_STRUCK_ROLE and column == TITLE:
            return practice.status == "declined"
        if role == ICON_ROLE and column == TITLE and self._marks_chosen:
            return _CHOSEN if practice.is_chosen else _NOT_CHOSEN
        if role == Qt.ItemDataRole.ToolTipRole:
            return self._tip(practice, column)
        if role == Qt.ItemDataRole.AccessibleTextRole and column == TITLE and self._marks_chosen:
            state = _("Selected for Workshop II") if practice.is_chosen else _("Not selected")
            return f"{practice.label}, {practice.company}: {state}"
        return None

    def _words(self, practice: Practice, column: int) -> str:
        return (
            practice.label,
            practice.economy_name or "–",
            led_words(practice),
            practice.o2o_model,
            course(practice, self._events)[0],
            str(practice.attachments or ""),
        )[column]

    def _tip(self, practice: Practice, column: int) -> str:
        if column == LED:
            return "\n".join(rules_words(practice))
        if column == COURSE:
            return "\n".join(course(practice, self._events))
        return practice.summary_text[:600] or self._words(practice, column)


def led_words(practice: Practice) -> str:
    """By whom it is led, as far as it is stated."""
    found = []
    if practice.is_women_led:
        found.append(pgettext("led by", "Women"))
    if practice.is_youth_led:
        found.append(pgettext("led by", "Youth"))
    if found:
        return " · ".join(found)
    return _("Not stated") if None in (practice.is_women_led, practice.is_youth_led) else "–"


def rules_words(practice: Practice) -> list[str]:
    """Both flags with the rules they were judged by."""
    answers = {True: _("Yes"), False: _("No"), None: _("Not stated")}
    pairs = (
        (_("Led by women"), practice.is_women_led, practice.women_led_rule),
        (_("Led by youth"), practice.is_youth_led, practice.youth_led_rule),
    )
    return [f"{name}: {answers[value]}" + (f" ({rule})" if rule else "") for name, value, rule in pairs]
