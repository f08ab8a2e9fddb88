"""``conflicts``: real disagreements, for a person to settle."""

from dataclasses import asdict
from typing import Any

import click

from o2o_events.checkin.doubles import (
    accept_double_admission,
    find_double_admissions,
    settle_double_person,
)
from o2o_events.cli.context import Run, pass_run
from o2o_events.cli.people_listing import without_contacts
from o2o_events.db.transaction import Tx
from o2o_events.errors import UserError
from o2o_events.i18n import _, ngettext
from o2o_events.people.arriving import index_arrivals
from o2o_events.people.disputed import disputed_name, value_in_words
from o2o_events.people.doubles import find_doubles, list_recognised_people
from o2o_events.registers.pins import has_pin
from o2o_events.replication.conflicts import FieldConflict, Side, list_field_conflicts, settle_field
from o2o_events.replication.quarantine import list_quarantine

_COLUMNS = ["conflict", "kind", "name", "field", "one", "other", "state"]
_CHOICES = {"field": ("one", "other"), "person": ("same", "different"), "badge": ("seen",)}


@click.group()
def conflicts() -> None:
    """Disagreements between desks, and what could not come in."""


@conflicts.command("list")
@click.option("--all", "settled_too", is_flag=True, help="The settled ones too.")
@click.option("--limit", type=click.IntRange(min=1), metavar="N", help="No more than N.")
@click.option("--skip", type=click.IntRange(min=0), default=0, metavar="N", help="Without the first N.")
@pass_run
def list_(run: Run, settled_too: bool, limit: int | None, skip: int) -> None:
    """Lists what desks disagree on: a field, one person registered twice, one badge let in at two desks."""
    with run.app() as app, app.database.read() as tx:
        rows = _rows(tx, settled_too)
    page = rows[skip:] if limit is None else rows[skip : skip + limit]
    shown = page if run.as_json else [row | {side: _plain(row[side]) for side in ("one", "other")} for row in page]
    run.answer_all(shown, _COLUMNS, _("Nothing to settle: all desks agree."))
    more = len(rows) - skip - len(page)
    if more > 0:
        words = ngettext("There is {n} more: --skip {skip}", "There are {n} more: --skip {skip}", more)
        click.echo(words.format(n=more, skip=skip + len(page)), err=True)


@conflicts.command("recognised")
@pass_run
def list_recognised(run: Run) -> None:
    """Lists who is in the project under several records and counts as one person, without anybody's decision."""
    with run.app() as app, app.database.read() as tx:
        rows = [asdict(person) for person in list_recognised_people(tx)]
        if has_pin(tx):
            rows = list(map(without_contacts, rows))
    nobody = _("Nobody is in the project under several records.")
    shown = rows if run.as_json else [row | {"events": ", ".join(row["events"])} for row in rows]
    columns = ["name", "email", "events"]
    run.answer_all(shown, [column for column in columns if not rows or column in rows[0]], nobody)


@conflicts.command("quarantine")
@pass_run
def quarantine(run: Run) -> None:
    """Lists what came from elsewhere and could not go in, with the reason."""
    with run.app() as app, app.database.read() as tx:
        rows = [
            {
                "source": q.source_name,
                "subject": q.subject,
                "record": q.record,
                "reason": q.reason,
                "found_at": q.found_at,
            }
            for q in list_quarantine(tx)
        ]
    run.answer_all(rows, ["source", "subject", "record", "reason"], _("Everything that came could go in."))


@conflicts.command()
@click.argument("conflict")
@click.option("--choose", type=click.Choice(["one", "other", "same", "different", "seen"]), help="Which side is right.")
@click.option("--value", help="A text of your own instead of the two.")
@click.option("--operator", required=True, metavar="O", help="Who decides.")
@pass_run
def resolve(run: Run, conflict: str, choose: str | None, value: str | None, operator: str) -> None:
    """Settles CONFLICT: of a field choose one or other, of two persons same or different, of a badge seen."""
    if (choose is None) == (value is None):
        raise click.UsageError(_("Give either --choose or --value."))
    with run.app() as app, app.database.write() as tx:
        row = next((row for row in _rows(tx, settled_too=True) if row["conflict"] == conflict), None)
        if row is None:
            raise UserError(_("There is no conflict “{id}”. List them with “conflicts list”.").format(id=conflict))
        _settle(tx, row, choose, value, operator)
        [after] = [row for row in _rows(tx, settled_too=True) if row["conflict"] == conflict] or [row]
        after = after | {"state": "settled", "settled_by": operator, "choice": choose or "value"}
    run.answer(after, _("Settled: {name}.").format(name=row["name"]))


def _settle(tx: Tx, row: dict[str, Any], choose: str | None, value: str | None, operator: str) -> None:
    kind, conflict = row["kind"], row["conflict"]
    if choose is not None and choose not in _CHOICES[kind]:
        words = _("For this conflict choose one of: {choices}.")
        raise UserError(words.format(choices=", ".join(_CHOICES[kind])))
    if kind == "field":
        choice = "value" if choose is None else {"one": "kept", "other": "other"}[choose]
        settle_field(tx, conflict=conflict, choice=choice, operator=operator, value=value, arrived=index_arrivals)
    elif value is not None:
        raise UserError(_("For this conflict choose one of: {choices}.").format(choices=", ".join(_CHOICES[kind])))
    elif kind == "person":
        settle_double_person(tx, conflict=conflict, is_same=choose == "same", operator=operator)
    else:
        accept_double_admission(tx, conflict=conflict, operator=operator)


def _rows(tx: Tx, settled_too: bool) -> list[dict[str, Any]]:
    fields = [_field_row(tx, found) for found in list_field_conflicts(tx, settled_too=settled_too)]
    people = [
        {
            "conflict": double.id,
            "kind": "person",
            "name": double.name,
            "field": "",
            "one": {"person": double.one, "name": double.name, "email": double.email},
            "other": {"person": double.other, "name": double.other_name, "email": double.other_email},
            "certain": double.is_certain,
            "recognised": double.is_recognised,
            "events": list(double.events),
            "state": "settled" if double.choice else "open",
            "choice": double.choice,
        }
        for double in find_doubles(tx, settled_too=settled_too)
    ]
    badges = [
        {
            "conflict": double.id,
            "kind": "badge",
            "name": double.name,
            "field": "",
            "one": {"at": double.first_at, "desk": double.first_desk},
            "other": {"at": double.again_at, "desk": double.again_desk},
            "event": double.event,
            "checkpoint": double.checkpoint,
            "state": "settled" if double.choice else "open",
            "choice": double.choice,
        }
        for double in find_double_admissions(tx, settled_too=settled_too)
    ]
    return [*fields, *people, *badges]


def _field_row(tx: Tx, found: FieldConflict) -> dict[str, Any]:
    return {
        "conflict": found.id,
        "kind": "field",
        "name": disputed_name(tx, found),
        "subject": found.subject,
        "record": found.record,
        "field": found.field,
        "one": _side(tx, found, found.kept),
        "other": _side(tx, found, found.other),
        "state": "open" if found.is_open else "settled",
        "choice": found.choice,
        "settled_by": found.settled_by,
        "settled_at": found.settled_at,
    }


def _side(tx: Tx, found: FieldConflict, side: Side) -> dict[str, Any]:
    words = value_in_words(tx, found, side.value)
    return {"value": side.value, "words": words, "desk": side.desk, "at": side.at, "by": side.by}


def _plain(side: dict[str, Any]) -> str:
    shown = side if "words" not in side else {key: value for key, value in side.items() if key != "value"}
    return ", ".join(str(value) for value in shown.values() if value not in (None, ""))
