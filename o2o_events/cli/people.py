"""``people``: importing, adding, editing, finding, and the state of registrations."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeVar

import click
from click.termui import progressbar

from o2o_events.cli import people_listing, people_privacy
from o2o_events.cli.context import Run, pass_run
from o2o_events.cli.people_listing import cut, shown_row
from o2o_events.db.transaction import Tx
from o2o_events.errors import UserError
from o2o_events.i18n import _
from o2o_events.people import registration as registering
from o2o_events.people.fields import status_label
from o2o_events.people.listing import Problem
from o2o_events.people.queries import PersonEntry, find_person_id, get_person, list_registrations
from o2o_events.registers.events import Event, get_event

F = TypeVar("F", bound=Callable[..., Any])


@click.group()
def people() -> None:
    """The people and their registrations."""


for _command in (
    people_listing.list_,
    people_listing.find,
    people_privacy.contacts,
    people_privacy.retention,
    people_privacy.anonymise,
):
    people.add_command(_command)


@people.command("import")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--event", "code", required=True, help="The event's code.")
@click.option("--sheet", help="The sheet of a workbook; the likeliest if none is named.")
@click.option("--header-row", type=int, help="The row that has the headings, from 1.")
@click.option("--encoding", help="Such as utf-8, cp1258, big5; found out if none is named.")
@click.option("--delimiter", help="The character between cells, or “tab”; found out if none is named.")
@click.option("--map", "fields", multiple=True, metavar="COLUMN=FIELD", help="What a column is; repeat.")
@click.option("--category", help="The category of rows that name none.")
@click.option("--dry-run", is_flag=True, help="Show what would happen, change nothing.")
@pass_run
def import_(
    run: Run,
    file: Path,
    code: str,
    sheet: str | None,
    header_row: int | None,
    encoding: str | None,
    delimiter: str | None,
    fields: tuple[str, ...],
    category: str | None,
    dry_run: bool,
) -> None:
    """Imports a registration list (CSV, TSV, XLSX) for an event."""
    from o2o_events.people import importing  # imported when it is needed: other commands start sooner

    options = importing.ReadingOptions(
        encoding=encoding,
        delimiter=delimiter,
        sheet=sheet,
        header_row=header_row,
        fields=[_read_mapping(text) for text in fields],
    )
    with run.app() as app:
        with app.database.read() as tx:
            event = get_event(tx, code)
        with _progress(run, _("Importing")) as progress:
            listed = importing.read_file(file, economy=event.economy, options=options)
            if dry_run:
                with app.database.read() as tx:
                    plan = importing.plan_import(tx, event=event, file=listed, category=category, progress=progress)
            else:
                with app.database.write() as tx:
                    result = importing.apply_import(tx, event=event, file=listed, category=category, progress=progress)
    if dry_run:
        new = [{"row": row, "name": name} for row, name in plan.creates]
        changes = [{"row": c.row, "name": c.name, "field": c.field, "old": c.old, "new": c.new} for c in plan.changes]
        row = {**plan.result.to_row(), "new": new, "changes": changes, "sample": plan.sample}
        run.answer(row, _plan_words(plan))
    else:
        run.answer(result.to_row(), _result_words(result))


def _read_mapping(text: str) -> tuple[str, str]:
    column, equals, field = text.rpartition("=")
    if not equals or not column.strip():
        raise click.BadParameter(_("Write it like “Column=field”, such as “Nombre=given_name”."))
    return column.strip(), field.strip()


@contextmanager
def _progress(run: Run, label: str) -> Iterator[Callable[[float], None] | None]:
    """A progress bar on standard error, where somebody sits to see it."""
    if not run.shows_progress:
        yield None
        return
    with progressbar(length=100, label=label, file=sys.stderr) as bar:

        def advance(share: float) -> None:
            bar.update(round(share * 100) - bar.pos)

        yield advance


def _result_words(result: Any) -> str:
    """A result in words: the figures, how the file was read, and every problem."""
    figures = _(
        "{created} new, {updated} updated, {unchanged} unchanged, {rejected} rejected, {skipped} lines that are no"
        " people."
    )
    if result.dry_run:
        figures = _(
            "Nothing was changed. There would be {created} new, {updated} updated, {unchanged} unchanged, {rejected}"
            " rejected, {skipped} lines that are no people."
        )
    lines = [
        figures.format(
            created=result.created,
            updated=result.updated,
            unchanged=result.unchanged,
            rejected=result.rejected,
            skipped=result.skipped,
        ),
        _how_read(result),
        *result.notes,
    ]
    if result.problems:
        lines += ["", _("Problems:"), *map(_problem_words, result.problems)]
    if result.doubts:
        lines += ["", _("To look at:"), *map(_problem_words, result.doubts)]
    return "\n".join(lines)


def _how_read(result: Any) -> str:
    if result.sheet is not None:
        return _("Read from the sheet “{sheet}”, headings in row {row}.").format(
            sheet=result.sheet, row=result.header_row
        )
    delimiter = _("tab") if result.delimiter == "\t" else result.delimiter
    return _("Read as {encoding} with “{delimiter}” between cells, headings in row {row}.").format(
        encoding=result.encoding, delimiter=delimiter, row=result.header_row
    )


def _problem_words(problem: Problem) -> str:
    where = _("row {row}").format(row=problem.row) + (f", {problem.column}" if problem.column else "")
    text = cut(" ".join(problem.value.split()), 80)
    value = f" “{text}”" if text else ""
    return f"  {where}:{value} {problem.message}"


def _plan_words(plan: Any) -> str:
    lines = [_result_words(plan.result)]
    columns = [f"  {heading} → {field}" for heading, field in plan.result.columns.items()]
    lines += ["", _("Columns:"), *columns]
    if plan.creates:
        lines += ["", _("New:"), *(f"  {_('row {row}').format(row=row)}: {name}" for row, name in plan.creates)]
    if plan.changes:
        lines += ["", _("Changes:")]
        lines += [
            f"  {_('row {row}').format(row=c.row)}: {c.name}, {c.field}: “{c.old or ''}” → “{c.new}”"
            for c in plan.changes
        ]
    return "\n".join(lines)


_TEXT_OPTIONS = (
    ("given_name", ("--given",), "Given name."),
    ("family_name", ("--family",), "Family name."),
    ("title", (), "Such as Dr."),
    ("printed_name", ("--badge-name",), "The name on the badge; composed if none is given."),
    ("own_script_name", (), "The name in the person's own script."),
    ("gender", (), "female, male, another_term or not_stated."),
    ("economy", (), "Name or code of the economy or affiliation."),
    ("economy_note", (), "The economy of somebody from a non-member."),
    ("organisation", ("--organization",), "Organisation."),
    ("position", (), "Position."),
    ("sector", (), "Sector."),
    ("email", ("--e-mail",), "E-mail address."),
    ("phone", ("--mobile",), "Telephone."),
    ("valid_from", (), "Not admitted before this moment."),
    ("valid_until", (), "Not admitted after this moment."),
    ("desk_note", ("--note",), "A note for the desk."),
    ("age_35_or_under", (), "yes, no or not_stated."),
    ("dietary", (), "Dietary needs."),
    ("access", (), "Access needs."),
    ("source_ref", (), "The number in the registration system."),
)
_CONSENTS = (
    ("consent_list", "Shared participant list."),
    ("consent_survey", "E-mail to the APEC Secretariat for its survey."),
    ("consent_photo", "Photographs."),
    ("is_funded", "Travel funded by APEC."),
)


def _person_options(command: F) -> F:
    """The options for every field of a person and a registration."""
    for field, more, help_text in reversed(_TEXT_OPTIONS):
        names = dict.fromkeys([*more, "--" + field.replace("_", "-"), "--" + field])
        command = click.option(*names, field, default=None, help=help_text)(command)
    for field, help_text in _CONSENTS:
        name = field.replace("_", "-").removeprefix("is-")
        command = click.option(f"--{name}/--no-{name}", field, default=None, help=help_text)(command)
    command = click.option("--role", "--roles", "roles", multiple=True, help="A role; repeat.")(command)
    command = click.option("--day", "--days", "days", multiple=True, help="A day; repeat.")(command)
    return click.option("--attention", default=None, help="A note that is shown at every scan.")(command)


def _stated(options: dict[str, Any]) -> dict[str, Any]:
    """The fields that were given. ``--attention`` is a note for the desk that is flagged."""
    attention = options.pop("attention")
    stated = {field: value for field, value in options.items() if value is not None and value != ()}
    for field in ("roles", "days"):
        if field in stated:
            stated[field] = [part for text in stated[field] for part in text.split(",") if part.strip()]
    if attention is not None:
        stated |= {"desk_note": attention, "needs_attention": bool(attention.strip())}
    return stated


@people.command()
@click.option("--event", "code", required=True, help="The event's code.")
@click.option("--category", required=True, help="Such as delegate or speaker.")
@click.option("--status", default="confirmed", show_default=True, help="The state of the registration.")
@click.option("--walk-in", is_flag=True, help="The person came without being registered.")
@_person_options
@pass_run
def add(run: Run, /, code: str, category: str, status: str, walk_in: bool, **options: Any) -> None:
    """Registers somebody for an event."""
    stated = _stated(options)
    with run.app() as app, app.database.write() as tx:
        event = get_event(tx, code)
        for field in ("valid_from", "valid_until"):
            if field in stated:
                stated[field] = event.parse_moment(stated[field])
        details = registering.PersonDetails(**_only(stated, registering.PERSON_FIELDS))
        place = registering.RegistrationDetails(
            category=category,
            status=status,
            source="walk_in" if walk_in else "added",
            **_only(stated, registering.REGISTRATION_FIELDS | registering.NEED_FIELDS),
        )
        added = registering.add_person(tx, event=event, details=details, registration=place)
        entry = get_person(tx, event, added.person)
        row = shown_row(tx, entry)
    run.answer(row, _("{name} is registered for {event}.").format(name=entry.printed_name, event=event.code))


def _only(stated: dict[str, Any], fields: frozenset[str]) -> dict[str, Any]:
    return {field: value for field, value in stated.items() if field in fields}


@people.command()
@click.argument("person")
@click.option("--event", "code", help="The event whose registration is meant.")
@click.option("--category", default=None, help="Such as delegate or speaker.")
@_person_options
@pass_run
def edit(run: Run, /, person: str, code: str | None, **options: Any) -> None:
    """Changes what is known of somebody: --FIELD VALUE; an empty value empties the field."""
    changes = _stated(options)
    if not changes:
        raise click.UsageError(_("Say what is to be changed, such as --organisation NAME."))
    with run.app() as app, app.database.write() as tx:
        event = get_event(tx, code) if code else None
        edited = registering.edit_person(tx, person=find_person_id(tx, person), event=event, changes=changes)
        entry = get_person(tx, event, edited.person) if event else list_registrations(tx, edited.person)[0]
        row = shown_row(tx, entry)
    run.answer(row, _("{name} is changed.").format(name=entry.printed_name))


def _status_command(name: str, status: str, help_text: str) -> None:
    @people.command(name, help=help_text)
    @click.argument("person")
    @click.option("--event", "code", required=True, help="The event's code.")
    @click.option("--reason", required=True, help="Kept with the change.")
    @pass_run
    def command(run: Run, person: str, code: str, reason: str) -> None:
        with run.app() as app, app.database.write() as tx:
            entry = _change_status(tx, get_event(tx, code), person, status, reason, only_blocked=name == "unblock")
            row = shown_row(tx, entry)
        words = _("{name} is now {status}.").format(name=entry.printed_name, status=status_label(entry.status))
        run.answer(row, words)


def _change_status(tx: Tx, event: Event, person: str, status: str, reason: str, *, only_blocked: bool) -> PersonEntry:
    entry = get_person(tx, event, person)
    if only_blocked and entry.status != "blocked":
        raise UserError(
            _("{name} is not blocked but {status}. Use “people confirm” if they are to be admitted.").format(
                name=entry.printed_name, status=status_label(entry.status)
            )
        )
    registering.set_status(tx, event=event, person=entry.person, status=status, reason=reason)
    return get_person(tx, event, entry.person)


_status_command("withdraw", "withdrawn", "The person does not come.")
_status_command("confirm", "confirmed", "The person comes, and is admitted.")
_status_command("block", "blocked", "The person is not to be admitted.")
_status_command("unblock", "confirmed", "Somebody who was blocked is admitted again.")
