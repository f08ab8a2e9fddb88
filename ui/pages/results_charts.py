"""The questions of a form in charts, one below the other, beside each other where there is room."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QScrollArea, QWidget

from o2o_events.documents.chart_svg import chart_svg, description
from o2o_events.documents.charts import ChartSpec
from o2o_events.documents.feedback_charts import (
    charts_of,
    compact_height,
    figures_words,
    overview_chart,
    question_words,
)
from o2o_events.documents.feedback_results import Results
from ui.widgets.card import Card
from ui.widgets.chart_view import ChartView, Picture

_LARGER = 1.3
"""How much larger than on paper a chart is: a screen is further away."""
_NARROWEST = 480
"""Pixels of a column in which a chart can still be read."""


def picture_of(spec: ChartSpec) -> Picture:
    """A chart as the window draws it."""

    def draw(width: int, theme: str) -> str:
        drawn = width / _LARGER
        return chart_svg(spec, width=drawn, height=compact_height(spec, drawn), theme=theme)

    return Picture(spec.title, description(spec), draw)


class ResultsCharts(QScrollArea):
    """Keeps its place while figures change."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, widgetResizable=True, frameShape=QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self._body = QWidget(objectName="page")
        self._grid = QGridLayout(self._body)
        self._grid.setContentsMargins(0, 0, 8, 0)
        self._grid.setSpacing(10)
        self.setWidget(self._body)
        self._cards: list[Card] = []
        self.views: list[ChartView] = []
        self._shown: list[tuple[str, str]] = []
        self._columns = 0
        self._has_overview = False

    def show_results(self, results: Results) -> None:
        """Draws anew what has changed; the same questions keep their cards."""
        parts: list[ChartSpec | tuple[str, str]] = []
        overview = overview_chart(results)
        parts += [overview] if overview else []
        self._has_overview = overview is not None
        for result, chart in charts_of(results):
            parts.append(chart or (question_words(result.question), figures_words(result)))
        kinds = [("chart" if isinstance(part, ChartSpec) else "words", "") for part in parts]
        if kinds != self._shown:
            self._make_cards(kinds)
        for card, part in zip(self._cards, parts, strict=True):
            self._fill(card, part)
        self._lay(force=kinds != self._shown)
        self._shown = kinds

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 Qt's name
        super().resizeEvent(event)
        self._lay()

    def _make_cards(self, kinds: list[tuple[str, str]]) -> None:
        for card in self._cards:
            card.setParent(None)
            card.deleteLater()
        self._cards, self.views = [], []
        for kind, _words in kinds:
            if kind == "chart":
                view = ChartView(Picture("", "", lambda width, _theme: f'<svg width="{width}" height="10"/>'))
                self.views.append(view)
                self._cards.append(Card(view))
            else:
                title, figures = (
                    QLabel(wordWrap=True, objectName="heading"),
                    QLabel(wordWrap=True, objectName="hint"),
                )
                self._cards.append(Card(title, figures))

    @staticmethod
    def _fill(card: Card, part: ChartSpec | tuple[str, str]) -> None:
        if isinstance(part, ChartSpec):
            card.findChild(ChartView).show_picture(picture_of(part))
            return
        for label, words in zip(card.findChildren(QLabel), part, strict=True):
            label.setText(words)

    def _lay(self, *, force: bool = False) -> None:
        columns = max(1, min(2, self.viewport().width() // _NARROWEST))
        if columns == self._columns and not force:
            return
        self._columns = columns
        for card in self._cards:
            self._grid.removeWidget(card)
        place = 0
        for card in self._cards:
            spans = columns if self._has_overview and not place else 1
            self._grid.addWidget(card, place // columns, place % columns, 1, spans, Qt.AlignmentFlag.AlignTop)
            place += spans
        for column in range(2):
            self._grid.setColumnStretch(column, 1 if column < columns else 0)
        self._grid.setRowStretch(len(self._cards) + 1, 1)
