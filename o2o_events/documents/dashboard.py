"""The pictures of a report's first page: arrivals through the day, economies present, shares of women and of youth."""

from collections import Counter
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Final

from o2o_events.checkin.arrivals import Arrival, read_arrivals
from o2o_events.checkin.checkpoints import get_checkpoint
from o2o_events.checkin.queries import attendance_rows
from o2o_events.db.transaction import Tx
from o2o_events.documents.charts import MOST_SERIES, ChartSpec, Series
from o2o_events.i18n import _
from o2o_events.indicators import words
from o2o_events.indicators.options import rule_of
from o2o_events.indicators.values import ParticipantRule
from o2o_events.people.doubles import Recognised, recognise
from o2o_events.registers.categories import Category, list_categories
from o2o_events.registers.economies import ECONOMIES
from o2o_events.registers.events import Event, list_events

USUAL_SHARE_OF_WOMEN: Final = 30
"""Per cent: below it APEC's meetings usually stay. To compare with, no target."""
_STEP: Final = timedelta(minutes=30)


@dataclass(frozen=True)
class Presence:
    """Who came to one event, and who was expected, of the categories that are counted."""

    event: Event
    arrivals: tuple[Arrival, ...]
    registered: int
    no_shows: int


@dataclass(frozen=True)
class ShareOf:
    """A share of those who stated something: so many of so many, the rest did not say."""

    count: int
    stated: int
    whole: int

    @property
    def percent(self) -> float | None:
        return None if not self.stated else 100 * self.count / self.stated


@dataclass(frozen=True)
class Dashboard:
    """What the first page shows. ``counted`` are the categories of participants, ``categories`` all there are."""

    events: tuple[Presence, ...]
    categories: tuple[Category, ...]
    counted: frozenset[str]
    recognised: Recognised

    @property
    def arrivals(self) -> list[Arrival]:
        return [arrival for presence in self.events for arrival in presence.arrivals]

    @property
    def registered(self) -> int:
        return sum(presence.registered for presence in self.events)

    @property
    def attendances(self) -> int:
        return sum(len(presence.arrivals) for presence in self.events)

    @property
    def no_shows(self) -> int:
        return sum(presence.no_shows for presence in self.events)

    @property
    def persons(self) -> int:
        """Unique persons; a badge whose person is not on this desk counts as one."""
        return len(self._people)

    @property
    def _people(self) -> dict[str, Arrival]:
        return {self.recognised.one(a.person) if a.person else a.holder: a for a in self.arrivals}

    @property
    def by_economy(self) -> dict[str, int]:
        """Attendances of each of the 21, in APEC's order, zeros too."""
        counts = Counter(arrival.economy for arrival in self.arrivals)
        return {economy.code: counts[economy.code] for economy in ECONOMIES if economy.is_member}

    @property
    def present(self) -> int:
        """How many of the 21 were there."""
        return sum(count > 0 for count in self.by_economy.values())

    @property
    def women(self) -> ShareOf:
        return self._share(lambda arrival: arrival.gender, "female")

    @property
    def youth(self) -> ShareOf:
        return self._share(lambda arrival: arrival.age_35_or_under, "yes")

    def _share(self, of: Callable[[Arrival], str], value: str) -> ShareOf:
        answers = [of(arrival) for arrival in self.arrivals]
        stated = [answer for answer in answers if answer != "not_stated"]
        return ShareOf(stated.count(value), len(stated), len(answers))


def read_dashboard(tx: Tx, event: Event | None, counted: Collection[str] | None = None) -> Dashboard:
    """The figures of an event, or of the project.

    ``counted`` are codes of categories; those that count in the project's reports if none.
    """
    categories = list_categories(tx)
    wanted = rule_of(tx).categories if counted is None else frozenset(counted)
    events = list_events(tx) if event is None else [event]
    return Dashboard(tuple(_read(tx, e, wanted) for e in events), tuple(categories), wanted, recognise(tx))


def _read(tx: Tx, event: Event, counted: frozenset[str]) -> Presence:
    arrivals = tuple(arrival for arrival in read_arrivals(tx, event) if arrival.category in counted)
    expected = [r for r in attendance_rows(tx, event, get_checkpoint(tx, event)) if r.category in counted]
    return Presence(event, arrivals, len(expected), sum(row.is_no_show for row in expected))


def arrivals_chart(board: Dashboard) -> ChartSpec:
    """How many were there by each half hour of venue time: a line a day, or a line an event for the project."""
    lines = _lines(board)
    moments = [at for _name, ats in lines for at in ats]
    steps = _steps(moments)
    series = tuple(
        Series(name, tuple(float(sum(at <= step for at in ats)) for step in steps)) for name, ats in lines[:MOST_SERIES]
    )
    return ChartSpec(
        kind="line",
        title=_("Arrivals through the day"),
        categories=tuple(f"{step:%H:%M}" for step in steps),
        series=series,
        times=tuple(steps),
        unit=_("people"),
        note=_("People who had entered by then, each at the first entry of a day, in venue time."),
    )


def _lines(board: Dashboard) -> list[tuple[str, list[datetime]]]:
    """A name and first entries, all brought to one day, so that they can be laid over each other."""
    found: list[tuple[str, list[datetime]]] = []
    is_one = len(board.events) == 1
    for presence in board.events:
        by_day: dict[date, list[datetime]] = {}
        for arrival in presence.arrivals:
            for day, at in arrival.days:
                by_day.setdefault(day, []).append(datetime.combine(date(2000, 1, 1), at.time()))
        if is_one:
            found += [(day.isoformat(), sorted(ats)) for day, ats in sorted(by_day.items())]
        elif by_day:
            first = min(by_day)
            found.append((f"{presence.event.code} {first.isoformat()}", sorted(by_day[first])))
    return found


def _steps(moments: Sequence[datetime]) -> list[datetime]:
    if not moments:
        return []
    first = min(moments).replace(minute=0, second=0, microsecond=0)
    end = max(moments)
    steps = [first]
    while steps[-1] < end and steps[-1].time() < time(23, 30):
        steps.append(steps[-1] + _STEP)
    if steps[-1] < end:
        steps.append(end)
    return steps


def shares_chart(board: Dashboard) -> ChartSpec:
    """Women and people of 35 or under, in per cent of those who stated it."""
    women, youth = board.women, board.youth
    return ChartSpec(
        kind="meter",
        title=_("Women and youth"),
        categories=(_("Women"), _("35 or under")),
        series=(Series(_("Share"), (women.percent, youth.percent)),),
        note=_(
            "Of those who stated it: gender {women} of {whole}, age {youth} of {whole}. To compare, no target: at"
            " APEC's meetings usually less than {usual} % are women."
        ).format(women=women.stated, youth=youth.stated, whole=women.whole, usual=USUAL_SHARE_OF_WOMEN),
    )


def categories_chart(board: Dashboard) -> ChartSpec:
    """How many came of each category, the largest first."""
    counts = Counter(arrival.category for arrival in board.arrivals)
    named = [(category.label, counts[category.code]) for category in board.categories if counts[category.code]]
    named.sort(key=lambda pair: -pair[1])
    return ChartSpec(
        kind="horizontal",
        title=_("Who came"),
        categories=tuple(name for name, _count in named),
        series=(Series(_("People"), tuple(float(count) for _name, count in named)),),
        unit=_("people"),
    )


def rule_words(board: Dashboard) -> str:
    """Who counts as a participant here, and who does not."""
    return words.rule_words(ParticipantRule(board.counted), list(board.categories))
