"""This desk and the others: who was met when, files out and in, the hub, and what they disagree on."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFileDialog,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QProgressBar,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from o2o_events.db.encryption import is_protected
from o2o_events.documents.exported_file import export_event
from o2o_events.i18n import _
from o2o_events.people.arriving import index_arrivals
from o2o_events.replication.exchange import Received
from o2o_events.replication.exporting import Exported
from o2o_events.replication.file_merging import merge_file
from o2o_events.replication.standing import Standing, read_standing
from ui import paper
from ui.messages import error_words
from ui.pages.disputes_view import DisputesView
from ui.pages.sync_lines import (
    Dispute,
    clock_words,
    moment_words,
    read_disputes,
    received_words,
    settle,
    waiting_words,
)
from ui.preferences import Preferences
from ui.project import OpenProject
from ui.syncing import Syncing
from ui.tables.text_table import TextTable
from ui.widgets.icons import IconButton

_PAUSE = 300
"""Milliseconds in which changes that follow each other are one."""


class SyncPage(QWidget):
    """``said`` is a message to show."""

    said = Signal(str)

    def __init__(
        self,
        project: OpenProject,
        syncing: Syncing,
        preferences: Preferences,
        documents: Callable[[], Path] = paper.documents_folder,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("page")
        self._project, self._syncing, self._preferences, self._documents = project, syncing, preferences, documents
        self._standing: Standing | None = None
        self._outcome: Callable[[], str] | None = None
        self._is_busy, self._bringing = False, ""
        self.clock = QLabel(objectName="note", wordWrap=True, visible=False)
        self.desk, self.waiting = QLabel(objectName="heading", wordWrap=True), QLabel(objectName="quiet", wordWrap=True)
        self.export, self.bring = IconButton("export", "primary"), IconButton("import")
        self.progress = QProgressBar(textVisible=False, visible=False)
        self.done = QLabel(objectName="success", wordWrap=True, visible=False)
        self.problem = QLabel(objectName="problem", wordWrap=True, visible=False)
        self.hub_heading, self.hub_words = QLabel(objectName="heading"), QLabel(objectName="quiet", wordWrap=True)
        self.hub_button = IconButton("sync")
        self.desks_heading, self.no_desks = QLabel(objectName="heading"), QLabel(objectName="hint", wordWrap=True)
        self.desks, self.model = QTableView(), TextTable(self)
        self.disputes = DisputesView()
        self._changes = QTimer(self, singleShot=True, interval=_PAUSE)
        self._build()
        self._connect()
        self.retranslate()

    def _build(self) -> None:
        for label in (self.done, self.problem, self.hub_words):
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.desks.setModel(self.model)
        self.desks.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.desks.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.desks.setShowGrid(False)
        self.desks.setAlternatingRowColors(True)
        self.desks.setTabKeyNavigation(False)
        self.desks.verticalHeader().hide()
        self.desks.verticalHeader().setDefaultSectionSize(38)
        self.desks.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self.desks.horizontalHeader().setHighlightSections(False)
        buttons = QHBoxLayout(spacing=10)
        buttons.addWidget(self.export, 1)
        buttons.addWidget(self.bring, 1)
        hub = QHBoxLayout(spacing=10)
        hub.addWidget(self.hub_heading, 1)
        hub.addWidget(self.hub_button)
        left = QVBoxLayout(spacing=12)
        left.addWidget(_card(self.desk, self.waiting, buttons, self.progress, self.done, self.problem))
        left.addWidget(_card(hub, self.hub_words))
        left.addWidget(self.desks_heading)
        left.addWidget(self.no_desks)
        left.addWidget(self.desks, 1)
        left.addStretch(0)
        layout = QGridLayout(self)
        layout.setContentsMargins(18, 16, 18, 14)
        layout.setHorizontalSpacing(18)
        layout.setVerticalSpacing(12)
        layout.addWidget(self.clock, 0, 0, 1, 2)
        layout.addLayout(left, 1, 0)
        layout.addWidget(self.disputes, 1, 1)
        layout.setColumnStretch(0, 6)
        layout.setColumnStretch(1, 5)
        layout.setRowStretch(1, 1)

    def _connect(self) -> None:
        self.export.clicked.connect(self.ask_export)
        self.bring.clicked.connect(self.ask_file)
        self.hub_button.clicked.connect(self.turn_hub)
        self.disputes.chosen.connect(self._settle)
        self._syncing.changed.connect(self._show_hub)
        self._syncing.changed.connect(self._changes.start)
        self._changes.timeout.connect(self._reload_if_seen)
        QShortcut(QKeySequence("Ctrl+S"), self, activated=self.export.click)
        QShortcut(QKeySequence("Ctrl+I"), self, activated=self.bring.click)

    def enter(self) -> None:
        """The page is shown: with what is in the file now."""
        if self._project.operator and not self.disputes.operator.text():
            self.disputes.operator.setText(self._project.operator)
        self.reload()
        self.export.setFocus()

    def reload(self) -> None:
        """Asks for the desks and what they disagree on."""
        database, event = self._project.app.database, self._project.current_event
        self._project.read(read_standing, self._show_standing, key="standing")

        def read() -> list[Dispute]:
            with database.read() as tx:
                return read_disputes(tx, event)

        self._project.jobs.run_long(read, self._show_disputes, key="disputes")

    def _reload_if_seen(self) -> None:
        if self.isVisible():
            self.reload()

    def _show_disputes(self, disputes: list[Dispute]) -> None:
        self.disputes.show_disputes(disputes)

    def _show_standing(self, standing: Standing) -> None:
        self._standing = standing
        event = self._project.current_event
        self.desk.setText(_("This desk: {name}").format(name=standing.name))
        self.waiting.setText(waiting_words(standing))
        rows = [(d.name, f"{d.facts:,}".replace(",", "\u202f"), moment_words(d.met_at, event)) for d in standing.desks]
        self.model.show((_("Desk"), _("Entries from it"), _("Last met")), rows)
        self.no_desks.setVisible(not rows)
        self.desks.setVisible(bool(rows))
        words = clock_words(standing, event, self._project.app.now())
        self.clock.setText("\n".join(words))
        self.clock.setVisible(bool(words))

    # files

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

        self._start()
        self._project.jobs.run_long(write, self._tell_exported, self._fail)

    def _tell_exported(self, written: Exported) -> None:
        def words() -> str:
            if written.kind == "anonymous":
                told = _("Saved: {file}. People, without names: {records}.")
            else:
                told = _("Saved: {file}. Entries: {facts}; records: {records}.")
            return told.format(file=written.file, facts=written.facts, records=written.records)

        self._finish(words)

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
            self.said.emit(_("Another file is being worked on. Wait until it is done, then try again."))
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
        self._start()
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

    def _start(self) -> None:
        self._set_busy(True)
        self._outcome = None
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
        self.reload()

    def _fail(self, error: Exception) -> None:
        self._set_busy(False)
        self._project.jobs.failed.emit(error)
        self.problem.setText(error_words(error))
        self.problem.show()

    def _set_busy(self, is_busy: bool) -> None:
        self._is_busy = is_busy
        self.progress.setRange(0, 0)
        self.progress.setVisible(is_busy)
        self.export.setEnabled(not is_busy)
        self.bring.setEnabled(not is_busy)

    def _show_outcome(self) -> None:
        self.done.setVisible(self._outcome is not None)
        self.done.setText(self._outcome() if self._outcome else "")

    # the hub, and what is to settle

    def turn_hub(self) -> None:
        """Connects, or ends the connection."""
        from ui.dialogs.hub_dialog import HubDialog

        if self._syncing.is_on:
            self._syncing.stop()
            return
        dialog = HubDialog(self.window(), self._syncing.kept_url)
        dialog.decided.connect(self._syncing.connect_to)
        dialog.open()

    def _show_hub(self) -> None:
        self.hub_words.setText(self._syncing.words())
        self.hub_button.setText(_("Disconnect") if self._syncing.is_on else _("Connect to the hub…"))

    def _settle(self, dispute: Dispute, choice: str, operator: str) -> None:
        self._project.operator = operator
        self._project.write(lambda tx: settle(tx, dispute, choice, operator), self._tell_settled)

    def _tell_settled(self, _nothing: Any) -> None:
        self.said.emit(_("Settled. The other desks hear of it when they are next met."))
        self.reload()

    # words

    def retranslate(self) -> None:
        self.export.setText(_("Export this event…"))
        self.export.setToolTip(_("Write a file for the office, another desk or a report (Ctrl+S)"))
        self.bring.setText(_("Bring in a file…"))
        self.bring.setToolTip(_("Take in what another desk exported; you may also drop it on the window (Ctrl+I)"))
        self.progress.setAccessibleName(_("Progress"))
        self.hub_heading.setText(_("The hub"))
        self.desks_heading.setText(_("Other desks"))
        self.desks.setAccessibleName(_("Other desks"))
        self.no_desks.setText(_("No other desk was met yet. Bring in a file of theirs, or connect to the hub."))
        self._show_hub()
        self._show_outcome()
        self.disputes.retranslate()
        if self._standing is not None:
            self._show_standing(self._standing)

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 Qt's name
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
            self._changes.start()


def _card(*parts: Any) -> QFrame:
    card = QFrame(objectName="card")
    layout = QVBoxLayout(card)
    layout.setContentsMargins(16, 14, 16, 14)
    layout.setSpacing(10)
    for part in parts:
        layout.addWidget(part) if isinstance(part, QWidget) else layout.addLayout(part)
    return card
