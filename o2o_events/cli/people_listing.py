"""``people list`` and ``people find``: registrations as rows; contacts only for who has the organiser's PIN."""

from pathlib import Path
from typing import Any, Final

import click

from o2o_events.cli.context import Run, pass_run
from o2o_events.cli.pin import hand_out
from o2o_events.db.transaction import Tx
from o2o_events.i18n import _
from o2o_events.people.queries import PersonEntry, list_people
from o2o_events.registers.events import get_event
from o2o_events.registers.pins import has_pin

CONTACT_FIELDS: Final = ("email", "phone")
_COLUMNS: Final = ("printed_name", "organisation", "economy", "category", "status", "badge")


@click.command("list")
@click.option("--event", "code", required=True, help="The event's code.")
@click.option("--contacts", is_flag=True, help="With e-mail and telephone; needs the organiser's PIN, if one is set.")
@click.option("--operator", default="", help="Who asks for contacts; kept with it.")
@click.option("--pin-file", type=click.Path(path_type=Path), help="A file whose first line is the PIN.")
@pass_run
def list_(run: Run, code: str, contacts: bool, operator: str, pin_file: Path | None) -> None:
    """Lists everybody registered for an event."""
    with run.app() as app:
        with app.database.read() as tx:
            event, is_limited = get_event(tx, code), has_pin(tx)
            rows = [_whole_row(entry) for entry in list_people(tx, event)]
        is_withheld = is_limited and not contacts
        if is_withheld:
            rows = list(map(without_contacts, rows))
        elif is_limited:
            hand_out(app, event, operator=operator, pin_file=pin_file, rows=len(rows))
    columns = [*_COLUMNS, *(CONTACT_FIELDS if contacts else ())]
    run.answer_all(_fitting(run, rows), columns, _("Nobody is registered yet. Import a list with “people import”."))
    if is_withheld and rows and not run.as_json:
        words = _(
            "E-mail and telephone are withheld: this project has an organiser's PIN. Ask for them with --contacts."
        )
        click.echo(words, err=True)


@click.command()
@click.argument("text")
@click.option("--event", "code", required=True, help="The event's code.")
@click.option("--limit", type=click.IntRange(min=1), default=50, show_default=True, help="The most to answer.")
@pass_run
def find(run: Run, text: str, code: str, limit: int) -> None:
    """Finds people by name, organisation, e-mail or badge code, as it is typed."""
    from o2o_events.people.search import find_people

    with run.app() as app, app.database.read() as tx:
        shown = _row_without_contacts if has_pin(tx) else _whole_row
        rows = list(map(shown, find_people(tx, get_event(tx, code), text, limit=limit)))
    run.answer_all(_fitting(run, rows), _COLUMNS, _("Nobody fits. Try a part of the name."))


def _fitting(run: Run, rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Rows for a table: long names and organisations cut. JSON has everything whole."""
    if run.as_json:
        return rows
    return [{key: cut(value) if isinstance(value, str) else value for key, value in row.items()} for row in rows]


def cut(text: str, most: int = 48) -> str:
    return text if len(text) <= most else text[: most - 1] + "…"


def shown_row(tx: Tx, entry: PersonEntry) -> dict[str, Any]:
    """A registration as commands answer it: where the project has an organiser's PIN, without contacts."""
    return _row_without_contacts(entry) if has_pin(tx) else _whole_row(entry)


def _row_without_contacts(entry: PersonEntry) -> dict[str, Any]:
    return without_contacts(_whole_row(entry))


def without_contacts(row: dict[str, Any]) -> dict[str, Any]:
    """Whoever reads the row by program is told as well that something is not there."""
    return {key: value for key, value in row.items() if key not in CONTACT_FIELDS} | {"contacts_withheld": True}


def _whole_row(entry: PersonEntry) -> dict[str, Any]:
    """A registration as JSON: the economy by its printed name, days and moments in ISO form."""
    return {
        "person": entry.person,
        "registration": entry.registration,
        "title": entry.title,
        "given_name": entry.given_name,
        "family_name": entry.family_name,
        "printed_name": entry.printed_name,
        "own_script_name": entry.own_script_name,
        "organisation": entry.organisation,
        "position": entry.position,
        "sector": entry.sector,
        "economy": entry.economy_name,
        "gender": entry.gender,
        "category": entry.category,
        "roles": list(entry.roles),
        "status": entry.status,
        "status_reason": entry.status_reason,
        "badge": entry.badge,
        "email": entry.email,
        "phone": entry.phone,
        "days": [day.isoformat() for day in entry.days],
        "valid_from": entry.valid_from,
        "valid_until": entry.valid_until,
        "desk_note": entry.desk_note,
        "needs_attention": entry.needs_attention,
        "age_35_or_under": entry.age_35_or_under,
        "consent_list_on": entry.consent_list_on,
        "consent_survey_on": entry.consent_survey_on,
        "consent_photo_on": entry.consent_photo_on,
        "is_funded": entry.is_funded,
        "source": entry.source,
        "source_ref": entry.source_ref,
        "registered_at": entry.registered_at,
    }
