"""What an import would do, or did: figures, and everything that needs a person's eye."""

from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QTableView,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from o2o_events.i18n import _
from o2o_events.people.importing import ImportPlan, ImportResult, PlannedChange
from o2o_events.people.listing import Problem
from ui.messages import import_field_words
from ui.tables.text_table import TextTable
from ui.widgets.figures import FigureCard

_MOST_CHANGES = 2_000


class ImportOutcome(QWidget):
    """Shows an ``ImportPlan`` before, and an ``ImportResult`` after."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.words = QLabel(objectName="success", wordWrap=True)
        self.cards = {name: FigureCard() for name in ("created", "updated", "unchanged", "rejected")}
        self.problems, self.doubts, self.changes = TextTable(self), TextTable(self), TextTable(self)
        self.notes = QLabel(objectName="quiet", wordWrap=True)
        self._tabs = QTabWidget()
        self._tables: list[QTableView] = []
        self._build()

    def _build(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(10)
        layout.addWidget(self.words)
        row = QHBoxLayout(spacing=10)
        for name, words in (
            ("created", _("New")),
            ("updated", _("Changed")),
            ("unchanged", _("Unchanged")),
            ("rejected", _("Rejected rows")),
        ):
            self.cards[name].set_name(words)
            row.addWidget(self.cards[name])
        layout.addLayout(row)
        layout.addWidget(self.notes)
        for model in (self.problems, self.doubts, self.changes):
            table = QTableView()
            table.setModel(model)
            table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
            table.setWordWrap(True)
            table.verticalHeader().hide()
            table.setAlternatingRowColors(True)
            table.setShowGrid(False)
            self._tables.append(table)
            self._tabs.addTab(table, "")
        layout.addWidget(self._tabs, 1)

    def show_plan(self, plan: ImportPlan) -> None:
        self._show(plan.result, plan.changes)
        result = plan.result
        self.words.setText(
            _("Nothing is imported yet. Look at the rows that need a decision, then press “Import”.")
            if result.created or result.updated
            else _("Everybody in this list is here already: there is nothing to import.")
        )

    def show_result(self, result: ImportResult) -> None:
        self._show(result, [])
        self.words.setText(
            _("Imported: {created} new, {updated} changed, {rejected} rows rejected.").format(
                created=result.created, updated=result.updated, rejected=result.rejected
            )
        )

    def _show(self, result: ImportResult, changes: list[PlannedChange]) -> None:
        for name, card in self.cards.items():
            card.set_number(getattr(result, name))
        self.notes.setText("\n".join(result.notes))
        self.notes.setVisible(bool(result.notes))
        headings = (_("Row"), _("Column"), _("Cell"), _("What is wrong"))
        self.problems.show(headings, [_line(problem) for problem in result.problems])
        self.doubts.show((_("Row"), _("Column"), _("Cell"), _("Doubt")), [_line(doubt) for doubt in result.doubts])
        shown = [
            (str(c.row), c.name, import_field_words(c.field), _shown(c.old), _shown(c.new))
            for c in changes[:_MOST_CHANGES]
        ]
        self.changes.show((_("Row"), _("Name"), _("Field"), _("Now"), _("In the list")), shown)
        for place, (words, model) in enumerate(
            ((_("Problems"), self.problems), (_("Doubts"), self.doubts), (_("Changes"), self.changes))
        ):
            self._tabs.setTabText(place, f"{words} ({model.rowCount()})")
            header = self._tables[place].horizontalHeader()
            self._tables[place].resizeColumnsToContents()
            for column in range(model.columnCount()):
                self._tables[place].setColumnWidth(column, min(260, self._tables[place].columnWidth(column) + 24))
            header.setSectionResizeMode(model.columnCount() - 1, QHeaderView.ResizeMode.Stretch)
        first = next((n for n, m in enumerate((self.problems, self.doubts, self.changes)) if m.rowCount()), 0)
        self._tabs.setCurrentIndex(first)


def _line(problem: Problem) -> tuple[str, str, str, str]:
    return str(problem.row), problem.column, problem.value, problem.message


def _shown(value: object) -> str:
    return "" if value is None else str(value)
