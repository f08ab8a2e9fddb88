"""This desk and the others: who was met when, files out and in, the hub, what they disagree on, what is set aside."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QScrollArea,
    QTableView,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from o2o_events.db.transaction import Tx
from o2o_events.i18n import _
from o2o_events.replication.standing import Standing, read_standing
from ui import paper
from ui.pages.aside_lines import Aside, read_aside
from ui.pages.aside_view import AsideView
from ui.pages.disputes import Dispute, read_disputes, settle
from ui.pages.disputes_view import DisputesView
from ui.pages.files_card import FilesCard
from ui.pages.hub_card import HubCard
from ui.pages.sync_lines import moment_words
from ui.preferences import Preferences
from ui.project import OpenProject
from ui.syncing import Syncing
from ui.tables.text_table import TextTable

_PAUSE = 300
"""Milliseconds in which exchanges that follow each other are one."""


class SyncPage(QWidget):
    """``said`` is what was done, ``noted`` why nothing was."""

    said = Signal(str)
    noted = Signal(str)

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
        self._project = project
        self._standing: Standing | None = None
        self._unknown: frozenset[str] = frozenset()
        self.files, self.hub = FilesCard(project, preferences, documents), HubCard(syncing)
        self.desks_heading, self.no_desks = QLabel(objectName="heading"), QLabel(objectName="hint", wordWrap=True)
        self.desks, self.model = QTableView(), TextTable(self)
        self.disputes, self.aside, self.lists = DisputesView(), AsideView(), QTabWidget()
        self._changes = QTimer(self, singleShot=True, interval=_PAUSE)
        self._build()
        self._connect(syncing)
        self.retranslate()

    def _build(self) -> None:
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
        self.desks.setMinimumHeight(160)
        left = QWidget(objectName="scrolled")
        column = QVBoxLayout(left, spacing=12)
        column.setContentsMargins(0, 0, 6, 0)
        for widget in (self.files, self.hub, self.desks_heading, self.no_desks):
            column.addWidget(widget)
        column.addWidget(self.desks, 1)
        column.addStretch(0)
        scrolled = QScrollArea(widgetResizable=True, frameShape=QFrame.Shape.NoFrame)
        scrolled.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scrolled.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scrolled.setWidget(left)
        self.lists.addTab(self.disputes, "")
        self.lists.addTab(self.aside, "")
        self.lists.setDocumentMode(True)
        self.lists.tabBar().setDrawBase(False)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(18, 16, 18, 14)
        layout.setSpacing(12)
        layout.addWidget(scrolled, 6)
        layout.addWidget(self.lists, 5)

    def _connect(self, syncing: Syncing) -> None:
        self.files.said.connect(self.said)
        self.files.noted.connect(self.noted)
        self.files.done_with.connect(self.reload)
        self.disputes.chosen.connect(self._settle)
        syncing.changed.connect(self._changes.start)
        self._changes.timeout.connect(self._reload_if_seen)
        QShortcut(QKeySequence("Ctrl+S"), self, activated=self.files.export.click)
        QShortcut(QKeySequence("Ctrl+I"), self, activated=self.files.bring.click)

    def enter(self) -> None:
        """The page is shown: with what is in the file now."""
        if self._project.operator and not self.disputes.operator.text():
            self.disputes.operator.setText(self._project.operator)
        self.disputes.forget_settled()
        self._unknown = frozenset({"disputes", "aside"})
        self.reload()
        self.files.export.setFocus()

    def bring_in(self, file: Path, passphrase: str | None = None) -> None:
        """Brings in a file, such as one that was dropped on the window."""
        self.files.bring_in(file, passphrase)

    def reload(self) -> None:
        """Asks for the desks, what they disagree on, and what is set aside."""
        database, event = self._project.app.database, self._project.current_event
        self._project.read(read_standing, self._show_standing, key="standing")
        self._project.read(lambda tx: read_aside(tx, event), self._show_aside, key="aside")

        def read() -> list[Dispute]:
            with database.read() as tx:
                return read_disputes(tx, event)

        self._project.jobs.run_long(read, self._show_disputes, key="disputes")

    def _reload_if_seen(self) -> None:
        if self.isVisible():
            self.reload()

    def _show_disputes(self, disputes: list[Dispute]) -> None:
        self.disputes.show_disputes(disputes)
        self._name_lists()
        self._open_list("disputes")

    def _show_aside(self, found: list[Aside]) -> None:
        self.aside.show_aside(found)
        self._name_lists()
        self._open_list("aside")

    def _open_list(self, known: str) -> None:
        """When both lists are known after the page was entered: the one in which there is something to do."""
        if not self._unknown:
            return
        self._unknown = self._unknown - {known}
        if not self._unknown:
            self.lists.setCurrentWidget(self.aside if self.aside.count and not self.disputes.count else self.disputes)

    def _name_lists(self) -> None:
        self.lists.setTabText(0, _("To settle ({n})").format(n=self.disputes.count))
        self.lists.setTabText(1, _("Set aside ({n})").format(n=self.aside.count))

    def _show_standing(self, standing: Standing) -> None:
        self._standing = standing
        event = self._project.current_event
        self.files.show_standing(standing)
        rows = [(d.name, f"{d.facts:,}".replace(",", "\u202f"), moment_words(d.met_at, event)) for d in standing.desks]
        self.model.show((_("Desk"), _("Entries from it"), _("Last met")), rows)
        self.no_desks.setVisible(not rows)
        self.desks.setVisible(bool(rows))

    def _settle(self, dispute: Dispute, choice: str, operator: str) -> None:
        self._project.operator = operator

        def write(tx: Tx) -> tuple[Dispute, str]:
            settle(tx, dispute, choice, operator)
            return dispute, choice

        self._project.write(write, self._tell_settled)

    def _tell_settled(self, made: tuple[Dispute, str]) -> None:
        self.disputes.show_settled(*made)
        self.said.emit(_("Settled. The other desks hear of it when they are next met."))
        self.reload()

    def retranslate(self) -> None:
        self.desks_heading.setText(_("Other desks"))
        self.desks.setAccessibleName(_("Other desks"))
        self.no_desks.setText(_("No other desk was met yet. Bring in a file of theirs, or connect to the hub."))
        for part in (self.files, self.hub, self.disputes, self.aside):
            part.retranslate()
        self._name_lists()
        if self._standing is not None:
            self._show_standing(self._standing)

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 Qt's name
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
            self._changes.start()
