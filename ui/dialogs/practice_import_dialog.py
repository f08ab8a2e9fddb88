"""Importing a table of best practices: what would happen is shown before it does."""

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QAbstractItemView, QHBoxLayout, QHeaderView, QLabel, QTableView, QWidget

from o2o_events.agenda.practice_import import PracticePlan, import_practices, plan_practices
from o2o_events.agenda.practice_table import PracticeTable, read_table
from o2o_events.db.transaction import Tx
from o2o_events.i18n import _
from ui.dialogs.question import Question
from ui.project import OpenProject
from ui.tables.text_table import TextTable
from ui.widgets.figures import FigureCard


class PracticeImportDialog(Question):
    """``imported``: what came in, in words."""

    imported = Signal(str)

    def __init__(self, parent: QWidget | None, project: OpenProject, file: Path) -> None:
        super().__init__(parent, _("Import best practices"), file.name, _("Import"), "import")
        self._project = project
        self._table: PracticeTable | None = None
        self.setMinimumSize(760, 460)
        self.cards = {name: FigureCard() for name in ("created", "updated", "unchanged", "rejected")}
        self.note = QLabel(objectName="quiet", wordWrap=True)
        self.problems = TextTable(self)
        self.view = QTableView()
        self._arrange()
        self.accept_button.setEnabled(False)
        self._read(file)

    def _arrange(self) -> None:
        row = QHBoxLayout(spacing=10)
        for name, words in (
            ("created", _("New")),
            ("updated", _("Changed")),
            ("unchanged", _("Unchanged")),
            ("rejected", _("Rejected rows")),
        ):
            self.cards[name].set_name(words)
            row.addWidget(self.cards[name])
        self.body.addLayout(row)
        self.body.addWidget(self.note)
        self.view.setModel(self.problems)
        self.view.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.view.setAlternatingRowColors(True)
        self.view.setShowGrid(False)
        self.view.verticalHeader().hide()
        self.view.horizontalHeader().setStretchLastSection(True)
        self.view.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        self.body.addWidget(self.view, 1)

    def _read(self, file: Path) -> None:
        database = self._project.app.database

        def plan() -> tuple[PracticeTable, PracticePlan]:
            table = read_table(file)
            with database.read() as tx:
                return table, plan_practices(tx, table)

        self._project.jobs.run_long(plan, self._show, self._fail_reading)

    def _fail_reading(self, error: Exception) -> None:
        self.fail(error)
        self.accept_button.setEnabled(False)

    def _show(self, read: tuple[PracticeTable, PracticePlan]) -> None:
        self._table, plan = read
        row = plan.to_row()
        for name, card in self.cards.items():
            card.set_number(int(row[name]))
        words = [_("This is what the import will do; nothing is changed yet.")]
        if plan.unknown:
            words.append(_("Not a column of the register: {names}.").format(names="; ".join(plan.unknown)))
        self.note.setText(" ".join(words))
        lines = [(str(p.row), p.column, p.value, p.message) for p in plan.problems]
        self.problems.show((_("Row"), _("Column"), _("Cell"), _("What is wrong")), lines)
        self.view.setVisible(bool(lines))
        self.accept_button.setEnabled(bool(plan.creates or plan.updates))

    def answer(self) -> None:
        table = self._table
        if table is None:
            return
        self.accept_button.setEnabled(False)

        def act(tx: Tx) -> PracticePlan:
            return import_practices(tx, table)

        self._project.write(act, self._imported, self.fail)

    def _imported(self, plan: PracticePlan) -> None:
        words = _("{created} new, {updated} updated, {unchanged} unchanged, {rejected} rejected.")
        self.imported.emit(words.format(**plan.to_row()))
        self.accept()
