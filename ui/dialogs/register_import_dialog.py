"""Importing a table into any register."""

from pathlib import Path

from PySide6.QtWidgets import QComboBox, QWidget

from o2o_events.agenda.register_import import RegisterPlan, import_entries, plan_entries
from o2o_events.agenda.register_table import RegisterTable, read_register_table
from o2o_events.db.transaction import Tx
from o2o_events.i18n import _
from ui.dialogs.table_import_dialog import TableImportDialog
from ui.project import OpenProject
from ui.register_editing import Shown
from ui.widgets.labelled import fill_choices, labelled


class RegisterImportDialog(TableImportDialog):
    """``of`` is what rows are about where the table has no column for it, such as a web counter's."""

    def __init__(self, parent: QWidget | None, project: OpenProject, shown: Shown, file: Path) -> None:
        title = _("Import: {register}").format(register=shown.register.title())
        super().__init__(parent, project, title, file)
        self._register = shown.register
        fields = (f for f in shown.register.fields if f.target is not None and f.is_required)
        self._owner = next(fields, None)
        self.of = QComboBox()
        if self._owner is not None and self._owner.target is not None:
            known = shown.names.records.get(self._owner.target.name, {})
            fill_choices(self.of, [("", "–"), *known.items()], next(iter(known), "") if len(known) == 1 else "")
            words = _("{field}, where the table has no column for it").format(field=self._owner.heading())
            self.body.insertLayout(0, labelled(words, self.of))
            self.of.activated.connect(lambda _row: self.start())
        self.start()

    def start(self) -> None:
        self._defaults = self._read_defaults()
        super().start()

    def _read_defaults(self) -> dict[str, str]:
        """Read here, because the work is done on other threads."""
        return {self._owner.name: self.of.currentData()} if self._owner is not None and self.of.currentData() else {}

    def read(self, file: Path) -> RegisterTable:
        return read_register_table(self._register, file)

    def plan(self, tx: Tx, table: RegisterTable) -> RegisterPlan:
        return plan_entries(tx, self._register, table, self._defaults)

    def bring_in(self, tx: Tx, table: RegisterTable) -> RegisterPlan:
        return import_entries(tx, self._register, table, self._defaults)
