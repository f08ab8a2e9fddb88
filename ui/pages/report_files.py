"""The report's documents: which one, where to, written in the background; certificates of attendance too."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog, QMenu, QWidget

from o2o_events.i18n import _
from o2o_events.registers.events import Event
from ui.project import OpenProject


class ReportFiles(QObject):
    """``said`` is what came of it."""

    said = Signal(str)

    def __init__(self, page: QWidget, project: OpenProject) -> None:
        super().__init__(page)
        self._page, self._project = page, project

    def menu(self, event: Event | None) -> QMenu:
        """What can be written of an event; of the project without one."""
        menu = QMenu(self._page)
        menu.addAction(_("Report package, everything in one file (ZIP)…"), lambda: self.ask_package(event))
        menu.addSeparator()
        for words, kind, ending in (
            (_("Workbook with all tables (XLSX)…"), _("Excel workbook (*.xlsx)"), ".xlsx"),
            (_("Report with charts (PDF)…"), _("PDF document (*.pdf)"), ".pdf"),
            (_("Annex to the completion report, to be edited on (DOCX)…"), _("Word document (*.docx)"), ".docx"),
        ):
            menu.addAction(words, lambda kind=kind, ending=ending: self.ask_report(event, kind, ending))
        menu.addSeparator()
        if event is not None:
            menu.addAction(_("Certificates of attendance…"), lambda: self.ask_certificates(event))
        menu.addAction(_("Check a certificate…"), self.ask_check)
        return menu

    def ask_report(self, event: Event | None, kind: str, ending: str) -> None:
        if file := self._ask(_("Save the report"), f"{_stem(event)} report{ending}", kind, ending):
            self.write_report(event, file)

    def write_report(self, event: Event | None, file: Path, what: str = "completion") -> None:
        """Writes all tables, or the one of a code, in English, in the format that the file's ending names."""
        from o2o_events.documents.report_files import write_report  # imported when it is needed: it loads the fonts

        database = self._project.app.database
        self._work(lambda: write_report(database, what=what, file=file, event=event), self._tell_rows)

    def ask_table(self, event: Event | None, code: str) -> None:
        """Saves one table, in whichever format is chosen."""
        kinds = {
            _("Excel workbook (*.xlsx)"): ".xlsx", _("CSV list (*.csv)"): ".csv",
            _("PDF document (*.pdf)"): ".pdf", _("Word document (*.docx)"): ".docx",
        }  # fmt: skip
        proposed = f"{_stem(event)} {code}.xlsx"
        name, kind = QFileDialog.getSaveFileName(self._page, _("Save this table"), proposed, ";;".join(kinds))
        if name:
            file = Path(name)
            is_named = file.suffix.lower() in kinds.values()
            file = file if is_named else file.with_name(file.name + kinds.get(kind, ".xlsx"))
            self.write_report(event, file, what=code)

    def ask_package(self, event: Event | None) -> None:
        if file := self._ask(_("Save the report package"), f"{_stem(event)} report.zip", "ZIP (*.zip)", ".zip"):
            self.write_package(event, file)

    def write_package(self, event: Event | None, file: Path) -> None:
        """Writes everything of an event, or of the project, but the contacts, in one file with a manifest."""
        from o2o_events.documents.report_package import write_package

        database = self._project.app.database
        self._work(lambda: write_package(database, event=event, file=file), self._tell_rows)

    def ask_certificates(self, event: Event) -> None:
        from ui.dialogs.certificates_dialog import CertificatesDialog

        dialog = CertificatesDialog(self._page.window(), self._project, event)
        dialog.said.connect(self.said)
        dialog.open()

    def ask_check(self) -> None:
        """Whether a certificate is genuine."""
        from ui.dialogs.certificate_check_dialog import CertificateCheckDialog

        CertificateCheckDialog(self._page.window(), self._project).open()

    def _ask(self, title: str, proposed: str, kind: str, ending: str) -> Path | None:
        name, _kind = QFileDialog.getSaveFileName(self._page, title, proposed, kind)
        if not name:
            return None
        file = Path(name)
        return file if file.suffix.lower() == ending else file.with_name(file.name + ending)

    def _work(self, work: Callable[[], Any], tell: Callable[[Any], None]) -> None:
        self._project.jobs.run_long(work, tell)

    def _tell_rows(self, written: Any) -> None:
        words = _("Written: {file}. Rows: {rows}.").format(file=written.file, rows=written.rows)
        if written.missing:
            words += " " + _("No font has these characters, so they are boxes: {missing}").format(
                missing=written.missing
            )
        self.said.emit(words)


def _stem(event: Event | None) -> str:
    return "project" if event is None else event.code
