"""Importing a registration list: look, try, import, see what came of it."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QProgressBar, QStackedWidget, QWidget

from o2o_events.errors import UserError
from o2o_events.i18n import _
from o2o_events.people.importing import ImportPlan, ImportResult, apply_import, plan_import
from o2o_events.people.reading import PeopleFile, ReadingOptions, read_file
from ui.dialogs.import_preview import ImportPreview
from ui.dialogs.import_result import ImportOutcome
from ui.dialogs.question import Question
from ui.messages import error_words
from ui.project import OpenProject
from ui.widgets.icons import IconButton

PREVIEW, PLAN, DONE = range(3)
_STEPS = 1000


class ImportDialog(Question):
    """``imported`` tells that people came in or changed."""

    imported = Signal()

    def __init__(self, parent: QWidget | None, project: OpenProject, file: Path) -> None:
        title = _("Import “{file}”").format(file=file.name)
        super().__init__(parent, title, "", _("Try it"), "check")
        assert project.current_event is not None, "a list is imported for an event"
        self._project, self._event, self._path = project, project.current_event, file
        self.setMinimumSize(940, 600)
        self.resize(1180, 690)
        self.step = PREVIEW
        self.preview = ImportPreview(project.surroundings.categories)
        self.outcome = ImportOutcome()
        self.progress = QProgressBar(maximum=0, textVisible=False)
        self.back = IconButton("undo")
        self.back.setText(_("Back"))
        self.back.hide()
        self._stack = QStackedWidget()
        self._stack.addWidget(self.preview)
        self._stack.addWidget(self.outcome)
        self.body.addWidget(self._stack, 1)
        self.body.addWidget(self.progress)
        self._buttons.insertWidget(1, self.back)
        self.back.clicked.connect(self._go_back)
        self.preview.changed.connect(self._read)
        self._read()

    def _read(self) -> None:
        """Reads the file as the preview says; a file without headings is shown from its first row."""
        options, path, economy = self.preview.options, self._path, self._event.economy
        self._be_busy(True)
        self._project.jobs.run_long(
            lambda: _read(path, economy, options), self._show_file, self._fail_reading, key="import"
        )

    def _show_file(self, read: tuple[PeopleFile, str]) -> None:
        file, doubt = read
        self._be_busy(False)
        self.preview.show_file(file)
        self.accept_button.setFocus()
        self.problem.setVisible(bool(doubt))
        self.problem.setText(doubt)

    def _fail_reading(self, error: Exception) -> None:
        self._be_busy(False)
        self.fail(error)
        self.accept_button.setEnabled(self.preview.file is not None)

    def answer(self) -> None:
        if self.step == PREVIEW:
            self._try()
        elif self.step == PLAN:
            self._import()
        else:
            self.accept()

    def _try(self) -> None:
        file, category, event = self.preview.file, self.preview.category.currentData(), self._event
        if file is None:
            return
        self._be_busy(True)
        tell = self._reporter()
        database = self._project.app.database

        def plan() -> ImportPlan:
            with database.read() as tx:
                return plan_import(tx, event=event, file=file, category=category, progress=tell)

        self._project.jobs.run_long(plan, self._show_plan, self._fail_work, key="import")

    def _show_plan(self, plan: ImportPlan) -> None:
        self._be_busy(False)
        self.outcome.show_plan(plan)
        self._go_to(PLAN)
        self.accept_button.setEnabled(bool(plan.result.created or plan.result.updated))

    def _import(self) -> None:
        file, category, event = self.preview.file, self.preview.category.currentData(), self._event
        assert file is not None, "it was tried before"
        self._be_busy(True)
        tell = self._reporter()
        database = self._project.app.database

        def work() -> ImportResult:
            with database.write() as tx:
                return apply_import(tx, event=event, file=file, category=category, progress=tell)

        self._project.jobs.run_long(work, self._show_result, self._fail_work)

    def _show_result(self, result: ImportResult) -> None:
        self._be_busy(False)
        self.outcome.show_result(result)
        self._go_to(DONE)
        self.imported.emit()

    def _fail_work(self, error: Exception) -> None:
        self._be_busy(False)
        self.refuse(error_words(error))

    def _go_back(self) -> None:
        self._go_to(PREVIEW)

    def _go_to(self, step: int) -> None:
        self.step = step
        self.problem.hide()
        self._stack.setCurrentIndex(0 if step == PREVIEW else 1)
        self.back.setVisible(step == PLAN)
        self.cancel_button.setVisible(step != DONE)
        self.accept_button.setText((_("Try it"), _("Import"), _("Close"))[step])
        self.accept_button.set_icon_name(("check", "import", "check")[step])
        self.accept_button.setEnabled(True)
        self.accept_button.setFocus()

    def _be_busy(self, is_busy: bool) -> None:
        self.progress.setVisible(is_busy)
        self.progress.setMaximum(0)
        self.accept_button.setEnabled(not is_busy)
        self.back.setEnabled(not is_busy)
        self.preview.setEnabled(not is_busy)

    def _reporter(self) -> Callable[[float], None]:
        report = self._project.jobs.reporter(self._show_progress)
        return lambda share: report(round(share * _STEPS), _STEPS)

    def _show_progress(self, done: int, whole: int) -> None:
        self.progress.setMaximum(whole)
        self.progress.setValue(done)


def _read(path: Path, economy: str, options: ReadingOptions) -> tuple[PeopleFile, str]:
    """The file, and what is doubtful about it."""
    try:
        return read_file(path, economy=economy, options=options), ""
    except UserError as error:
        if options.header_row is not None:
            raise
        try:
            plain = ReadingOptions(
                encoding=options.encoding, delimiter=options.delimiter, sheet=options.sheet, header_row=1
            )
            read = read_file(path, economy=economy, options=plain)
        except UserError:
            raise error from None
        return read, _("No row of headings was recognised. Choose the row, and where each column goes.")
