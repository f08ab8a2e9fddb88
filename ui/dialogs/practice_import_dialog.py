"""Importing a table of best practices."""

from pathlib import Path

from PySide6.QtWidgets import QWidget

from o2o_events.agenda.practice_import import PracticePlan, import_practices, plan_practices
from o2o_events.agenda.practice_table import PracticeTable, read_table
from o2o_events.db.transaction import Tx
from o2o_events.i18n import _
from ui.dialogs.table_import_dialog import TableImportDialog
from ui.project import OpenProject


class PracticeImportDialog(TableImportDialog):
    """Reads the file at once."""

    def __init__(self, parent: QWidget | None, project: OpenProject, file: Path) -> None:
        super().__init__(parent, project, _("Import best practices"), file)
        self.start()

    def read(self, file: Path) -> PracticeTable:
        return read_table(file)

    def plan(self, tx: Tx, table: PracticeTable) -> PracticePlan:
        return plan_practices(tx, table)

    def bring_in(self, tx: Tx, table: PracticeTable) -> PracticePlan:
        return import_practices(tx, table)
