"""The sheet that two desks sign: people, entries, and all that makes them differ."""

from collections import Counter
from collections.abc import Collection, Mapping

from sqlalchemy import select

from o2o_events.db.models import DeskRow
from o2o_events.i18n import _
from o2o_events.indicators.attendees import Attendee
from o2o_events.indicators.entries import Entries
from o2o_events.indicators.reading import Reading
from o2o_events.indicators.values import Column, Row, Table


def build(reading: Reading) -> Table:
    """A column a desk, and what they come to together."""
    everybody = [a for event in reading.events for a in reading.everybody(event)]
    figures = _figures(reading, everybody, [reading.entries(event) for event in reading.events])
    names = _names(reading, {desk for _key, _name, by_desk, _refs in figures for desk, n in by_desk.items() if n})
    desks = sorted(names, key=lambda desk: (names[desk], desk))
    heads = (
        Column("figure", _("Figure")),
        *(Column(f"desk:{desk}", names[desk], "count") for desk in desks),
        Column("total", _("All desks"), "count"),
    )
    rows = tuple(
        Row(key, (name, *(by_desk[desk] for desk in desks), by_desk.total()), refs)
        for key, name, by_desk, refs in figures
    )
    return Table("reconciliation", _("Reconciliation of desks"), heads, rows, _notes(reading))


_Figure = tuple[str, str, Counter[str], tuple[str, ...]]


def _figures(reading: Reading, everybody: list[Attendee], entries: list[Entries]) -> list[_Figure]:
    came = [a for a in everybody if a.came]
    participants = [a for a in came if a.category in reading.rule.categories]
    walk_ins = [a for a in came if a.is_walk_in]
    unexpected = [a for a in came if not a.is_expected]
    strangers = [a for a in came if a.person is None]

    def of(people: list[Attendee]) -> tuple[Counter[str], tuple[str, ...]]:
        return Counter(a.first_desk for a in people), tuple(a.ref for a in people)

    def facts(name: str) -> tuple[Counter[str], tuple[str, ...]]:
        total: Counter[str] = Counter()
        for one in entries:
            total.update(getattr(one, name))
        return total, ()

    return [
        ("people", _("People who checked in, by the desk of their first entry"), *of(came)),
        ("participants", _("Of which participants"), *of(participants)),
        ("walk_ins", _("Of which walk-ins"), *of(walk_ins)),
        ("unexpected", _("Of which not registered or confirmed"), *of(unexpected)),
        ("strangers", _("Of which registered at a desk that this file has not met"), *of(strangers)),
        ("entries", _("Entries that count"), *facts("entries")),
        ("duplicates", _("Entries that do not: another desk had let them in before"), *facts("duplicates")),
        ("forced", _("Let in by an operator against the rules"), *facts("forced")),
        ("undone", _("Scans taken back"), *facts("undone")),
        ("exits", _("Exits"), *facts("exits")),
        ("refused", _("Scans that were refused"), *facts("refused")),
    ]


def _names(reading: Reading, desks: Collection[str]) -> Mapping[str, str]:
    """Desk -> its name; two of one name are told apart by the end of their ids."""
    known = {row.id: row.name for row in reading.tx.execute(select(DeskRow.id, DeskRow.name)) if row.id in desks}
    counts = Counter(known.values())
    names = {desk: name if counts[name] == 1 else f"{name} ({desk[-4:]})" for desk, name in known.items()}
    return {desk: names.get(desk) or desk or _("Not known") for desk in desks}


def _notes(reading: Reading) -> tuple[str, ...]:
    return (
        _("Everybody is counted here, whatever the category, at: {names}.").format(
            names=", ".join(reading.options.entrances)
        ),
        reading.rule_words,
        _("Desks agree where both files show the same figures after the last exchange."),
    )
