"""Everybody registered for the event: search, look, correct, import."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QEvent, QModelIndex, QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QStackedWidget, QVBoxLayout, QWidget

from o2o_events.i18n import _, ngettext
from o2o_events.people.fields import STATUSES
from o2o_events.people.queries import Needs, PersonEntry, get_entries, get_person, registrations_by_name
from o2o_events.people.search import find_people
from ui.dialogs.person_dialog import PersonDialog, read_person
from ui.messages import status_words
from ui.pages.search_results import PeopleView
from ui.project import OpenProject
from ui.tables.people_table import PeopleTable
from ui.widgets.fields import SearchField
from ui.widgets.flow import FlowLayout
from ui.widgets.icons import IconButton, IconLabel

_MOST_FOUND = 200
_PAUSE = 80
_SHOWS_PEOPLE = {"*", "person", "registration", "badge", "category", "status"}


class PeoplePage(QWidget):
    """``noted`` is why nothing was done; ``badge_asked`` the person whose badge is wanted."""

    noted = Signal(str)
    walk_in_asked = Signal()
    export_asked = Signal()
    badge_asked = Signal(str)

    def __init__(self, project: OpenProject, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("page")
        self._project = project
        self._is_stale = True
        self.search = SearchField()
        self.state = QComboBox()
        self.model = PeopleTable(self)
        self.view = PeopleView(self.model)
        self.count = QLabel(objectName="quiet")
        self.import_button, self.add, self.export = (
            IconButton("import", "primary"),
            IconButton("plus"),
            IconButton("export"),
        )
        self._empty_words = QLabel(objectName="quiet", wordWrap=True)
        self.empty_import = IconButton("import", "primary")
        self._stack = QStackedWidget()
        self._typing = QTimer(self, singleShot=True, interval=_PAUSE)
        self._build()
        self._connect()
        self.retranslate()

    def _build(self) -> None:
        top = FlowLayout(spacing=12)
        top.add(self.search, least=280, stretch=1)
        for widget in (self.state, self.add, self.export, self.import_button):
            top.add(widget)
        for widget in (self.state, self.add, self.export, self.import_button):
            widget.setMinimumHeight(54)
        self._stack.addWidget(self.view)
        self._stack.addWidget(self._empty())
        layout = QVBoxLayout(self)
        layout.setContentsMargins(18, 16, 18, 14)
        layout.setSpacing(12)
        layout.addLayout(top)
        layout.addWidget(self.count)
        layout.addWidget(self._stack, 1)

    def _empty(self) -> QWidget:
        page = QWidget()
        layout = QVBoxLayout(page)
        layout.addStretch(1)
        for widget in (IconLabel("people", 64), self._empty_words, self.empty_import):
            row = QHBoxLayout()
            row.addStretch(1)
            row.addWidget(widget)
            row.addStretch(1)
            layout.addLayout(row)
        layout.addStretch(2)
        self._empty_words.setMinimumWidth(520)
        return page

    def _connect(self) -> None:
        self.search.textChanged.connect(lambda _text: self._typing.start())
        self._typing.timeout.connect(self.reload)
        self.search.returnPressed.connect(self._enter)
        self.state.activated.connect(lambda _row: self.reload())
        self.model.wanted.connect(self._fetch)
        self.view.chosen.connect(self._open_row)
        self.import_button.clicked.connect(self.ask_import)
        self.empty_import.clicked.connect(self.ask_import)
        self.add.clicked.connect(self.walk_in_asked)
        self.export.clicked.connect(self.export_asked)
        self._project.changed.connect(self._on_changed)
        self._project.place_changed.connect(self._on_place_changed)
        shortcut = QShortcut(QKeySequence(QKeySequence.StandardKey.Find), self)
        shortcut.activated.connect(self.search.setFocus)
        importing = QShortcut(QKeySequence("Ctrl+I"), self)
        importing.activated.connect(self.ask_import)

    def enter(self) -> None:
        """The page is shown."""
        self.search.setFocus()
        if self._is_stale:
            self.reload()

    def reload(self) -> None:
        """Asks for the list anew; what is selected stays selected."""
        event = self._project.current_event
        if event is None:
            return
        self._is_stale = False
        text, state = self.search.text().strip(), self.state.currentData()
        if text:
            self._project.read(
                lambda tx: find_people(tx, event, text, _MOST_FOUND), self._show_found, key="people page"
            )
        else:
            states = [state] if state else None
            self._project.read(lambda tx: registrations_by_name(tx, event, states), self._show_all, key="people page")

    def open_person(self, person: str) -> None:
        """Opens somebody by id."""
        event = self._project.current_event
        if event is not None:
            self._project.read(lambda tx: get_person(tx, event, person), self._open_entry)

    def open_registration(self, registration: str) -> None:
        """Opens somebody by their registration, at whichever event it is: that event is chosen then."""
        self._project.read(lambda tx: read_person(tx, registration), self._open_at_event)

    def ask_import(self) -> None:
        from PySide6.QtWidgets import QFileDialog

        kinds = _("Lists (*.csv *.tsv *.txt *.xlsx *.xlsm *.ods *.xls);;All files (*)")
        name, _kind = QFileDialog.getOpenFileName(self, _("Import a registration list"), "", kinds)
        if name:
            self.import_file(Path(name))

    def import_file(self, file: Path) -> None:
        """Opens the import for a file."""
        from ui.dialogs.import_dialog import ImportDialog

        if self._project.current_event is None:
            self.noted.emit(_("There is no event in this project yet. Add one first."))
            return
        dialog = ImportDialog(self.window(), self._project, file)
        dialog.imported.connect(self.reload)
        dialog.open()

    def retranslate(self) -> None:
        self.search.setPlaceholderText(_("Name, organisation, e-mail, badge code"))
        self.search.setAccessibleName(_("Search"))
        self.import_button.setText(_("Import…"))
        self.import_button.setToolTip(_("Import a CSV or Excel list (Ctrl+I); you can also drop the file here"))
        self.add.setText(_("Add person"))
        self.export.setText(_("Attendance"))
        self.export.setToolTip(_("Save the attendance list as CSV, Excel, JSON or PDF (Ctrl+E)"))
        self.empty_import.setText(_("Import a list…"))
        chosen = self.state.currentData()
        self.state.clear()
        self.state.addItem(_("All states"), "")
        for status in STATUSES:
            self.state.addItem(status_words(status), status)
        self.state.setCurrentIndex(max(0, self.state.findData(chosen)))
        self._show_count()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 Qt's name
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()

    def _show_found(self, people: list[PersonEntry]) -> None:
        state = self.state.currentData()
        if state:
            people = [entry for entry in people if entry.status == state]
        self._keep_place(lambda: self.model.show(people, self._project.surroundings.categories))

    def _show_all(self, ids: list[str]) -> None:
        self._keep_place(lambda: self.model.show_ids(ids, self._project.surroundings.categories))

    def _keep_place(self, show: Callable[[], None]) -> None:
        entry = self.model.entry(self.view.currentIndex())
        place = self.view.verticalScrollBar().value()
        show()
        row = self.model.row_of(entry.registration) if entry is not None else -1
        if row >= 0:
            self.view.selectRow(row)
            self.view.verticalScrollBar().setValue(place)
        is_empty = self.model.rowCount() == 0
        self._stack.setCurrentIndex(1 if is_empty else 0)
        self._show_count()

    def _show_count(self) -> None:
        rows = self.model.rowCount()
        words = ngettext("{n} person", "{n} people", rows).format(n=rows)
        self.count.setText(words + "  ·  " + _("Enter opens a person") if rows else "")
        is_searching = bool(self.search.text().strip() or self.state.currentData())
        self.empty_import.setVisible(not is_searching)
        self._empty_words.setText(
            _("Nobody here fits. Type less, or another part of the name.")
            if is_searching
            else _("Nobody is registered for this event yet. Drop a CSV or Excel file on this window, or choose one.")
        )

    def _fetch(self, ids: list[str]) -> None:
        self._project.read(lambda tx: get_entries(tx, ids), self.model.fill)

    def _enter(self) -> None:
        if self.model.rowCount() == 1:
            self._open_row(self.model.index(0, 0))
        elif self.model.rowCount():
            self.view.setFocus()
            self.view.selectRow(max(0, self.view.currentIndex().row()))

    def _open_row(self, index: QModelIndex) -> None:
        entry = self.model.entry(index)
        if entry is not None:
            self._open_entry(entry)

    def _open_entry(self, entry: PersonEntry) -> None:
        self._project.read(lambda tx: read_person(tx, entry.registration), self._open_dialog)

    def _open_at_event(self, read: tuple[PersonEntry, Needs] | None) -> None:
        events = self._project.surroundings.events
        event = next((event for event in events if read is not None and event.id == read[0].event), None)
        if event is not None and event != self._project.current_event:
            self._project.choose_event(event)
            self.noted.emit(_("{event} is the chosen event now.").format(event=event.code))
        self._open_dialog(read if event is not None else None)

    def _open_dialog(self, read: tuple[PersonEntry, Needs] | None) -> None:
        if read is None:
            self.noted.emit(_("This registration is no longer there. Search for the person again."))
            return
        dialog = PersonDialog(self.window(), self._project, *read)
        dialog.badge_asked.connect(self.badge_asked)
        dialog.open()

    def _on_changed(self, subjects: frozenset[str]) -> None:
        if subjects & _SHOWS_PEOPLE:
            if self.isVisible():
                self.reload()
            else:
                self._is_stale = True

    def _on_place_changed(self) -> None:
        self._is_stale = True
        if self.isVisible():
            self.reload()
