"""The tables of the report as they will be written, and what is behind each of their cells."""

from dataclasses import dataclass, replace

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from o2o_events import i18n
from o2o_events.db.transaction import Tx
from o2o_events.i18n import _
from o2o_events.indicators.sources import list_sources
from o2o_events.indicators.tables import CODES, build_tables
from o2o_events.indicators.values import Table
from o2o_events.registers.events import Event
from ui.dialogs.rows_dialog import Rows
from ui.pages.report_goals import registration_of
from ui.project import OpenProject
from ui.tables.report_table import ReportTableModel, ReportTableView
from ui.widgets.icons import IconButton, IconLabel
from ui.widgets.labelled import fill_choices

CONTACTS = "T5"
_NOTES = 96
"""Pixels that the notes may take; longer ones scroll."""


@dataclass(frozen=True)
class _Read:
    """The tables of an event, or of the project, in a language."""

    event: Event | None
    tables: tuple[Table, ...]
    language: str = ""

    def is_of(self, event: Event | None) -> bool:
        ids = [None if one is None else one.id for one in (self.event, event)]
        return ids[0] == ids[1] and self.language == i18n.language()


def read_tables(tx: Tx, event: Event | None) -> _Read:
    """All tables but the contacts, which are handed out against the organiser's PIN."""
    codes = tuple(code for code in CODES if code != CONTACTS and (event is None or code != "T1-unique"))
    return _Read(event, tuple(build_tables(tx, codes, event)), i18n.language())


class ReportTables(QWidget):
    """``rows_asked``: a cell was opened; ``contacts_asked``: those who agreed are wanted.

    ``noted``: a word on why nothing opens. ``file_asked``: the table of that code is to be saved.
    """

    noted = Signal(str)
    rows_asked = Signal(object)
    contacts_asked = Signal()
    file_asked = Signal(str)

    def __init__(self, project: OpenProject, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._project = project
        self._read = _Read(None, ())
        self._stale: set[str] = set()
        self.box = QComboBox()
        self.model, self.view = ReportTableModel(self), ReportTableView()
        self.notes = QLabel(objectName="hint", wordWrap=True)
        self.notes.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.save, self.contacts = IconButton("export"), IconButton("lock", "primary")
        self.contact_words = QLabel(objectName="quiet", wordWrap=True, alignment=Qt.AlignmentFlag.AlignCenter)
        self._stack = QStackedWidget()
        self._build()
        self._connect()
        self.retranslate()

    def _build(self) -> None:
        self.box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.box.setMaxVisibleItems(20)
        self.view.setModel(self.model)
        self._notes_area = QScrollArea(widgetResizable=True, frameShape=QFrame.Shape.NoFrame)
        self._notes_area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._notes_area.setWidget(self.notes)
        self.notes.setAlignment(Qt.AlignmentFlag.AlignTop)
        head = QHBoxLayout(spacing=8)
        head.addWidget(self.box, 1)
        head.addWidget(self.save)
        shown = QWidget()
        below = QVBoxLayout(shown)
        below.setContentsMargins(0, 0, 0, 0)
        below.setSpacing(6)
        below.addWidget(self.view, 1)
        below.addWidget(self._notes_area)
        self._stack.addWidget(shown)
        self._stack.addWidget(self._contacts_page())
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addLayout(head)
        layout.addWidget(self._stack, 1)

    def _contacts_page(self) -> QWidget:
        page = QWidget()
        layout = QVBoxLayout(page)
        layout.setSpacing(14)
        layout.addStretch(1)
        layout.addWidget(IconLabel("lock", 56), 0, Qt.AlignmentFlag.AlignCenter)
        layout.addWidget(self.contact_words)
        layout.addWidget(self.contacts, 0, Qt.AlignmentFlag.AlignCenter)
        layout.addStretch(2)
        return page

    def _connect(self) -> None:
        self.box.currentIndexChanged.connect(lambda _row: self._turn())
        self.view.opened.connect(self.open_cell)
        self.save.clicked.connect(lambda: self.file_asked.emit(self.code))
        self.contacts.clicked.connect(self.contacts_asked)

    def show_scope(self, event: Event | None) -> None:
        """Reads the tables of an event, or of the project; the one that is open stays open.

        Where they are shown already only the open one is made anew, the others when they are opened.
        """
        if self._read.tables and self._read.is_of(event):
            self._read = replace(self._read, event=event)
            self._stale = {table.code for table in self._read.tables}
            self._renew()
            return
        self._project.read(
            lambda tx: read_tables(tx, event),
            self._take,
            key="report tables",
        )

    def _renew(self) -> None:
        """Makes the open table anew where something changed since it was made."""
        code, event = self.code, self._read.event
        if code in self._stale:
            self._project.read(
                lambda tx: build_tables(tx, (code,), event)[0],
                self._put,
                key="report tables",
            )

    def _put(self, table: Table) -> None:
        tables = tuple(table if known.code == table.code else known for known in self._read.tables)
        self._read = replace(self._read, tables=tables)
        self._stale.discard(table.code)
        if table.code == self.code:
            self._show_table()

    def _turn(self) -> None:
        self._show_table()
        self._renew()

    def open_table(self, code: str) -> None:
        """Turns to a table by its code, where it is there."""
        self.box.setCurrentIndex(max(0, self.box.findData(code)))

    @property
    def code(self) -> str:
        """That of the table that is open."""
        return str(self.box.currentData() or "")

    def open_cell(self, index: QModelIndex) -> None:
        """Asks for the rows behind a cell."""
        sources = self.model.sources(index)
        if not sources:
            self.noted.emit(_("There is nothing behind this cell to be listed."))
            return
        title, note = self.model.title_of(index), f"{self.model.table.title}: {self.model.words(index)}"

        def show(rows: tuple[tuple[str, ...], ...]) -> None:
            people = tuple(registration_of((source,)) for source in sources)
            self.rows_asked.emit(Rows(title, (_("What"), _("More about it")), rows, note, people))

        self._project.read(
            lambda tx: tuple((source.label, source.detail) for source in list_sources(tx, sources)),
            show,
        )

    def retranslate(self) -> None:
        for widget in (self.box, self.view):
            widget.setAccessibleName(_("Tables"))
        self.save.setText(_("Save this table…"))
        self.contacts.setText(_("Hand out contacts…"))

    def _take(self, read: _Read) -> None:
        chosen = self.code or read.tables[0].code
        self._read, self._stale = read, set()
        titles = {table.code: f"{table.code}  {table.title}" for table in read.tables if table.code.startswith("T")}
        named = [(table.code, titles.get(table.code, table.title)) for table in read.tables]
        after = next((place for place, (code, _title) in enumerate(named) if code == "T6"), len(named))
        named.insert(after, (CONTACTS, f"{CONTACTS}  " + _("Contacts of those who agreed")))
        self.box.blockSignals(True)
        fill_choices(self.box, named)
        self.open_table(chosen)
        self.box.blockSignals(False)
        self._show_table()

    def _show_table(self) -> None:
        if self.code == CONTACTS:
            event = self._read.event
            words = _("Contacts are handed out against the organiser's PIN, and it is kept who took them.")
            if event is None:
                words += " " + _("They are handed out event by event: choose an event above.")
            self.contact_words.setText(words)
            self.contacts.setVisible(event is not None)
            self._stack.setCurrentIndex(1)
            self.save.setEnabled(False)
            return
        self._stack.setCurrentIndex(0)
        table = next((table for table in self._read.tables if table.code == self.code), None)
        self.save.setEnabled(table is not None)
        if table is None:
            return
        place = self.view.currentIndex()
        is_same = self.model.table.code == table.code
        self.model.show(table)
        words = table.notes if table.rows else (_("This table has no rows yet."), *table.notes)
        self.notes.setText("\n".join(words))
        self._fit_notes()
        self.view.fit()
        if is_same and place.row() < self.model.rowCount():
            self.view.setCurrentIndex(self.model.index(place.row(), max(0, place.column())))

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 Qt's name
        super().resizeEvent(event)
        self._fit_notes()

    def _fit_notes(self) -> None:
        """As high as they are, as far as the table leaves room."""
        self._notes_area.setFixedHeight(min(_NOTES, self.notes.heightForWidth(max(200, self.width() - 24)) + 4))
