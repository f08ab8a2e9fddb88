"""A chart laid out in a box: title, legend, scale, and bars, lines or meters (pure)."""

from o2o_events.documents.chart_bars import is_lying, row_height
from o2o_events.documents.chart_frame import draw_empty, draw_frame, frame_height
from o2o_events.documents.chart_lines import draw_lines
from o2o_events.documents.chart_lying import draw_lying
from o2o_events.documents.chart_meters import draw_meters, meters_height
from o2o_events.documents.chart_scene import Scene
from o2o_events.documents.chart_upright import draw_upright
from o2o_events.documents.charts import ChartSpec

_PLOT_HEIGHT = 180.0


def arrange(spec: ChartSpec, width: float, height: float | None = None, *, theme: str = "light") -> Scene:
    """The chart in a box of so many points; without a height it takes what it needs."""
    scene = Scene(width, height or natural_height(spec, width), theme)
    box = draw_frame(scene, spec)
    if spec.is_empty:
        draw_empty(scene, box)
    elif spec.kind == "meter":
        draw_meters(scene, spec, box)
    elif spec.kind == "line":
        draw_lines(scene, spec, box)
    elif is_lying(spec, width):
        draw_lying(scene, spec, box)
    else:
        draw_upright(scene, spec, box)
    return scene


def natural_height(spec: ChartSpec, width: float) -> float:
    """The height at which everything can be read (points)."""
    if spec.is_empty:
        plot = 60.0
    elif spec.kind == "meter":
        plot = meters_height(spec)
    elif spec.kind == "line":
        plot = _PLOT_HEIGHT
    else:
        plot = max(row_height(spec, width), _PLOT_HEIGHT)
    return frame_height(spec, width) + plot
