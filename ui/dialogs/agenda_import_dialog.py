"""What importing an agenda would do: figures, every session that changes, and what needs a person's eye."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QCheckBox,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QTableView,
    QTabWidget,
    QWidget,
)

from o2o_events.agenda.formats.draft import DraftProblem
from o2o_events.agenda.import_plan import AgendaPlan, PlannedSession, Wishes
from o2o_events.agenda.import_words import change_words, field_words, kind_words
from o2o_events.i18n import _
from ui.dialogs.question import Question
from ui.tables.text_table import TextTable
from ui.widgets.figures import FigureCard

KINDS = ("created", "updated", "moved", "withdrawn", "unchanged")
_FIRST = ("withdrawn", "moved", "updated", "created")
_WIDEST = 300


class AgendaImportDialog(Question):
    """``decided`` tells that the import is wanted, and how (``Wishes``).

    ``replan``, where it is given, is asked for a plan with other wishes; hand it to ``show_plan`` when it is there.
    """

    decided = Signal(object)

    def __init__(
        self, parent: QWidget | None, plan: AgendaPlan, replan: Callable[[Wishes], None] | None = None
    ) -> None:
        title = _("Import “{file}”").format(file=plan.file)
        super().__init__(parent, title, "", _("Import"), "import")
        self._replan = replan
        self.setMinimumSize(900, 560)
        self.resize(1120, 680)
        self.words = QLabel(objectName="success", wordWrap=True)
        self.cards = {name: FigureCard() for name in (*KINDS, "rejected")}
        self.sessions, self.problems, self.doubts = TextTable(self), TextTable(self), TextTable(self)
        self.overwrite = QCheckBox(_("Take everything from the file, also where the agenda was edited here"))
        self.keep_missing = QCheckBox(_("Leave sessions as they are that the file does not have"))
        self._tabs = QTabWidget()
        self._tables: list[QTableView] = []
        self._arrange()
        self.show_plan(plan)

    def _arrange(self) -> None:
        self.body.setSpacing(10)
        self.body.addWidget(self.words)
        row = QHBoxLayout(spacing=10)
        for name, card in self.cards.items():
            card.set_name(_("Rejected") if name == "rejected" else kind_words(name))
            row.addWidget(card)
        self.body.addLayout(row)
        for model in (self.sessions, self.problems, self.doubts):
            table = QTableView(alternatingRowColors=True, showGrid=False, wordWrap=True)
            table.setModel(model)
            table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
            table.verticalHeader().hide()
            self._tables.append(table)
            self._tabs.addTab(table, "")
        self.body.addWidget(self._tabs, 1)
        for box in (self.overwrite, self.keep_missing):
            box.setVisible(self._replan is not None)
            box.toggled.connect(self._ask_again)
            self.body.addWidget(box)

    @property
    def wishes(self) -> Wishes:
        return Wishes(overwrite=self.overwrite.isChecked(), keep_missing=self.keep_missing.isChecked())

    def _ask_again(self) -> None:
        if self._replan is not None:
            self.accept_button.setEnabled(False)
            self._replan(self.wishes)

    def show_plan(self, plan: AgendaPlan) -> None:
        """Shows what would happen now."""
        for name, card in self.cards.items():
            card.set_number(plan.rejected if name == "rejected" else plan.count(name))
        self.words.setText(_summary(plan))
        headings = (_("What happens"), _("Session"), _("Field"), _("Now"), _("In the file"))
        planned = sorted(
            (session for session in plan.sessions if session.kind in _FIRST), key=lambda s: _FIRST.index(s.kind)
        )
        self.sessions.show(headings, [line for session in planned for line in _lines(plan, session)])
        wrong = (_("Where"), _("Value"), _("What is wrong"))
        self.problems.show(wrong, [_problem(problem) for problem in plan.problems])
        self.doubts.show((_("Where"), _("Value"), _("Doubt")), [_problem(doubt) for doubt in plan.doubts])
        for place, (words, model) in enumerate(
            ((_("Sessions"), self.sessions), (_("Problems"), self.problems), (_("To look at"), self.doubts))
        ):
            amount = len(planned) if model is self.sessions else model.rowCount()
            self._tabs.setTabText(place, f"{words} ({amount})")
            _fit(self._tables[place])
        self.accept_button.setEnabled(plan.changes_something)

    def answer(self) -> None:
        wishes = self.wishes
        self.accept()
        self.decided.emit(wishes)


def _summary(plan: AgendaPlan) -> str:
    if not plan.changes_something:
        return _("Everything in this file is in the agenda already: there is nothing to import.")
    words = _("Nothing is imported yet. Look at what would happen, then press “Import”.")
    if plan.new_rooms or plan.new_speakers:
        more = _("New rooms: {rooms}. New speakers: {speakers}.")
        words += " " + more.format(rooms=plan.new_rooms, speakers=plan.new_speakers)
    return words


def _lines(plan: AgendaPlan, session: PlannedSession) -> list[Sequence[str]]:
    """A line for each field that changes; new and cancelled sessions have one."""
    if session.kind == "created" or not session.changes:
        return [(kind_words(session.kind), session.title, "", "", "")]
    return [
        (kind_words(session.kind), session.title, field_words(change.field), *change_words(plan, change))
        for change in session.changes
    ]


def _problem(problem: DraftProblem) -> Sequence[str]:
    return problem.place, problem.value, problem.message


def _fit(table: QTableView) -> None:
    """Columns as wide as what is in them, none too wide; the last one takes what is left."""
    header = table.horizontalHeader()
    columns = table.model().columnCount()
    header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
    table.resizeColumnsToContents()
    for column in range(columns):
        table.setColumnWidth(column, min(_WIDEST, table.columnWidth(column) + 24))
    header.setSectionResizeMode(columns - 1, QHeaderView.ResizeMode.Stretch)
