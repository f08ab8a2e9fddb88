"""Saves and prints badges in the background: the buttons, the progress, and what came of it."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt, QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QHBoxLayout, QLabel, QProgressBar, QVBoxLayout, QWidget

from o2o_events.i18n import _, ngettext
from ui import paper
from ui.dialogs.print_dialog import ask_printer, installed_printers
from ui.paper import Outcome, Wanted
from ui.preferences import Preferences
from ui.project import OpenProject
from ui.widgets.icons import IconButton

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter


class PrintBar(QWidget):
    """``said`` is what was done, ``noted`` why nothing was.

    ``finished`` tells that something was, or could not be, written.

    ``save`` and ``print`` are the page's own: it knows what they are to write.
    """

    said = Signal(str)
    noted = Signal(str)
    finished = Signal()

    def __init__(
        self,
        project: OpenProject,
        preferences: Preferences,
        documents: Callable[[], Path],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._project, self._preferences, self._documents = project, preferences, documents
        self._outcome: Outcome | None = None
        self._running, self._has_badges = 0, False
        self.save, self.print = IconButton("export"), IconButton("print", "primary")
        self.progress = QProgressBar(textVisible=False, visible=False)
        self.done = QLabel(objectName="success", wordWrap=True, visible=False)
        self.open_folder = IconButton("folder", "small")
        self._build()
        self.open_folder.clicked.connect(self._open_folder)
        self.retranslate()

    def _build(self) -> None:
        self.open_folder.hide()
        self.done.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        told = QHBoxLayout(spacing=8)
        told.addWidget(self.done, 1)
        told.addWidget(self.open_folder)
        buttons = QHBoxLayout(spacing=10)
        buttons.addWidget(self.save, 1)
        buttons.addWidget(self.print, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(10)
        layout.addWidget(self.progress)
        layout.addLayout(told)
        layout.addLayout(buttons)

    @property
    def is_busy(self) -> bool:
        return self._running > 0

    def allow(self, has_badges: bool) -> None:
        """Whether there is anything to save or print."""
        self._has_badges = has_badges
        for button in (self.save, self.print):
            button.setEnabled(has_badges and not self.is_busy)

    def forget(self) -> None:
        """What came of the last sheet is of no interest any more."""
        self._outcome = None
        self._show_outcome()

    def print_badges(self, wanted: Wanted) -> None:
        """Asks for a printer and prints; where none is installed the PDF is saved."""
        if installed_printers():
            ask_printer(self.window(), wanted, self._preferences.text(_printer_key(wanted)), self._print_on)
        else:
            file = paper.unused_file(self._documents(), paper.file_name(wanted))
            self.save_badges(wanted, file, is_instead=True)

    def save_badges(self, wanted: Wanted, file: Path, *, is_instead: bool = False) -> None:
        """Writes the PDF; ``is_instead``: because there is no printer."""
        database, report = self._project.app.database, self._start()
        self._project.jobs.run_long(
            lambda: paper.save_sheet(database, wanted, file, report, is_instead=is_instead), self._finish, self._fail
        )

    def _print_on(self, wanted: Wanted, printer: "QPrinter") -> None:
        self._preferences.keep(_printer_key(wanted), printer.printerName())
        database, report, keep_in = self._project.app.database, self._start(), self._documents()
        self._project.jobs.run_long(
            lambda: paper.print_sheet_on(database, wanted, printer, keep_in, report), self._finish, self._fail
        )

    def _start(self) -> Callable[[int, int], None]:
        self._running, self._outcome = self._running + 1, None
        self.progress.setRange(0, 0)
        self.progress.show()
        self._show_outcome()
        self.allow(self._has_badges)
        return partial(_report_some, self._project.jobs.reporter(self._show_progress))

    def _show_progress(self, done: int, whole: int) -> None:
        self.progress.setRange(0, whole)
        self.progress.setValue(done)

    def _finish(self, outcome: Outcome) -> None:
        self._stop()
        self._outcome = outcome
        self._show_outcome()
        self.said.emit(outcome_words(outcome))
        self.finished.emit()

    def _fail(self, error: Exception) -> None:
        self._stop()
        self._project.jobs.failed.emit(error)
        self.finished.emit()

    def _stop(self) -> None:
        self._running -= 1
        self.progress.setVisible(self.is_busy)
        self.allow(self._has_badges)

    def _show_outcome(self) -> None:
        outcome = self._outcome
        self.done.setVisible(outcome is not None)
        self.done.setText(outcome_words(outcome) if outcome else "")
        self.open_folder.setVisible(outcome is not None and outcome.file is not None)

    def _open_folder(self) -> None:
        if self._outcome is not None and self._outcome.file is not None:
            folder = self._outcome.file.absolute().parent
            if not QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder))):
                self.noted.emit(_("The folder cannot be opened from here: {folder}").format(folder=folder))

    def retranslate(self) -> None:
        self.save.setText(_("Save PDF…"))
        self.save.setToolTip(_("Write the sheet into a file and note its badges as printed (Ctrl+S)"))
        self.print.setText(_("Print…"))
        self.print.setToolTip(_("Choose a printer; the badges are noted as printed (Ctrl+P)"))
        self.open_folder.setText(_("Open folder"))
        self.progress.setAccessibleName(_("Progress"))
        self._show_outcome()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 Qt's name
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()


def outcome_words(outcome: Outcome) -> str:
    """What was made, in a sentence."""
    if not outcome.badges:
        return _("There was no badge to print, so nothing was written.")
    if outcome.printer:
        words = ngettext(
            "{n} badge sent to the printer “{printer}” (pages: {pages}).",
            "{n} badges sent to the printer “{printer}” (pages: {pages}).",
            outcome.badges,
        )
    elif outcome.is_instead and outcome.wanted.name:
        words = _("No printer is installed. The badge of {name} is saved: {file}")
    elif outcome.is_instead:
        words = ngettext(
            "No printer is installed. {n} badge is saved (pages: {pages}): {file}",
            "No printer is installed. {n} badges are saved (pages: {pages}): {file}",
            outcome.badges,
        )
    else:
        words = ngettext(
            "{n} badge saved (pages: {pages}): {file}", "{n} badges saved (pages: {pages}): {file}", outcome.badges
        )
    return words.format(
        n=outcome.badges, pages=outcome.pages, printer=outcome.printer, file=outcome.file, name=outcome.wanted.name
    )


def _printer_key(wanted: Wanted) -> str:
    """Labels and sheets often come out of different printers."""
    return "single_printer" if wanted.people else "sheet_printer"


def _report_some(report: Callable[[int, int], None], done: int, whole: int) -> None:
    """A hundred reports are enough for a bar."""
    if done == whole or done % max(1, whole // 100) == 0:
        report(done, whole)
