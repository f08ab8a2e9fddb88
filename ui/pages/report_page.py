"""The report's first page: how it stands, figure by figure, and the people and records behind each."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QMenu,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from o2o_events.db.transaction import Tx
from o2o_events.documents.chart_svg import chart_svg, description
from o2o_events.documents.charts import ChartSpec
from o2o_events.documents.dashboard import (
    Dashboard,
    arrivals_chart,
    categories_chart,
    rule_words,
    shares_chart,
)
from o2o_events.documents.feedback_charts import compact_height
from o2o_events.i18n import _
from o2o_events.registers.economies import ECONOMIES, economy_name
from o2o_events.registers.events import Event
from o2o_events.registers.pins import Standing, read_standing
from ui.dialogs.anonymise_dialog import AnonymiseDialog
from ui.dialogs.pin_dialog import ContactsDialog, PinDialog
from ui.dialogs.rows_dialog import Rows, RowsDialog
from ui.messages import error_words
from ui.pages.report_files import ReportFiles
from ui.pages.report_goals import Indicator, ReadIndicators, goal_of, rows_of
from ui.pages.report_reading import (
    ReportShown,
    arrival_rows,
    economy_rows,
    expected_rows,
    person_rows,
    read_report,
)
from ui.project import OpenProject
from ui.widgets.card import Card
from ui.widgets.chart_view import ChartView, Picture
from ui.widgets.goal_card import Goal, GoalCard
from ui.widgets.icons import IconButton
from ui.widgets.tiles import TileFace, TileGrid

_PROJECT = ""
_WIDE_CARD = 236
_WIDE_CHART = 460
_LOWEST_CHART = 210.0
_EMPTY = Picture("", "", lambda width, _theme: f'<svg width="{width}" height="10"/>')


class ReportPage(QWidget):
    """``said`` is a message to show, ``page_asked`` another page to go to."""

    said = Signal(str)
    page_asked = Signal(str)

    def __init__(
        self, project: OpenProject, indicators: ReadIndicators | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("page")
        self._project, self._indicators = project, indicators
        self.goals: list[GoalCard] = []
        self.goals_title = QLabel(objectName="sectionHead", visible=False)
        self._is_project = False
        self.counted: frozenset[str] | None = None
        self.shown: ReportShown | None = None
        self.scope, self.rule = QComboBox(), IconButton("people")
        self.documents, self.more = IconButton("export"), IconButton("lock")
        self.files = ReportFiles(self, project)
        self.rule_words = QLabel(objectName="hint", wordWrap=True)
        self.figures = [GoalCard() for _n in range(5)]
        self.arrivals, self.shares, self.kinds = ChartView(_EMPTY), ChartView(_EMPTY), ChartView(_EMPTY)
        self.tiles, self.economies_title = TileGrid(), QLabel(objectName="sectionHead", wordWrap=True)
        self._charts: list[Card] = []
        self._views = (self.arrivals, self.shares, self.kinds)
        self.lists = [IconButton("people", "small") for _n in self._views]
        self.notes = [QLabel(objectName="hint", wordWrap=True) for _n in self._views]
        self._columns = (0, 0)
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
        body = QWidget(objectName="page")
        inner = QVBoxLayout(body)
        inner.setContentsMargins(0, 0, 8, 0)
        inner.setSpacing(10)
        self._figures_grid, self._charts_grid = QGridLayout(spacing=10), QGridLayout(spacing=10)
        self._goals_grid = QGridLayout(spacing=10)
        inner.addLayout(self._figures_grid)
        inner.addWidget(self.goals_title)
        inner.addLayout(self._goals_grid)
        inner.addWidget(Card(self.economies_title, self.tiles))
        inner.addLayout(self._charts_grid)
        inner.addStretch(1)
        for view, note, button in zip(self._views, self.notes, self.lists, strict=True):
            foot = QHBoxLayout(spacing=10)
            foot.addWidget(note, 1)
            foot.addWidget(button, 0, Qt.AlignmentFlag.AlignBottom)
            card = Card(view, foot)
            card.layout().setStretch(1, 1)
            self._charts.append(card)
        self._scroll = QScrollArea(widgetResizable=True, frameShape=QFrame.Shape.NoFrame)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setWidget(body)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(18, 14, 18, 12)
        layout.setSpacing(8)
        layout.addLayout(top)
        layout.addWidget(self.rule_words)
        layout.addWidget(self._scroll, 1)

    def _connect(self) -> None:
        self.scope.activated.connect(lambda: self.choose_scope(is_project=self.scope.currentData() == _PROJECT))
        self.rule.clicked.connect(self.ask_rule)
        self.more.clicked.connect(self.ask_more)
        self.documents.clicked.connect(self.ask_documents)
        self.files.said.connect(self.said)
        self.tiles.chosen.connect(self._open_economy)
        for card in self.figures:
            card.chosen.connect(self.open_figure)
        for button, key in zip(self.lists, ("attendances", "shares", "attendances"), strict=True):
            button.clicked.connect(lambda _on=False, key=key: self.open_figure(key))

    def enter(self) -> None:
        """The page is shown."""
        self.reload()
        self.scope.setFocus()

    def reload(self) -> None:
        """Asks for everything anew; what is chosen stays chosen."""
        event, counted, indicators = self.chosen_event, self.counted, self._indicators
        self._project.read(
            lambda tx: read_report(tx, event, counted, indicators),
            self._take,
            lambda error: self.said.emit(error_words(error)),
            key="report page",
        )

    @property
    def chosen_event(self) -> Event | None:
        """The event that is shown; None for the project as a whole."""
        return None if self._is_project else self._project.current_event

    def choose_scope(self, *, is_project: bool) -> None:
        """The present event, or all of them together."""
        self._is_project = is_project
        self.reload()

    def choose_counted(self, counted: frozenset[str] | None) -> None:
        """Which categories count as participants; None for those that usually do."""
        self.counted = counted
        self.reload()

    def ask_rule(self) -> None:
        """A menu of the categories, each with a tick where it counts."""
        if self.shown is None:
            return
        board, menu = self.shown.board, QMenu(self)
        for category in board.categories:
            action = menu.addAction(category.label)
            action.setCheckable(True)
            action.setChecked(category.code in board.counted)
            action.triggered.connect(
                lambda is_on, code=category.code: self.choose_counted(
                    board.counted | {code} if is_on else board.counted - {code}
                )
            )
        menu.addSeparator()
        everybody = frozenset(category.code for category in board.categories)
        menu.addAction(_("As usual"), lambda: self.choose_counted(None))
        menu.addAction(_("Everybody"), lambda: self.choose_counted(everybody))
        menu.popup(self.rule.mapToGlobal(self.rule.rect().bottomLeft()))

    def ask_documents(self) -> None:
        """What can be written of what is shown."""
        menu = self.files.menu(self.chosen_event)
        menu.popup(self.documents.mapToGlobal(self.documents.rect().bottomLeft()))

    def ask_more(self) -> None:
        """What is the organiser's alone."""
        menu, event = QMenu(self), self._project.current_event
        if event is not None:
            menu.addAction(_("Contacts of {event}…").format(event=event.code), self.ask_contacts)
            menu.addAction(_("Anonymise {event}…").format(event=event.code), self.ask_anonymise)
            menu.addSeparator()
        menu.addAction(_("Organiser's PIN…"), self.ask_pin)
        menu.popup(self.more.mapToGlobal(self.more.rect().bottomLeft()))

    def ask_contacts(self) -> None:
        if event := self._project.current_event:
            self._open(ContactsDialog(self.window(), self._project, event))

    def ask_anonymise(self) -> None:
        event = self._project.current_event
        if event is None:
            return
        if self.shown and event.id in self.shown.anonymised:
            self.said.emit(_("{event} is anonymised already: its people are counts.").format(event=event.code))
            return
        self._open(AnonymiseDialog(self.window(), self._project, event))

    def ask_pin(self) -> None:
        def ask(found: tuple[Standing, bool]) -> None:
            standing, is_open = found
            self._open(PinDialog(self.window(), self._project, standing, is_open=is_open))

        def read(tx: Tx) -> tuple[Standing, bool]:
            standing = read_standing(tx)
            return standing, standing.opens_at is not None and standing.opens_at <= tx.now()

        self._project.read(read, ask)

    def _open(self, dialog: AnonymiseDialog | ContactsDialog | PinDialog | RowsDialog) -> None:
        dialog.said.connect(self.said)
        dialog.open()

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
        }
        self.open_rows(made[key]())

    def open_rows(self, rows: Rows) -> None:
        """Shows a list behind a figure."""
        self._open(RowsDialog(self.window(), rows))

    def _open_economy(self, code: str) -> None:
        if self.shown is not None:
            title = _("Checked in: {economy}").format(economy=economy_name(code))
            self.open_rows(arrival_rows(self.shown, title, rule_words(self.shown.board), lambda a: a.economy == code))

    def retranslate(self) -> None:
        self.scope.setAccessibleName(_("Event or project"))
        self.rule.setText(_("Who is counted"))
        self.documents.setText(_("Documents"))
        self.more.setText(_("For the organiser"))
        for button in self.lists:
            button.setText(_("Show the list"))
        if self.shown is not None:
            self._show()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 Qt's name
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 Qt's name
        super().resizeEvent(event)
        self._lay()

    def _take(self, shown: ReportShown) -> None:
        self.shown = shown
        self._show()

    def _show(self) -> None:
        assert self.shown is not None
        board = self.shown.board
        self._offer()
        self.rule_words.setText(rule_words(board) + self._anonymised_words())
        for card, goal in zip(self.figures, figures_of(board), strict=True):
            card.show_goal(goal)
        self._show_goals(self.shown.indicators)
        self.economies_title.setText(_("{n} of {all} economies were present").format(n=board.present, all=_members()))
        self.tiles.show_tiles([_tile(code, count) for code, count in board.by_economy.items()])
        charts = arrivals_chart(board), shares_chart(board), categories_chart(board)
        for view, note, spec in zip(self._views, self.notes, charts, strict=True):
            note.setText(spec.note if not spec.is_empty else _("Nobody has come yet."))
            view.show_picture(_picture(replace(spec, note="")))
        self._lay()

    def _show_goals(self, indicators: Sequence[Indicator]) -> None:
        """A card an indicator; cards stay where they are while figures change."""
        self.goals_title.setText(_("Indicators"))
        self.goals_title.setVisible(bool(indicators))
        for card in self.goals[len(indicators) :]:
            card.setParent(None)
            card.deleteLater()
        del self.goals[len(indicators) :]
        while len(self.goals) < len(indicators):
            card = GoalCard()
            card.chosen.connect(self._open_goal)
            self.goals.append(card)
            self._columns = (0, 0)
        for card, indicator in zip(self.goals, indicators, strict=True):
            card.show_goal(goal_of(indicator))

    def _open_goal(self, key: str) -> None:
        found = next((i for i in self.shown.indicators if str(i.number) == key), None) if self.shown else None
        if found is not None:
            self.open_rows(rows_of(found))

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

    def _lay(self) -> None:
        """As many cards beside each other as can be read."""
        width = self._scroll.viewport().width()
        columns = max(1, min(5, width // _WIDE_CARD)), max(1, min(3, width // _WIDE_CHART))
        if columns == self._columns:
            return
        self._columns = columns
        for grid, cards, count in (
            (self._figures_grid, self.figures, columns[0]),
            (self._goals_grid, self.goals, columns[0]),
            (self._charts_grid, self._charts, columns[1]),
        ):
            for column in range(6):
                grid.setColumnStretch(column, 1 if column < count else 0)
            for place, card in enumerate(cards):
                grid.addWidget(card, place // count, place % count)


def _picture(spec: ChartSpec) -> Picture:
    """High enough to be read, whatever it shows."""

    def draw(width: int, theme: str) -> str:
        if not spec.categories:
            return f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="10"/>'
        height = max(_LOWEST_CHART, compact_height(spec, width))
        return chart_svg(spec, width=width, height=height, theme=theme)

    return Picture(spec.title, description(spec), draw)


def _members() -> int:
    return sum(economy.is_member for economy in ECONOMIES)


def _tile(code: str, count: int) -> TileFace:
    name = economy_name(code)
    words = _("{economy}: {n}").format(economy=name, n=count) if count else _("{economy}: nobody").format(economy=name)
    return TileFace(code, name, count, words)


def figures_of(board: Dashboard) -> list[Goal]:
    """The five figures at the head of the page."""
    targets = [presence.event.target for presence in board.events]
    target = sum(targets)
    came = board.attendances
    share = min(came / target, 1.0) if target else None
    state = "none" if not target else "met" if came >= target else "near" if came >= 0.8 * target else "behind"
    words = {
        "met": _("reached"),
        "near": _("nearly there"),
        "behind": _("not reached yet"),
        "none": _("no target"),
    }[state]
    absent = _percent(board.no_shows, board.registered)
    women = board.women
    return [
        Goal(
            "attendances",
            _("Checked in") if len(board.events) == 1 else _("Attendances, summed over events"),
            _number(came),
            _("target {n}").format(n=_number(target)) if target else "",
            _percent(came, target),
            share,
            state,
            words,
            "",
        ),
        _plain("persons", _("Unique persons"), _number(board.persons), _("each once, however many events")),
        _plain("registered", _("Registered or confirmed"), _number(board.registered), ""),
        _plain("no_shows", _("Did not come"), _number(board.no_shows), absent),
        _plain(
            "shares",
            _("Women, of those who stated it"),
            "–" if women.percent is None else f"{women.percent:.0f} %",
            _("{n} of {all}").format(n=women.count, all=women.stated),
        ),
    ]


def _plain(key: str, name: str, number: str, words: str) -> Goal:
    return Goal(key, name, number, "", "", None, "none", "", words)


def _percent(part: int, whole: int) -> str:
    """In whole per cent, rounded down, so that a target that is missed never looks reached."""
    return f"{100 * part // whole} %" if whole else ""


def _number(value: int) -> str:
    return f"{value:,}".replace(",", "\u202f")
