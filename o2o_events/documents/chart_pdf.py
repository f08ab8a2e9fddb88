"""Charts on paper, drawn with the fonts of every script."""

from typing import Any

from reportlab.lib.colors import HexColor
from reportlab.platypus import Flowable

from o2o_events.documents.chart_arranging import arrange, natural_height
from o2o_events.documents.chart_scene import Box, Part, Scene, Shape, Stroke, Words
from o2o_events.documents.charts import ChartSpec
from o2o_events.documents.fonts import draw_line


def draw_chart(
    canvas: Any, spec: ChartSpec, *, left: float, top: float, width: float, height: float | None = None
) -> float:
    """Draws a chart downwards from ``top`` (points from the page's foot); answers its height."""
    scene = arrange(spec, width, height)
    canvas.saveState()
    canvas.translate(left, top)
    for part in scene.parts:
        _draw(canvas, part)
    canvas.restoreState()
    return scene.height


class ChartFlowable(Flowable):  # type: ignore[misc]  # reportlab has no types
    """A chart in a ReportLab flow, as wide as its frame, at the height it needs."""

    def __init__(self, spec: ChartSpec, height: float | None = None) -> None:
        super().__init__()
        self._spec, self._wanted = spec, height
        self._scene: Scene | None = None

    def wrap(self, width: float, _height: float) -> tuple[float, float]:
        self.width, self.height = width, self._wanted or natural_height(self._spec, width)
        return self.width, self.height

    def draw(self) -> None:
        draw_chart(self.canv, self._spec, left=0, top=self.height, width=self.width, height=self.height)


def _draw(canvas: Any, part: Part) -> None:
    """Draws one part; the origin is the chart's top left corner, with y upwards."""
    match part:
        case Words():
            draw_line(canvas, part.line, part.left, -part.baseline, part.size, part.ink)
        case Box():
            canvas.setFillColor(HexColor(part.fill))
            canvas.roundRect(part.left, -part.top - part.height, part.width, part.height, part.radius, stroke=0, fill=1)
        case Stroke():
            canvas.setStrokeColor(HexColor(part.ink))
            canvas.setLineWidth(part.width)
            canvas.setDash(list(part.dash))
            canvas.drawPath(_path(canvas, part.points), stroke=1, fill=0)
            canvas.setDash([])
        case Shape():
            canvas.setFillColor(HexColor(part.fill))
            canvas.setStrokeColor(HexColor(part.edge))
            canvas.setLineWidth(1)
            path = _path(canvas, part.points)
            path.close()
            canvas.drawPath(path, stroke=1, fill=1)


def _path(canvas: Any, points: tuple[tuple[float, float], ...]) -> Any:
    path = canvas.beginPath()
    path.moveTo(points[0][0], -points[0][1])
    for x, y in points[1:]:
        path.lineTo(x, -y)
    return path
