"""Files out and in: export this event, bring in what another desk exported, and what came of it."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFileDialog, QLabel, QProgressBar

from o2o_events.db.encryption import is_protected
from o2o_events.documents.exported_file import export_event
from o2o_events.i18n import _
from o2o_events.people.arriving import index_arrivals
from o2o_events.replication.exchange import Received
from o2o_events.replication.exporting import Exported
from o2o_events.replication.file_merging import merge_file
from o2o_events.replication.standing import Standing
from ui.messages import error_words
from ui.pages.sync_lines import received_words, waiting_words
from ui.preferences import Preferences
from ui.project import OpenProject
from ui.widgets.card import Card
from ui.widgets.flow import FlowLayout
from ui.widgets.icons import IconButton


class FilesCard(Card):
    """``said`` is what was done, ``noted`` why nothing was, ``done_with`` tells that a file is written or in."""

    said = Signal(str)
    noted = Signal(str)
    done_with = Signal()

    def __init__(self, project: OpenProject, preferences: Preferences, documents: Callable[[], Path]) -> None:
        self._project, self._preferences, self._documents = project, preferences, documents
        self._outcome: Callable[[], str] | None = None
        self._is_busy, self._bringing = False, ""
        self.desk, self.waiting = QLabel(objectName="heading", wordWrap=True), QLabel(objectName="quiet", wordWrap=True)
        self.export, self.bring = IconButton("export", "primary"), IconButton("import")
        self.doing = QLabel(objectName="hint", wordWrap=True, visible=False)
        self.progress = QProgressBar(textVisible=False, visible=False)
        self.done = QLabel(objectName="success", wordWrap=True, visible=False)
        self.problem = QLabel(objectName="problem", wordWrap=True, visible=False)
        buttons = FlowLayout(spacing=10)
        for button in (self.export, self.bring):
            buttons.add(button, stretch=1)
        super().__init__(self.desk, self.waiting, buttons, self.doing, self.progress, self.done, self.problem)
        for label in (self.desk, self.doing, self.done, self.problem):
            label.setTextFormat(Qt.TextFormat.PlainText)
        for label in (self.done, self.problem):
            label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.export.clicked.connect(self.ask_export)
        self.bring.clicked.connect(self.ask_file)
        self.retranslate()

    def show_standing(self, standing: Standing) -> None:
        self.desk.setText(_("This desk: {name}").format(name=standing.name))
        self.waiting.setText(waiting_words(standing))

    # out

    def ask_export(self) -> None:
        """Asks what for, then where to."""
        from ui.dialogs.export_event_dialog import ExportEventDialog

        event = self._project.current_event
        dialog = ExportEventDialog(self.window(), event.label if event else "")
        dialog.decided.connect(self._ask_place)
        dialog.open()

    def _ask_place(self, kind: str, passphrase: str) -> None:
        event = self._project.current_event
        parts = [event.code if event and kind != "desk" else "o2o", kind, f"{self._project.app.now():%Y%m%d-%H%M}"]
        kept = self._preferences.text("export_folder")
        folder = Path(kept) if kept and Path(kept).is_dir() else self._documents()
        proposal = str(folder / f"{'-'.join(parts)}.sqlite")
        name, _kind = QFileDialog.getSaveFileName(self, _("Save the export"), proposal, _("Exported files (*.sqlite)"))
        if name:
            self._preferences.keep("export_folder", str(Path(name).parent))
            is_named = name.lower().endswith(".sqlite")
            self.export_to(Path(name if is_named else f"{name}.sqlite"), kind, passphrase, overwrite=is_named)

    def export_to(self, file: Path, kind: str, passphrase: str = "", *, overwrite: bool = False) -> None:
        """Writes the file in the background."""
        database, event = self._project.app.database, self._project.current_event

        def write() -> Exported:
            return export_event(
                database, file, kind=kind, event=event, passphrase=passphrase or None, overwrite=overwrite
            )

        self._start(_("Writing “{file}”…").format(file=file.name))
        self._project.jobs.run_long(write, self._tell_exported, self._fail)

    def _tell_exported(self, written: Exported) -> None:
        def words() -> str:
            if written.kind == "anonymous":
                told = _("Saved: {file}. People, without names: {records}.")
            else:
                told = _("Saved: {file}. Entries: {facts}; records: {records}.")
            return told.format(file=written.file, facts=written.facts, records=written.records)

        self._finish(words)

    # in

    def ask_file(self) -> None:
        """Asks for a file that a desk exported, then brings it in."""
        folder = self._preferences.text("export_folder") or str(self._documents())
        kinds = _("Exported files (*.sqlite *.o2o);;All files (*)")
        name, _kind = QFileDialog.getOpenFileName(self, _("Bring in a file"), folder, kinds)
        if name:
            self.bring_in(Path(name))

    def bring_in(self, file: Path, passphrase: str | None = None) -> None:
        """Brings a file in; asks for the passphrase that a protected one needs."""
        if self._is_busy:
            self.noted.emit(_("Another file is being worked on. Wait until it is done, then try again."))
            return
        try:
            needs_passphrase = passphrase is None and file.is_file() and is_protected(file)
        except OSError as error:
            self._fail(error)
            return
        if needs_passphrase:
            self._ask_passphrase(file)
            return
        database, self._bringing = self._project.app.database, file.name
        self._start(_("Checking and bringing in “{file}”…").format(file=file.name))
        report = self._project.jobs.reporter(self._show_progress)

        def merge() -> Received:
            return merge_file(database, file, passphrase=passphrase, arrived=index_arrivals, progress=report)

        self._project.jobs.run_long(merge, self._tell_received, self._fail)

    def _ask_passphrase(self, file: Path) -> None:
        from ui.dialogs.passphrase_dialog import PassphraseDialog

        dialog = PassphraseDialog(self.window(), file.name)
        dialog.decided.connect(lambda passphrase: self.bring_in(file, passphrase))
        dialog.open()

    def _tell_received(self, received: Received) -> None:
        name = self._bringing
        self._finish(lambda: received_words(name, received))

    # what came of it

    def _start(self, words: str) -> None:
        self._outcome = None
        self._set_busy(True)
        self.doing.setText(words)
        self._show_outcome()
        self.problem.hide()

    def _show_progress(self, done: int, whole: int) -> None:
        self.progress.setRange(0, whole)
        self.progress.setValue(done)

    def _finish(self, outcome: Callable[[], str]) -> None:
        self._set_busy(False)
        self._outcome = outcome
        self._show_outcome()
        if not self.isVisible():
            self.said.emit(outcome())
        self.done_with.emit()

    def _fail(self, error: Exception) -> None:
        self._set_busy(False)
        self._project.jobs.failed.emit(error)
        self.problem.setText(error_words(error))
        self.problem.show()

    def _set_busy(self, is_busy: bool) -> None:
        self._is_busy = is_busy
        self.progress.setRange(0, 0)
        self.progress.setVisible(is_busy)
        self.doing.setVisible(is_busy)
        self.export.setEnabled(not is_busy)
        self.bring.setEnabled(not is_busy)

    def _show_outcome(self) -> None:
        self.done.setVisible(self._outcome is not None)
        self.done.setText(self._outcome() if self._outcome else "")

    def retranslate(self) -> None:
        self.export.setText(_("Export this event…"))
        self.export.setToolTip(_("Write a file for the office, another desk or a report (Ctrl+S)"))
        self.bring.setText(_("Bring in a file…"))
        self.bring.setToolTip(_("Take in what another desk exported; you may also drop it on the window (Ctrl+I)"))
        self.progress.setAccessibleName(_("Progress"))
        self._show_outcome()
