"""``people contacts``, ``people retention`` and ``people anonymise``: what is known of people leaves, or goes."""

import sys
from datetime import date, datetime
from pathlib import Path
from typing import Any

import click

from o2o_events.cli.context import Run, pass_run
from o2o_events.cli.day import DAY
from o2o_events.cli.pin import read_pin
from o2o_events.errors import UserError
from o2o_events.i18n import _
from o2o_events.registers.events import get_event

_EVENT = click.option("--event", "code", required=True, help="The event's code.")
_OPERATOR = click.option("--operator", default="", help="Who does it; kept with it.")
_PIN = click.option("--pin-file", type=click.Path(path_type=Path), help="A file whose first line is the PIN.")


@click.command()
@_EVENT
@click.option("-o", "--output", "file", required=True, type=click.Path(path_type=Path), help="Ends in .xlsx or .csv.")
@click.option("--for", "purpose", default="list", show_default=True, help="What people agreed to: list or survey.")
@_OPERATOR
@_PIN
@pass_run
def contacts(run: Run, code: str, file: Path, purpose: str, operator: str, pin_file: Path | None) -> None:
    """Writes the contacts of those who agreed. Needs the organiser's PIN, and leaves a trace."""
    from o2o_events.documents.contact_list import role_names, write_contacts
    from o2o_events.documents.table_output import check_ending
    from o2o_events.people.contacts import check_operator, release_contacts

    check_ending(file)
    check_operator(operator)
    with run.app() as app:
        with app.database.read() as tx:
            event, roles = get_event(tx, code), role_names(tx)
        pin = read_pin(pin_file)
        found = release_contacts(app.database, event=event, pin=pin, operator=operator, purpose=purpose)
        write_contacts(file, found, roles)
    rows = len(found.contacts)
    words = _("{n} contacts were written to {file}; {others} people did not agree and are only counted.")
    run.answer(
        {"rows": rows, "not_shared": found.not_shared, "file": file},
        words.format(n=rows, file=file, others=found.not_shared),
    )


@click.command()
@_EVENT
@click.option("--until", type=DAY, help="The last day on which names are kept.")
@pass_run
def retention(run: Run, code: str, until: datetime | None) -> None:
    """Tells or sets until when the names of an event are kept."""
    from o2o_events.people.retention import read_retention, set_retention

    with run.app() as app:
        if until is None:
            with app.database.read() as tx:
                found = read_retention(tx, get_event(tx, code))
        else:
            with app.database.write() as tx:
                found = set_retention(tx, event=get_event(tx, code), until=date(until.year, until.month, until.day))
    row = {
        "until": found.until,
        "is_set": found.is_set,
        "is_over": found.is_over,
        "anonymised_on": found.anonymised_on,
    }
    words = _("The names are kept until {day}.").format(day=found.until.isoformat())
    if found.anonymised_on:
        words = _("Anonymised on {day}.").format(day=found.anonymised_on.isoformat())
    run.answer(row, words)


@click.command()
@_EVENT
@click.option("--dry-run", is_flag=True, help="Say what goes and what stays, change nothing.")
@click.option("--yes", is_flag=True, help="Do not ask again.")
@_OPERATOR
@_PIN
@pass_run
def anonymise(run: Run, code: str, dry_run: bool, yes: bool, operator: str, pin_file: Path | None) -> None:
    """Turns the people of an event into counts, for good. Totals stay. Needs the organiser's PIN."""
    from o2o_events.people.privacy import (
        anonymise_event,
        check_due,
        goes_words,
        plan_anonymisation,
        scrub_file,
        stays_words,
    )
    from o2o_events.registers.pins import unlock

    with run.app() as app:
        with app.database.read() as tx:
            plan = plan_anonymisation(tx, get_event(tx, code), app.database.file)
        goes, stays = goes_words(plan), stays_words(plan)
        told = "\n".join([_("What goes, for good:"), *_listed(goes), "", _("What stays:"), *_listed(stays)])
        row: dict[str, Any] = {
            "event": plan.event.code,
            "people": plan.people,
            "kept": plan.kept,
            "until": plan.until,
            "goes": goes,
            "stays": stays,
        }
        if dry_run:
            run.answer(row | {"done": False}, told)
            return
        check_due(plan)
        click.echo(told, err=True)
        _confirm(plan.event.code, is_sure=yes)
        unlock(app.database, pin=read_pin(pin_file))
        with app.database.write() as tx:
            done = anonymise_event(tx, event=plan.event, operator=operator)
        is_clean = scrub_file(app.database)
    words = _("{event} is anonymised: {n} people are counts now.").format(event=done.event, n=done.people)
    if not is_clean:
        words += " " + _("Another program has the file open: close it, so that nothing is left in its log.")
    run.answer(row | {"people": done.people, "kept": done.kept, "done": True, "is_clean": is_clean}, words)


def _listed(lines: list[str]) -> list[str]:
    return [f"  – {line}" for line in lines]


def _confirm(code: str, *, is_sure: bool) -> None:
    """Raises ``UserError`` unless it is meant."""
    if is_sure:
        return
    if not sys.stdin.isatty():
        raise UserError(_("Nothing was changed. This cannot be taken back: add --yes if you mean it."))
    typed = click.prompt(_("Type the event's code, {code}, to go on").format(code=code), err=True)
    if typed.strip().casefold() != code.casefold():
        raise UserError(_("Nothing was changed."))
