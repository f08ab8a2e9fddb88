"""The project's eighteen indicators: what each counts, its target, and what its wording leaves open."""

from collections.abc import Mapping, Sequence
from typing import Final

from o2o_events.i18n import _
from o2o_events.indicators.values import ReportOptions
from o2o_events.registers.events import Event
from o2o_events.registers.platforms import TARGET as PLATFORMS
from o2o_events.registers.products import PER_ECONOMY
from o2o_events.registers.selection import ECONOMIES, PRACTICES, WOMEN_LED, YOUTH_LED

ATTENDANCES: Final = 1
FIRST_EVENT: Final = 2
"""Participants per event: 2, 3 and 4; further events follow the eighteen."""
HELD, COLLECTED, CONTRIBUTING, WOMEN, YOUTH, ENGAGED, PRODUCTS, ACCESSES, INTERVIEWS = range(5, 14)
BARRIERS, RECOMMENDATIONS, COPIES, SHOWN, WOMEN_PRESENT = range(14, 19)
LAST: Final = WOMEN_PRESENT
OVER: Final = frozenset({2, 3})
"""Events whose target is worded "over"."""

TARGETS: Final[Mapping[int, float]] = {
    ATTENDANCES: 400,
    HELD: 3,
    COLLECTED: PRACTICES,
    CONTRIBUTING: ECONOMIES,
    WOMEN: WOMEN_LED,
    YOUTH: YOUTH_LED,
    ENGAGED: PLATFORMS,
    PRODUCTS: PER_ECONOMY,
    ACCESSES: 1_000,
    INTERVIEWS: PLATFORMS,
}
"""As the project was proposed: shares in per cent, products per member economy, interviews per phase."""
USUAL_WOMEN: Final = 30
"""Per cent: below it APEC's meetings usually stay. To compare with, no target."""
HALF_A_YEAR: Final = 6
"""Months."""


def target_of(number: int, options: ReportOptions) -> float:
    """The project's own target, else the proposal's."""
    return options.targets.get(number, TARGETS[number])


def number_of_event(place: int) -> int:
    """The number of the indicator of an event, by its place among the events."""
    return FIRST_EVENT + place if place < HELD - FIRST_EVENT else LAST + 1 + place - (HELD - FIRST_EVENT)


def numbers_of_events(events: Sequence[Event]) -> dict[str, int]:
    """Event -> the number of its indicator. ``events`` are all that the file has, by their first day.

    A file of the last event alone has only that one; its own number still says that it is the third, so that its
    report is the same from either file. Where the numbers tell another order than the days, the days hold.
    """
    places = [event.number - 1 for event in events]
    if places != sorted(set(places)):
        places = list(range(len(events)))
    return {event.id: number_of_event(place) for event, place in zip(events, places, strict=True)}


def name_of(number: int) -> str:
    """What an indicator counts, in the present language; those of single events are named by the event."""
    return {
        ATTENDANCES: _("Participants, whole project"),
        HELD: _("Events held"),
        COLLECTED: _("Best practices collected"),
        CONTRIBUTING: _("Economies contributing practices"),
        WOMEN: _("Practices by women entrepreneurs"),
        YOUTH: _("Practices led by young entrepreneurs"),
        ENGAGED: _("E-commerce platforms engaged"),
        PRODUCTS: _("Hot products of O2O business"),
        ACCESSES: _("Guidebook accesses within half a year of publication"),
        INTERVIEWS: _("Platform interviews before and after"),
        BARRIERS: _("Barriers identified"),
        RECOMMENDATIONS: _("Policy recommendations"),
        COPIES: _("Guidebook copies handed out"),
        SHOWN: _("Practices shown again"),
        WOMEN_PRESENT: _("Women among participants"),
    }[number]


def over_words(options: ReportOptions, target: int) -> str:
    """What "over" was taken to mean."""
    if options.over_is_more:
        return _("“Over {n}” is taken as more than {n}: {n} is not enough.").format(n=target)
    return _("“Over {n}” is taken as {n} or more.").format(n=target)


def denominator_words() -> str:
    return _("Share of all accepted practices; not stated counts as no.") + " " + _undefined_words()


def _undefined_words() -> str:
    return _("There is no definition of it: the rule used stands beside each practice in the register.")


def youth_words(options: ReportOptions) -> str:
    """Whose 80 % it is."""
    if options.youth_of == "all":
        return (
            _("It is open whether the target means all practices or those of women: taken as all.")
            + " "
            + (denominator_words())
        )
    words = _("It is open whether the target means all practices or those of women: taken as those led by women."
              " Share of accepted practices led by women; not stated counts as no.")  # fmt: skip
    return f"{words} {_undefined_words()}"


def products_words(options: ReportOptions, economies: int) -> str:
    """Two for whom."""
    if options.products_of == "members":
        words = _(
            "It is open whether two are wanted of all members or of the contributing economies: taken as all {n}."
        )
    else:
        words = _("It is open whether two are wanted of all members or of the contributing economies: taken as {n}.")
    return words.format(n=economies)
