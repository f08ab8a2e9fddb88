"""What stands in the cards and tiles of the report page, from the figures of the dashboard."""

from dataclasses import replace

from o2o_events.documents.chart_svg import chart_svg, description
from o2o_events.documents.charts import ChartSpec
from o2o_events.documents.dashboard import ShareOf
from o2o_events.documents.feedback_charts import compact_height
from o2o_events.i18n import _
from o2o_events.registers.economies import ECONOMIES, economy_name
from ui.pages.report_goals import goal_of
from ui.pages.report_reading import ReportShown
from ui.widgets.chart_view import Picture
from ui.widgets.goal_card import Goal
from ui.widgets.tiles import TileFace

EMPTY = Picture("", "", lambda width, _theme: f'<svg width="{width}" height="10"/>')
_LARGER = 1.25
"""On a screen the words of a chart are larger than on paper."""


def figures_of(shown: ReportShown) -> list[Goal]:
    """The six figures at the head of the page."""
    board = shown.board
    is_project, came_of_registered = len(board.events) > 1, board.registered - board.no_shows
    came = _("Attendances, summed over events") if is_project else _("Checked in")
    return [
        _plain("attendances", came, _number(board.attendances), _of_registered(came_of_registered, board.registered)),
        _plain("persons", _("Unique persons"), _number(board.persons), _("each once, however many events")),
        _plain("registered", _("Registered or confirmed"), _number(board.registered), ""),
        _no_shows(shown),
        _share("women", _("Women, of those who stated it"), board.women),
        _share("youth", _("35 or under, of those who stated it"), board.youth),
    ]


def _no_shows(shown: ReportShown) -> Goal:
    """Nobody has stayed away from what has not begun."""
    board, name = shown.board, _("Did not come")
    if shown.is_ahead:
        return _plain("no_shows", name, "–", _("not held yet"))
    absent = len(shown.absent)
    registered = sum(one.registered for one in board.events if one.event.id not in shown.ahead)
    return _plain("no_shows", name, _number(absent), _of_registered(absent, registered))


def _share(key: str, name: str, share: ShareOf) -> Goal:
    number = "–" if share.percent is None else f"{share.percent:.0f} %"
    return _plain(key, name, number, _("{n} of {all}").format(n=share.count, all=share.stated))


def _plain(key: str, name: str, number: str, words: str) -> Goal:
    return Goal(key, name, number, "", "", None, "none", "", words)


def targets_of(shown: ReportShown) -> list[tuple[Goal, bool]]:
    """Participants against the targets, each with whether it is the one that is shown; the project comes last."""
    own = None if shown.event is None else shown.event.id
    lines = []
    for event, indicator in shown.targets:
        name = _("The whole project") if event is None else f"{event.code}  {event.label}"
        goal = replace(goal_of(indicator, is_ahead=shown.awaits(indicator)), name=name)
        lines.append((goal, own == (None if event is None else event.id)))
    return lines


def tile_of(code: str, count: int) -> TileFace:
    name = economy_name(code)
    words = _("{economy}: {n}").format(economy=name, n=count) if count else _("{economy}: nobody").format(economy=name)
    return TileFace(code, name, count, words)


def members() -> int:
    return sum(economy.is_member for economy in ECONOMIES)


def picture_of(spec: ChartSpec, lowest: float = 210.0) -> Picture:
    """High enough to be read, whatever it shows."""

    def draw(width: int, theme: str) -> str:
        if not spec.categories:
            return f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="10"/>'
        narrower = width / _LARGER
        height = max(lowest / _LARGER, compact_height(spec, narrower))
        return chart_svg(spec, width=narrower, height=height, theme=theme)

    return Picture(spec.title, description(spec), draw)


def _of_registered(part: int, registered: int) -> str:
    """In whole per cent, rounded down, so that what is missed never looks reached."""
    return _("{n} % of those registered").format(n=100 * part // registered) if registered else ""


def _number(value: int) -> str:
    return f"{value:,}".replace(",", "\u202f")
