"""T4: the list of participants."""

from collections.abc import Sequence
from datetime import date
from typing import Final

from o2o_events.i18n import _
from o2o_events.indicators.attendees import Attendee
from o2o_events.indicators.reading import Reading
from o2o_events.indicators.tables.participation import checked_in_words
from o2o_events.indicators.values import Column, Row, Table
from o2o_events.indicators.words import gender_word
from o2o_events.registers.events import Event

People = list[list[Attendee]]
"""One person each, with their attendances at the events that are reported on."""


NOWHERE: Final[frozenset[int]] = frozenset()


def build(reading: Reading) -> Table:
    people = listed(reading)
    labels = {c.code: c.label for c in reading.categories}
    has_own_script = any(a.own_script_name for own in people for a in own)
    heads = [*list_columns(reading)]
    if has_own_script:
        heads.append(own_script_column())
    rows = []
    for number, own in enumerate(people, 1):
        cells = list_cells(reading, number, own, labels)
        if has_own_script:
            cells = (*cells, own_script_name(own))
        rows.append(Row(own[0].ref, cells, tuple(a.ref for a in own)))
    return Table("T4", _("Participant list"), tuple(heads), tuple(rows), _notes(reading, people))


def listed(reading: Reading) -> People:
    """Who is in the list, in APEC's order of economies, then by name; each once, at however many events."""
    with_absent = reading.options.lists_no_shows
    people = [a for a in reading.all_participants() if a.came or (with_absent and a.is_expected)]
    groups = reading.grouped(people).values() if reading.is_project else [[a] for a in people]
    return sorted(groups, key=_order)


def _order(own: list[Attendee]) -> tuple[int, str, str, str]:
    return own[0].order


def list_columns(reading: Reading) -> tuple[Column, ...]:
    return (
        Column("number", _("No."), "count"),
        Column("economy", _("Economy")),
        Column("title", _("Title")),
        Column("family_name", _("Family name")),
        Column("given_name", _("Given name")),
        Column("gender", _("Gender")),
        Column("position", _("Position")),
        Column("organisation", _("Organisation")),
        Column("sector", _("Sector")),
        Column("role", _("Role")),
        *(
            Column(f"day:{event.code}:{day.isoformat()}", _day_title(reading, event, day))
            for event, day in _days(reading)
        ),
    )


def own_script_column() -> Column:
    """After the columns that APEC asks for, and only where somebody has such a name."""
    return Column("own_script_name", _("Name in own script"))


def own_script_name(own: Sequence[Attendee]) -> str:
    return next((a.own_script_name for a in own if a.own_script_name), "")


def _days(reading: Reading) -> list[tuple[Event, date]]:
    return [(event, day) for event in reading.events for day in event.days]


def _day_title(reading: Reading, event: Event, day: date) -> str:
    return f"{event.code} {day.isoformat()}" if reading.is_project else day.isoformat()


def list_cells(reading: Reading, number: int, own: Sequence[Attendee], labels: dict[str, str]) -> tuple[object, ...]:
    """The cells of one person; the roles of several events, where they differ, beside each other."""
    first = own[0]
    there: dict[str, frozenset[int]] = {}
    for attendee in own:
        there[attendee.event] = there.get(attendee.event, NOWHERE) | attendee.days
    presence = [
        _("yes") if place in there.get(event.id, NOWHERE) else ""
        for event in reading.events
        for place in range(len(event.days))
    ]
    return (
        number,
        first.economy_name,
        first.title,
        first.family_name or ("" if first.given_name else first.printed_name or _("Not on this desk")),
        first.given_name,
        gender_word(first.gender),
        first.position,
        first.organisation,
        first.sector,
        "; ".join(dict.fromkeys(labels.get(a.role, a.role) for a in own)),
        *presence,
    )


def _notes(reading: Reading, people: People) -> tuple[str, ...]:
    everybody = reading.all_participants()
    words = [
        reading.rule_words,
        checked_in_words(reading),
        _("Registered or confirmed: {registered}. Checked in: {came}. No-shows: {absent}.").format(
            registered=sum(a.is_expected for a in everybody),
            came=sum(a.came for a in everybody),
            absent=sum(a.is_no_show for a in everybody),
        ),
        _("No-shows are listed too; they have no day.")
        if reading.options.lists_no_shows
        else _("No-shows are not listed."),
    ]
    if reading.is_project:
        words.append(_("Each person is listed once: {n} persons.").format(n=len(people)))
    return tuple(words)
