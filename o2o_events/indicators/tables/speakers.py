"""T2: speakers and experts by economy and gender, by role."""

from collections.abc import Callable
from typing import Final

from o2o_events.i18n import _
from o2o_events.indicators.attendees import Attendee
from o2o_events.indicators.reading import Reading
from o2o_events.indicators.tables.participation import TOTAL, by_economy, columns, figures_row, notes_of
from o2o_events.indicators.values import Column, Table

ROLES: Final = ("keynote_speaker", "speaker", "moderator", "panelist", "expert", "presenter")


def build(reading: Reading) -> Table:
    """Who came as one of them: the columns of T1, and how many in each role."""
    people, labels = _speakers(reading), _labels(reading)
    roles = [(role, _has(role)) for role in ROLES]
    heads = (*columns(), *(Column(role, labels[role], "count") for role in ROLES))
    title = _("Speakers and experts by economy and gender")
    return Table("T2", title, heads, by_economy(people, extra=roles), _notes(reading, people))


def build_by_role(reading: Reading) -> Table:
    """The same people: a row a role."""
    people, labels = _speakers(reading), _labels(reading)
    rows = [figures_row(role, labels[role], [a for a in people if a.role == role]) for role in ROLES]
    total = figures_row(TOTAL, _("Total"), people, is_total=True)
    heads = (Column("role", _("Role")), *columns()[1:])
    return Table(
        "T2-roles", _("Speakers and experts by role and gender"), heads, (*rows, total), _notes(reading, people)
    )


def _speakers(reading: Reading) -> list[Attendee]:
    return [a for event in reading.events for a in reading.everybody(event) if a.came and a.role in ROLES]


def _has(role: str) -> Callable[[Attendee], bool]:
    return lambda attendee: attendee.role == role


def _labels(reading: Reading) -> dict[str, str]:
    return dict.fromkeys(ROLES, "") | {c.code: c.label for c in reading.categories}


def _notes(reading: Reading, people: list[Attendee]) -> tuple[str, ...]:
    labels = _labels(reading)
    words = [
        _("Counted by the first role of each person who checked in: {roles}. Other roles of a person do not count.")
        .format(roles="; ".join(labels[role] for role in ROLES)),
        _("These roles count here whatever counts as a participant elsewhere."),
    ]  # fmt: skip
    otherwise = _otherwise_registered(reading)
    if otherwise:
        words.append(_("{n} more people who are on the programme checked in under another role.").format(n=otherwise))
    if reading.is_project:
        words.append(
            _("Attendances, summed over the events: {n}. Unique persons, each counted once: {persons}.").format(
                n=len(people), persons=len(reading.grouped(people))
            )
        )
    return (*words, *notes_of(reading, people))


def _otherwise_registered(reading: Reading) -> int:
    """People with a part in the programme who came, but not as one of these roles."""
    count = 0
    for event in reading.events:
        programme = reading.programme(event)
        on_stage = {part.speaker for session in programme.sessions for part in session.appearances}
        persons = {speaker.person for speaker in programme.speakers if speaker.id in on_stage and speaker.person}
        count += sum(a.person in persons and a.came and a.role not in ROLES for a in reading.everybody(event))
    return count
