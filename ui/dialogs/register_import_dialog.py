"""Importing a table into any register."""

from dataclasses import replace
from pathlib import Path

from PySide6.QtWidgets import QComboBox, QWidget

from o2o_events.agenda.register_import import PlannedRow, RegisterPlan, import_entries, plan_entries
from o2o_events.agenda.register_table import RegisterTable, read_register_table
from o2o_events.db.transaction import Tx
from o2o_events.i18n import _
from o2o_events.registers.register_columns import RegisterColumn, cell_of
from o2o_events.registers.register_records import label_of
from ui.dialogs.table_import_dialog import TableImportDialog
from ui.project import OpenProject
from ui.register_editing import Shown
from ui.widgets.labelled import fill_choices, labelled

_SHOWN = 160


class RegisterImportDialog(TableImportDialog):
    """``of`` is what rows are about where the table has no column for it, such as a web counter's."""

    def __init__(self, parent: QWidget | None, project: OpenProject, shown: Shown, file: Path) -> None:
        title = _("Import: {register}").format(register=shown.register.title())
        super().__init__(parent, project, title, file)
        self._register, self._shown_register = shown.register, shown
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

    def preview(self, plan: RegisterPlan) -> list[tuple[str, str, str, str]]:
        """Every row that goes in; of a record that is there only what changes."""
        new = [(str(p.row), _("New"), *self._said(p, is_new=True)) for p in plan.creates]
        changed = [(str(p.row), _("Changed"), *self._said(p, is_new=False)) for p in plan.updates]
        return sorted(new + changed, key=lambda line: int(line[0]))

    def _said(self, planned: PlannedRow, *, is_new: bool) -> tuple[str, str]:
        before, after = planned.before, replace(planned.before, **planned.changes)
        parts = []
        for field in self._register.fields:
            cells = [cell_of(entry, RegisterColumn(field), self._shown_register.names) for entry in (before, after)]
            if field.name in planned.changes and cells[1]:
                words = cells[1] if is_new or not cells[0] else f"{_short(cells[0])} → {_short(cells[1])}"
                parts.append(f"{field.heading()}: {_short(words) if is_new else words}")
        return label_of(self._register, after, self._shown_register.names), "; ".join(parts)

    def bring_in(self, tx: Tx, table: RegisterTable) -> RegisterPlan:
        return import_entries(tx, self._register, table, self._defaults)


def _short(text: str) -> str:
    """The beginning of a long text, on one line."""
    line = " ".join(text.split())
    return line if len(line) <= _SHOWN else line[: _SHOWN - 1].rstrip() + "…"
