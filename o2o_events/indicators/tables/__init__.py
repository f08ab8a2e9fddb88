"""The tables of a report: T1 to T8, and those that explain them."""

from collections.abc import Callable
from typing import Final

from o2o_events.db.transaction import Tx
from o2o_events.errors import UserError
from o2o_events.i18n import _
from o2o_events.indicators.reading import Reading
from o2o_events.indicators.tables import (
    contacts,
    days,
    evaluation,
    figures,
    participants,
    participation,
    people,
    practices,
    reconciliation,
    sessions,
    speakers,
)
from o2o_events.indicators.values import ReportOptions, Table
from o2o_events.registers.events import Event

_BUILDERS: Final[dict[str, Callable[[Reading], Table]]] = {
    "people": people.build,
    "T1": participation.build,
    "T1-unique": participation.build_unique,
    "T1-registered": participation.build_registered,
    "T1-no-show": participation.build_no_shows,
    "T2": speakers.build,
    "T2-roles": speakers.build_by_role,
    "T3": figures.build,
    "T4": participants.build,
    "T5": contacts.build,
    "T6": sessions.build,
    "T7": evaluation.build,
    "T8": practices.build,
    "days": days.build,
    "reconciliation": reconciliation.build,
}
CODES: Final = tuple(_BUILDERS)


def build_table(tx: Tx, code: str, event: Event | None = None, options: ReportOptions | None = None) -> Table:
    """A table of ``CODES``: of an event, or of the whole project; in the present language.

    Without options those of the project hold. Raises ``UserError`` for a table that there is not.
    """
    return build_tables(tx, (code,), event, options)[0]


def build_tables(
    tx: Tx, codes: tuple[str, ...], event: Event | None = None, options: ReportOptions | None = None
) -> list[Table]:
    """Several tables, whatever they share read once."""
    for code in codes:
        if code not in _BUILDERS:
            raise UserError(
                _("There is no table “{code}”. Choose one of: {known}.").format(code=code, known=", ".join(CODES))
            )
    reading = Reading(tx, event, options)
    return [_BUILDERS[code](reading) for code in codes]


def build_all(tx: Tx, event: Event | None = None, options: ReportOptions | None = None) -> list[Table]:
    """All tables; unique persons have one of their own for the project only."""
    codes = tuple(code for code in CODES if event is None or code != "T1-unique")
    return build_tables(tx, codes, event, options)
