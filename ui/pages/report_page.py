"""The report: how it stands at a glance, the tables, the people and records behind each figure, and its documents."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QMenu, QStackedWidget, QTabBar, QVBoxLayout, QWidget

from o2o_events.documents.dashboard import rule_words
from o2o_events.i18n import _
from o2o_events.registers.economies import economy_name
from o2o_events.registers.events import Event
from ui.dialogs.rows_dialog import Rows, RowsDialog
from ui.pages.report_deeds import ReportDeeds
from ui.pages.report_files import ReportFiles
from ui.pages.report_goals import ReadIndicators, rows_of
from ui.pages.report_overview import ReportOverview
from ui.pages.report_reading import (
    ReportShown,
    arrival_rows,
    economy_rows,
    expected_rows,
    person_rows,
    read_report,
    stated_rows,
)
from ui.pages.report_tables import ReportTables
from ui.project import OpenProject
from ui.widgets.icons import IconButton

_PROJECT = ""
OVERVIEW, TABLES = range(2)
"""The tabs."""


class ReportPage(QWidget):
    """``said`` is what was done, ``noted`` why nothing was.

    ``page_asked`` is another page to go to, ``registration_asked`` a person to open.
    """

    said = Signal(str)
    noted = Signal(str)
    page_asked = Signal(str)
    registration_asked = Signal(str)

    def __init__(
        self, project: OpenProject, indicators: ReadIndicators | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("page")
        self._project, self._indicators = project, indicators
        self._is_project = False
        self.shown: ReportShown | None = None
        self.scope, self.rule = QComboBox(), IconButton("edit")
        self.documents, self.more = IconButton("export"), IconButton("lock")
        self.rule_words = QLabel(objectName="hint", wordWrap=True)
        self.tabs, self._stack = QTabBar(drawBase=False, expanding=False), QStackedWidget()
        self.files, self.deeds = ReportFiles(self, project), ReportDeeds(self, project)
        self.overview, self.tables = ReportOverview(), ReportTables(project)
        self._build()
        self._connect()
        self.retranslate()

    def _build(self) -> None:
        self.scope.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.scope.setMinimumContentsLength(16)
        top = QHBoxLayout(spacing=8)
        top.addWidget(self.scope, 1)
        for button in (self.rule, self.documents, self.more):
            top.addWidget(button)
        for widget in (self.scope, self.rule, self.documents, self.more):
            widget.setMinimumHeight(44)
        for page in (self.overview, self.tables):
            self.tabs.addTab("")
            self._stack.addWidget(page)
        below = QHBoxLayout(spacing=16)
        below.addWidget(self.tabs)
        below.addWidget(self.rule_words, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(18, 14, 18, 12)
        layout.setSpacing(8)
        layout.addLayout(top)
        layout.addLayout(below)
        layout.addWidget(self._stack, 1)

    def _connect(self) -> None:
        self.scope.activated.connect(lambda: self.choose_scope(is_project=self.scope.currentData() == _PROJECT))
        self.rule.clicked.connect(self.ask_rule)
        self.more.clicked.connect(self.ask_more)
        self.documents.clicked.connect(self.ask_documents)
        self.tabs.currentChanged.connect(self.show_tab)
        self.overview.figure_asked.connect(self.open_figure)
        self.overview.economy_asked.connect(self._open_economy)
        self.overview.goal_asked.connect(self._open_goal)
        self.tables.rows_asked.connect(self.open_rows)
        self.tables.file_asked.connect(lambda code: self.files.ask_table(self.chosen_event, code))
        self.tables.contacts_asked.connect(self.deeds.ask_contacts)
        for part in (self.files, self.deeds):
            part.said.connect(self.said)
        for part in (self.deeds, self.tables):
            part.noted.connect(self.noted)
        for keys, by in (("Ctrl+PgDown", 1), ("Ctrl+PgUp", -1)):
            QShortcut(QKeySequence(keys), self, activated=lambda by=by: self._step(by))

    def enter(self) -> None:
        """The page is shown."""
        self.reload()
        self.scope.setFocus()

    def reload(self) -> None:
        """Asks for everything anew; what is chosen stays chosen."""
        event, indicators = self.chosen_event, self._indicators
        self._project.read(
            lambda tx: read_report(tx, event, indicators),
            self._take,
            key="report page",
        )
        if self.tabs.currentIndex() == TABLES:
            self.tables.show_scope(event)

    @property
    def chosen_event(self) -> Event | None:
        """The event that is shown; None for the project as a whole."""
        return None if self._is_project else self._project.current_event

    def choose_scope(self, *, is_project: bool) -> None:
        """The present event, or all of them together."""
        self._is_project = is_project
        self.reload()

    def show_tab(self, tab: int) -> None:
        """``OVERVIEW`` or ``TABLES``."""
        self.tabs.setCurrentIndex(tab)
        self._stack.setCurrentIndex(tab)
        self._tell_rule()
        if tab == TABLES:
            self.tables.show_scope(self.chosen_event)

    def ask_rule(self) -> None:
        """Opens the choices that the figures rest on."""
        from ui.dialogs.report_choices_dialog import ReportChoicesDialog, read_choices

        def ask(found: object) -> None:
            dialog = ReportChoicesDialog(self.window(), self._project, found)
            dialog.said.connect(self.said)
            dialog.open()

        event = self.chosen_event
        self._project.read(lambda tx: read_choices(tx, event), ask)

    def ask_documents(self) -> None:
        """What can be written of what is shown."""
        self._drop(self.files.menu(self.chosen_event), self.documents)

    def ask_more(self) -> None:
        """What is the organiser's alone."""
        self._drop(self.deeds.menu(), self.more)

    @staticmethod
    def _drop(menu: QMenu, button: IconButton) -> None:
        """Under the button, its right edges together, so that it stays inside the window."""
        corner = button.mapToGlobal(button.rect().bottomRight())
        corner.setX(corner.x() - menu.sizeHint().width())
        menu.popup(corner)

    def open_figure(self, key: str) -> None:
        """The rows behind a figure."""
        if self.shown is None:
            return
        shown, rule = self.shown, rule_words(self.shown.board)
        made: dict[str, Callable[[], Rows]] = {
            "registered": lambda: expected_rows(shown, _("Registered or confirmed"), rule),
            "no_shows": lambda: expected_rows(shown, _("Did not come"), rule, only_absent=True),
            "attendances": lambda: arrival_rows(shown, _("Checked in"), rule),
            "persons": lambda: person_rows(shown, _("Unique persons"), rule),
            "economies": lambda: economy_rows(shown, _("Economies present"), rule),
            "shares": lambda: arrival_rows(shown, _("Women and youth"), rule),
            "women": lambda: stated_rows(shown, _("Who stated their gender"), rule, lambda a: a.gender),
            "youth": lambda: stated_rows(shown, _("Who stated their age"), rule, lambda a: a.age_35_or_under),
        }
        self.open_rows(made[key]())

    def open_rows(self, rows: Rows) -> None:
        """Shows a list behind a figure."""
        dialog = RowsDialog(self.window(), rows)
        dialog.said.connect(self.said)
        dialog.person_asked.connect(self.registration_asked)
        dialog.open()

    def _open_economy(self, code: str) -> None:
        if self.shown is not None:
            title = _("Checked in: {economy}").format(economy=economy_name(code))
            self.open_rows(arrival_rows(self.shown, title, rule_words(self.shown.board), lambda a: a.economy == code))

    def _open_goal(self, key: str) -> None:
        known = (*self.shown.indicators, *(found for _event, found in self.shown.targets)) if self.shown else ()
        found = next((indicator for indicator in known if str(indicator.number) == key), None)
        if found is not None:
            self.open_rows(rows_of(found))

    def retranslate(self) -> None:
        self.scope.setAccessibleName(_("Event or project"))
        self.rule.setText(_("Who is counted…"))
        self.rule.setToolTip(_("Who counts as a participant, and how open wordings are read"))
        self.documents.setText(_("Documents"))
        self.more.setText(_("For the organiser"))
        self.tabs.setTabText(OVERVIEW, _("Overview"))
        self.tabs.setTabText(TABLES, _("Tables"))
        self.tabs.setToolTip(_("Ctrl+Page Up and Ctrl+Page Down go from one to the next"))
        if self.shown is not None:
            self._show()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 Qt's name
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
            self.overview.retranslate()
            self.tables.retranslate()
            if self.isVisible():
                self.reload()

    def _step(self, by: int) -> None:
        self.show_tab((self.tabs.currentIndex() + by) % self.tabs.count())

    def _take(self, shown: ReportShown) -> None:
        self.shown = shown
        self.deeds.anonymised = shown.anonymised
        self._show()
        self.overview.show_report(shown)

    def _show(self) -> None:
        assert self.shown is not None
        self._offer()
        self._tell_rule()

    def _tell_rule(self) -> None:
        """Who counts; under each table it stands anyway."""
        if self.tabs.currentIndex() == TABLES:
            self.rule_words.setText(_("Click a figure, or press Enter on it, and you see what it counts."))
        elif self.shown is not None:
            self.rule_words.setText(rule_words(self.shown.board) + self._anonymised_words())

    def _anonymised_words(self) -> str:
        assert self.shown is not None
        codes = [p.event.code for p in self.shown.board.events if p.event.id in self.shown.anonymised]
        return " " + _("Anonymised, so without names: {events}.").format(events="; ".join(codes)) if codes else ""

    def _offer(self) -> None:
        event = self._project.current_event
        self.scope.clear()
        if event is not None:
            self.scope.addItem(event.label, event.id)
        self.scope.addItem(_("The whole project"), _PROJECT)
        self.scope.setCurrentIndex(self.scope.count() - 1 if self._is_project or event is None else 0)
        self.scope.setToolTip(self.scope.currentText())
