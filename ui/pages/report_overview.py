"""The report at a glance: figures, targets, arrivals, economies, women and youth, and the indicators as cards."""

from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from o2o_events.documents.dashboard import arrivals_chart, categories_chart, shares_chart
from o2o_events.i18n import _
from ui.pages.report_figures import EMPTY, figures_of, members, picture_of, targets_of, tile_of
from ui.pages.report_goals import goal_of
from ui.pages.report_reading import ReportShown
from ui.widgets.card import Card
from ui.widgets.chart_view import ChartView
from ui.widgets.goal_card import GoalCard
from ui.widgets.goal_lines import GoalLines
from ui.widgets.icons import IconButton
from ui.widgets.tiles import TileGrid

_NARROW_FIGURE, _NARROW_GOAL, _NARROW_CHART = 170, 236, 460
_FIGURES = 6
_LOWEST_CHARTS = (290.0, 210.0, 210.0)


class ReportOverview(QScrollArea):
    """``figure_asked``, ``economy_asked`` and ``goal_asked``: the rows behind it are wanted."""

    figure_asked = Signal(str)
    economy_asked = Signal(str)
    goal_asked = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._shown: ReportShown | None = None
        self.goals: list[GoalCard] = []
        self.figures = [GoalCard() for _n in range(_FIGURES)]
        self.targets, self.tiles = GoalLines(), TileGrid()
        self.targets_title, self.goals_title = QLabel(objectName="sectionHead"), QLabel(objectName="sectionHead")
        self.economies_title = QLabel(objectName="sectionHead", wordWrap=True)
        self.arrivals, self.shares, self.kinds = ChartView(EMPTY), ChartView(EMPTY), ChartView(EMPTY)
        self.views = (self.arrivals, self.shares, self.kinds)
        self.lists = [IconButton("people", "small") for _view in self.views]
        self.notes = [QLabel(objectName="hint", wordWrap=True) for _view in self.views]
        self._columns = (0, 0, 0)
        self._build()
        self._connect()
        self.retranslate()

    def _build(self) -> None:
        body = QWidget(objectName="page")
        inner = QVBoxLayout(body)
        inner.setContentsMargins(0, 0, 8, 0)
        inner.setSpacing(10)
        self._figures_grid, self._goals_grid = QGridLayout(spacing=10), QGridLayout(spacing=10)
        self._first_grid, self._second_grid = QGridLayout(spacing=10), QGridLayout(spacing=10)
        charts = [self._chart_card(*parts) for parts in zip(self.views, self.notes, self.lists, strict=True)]
        self._first = [Card(self.targets_title, self.targets), charts[0]]
        self._second = charts[1:]
        inner.addLayout(self._figures_grid)
        inner.addLayout(self._first_grid)
        inner.addWidget(Card(self.economies_title, self.tiles))
        inner.addLayout(self._second_grid)
        inner.addWidget(self.goals_title)
        inner.addLayout(self._goals_grid)
        inner.addStretch(1)
        self.setWidget(body)

    @staticmethod
    def _chart_card(view: ChartView, note: QLabel, button: IconButton) -> Card:
        foot = QHBoxLayout(spacing=10)
        foot.addWidget(note, 1)
        foot.addWidget(button, 0, Qt.AlignmentFlag.AlignBottom)
        card = Card()
        layout = card.layout()
        layout.addWidget(view, 0, Qt.AlignmentFlag.AlignTop)
        layout.addStretch(1)
        layout.addLayout(foot)
        return card

    def _connect(self) -> None:
        for card in self.figures:
            card.chosen.connect(self.figure_asked)
        self.tiles.chosen.connect(self.economy_asked)
        self.targets.chosen.connect(self.goal_asked)
        for button, key in zip(self.lists, ("attendances", "shares", "attendances"), strict=True):
            button.clicked.connect(lambda _on=False, key=key: self.figure_asked.emit(key))

    def show_report(self, shown: ReportShown) -> None:
        self._shown = shown
        board = shown.board
        for card, goal in zip(self.figures, figures_of(shown), strict=True):
            card.show_goal(goal)
        self.targets.show_goals(targets_of(shown))
        self.economies_title.setText(_("{n} of {all} economies were present").format(n=board.present, all=members()))
        self.tiles.show_tiles([tile_of(code, count) for code, count in board.by_economy.items()])
        charts = arrivals_chart(board), shares_chart(board), categories_chart(board)
        for view, note, spec, lowest in zip(self.views, self.notes, charts, _LOWEST_CHARTS, strict=True):
            note.setText(spec.note if not spec.is_empty else _("Nobody has come yet."))
            view.show_picture(picture_of(replace(spec, note=""), lowest))
        self._show_goals(shown)
        self._lay()

    def _show_goals(self, shown: ReportShown) -> None:
        """A card an indicator; cards stay where they are while figures change."""
        indicators = shown.indicators
        self.goals_title.setVisible(bool(indicators))
        for card in self.goals[len(indicators) :]:
            card.setParent(None)
            card.deleteLater()
        del self.goals[len(indicators) :]
        while len(self.goals) < len(indicators):
            card = GoalCard()
            card.chosen.connect(self.goal_asked)
            self.goals.append(card)
            self._columns = (0, 0, 0)
        for card, indicator in zip(self.goals, indicators, strict=True):
            card.show_goal(goal_of(indicator, is_ahead=shown.awaits(indicator)))

    def retranslate(self) -> None:
        self.targets_title.setText(_("Participants against the targets"))
        self.goals_title.setText(_("Indicators"))
        for button in self.lists:
            button.setText(_("Show the list"))
        if self._shown is not None:
            self.show_report(self._shown)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 Qt's name
        super().resizeEvent(event)
        self._lay()

    def _lay(self) -> None:
        """As many cards beside each other as can be read; no row of the figures is left with one."""
        width = self.viewport().width()
        figures = next(n for n in (6, 3, 2, 1) if n == 1 or width >= n * _NARROW_FIGURE)
        columns = figures, max(1, min(6, width // _NARROW_GOAL)), max(1, min(2, width // _NARROW_CHART))
        if columns == self._columns:
            return
        self._columns = columns
        for grid, cards, count in (
            (self._figures_grid, self.figures, columns[0]),
            (self._goals_grid, self.goals, columns[1]),
            (self._first_grid, self._first, columns[2]),
            (self._second_grid, self._second, columns[2]),
        ):
            for column in range(_FIGURES):
                grid.setColumnStretch(column, 1 if column < count else 0)
            for place, card in enumerate(cards):
                grid.addWidget(card, place // count, place % count)
