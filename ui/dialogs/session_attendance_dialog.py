"""Who came to each session of a day: how many, how many at once, how long; nobody counted is not nobody there."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QLabel, QTableView, QWidget

from o2o_events.checkin.session_attendance import SessionFigures, session_figures
from o2o_events.i18n import _, ngettext
from o2o_events.registers.events import Event
from ui.dialogs.question import Question
from ui.messages import day_words
from ui.project import OpenProject
from ui.tables.text_table import TextTable

SUBJECTS = frozenset({"*", "scan", "undo", "run", "checkpoint", "agenda_session"})
_SESSION = 1


class SessionAttendanceDialog(Question):
    """Stays up to date while it is open."""

    def __init__(self, parent: QWidget | None, project: OpenProject, event: Event, day: date) -> None:
        super().__init__(parent, _("Session attendance"), day_words(day), _("Close"))
        self.cancel_button.hide()
        self.setMinimumSize(980, 560)
        self._project, self._event, self._day = project, event, day
        self.table, self.model = QTableView(), TextTable(self)
        self.sum = QLabel(objectName="note", wordWrap=True)
        self._build_table()
        project.changed.connect(self._on_changed)
        project.place_changed.connect(self._on_place_changed)
        self.reload()

    def _build_table(self) -> None:
        table = self.table
        table.setModel(self.model)
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setShowGrid(False)
        table.setTabKeyNavigation(False)
        table.setWordWrap(False)
        table.verticalHeader().hide()
        table.verticalHeader().setDefaultSectionSize(36)
        table.setAccessibleName(_("Session attendance"))
        table.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.body.addWidget(table, 1)
        self.body.addWidget(self.sum)

    def reload(self) -> None:
        event = self._event
        self._project.read(lambda tx: session_figures(tx, event), self._show, key="session attendance")

    def _on_changed(self, subjects: frozenset[str]) -> None:
        if subjects & SUBJECTS:
            self.reload()

    def _on_place_changed(self) -> None:
        """Another event is chosen; another checkpoint of this one matters nothing."""
        event = self._project.current_event
        if event is None or event.id != self._event.id:
            self.reject()

    def _show(self, figures: Sequence[SessionFigures]) -> None:
        mine = [f for f in figures if f.starts_at is not None and self._event.day_of(f.starts_at) == self._day]
        self.model.show(_headings(), [_cells(self._event, one) for one in mine])
        head = self.table.horizontalHeader()
        head.setHighlightSections(False)
        for column in range(self.model.columnCount()):
            is_wide = column == _SESSION
            mode = QHeaderView.ResizeMode.Stretch if is_wide else QHeaderView.ResizeMode.ResizeToContents
            head.setSectionResizeMode(column, mode)
        without = sum(not one.has_door for one in mine)
        self.sum.setText(
            ngettext(
                "{n} session has no checkpoint, so nobody was counted there.",
                "{n} sessions have no checkpoint, so nobody was counted there.",
                without,
            ).format(n=without)
            if without
            else _("Nothing is planned on this day. Plan it on the Agenda page.")
        )
        self.sum.setVisible(bool(without) or not mine)


def _headings() -> list[str]:
    return [
        _("Start"),
        _("Session"),
        _("Seats"),
        _("Expected"),
        _("Came"),
        _("Most at once"),
        _("Usual stay"),
    ]


def _cells(event: Event, one: SessionFigures) -> list[str]:
    def number(value: int | None) -> str:
        return "–" if value is None else str(value)

    counted = [_("not counted"), "–", "–"]
    if one.has_door:
        stay = "–" if one.minutes_inside is None else _minutes(round(one.minutes_inside))
        counted = [str(one.checked_in), str(one.peak_inside), stay]
    start = f"{event.local(one.starts_at):%H:%M}" if one.starts_at else "–"
    title = "  ·  ".join(filter(None, (one.title, one.room)))
    return [start, title, number(one.capacity), number(one.expected), *counted]


def _minutes(minutes: int) -> str:
    return ngettext("{n} minute", "{n} minutes", minutes).format(n=minutes)
