"""T3: the indicators against their targets."""

from o2o_events.i18n import _
from o2o_events.indicators.computing import indicators_of
from o2o_events.indicators.judging import NOTHING
from o2o_events.indicators.reading import Reading
from o2o_events.indicators.values import Column, Row, Table


def build(reading: Reading) -> Table:
    heads = (
        Column("indicator", _("Indicator")),
        Column("planned", _("# planned"), "count"),
        Column("actual", _("# actual"), "count"),
        Column("share", _("% of plan"), "share"),
        Column("notes", _("Notes")),
        Column("source", _("Source of the figure")),
    )
    rows = tuple(
        Row(
            f"indicator:{i.number}",
            (
                f"{i.number}. {i.name}",
                _bare(i.target or NOTHING, i.planned),
                _bare(i.actual, i.reached),
                i.share,
                i.note,
                i.source,
            ),
            i.sources,
        )
        for i in indicators_of(reading)
    )
    return Table("T3", _("Indicators"), heads, rows, (reading.rule_words,))


def _bare(words: str, figure: float | None) -> object:
    """A number where nothing but it is said, so that a spreadsheet can reckon with it."""
    return int(figure) if figure is not None and words == str(figure).removesuffix(".0") else words
