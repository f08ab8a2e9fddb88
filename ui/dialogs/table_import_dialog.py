"""Importing a table into a register: what would happen is shown before it does."""

from abc import abstractmethod
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Protocol

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHBoxLayout, QLabel, QTabBar, QTableView, QWidget

from o2o_events.db.transaction import Tx
from o2o_events.i18n import _
from ui.dialogs.question import Question
from ui.project import OpenProject
from ui.tables.text_table import TextTable
from ui.widgets.figures import FigureCard

_CHANGES, _PROBLEMS = range(2)
"""The tabs."""
_WIDEST, _MOST_WRAPPED = 240, 300
"""Pixels of a column; the rows up to which each is as high as its words."""


class Plan(Protocol):
    """What an import does."""

    creates: Any
    updates: Any
    unknown: list[str]

    @property
    def problems(self) -> Sequence[Any]: ...

    def to_row(self) -> dict[str, Any]: ...


class TableImportDialog(Question):
    """``imported``: what came in, in words. A register says how a file is read, planned and brought in."""

    imported = Signal(str)

    def __init__(self, parent: QWidget | None, project: OpenProject, title: str, file: Path) -> None:
        super().__init__(parent, title, file.name, _("Import"), "import")
        self._project, self._file = project, file
        self._table: Any = None
        self.setMinimumSize(760, 460)
        self.resize(860, 620)
        self.cards = {name: FigureCard() for name in ("created", "updated", "unchanged", "rejected")}
        self.note = QLabel(objectName="quiet", wordWrap=True)
        self.tabs = QTabBar(drawBase=False, expanding=False, visible=False)
        self.changes, self.problems = TextTable(self), TextTable(self)
        self.view = QTableView()
        self._arrange()
        self.accept_button.setEnabled(False)

    @abstractmethod
    def read(self, file: Path) -> Any:
        """The file's table. Runs in the background."""

    @abstractmethod
    def plan(self, tx: Tx, table: Any) -> Plan:
        """What importing the table would do. Runs in the background."""

    def preview(self, plan: Any) -> Sequence[tuple[str, str, str, str]]:
        """Row, whether it is new, what it is about, what it says: a line each; nothing where that is not told."""
        return ()

    @abstractmethod
    def bring_in(self, tx: Tx, table: Any) -> Plan:
        """Imports the table. Runs on the database thread."""

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
        self.tabs.addTab("")
        self.tabs.addTab("")
        self.tabs.currentChanged.connect(self._turn)
        self.body.addWidget(self.tabs)
        self.view.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.view.setAlternatingRowColors(True)
        self.view.setShowGrid(False)
        self.view.setWordWrap(True)
        self.view.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.view.verticalHeader().hide()
        self.view.horizontalHeader().setStretchLastSection(True)
        self.view.horizontalHeader().sectionResized.connect(lambda *_sizes: self._heighten())
        self.body.addWidget(self.view, 1)

    def _turn(self, tab: int) -> None:
        """The rows that go in, or what is wrong with cells; each as high as its words."""
        self.view.setModel(self.changes if tab == _CHANGES else self.problems)
        for column in range(self.view.model().columnCount() - 1):
            self.view.resizeColumnToContents(column)
            self.view.setColumnWidth(column, min(self.view.columnWidth(column) + 10, _WIDEST))
        self._heighten()

    def _heighten(self) -> None:
        if self.view.model() is not None and self.view.model().rowCount() <= _MOST_WRAPPED:
            self.view.resizeRowsToContents()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 Qt's name
        super().resizeEvent(event)
        self._turn(self.tabs.currentIndex())

    def start(self) -> None:
        """Reads the file, or plans anew what is read already."""
        database, table = self._project.app.database, self._table

        def work() -> tuple[Any, Plan]:
            read = table if table is not None else self.read(self._file)
            with database.read() as tx:
                return read, self.plan(tx, read)

        self._project.jobs.run_long(work, self._show, self._fail_reading)

    def _fail_reading(self, error: Exception) -> None:
        self.fail(error)
        self.accept_button.setEnabled(False)

    def _show(self, read: tuple[Any, Plan]) -> None:
        self._table, plan = read
        row = plan.to_row()
        for name, card in self.cards.items():
            card.set_number(int(row[name]))
        words = [_("This is what the import will do; nothing is changed yet.")]
        if plan.unknown:
            words.append(_("Not a column of the register: {names}.").format(names="; ".join(plan.unknown)))
        self.note.setText(" ".join(words))
        problems = [(str(p.row), p.column, p.value, p.message) for p in plan.problems]
        changes = list(self.preview(plan))
        self.problems.show((_("Row"), _("Column"), _("Cell"), _("What is wrong")), problems)
        self.changes.show((_("Row"), _("What happens"), _("Record"), _("What it says")), changes)
        self.tabs.setTabText(_CHANGES, _("What goes in ({n})").format(n=len(changes)))
        self.tabs.setTabText(_PROBLEMS, _("What is wrong ({n})").format(n=len(problems)))
        self.tabs.setVisible(bool(changes and problems))
        self.tabs.setCurrentIndex(_PROBLEMS if problems else _CHANGES)
        self._turn(self.tabs.currentIndex())
        self.view.setVisible(bool(problems or changes))
        self.accept_button.setEnabled(bool(plan.creates or plan.updates))
        (self.accept_button if self.accept_button.isEnabled() else self.cancel_button).setFocus()

    def answer(self) -> None:
        table = self._table
        if table is None:
            return
        self.accept_button.setEnabled(False)
        self._project.write(lambda tx: self.bring_in(tx, table), self._imported, self.fail)

    def _imported(self, plan: Plan) -> None:
        words = _("{created} new, {updated} updated, {unchanged} unchanged, {rejected} rejected.")
        self.imported.emit(words.format(**plan.to_row()))
        self.accept()
