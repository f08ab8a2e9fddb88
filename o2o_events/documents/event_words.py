"""Where and when an event is, in the English of reports and certificates."""

from collections.abc import Sequence
from datetime import date

from o2o_events.registers.economies import economy_name
from o2o_events.registers.events import Event


def place_of(event: Event) -> str:
    """“Taipei, Chinese Taipei”: the venue, and its economy where the venue does not say it."""
    economy = economy_name(event.economy)
    return f"{event.venue}, {economy}" if event.venue and economy not in event.venue else event.venue or economy


def written_days(days: Sequence[date]) -> str:
    """Days as people write them: 14–15 July 2016; 30 June – 1 July 2016."""
    from babel.dates import format_date  # imported when it is needed: a scan starts sooner

    first, last = days[0], days[-1]

    def said(day: date, pattern: str) -> str:
        return str(format_date(day, pattern, locale="en_GB"))

    if first == last:
        return said(first, "d MMMM y")
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day}–{said(last, 'd MMMM y')}"
    start = said(first, "d MMMM") if first.year == last.year else said(first, "d MMMM y")
    return f"{start} – {said(last, 'd MMMM y')}"
