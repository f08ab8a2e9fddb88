"""The indicators of an event, or of the project: actual against target, and the rows behind each figure."""

from collections.abc import Callable
from typing import Final

from o2o_events.db.transaction import Tx
from o2o_events.indicators import of_outputs, of_people, of_platforms, of_practices
from o2o_events.indicators.held import held
from o2o_events.indicators.reading import Reading
from o2o_events.indicators.values import Indicator, ReportOptions
from o2o_events.registers.events import Event

_PROJECT: Final[tuple[Callable[[Reading], list[Indicator]], ...]] = (
    of_people.attendances,
    of_people.per_event,
    held,
    of_practices.practices,
    of_platforms.platforms,
    of_outputs.products,
    of_outputs.accesses,
    of_platforms.interviews,
    of_outputs.barriers,
    of_outputs.recommendations,
    of_people.copies,
    of_practices.shown_again,
    of_people.women,
)
_EVENT: Final[tuple[Callable[[Reading], list[Indicator]], ...]] = (
    of_people.per_event,
    held,
    of_platforms.platforms,
    of_outputs.barriers,
    of_outputs.recommendations,
    of_people.copies,
    of_practices.shown_again,
    of_people.women,
)
"""What can be said of one event; the others are the project's alone."""


def compute_indicators(tx: Tx, event: Event | None = None, options: ReportOptions | None = None) -> list[Indicator]:
    """All eighteen for the project, those that an event has for an event, by number; in the present language."""
    return indicators_of(Reading(tx, event, options))


def participants_against_targets(tx: Tx) -> list[Indicator]:
    """Those of the participants alone: of the whole project, then of each event by its first day."""
    reading = Reading(tx, None)
    return [*of_people.attendances(reading), *of_people.per_event(reading)]


def copies_handed_out(tx: Tx) -> int:
    """Copies of the Guidebook that were scanned out, in the whole project."""
    return sum(int(found.reached or 0) for found in of_people.copies(Reading(tx, None)))


def indicators_of(reading: Reading) -> list[Indicator]:
    """As ``compute_indicators``, of what is read already."""
    kinds = _PROJECT if reading.is_project else _EVENT
    return sorted((one for kind in kinds for one in kind(reading)), key=lambda indicator: indicator.number)
