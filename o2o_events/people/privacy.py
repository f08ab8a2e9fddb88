"""Turning the people of an event into counts, for good: what goes and what stays is said before."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Final

import sqlalchemy as sa

from o2o_events.db.database import Database, patiently
from o2o_events.db.facts import NewFact, append
from o2o_events.db.models import FactRow
from o2o_events.db.transaction import Tx
from o2o_events.errors import UserError
from o2o_events.i18n import _
from o2o_events.people.anonymised import ANONYMISED, anonymised_events, refuse_anonymised
from o2o_events.people.clearing import Scope, at, belonging, clear, read_scope
from o2o_events.people.doubles import keep_recognised
from o2o_events.people.retention import read_retention
from o2o_events.people.search import rebuild_index
from o2o_events.registers.events import Event
from o2o_events.replication.tables import record_tables
from o2o_events.text import clean

Told = Callable[[str], None]
_COUNTED: Final = ("registration", "need", "speaker", "badge", "agenda_release", "forum")


@dataclass(frozen=True)
class Plan:
    """What would go and what would stay. ``kept`` are people who are at another event that still has its names.

    ``counts``: table -> records of the event. ``reasons`` and ``answers`` count facts with free texts, which are never
    changed: reasons given at the desk, and answers to forms. ``copies`` are older copies of the project beside it.
    """

    event: Event
    until: date
    is_over: bool
    people: int
    kept: int
    counts: Mapping[str, int]
    reasons: int
    answers: int
    is_last: bool
    copies: tuple[Path, ...]


@dataclass(frozen=True)
class Anonymised:
    """What was done. ``cleared``: table -> records that were emptied."""

    event: str
    people: int
    kept: int
    cleared: Mapping[str, int]


def plan_anonymisation(tx: Tx, event: Event, file: Path | None = None) -> Plan:
    """What ``anonymise_event`` would do now. Raises ``UserError`` where it was done already."""
    refuse_anonymised(tx, event)
    scope = _scope(tx, event)
    retention = read_retention(tx, event)
    everybody = _count_people_of(tx, event)
    kept = _count_people_of(tx, event, sa.not_(belonging("person", scope)))
    return Plan(
        event=event,
        until=retention.until,
        is_over=retention.is_over,
        people=everybody - kept,
        kept=kept,
        counts={name: _count_of(tx, event, name) for name in _COUNTED},
        reasons=_count_facts(tx, event, FactRow.body.contains('"reason":', autoescape=True)),
        answers=_count_facts(tx, event, FactRow.kind == "answer"),
        is_last=scope.is_whole,
        copies=() if file is None else tuple(sorted(file.parent.glob(f"{file.stem}.before-*{file.suffix}"))),
    )


def anonymise_event(tx: Tx, *, event: Event, operator: str) -> Anonymised:
    """Turns the people of an event into counts; follow it with ``scrub_file``.

    Totals stay: gender, economy, category, roles, state, days and every fact are left as they are. Raises
    ``UserError`` before the retention date, where it was done already, or nobody is named.
    """
    plan = plan_anonymisation(tx, event)
    if not clean(operator):
        raise UserError(
            _("Anonymising needs the name of who does it: it is kept with it (--operator on the command line)."),
            in_window=_("Anonymising needs the name of who does it: it is kept with it. Type your name."),
        )
    check_due(plan)
    scope = _scope(tx, event)
    person = record_tables()["person"].raw.c
    keep_recognised(tx, tx.connection().execute(sa.select(person.id).where(belonging("person", scope))).scalars().all())
    counts = {"people": plan.people, "kept": plan.kept}
    append(tx, NewFact(ANONYMISED, event=event.id, body={"by": clean(operator), **counts}))
    cleared = clear(tx, scope)
    rebuild_index(tx)
    return Anonymised(event.code, plan.people, plan.kept, cleared)


def check_due(plan: Plan) -> None:
    """Raises ``UserError`` before the retention date is over."""
    if not plan.is_over:
        raise UserError(
            _(
                "The names of {event} are kept until {day}. Wait until then, or set an earlier day with"
                " “people retention”."
            ).format(event=plan.event.code, day=plan.until.isoformat()),
            in_window=_("The names of {event} are kept until {day}. Wait until then, or set an earlier day.").format(
                event=plan.event.code, day=plan.until.isoformat()
            ),
        )


def scrub_file(database: Database) -> bool:
    """Writes the file anew, so that no freed page and no log keeps what was taken out.

    Answers whether the log is empty: another program that is just reading keeps it until it ends.
    """
    with database.connection() as raw:
        raw.execute("PRAGMA secure_delete = ON")
        patiently(lambda: raw.execute("VACUUM"))
        busy, _log, _moved = patiently(lambda: raw.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone())
    return not busy


def _scope(tx: Tx, event: Event) -> Scope:
    return read_scope(tx, {*anonymised_events(tx), event.id})


def _count_people_of(tx: Tx, event: Event, *conditions: sa.ColumnElement[bool]) -> int:
    """People who are registered for it, or on its programme."""
    person = record_tables()["person"].raw
    places = []
    for name in ("registration", "speaker"):
        c = record_tables()[name].raw.c
        places.append(sa.exists().where(c.person == person.c.id, at(c.event) == event.id))
    wanted = sa.select(sa.func.count()).select_from(person).where(sa.or_(*places), *conditions)
    return int(tx.connection().execute(wanted).scalar_one())


def _count_of(tx: Tx, event: Event, name: str) -> int:
    table = record_tables()[name].raw
    of_event = belonging(name, Scope(frozenset({event.id}), is_whole=False))
    live = sa.select(sa.func.count()).select_from(table).where(of_event, table.c.deleted == 0)
    return int(tx.connection().execute(live).scalar_one())


def _count_facts(tx: Tx, event: Event, condition: Any) -> int:
    return tx.scalar(sa.select(sa.func.count()).select_from(FactRow).where(FactRow.event == event.id, condition)) or 0


def _goes() -> tuple[str, ...]:
    """In the order of ``_COUNTED``."""
    return (
        _("Notes, reasons and consents of registrations: {n}"),
        _("Dietary and access needs of people: {n}"),
        _("Names, biographies and photographs of speakers on the programme: {n}"),
        _("Badges, which open no door any more: {n}"),
        _("Released versions of the agenda, which name the speakers: {n}"),
        _("Names of those who represented outside fora: {n}"),
    )


def goes_words(plan: Plan) -> list[str]:
    """What goes, a line each."""
    lines = [
        _("Names, titles, positions, organisations, sectors, e-mail addresses and telephones of people: {n}").format(
            n=plan.people
        ),
        *(words.format(n=n) for words, n in zip(_goes(), (plan.counts[name] for name in _COUNTED), strict=True) if n),
        _("The same wherever it stands a second time: in the search, in disagreements, in what was kept aside"),
    ]
    if plan.is_last:
        lines.append(
            _("As this is the last event with names: contacts at platforms, who endorsed, who nominated practices")
        )
    return lines


def stays_words(plan: Plan) -> list[str]:
    """What stays, a line each; and what this program cannot reach."""
    lines = [
        _("Every scan and every total: by economy, gender, category, day and session"),
        _("Gender, economy, category, role, age group and state of each registration, without a name"),
    ]
    if plan.kept:
        lines.append(
            _("{n} people who are also at an event that still has its names; here they are left with that").format(
                n=plan.kept
            )
        )
    if plan.answers:
        lines.append(
            _(
                "{n} answers to forms: every choice and figure. What people wrote in them may name somebody: from"
                " now on it is shown and exported as a dash, but stays in the file, as answers are never changed"
            ).format(n=plan.answers)
        )
    if plan.reasons:
        lines.append(
            _(
                "{n} reasons that were typed at the desk, for undoing, letting in, withdrawing and the like, and may"
                " name somebody: nothing shows them, but they stay in the file"
            ).format(n=plan.reasons)
        )
    if plan.answers or plan.reasons:
        lines.append(
            _(
                "Whoever opens the file with other tools can read these texts, and archive and desk files carry them"
                " on. Not to keep them either, write the anonymous file of the event and"
                " delete the project file with its copies"
            )
        )
    lines += [
        _("Titles and abstracts of sessions, best practices, barriers and recommendations"),
        _("Names of those who overruled, undid or settled something, and of imported files: they belong to the record"),
    ]
    if plan.copies:
        names = "; ".join(copy.name for copy in plan.copies)
        lines.append(_("Older copies of this project beside it, which you should delete: {files}").format(files=names))
    lines.append(
        _(
            "Backups, exported files, lists and workbooks that were made before, on whatever computer: delete them"
            " yourself. Other desks and the hub follow with their next exchange."
        )
    )
    return lines
