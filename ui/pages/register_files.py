"""Files of the registers: importing and exporting a table, and saving the sheet on which economies sign."""

from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from o2o_events.i18n import _
from o2o_events.registers.register import Register
from ui.project import OpenProject
from ui.register_editing import Shown, read_shown


class RegisterFiles(QObject):
    """Asks for files and works on them in the background. ``said`` is what came of it, ``imported`` too."""

    said = Signal(str)
    imported = Signal(str)

    def __init__(self, page: QWidget, project: OpenProject) -> None:
        super().__init__(page)
        self._page, self._project = page, project

    def ask_import(self, shown: Shown) -> None:
        kinds = _("Tables (*.xlsx *.csv *.tsv *.txt);;All files (*)")
        title = _("Import: {register}").format(register=shown.register.title())
        name, _kind = QFileDialog.getOpenFileName(self._page, title, "", kinds)
        if name:
            self.import_file(shown, Path(name))

    def import_file(self, shown: Shown, file: Path) -> None:
        """Opens the import for a file."""
        from ui.dialogs.register_import_dialog import RegisterImportDialog

        dialog = RegisterImportDialog(self._page.window(), self._project, shown, file)
        dialog.imported.connect(self.imported)
        dialog.open()

    def ask_export(self, register: Register[Any]) -> None:
        kinds = ";;".join((_("Excel workbook (*.xlsx)"), _("CSV list (*.csv)")))
        proposal = f"{register.name.replace('_', '-')}s.xlsx"
        name, kind = QFileDialog.getSaveFileName(self._page, _("Save the register"), proposal, kinds)
        if name:
            file = Path(name)
            if file.suffix.lower() not in (".xlsx", ".csv"):
                file = file.with_name(file.name + (".csv" if "csv" in kind else ".xlsx"))
            self.export_file(register, file)

    def export_file(self, register: Register[Any], file: Path) -> None:
        """Writes the whole register in the background, and says where."""
        from o2o_events.documents.register_file import write_register

        database = self._project.app.database

        def work() -> int:
            with database.read() as tx:
                shown = read_shown(tx, register)
            write_register(file, register, shown.entries, shown.names)
            return len(shown.entries)

        def tell(rows: int) -> None:
            self.said.emit(_("Written: {file}. Rows: {rows}.").format(file=file, rows=rows))

        self._project.jobs.run_long(work, tell)

    def ask_sheet(self) -> None:
        name, _kind = QFileDialog.getSaveFileName(
            self._page, _("Save the endorsement sheet"), "endorsement-sheet.pdf", _("PDF (*.pdf)")
        )
        if name:
            file = Path(name)
            self.save_sheet(file if file.suffix.lower() == ".pdf" else file.with_name(file.name + ".pdf"))

    def save_sheet(self, file: Path) -> None:
        """Writes the endorsement sheet in the background, and says where."""
        from o2o_events.documents.endorsement_sheet import WrittenSheet, write_endorsement_sheet

        database = self._project.app.database

        def tell(written: WrittenSheet) -> None:
            words = _("Written: {file}. Recommendations: {n}.")
            self.said.emit(words.format(file=written.file, n=written.recommendations))

        self._project.jobs.run_long(lambda: write_endorsement_sheet(database, file=file), tell)
