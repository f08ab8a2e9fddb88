"""Registered, checked in and no-show apart; attendances and unique persons apart."""

from collections.abc import Callable, Sequence

from o2o_events.i18n import _
from o2o_events.indicators.attendees import Attendee
from o2o_events.indicators.reading import Reading
from o2o_events.indicators.tables.participation import checked_in_words
from o2o_events.indicators.values import Column, Row, Table

ATTENDANCES, PERSONS = "attendances", "persons"


def build(reading: Reading) -> Table:
    """A row an event; for the project also their sum, and unique persons."""
    heads = (
        Column("event", _("Event")),
        Column("registered", _("Registered or confirmed"), "count"),
        Column("no_show", _("No-shows"), "count"),
        Column("came_registered", _("Checked in, of those"), "count"),
        Column("came_otherwise", _("Checked in without it"), "count"),
        Column("checked_in", _("Checked in"), "count"),
        Column("walk_ins", _("Of which walk-ins"), "count"),
        Column("target", _("Target"), "count"),
    )
    rows = [_row(event.code, event.label, reading.participants(event), event.target) for event in reading.events]
    people = reading.all_participants()
    target = sum(event.target for event in reading.events)
    if reading.is_project:
        rows.append(_row(ATTENDANCES, _("Attendances, summed over the events"), people, target, is_total=True))
    rows.append(_persons(reading, people))
    return Table("people", _("People"), heads, tuple(rows), _notes(reading))


_Fits = Callable[[Attendee], bool]
_COLUMNS: dict[str, _Fits] = {
    "registered": lambda a: a.is_expected,
    "no_show": lambda a: a.is_no_show,
    "came_registered": lambda a: a.came and a.is_expected,
    "came_otherwise": lambda a: a.came and not a.is_expected,
    "checked_in": lambda a: a.came,
    "walk_ins": lambda a: a.came and a.is_walk_in,
}


def _row(key: str, name: str, people: Sequence[Attendee], target: int, *, is_total: bool = False) -> Row:
    behind = {column: tuple(a.ref for a in people if fits(a)) for column, fits in _COLUMNS.items()}
    return Row(key, (name, *map(len, behind.values()), target), behind["checked_in"], is_total, behind)


def _persons(reading: Reading, people: Sequence[Attendee]) -> Row:
    """Each person once: registered for any event, came to any, came to none."""
    groups = list(reading.grouped(people).values())
    fits: dict[str, Callable[[list[Attendee]], bool]] = {
        "registered": lambda own: any(a.is_expected for a in own),
        "no_show": lambda own: any(a.is_expected for a in own) and not any(a.came for a in own),
        "came_registered": lambda own: any(a.is_expected for a in own) and any(a.came for a in own),
        "came_otherwise": lambda own: any(a.came for a in own) and not any(a.is_expected for a in own),
        "checked_in": lambda own: any(a.came for a in own),
        "walk_ins": lambda own: any(a.came and a.is_walk_in for a in own),
    }
    counts = [sum(map(fit, groups)) for fit in fits.values()]
    behind = {column: tuple(a.ref for own in groups if fit(own) for a in own) for column, fit in fits.items()}
    cells = (_("Unique persons"), *counts, None)
    return Row(PERSONS, cells, behind["checked_in"], is_total=True, by_column=behind)


def _notes(reading: Reading) -> tuple[str, ...]:
    return (
        reading.rule_words,
        checked_in_words(reading),
        _("Registered is no-shows and those of them who checked in; checked in is those and people who came without"
          " being registered or confirmed here."),
        _("Unique persons: whom the project has under several records with the same e-mail and name counts once."),
    )  # fmt: skip
