"""Forms in and out of files: XLSForms, and sheets to print."""

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog, QListWidget, QWidget

from o2o_events.feedback.sheet_lookup import Target, list_targets
from o2o_events.i18n import _, language
from ui.dialogs.question import Question
from ui.form_editing import FormEntry
from ui.project import OpenProject

if TYPE_CHECKING:
    from o2o_events.documents.feedback_print import WrittenSheets
    from o2o_events.feedback.xlsform_words import Unsupported


@dataclass(frozen=True)
class _Read:
    """What an import did, in words: the form's id, a sentence, and what is not supported, one a line."""

    form: str
    words: str
    unsupported: tuple[str, ...]


class FormFiles(QObject):
    """``said`` is a message; ``imported`` tells the id of the form that a file brought."""

    said = Signal(str)
    imported = Signal(str)

    def __init__(self, page: QWidget, project: OpenProject) -> None:
        super().__init__(page)
        self._page, self._project = page, project

    def ask_import(self) -> None:
        kinds = _("XLSForms (*.xlsx *.xls);;All files (*)")
        name, _kind = QFileDialog.getOpenFileName(self._page, _("Import a form"), "", kinds)
        if name:
            self.import_file(Path(name))

    def import_file(self, file: Path) -> None:
        """Brings a form in; what is not supported is shown with its row and column."""
        database = self._project.app.database

        def work() -> _Read:
            from o2o_events.feedback.form_files import import_form
            from o2o_events.feedback.xlsform_reading import read_xlsform_file

            read = read_xlsform_file(file)
            with database.write() as tx:
                made = import_form(tx, read)
            words = _("“{form}” is in the project, version {n}.").format(form=made.form.label, n=made.version)
            return _Read(made.form.id, words, tuple(map(_unsupported_words, made.unsupported)))

        self._project.jobs.run_long(work, self._tell)

    def _tell(self, read: _Read) -> None:
        self.imported.emit(read.form)
        if not read.unsupported:
            self.said.emit(read.words)
            return
        words = " ".join((read.words, _("Not everything in the file is supported. This was left out:")))
        dialog = Question(self._page.window(), _("Import a form"), words, _("Close"))
        lines = QListWidget(wordWrap=True, minimumHeight=240)
        lines.addItems(read.unsupported)
        dialog.setMinimumWidth(720)
        dialog.body.addWidget(lines)
        dialog.cancel_button.hide()
        dialog.open()

    def ask_export(self, entry: FormEntry) -> None:
        kinds = _("XLSForm (*.xlsx)")
        name, _kind = QFileDialog.getSaveFileName(self._page, _("Export the form"), f"{entry.form.code}.xlsx", kinds)
        if name:
            self.export_file(entry, Path(name) if name.lower().endswith(".xlsx") else Path(f"{name}.xlsx"))

    def export_file(self, entry: FormEntry, file: Path) -> None:
        """Writes the form as it was saved last."""
        database, form = self._project.app.database, entry.form.id

        def work() -> None:
            from o2o_events.documents.output import appearing_whole
            from o2o_events.feedback.form_files import export_form

            with database.read() as tx:
                workbook = export_form(tx, form)
            with appearing_whole(file) as part:
                part.write_bytes(workbook)

        self._project.jobs.run_long(work, lambda _none: self.said.emit(_("Written: {file}.").format(file=file)))

    def ask_print(self, entry: FormEntry) -> None:
        """Asks for language and session, then for the PDF's place."""
        event = self._project.current_event
        if event is None:
            self.said.emit(_("There is no event in this project yet. Add one first."))
            return

        def ask(targets: list[Target]) -> None:
            from ui.dialogs.print_form_dialog import PrintFormDialog

            languages = entry.version.content.languages
            tag = language() if language() in languages else languages[0]
            dialog = PrintFormDialog(self._page.window(), languages, tag, targets)
            dialog.decided.connect(lambda tag, target, count: self._ask_place(entry, tag, target, count))
            dialog.open()

        self._project.read(lambda tx: list_targets(tx, event, entry.form), ask)

    def _ask_place(self, entry: FormEntry, tag: str, target: Target, count: int) -> None:
        proposed = f"{entry.form.code}-{tag}.pdf"
        name, _kind = QFileDialog.getSaveFileName(self._page, _("Save the form"), proposed, _("PDF (*.pdf)"))
        if name:
            file = Path(name) if name.lower().endswith(".pdf") else Path(f"{name}.pdf")
            self.print_file(entry, file, tag=tag, target=target, count=count)

    def print_file(self, entry: FormEntry, file: Path, *, tag: str, target: Target, count: int = 0) -> None:
        """Writes the sheets of the form as it was saved last. Numbers go on where those entered end."""
        event = self._project.current_event
        assert event is not None
        database = self._project.app.database

        def work() -> "WrittenSheets":
            from o2o_events.documents.feedback_print import write_sheets

            return write_sheets(
                database, event=event, form=entry.form, file=file, language=tag, target=target.id, count=count
            )

        self._project.jobs.run_long(work, lambda written: self.said.emit(written.words))


def _unsupported_words(one: "Unsupported") -> str:
    row = _("row {n}").format(n=one.row) if one.row is not None else ""
    where = ", ".join(filter(None, (one.sheet, row, one.column)))
    value = f"“{one.value}” – " if one.value else ""
    return f"{where}: {value}{one.message}"
