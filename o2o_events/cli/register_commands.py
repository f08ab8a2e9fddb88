"""The commands that every register has: add, edit, list, remove, import, export; each made from its description."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, Final

import click

from o2o_events.cli.context import Run, pass_run
from o2o_events.cli.day import METAVAR
from o2o_events.db.transaction import Tx
from o2o_events.i18n import _, language
from o2o_events.registers.events import get_event
from o2o_events.registers.practices import in_present_language
from o2o_events.registers.register import Field, Names, Register
from o2o_events.registers.register_columns import RegisterColumn, cell_of, has_words
from o2o_events.registers.register_list import add_record
from o2o_events.registers.register_records import (
    edit_entry,
    find_row,
    from_row,
    get_entry,
    label_of,
    list_entries,
    read_names,
    remove_entry,
)

Helps = Mapping[str, str]
"""The help of each command by its name, and of each option by its field's; plain English, found by the catalogue."""
More = Callable[[Tx, list[dict[str, Any]]], None]
_WIDEST_CHOICES: Final = 50
"""Codes that would make a line of help wider than a terminal stand in the option's help instead."""


def add_commands(group: click.Group, register: Register[Any], helps: Helps, more: More | None = None) -> None:
    """Gives a group all commands of a register; ``more`` adds to each listed row what other parts know of it."""
    metavar = register.name.split("_")[-1].upper()
    for command in (
        _add_command(register, helps),
        _edit_command(register, helps, metavar),
        _list_command(register, helps, more),
        _remove_command(register, helps, metavar),
        _import_command(register, helps),
        _export_command(register, helps),
    ):
        group.add_command(command)


def register_row(tx: Tx, register: Register[Any], entry: Any, names: Names | None = None) -> dict[str, Any]:
    """A record as JSON: texts in the present language and in all of theirs, links in words and by id."""
    names = read_names(tx, register) if names is None else names
    row: dict[str, Any] = {register.name: entry.id}
    for field in register.fields:
        value = getattr(entry, field.name)
        match field.kind:
            case "localized":
                row |= {field.name: in_present_language(value), f"{field.name}s": value}
            case "events":
                row[field.name] = sorted(filter(None, map(names.event_code, value)))
            case "economy" | "event":
                row[field.name] = cell_of(entry, RegisterColumn(field), names)
            case "record":
                row |= {field.name: cell_of(entry, RegisterColumn(field), names), f"{field.name}_id": value}
            case _:
                row[field.name] = value
    if register.standing is not None:
        row["standing"] = register.standing(tx, [entry])[entry.id]
    return row


def answer_entry(run: Run, tx: Tx, register: Register[Any], entry: Any) -> Callable[[str], None]:
    """Answers with the record as it is now, once the transaction is done; takes words with ``{label}``."""
    names = read_names(tx, register)
    row, label = register_row(tx, register, entry, names), label_of(register, entry, names)
    return lambda text: run.answer(row, text.format(label=label))


def read_options(tx: Tx, register: Register[Any], options: Mapping[str, Any], before: Any = None) -> dict[str, Any]:
    """The fields that were given, as the commands of registers take them."""
    values: dict[str, Any] = {}
    for field in register.fields:
        given, pairs = options.get(field.name), options.get(f"{field.name}_in") or ()
        if field.kind == "localized" and (given is not None or pairs):
            texts = dict(getattr(before, field.name)) if before is not None else {}
            values[field.name] = texts | dict(map(_pair, pairs)) | ({} if given is None else {language(): given})
        elif given is not None and given != ():
            values[field.name] = _read_option(tx, field, given)
    return values


def _pair(text: str) -> tuple[str, str]:
    tag, sign, words_of_it = text.partition("=")
    if not sign:
        raise click.UsageError(_("Write a text in a language like vi=Khai mạc."))
    return tag.strip(), words_of_it


def _read_option(tx: Tx, field: Field, given: Any) -> Any:
    if field.kind == "event":
        return get_event(tx, given).id if given else field.empty
    if field.kind == "events":
        return tuple(get_event(tx, code).id for code in given if code)
    if field.target is not None:
        return get_entry(tx, field.target, given).id if given else field.empty
    return given


def field_options(register: Register[Any], helps: Helps, *, is_new: bool) -> Callable[[Any], Any]:
    """An option for every field that has a help."""

    def decorate(command: Any) -> Any:
        for field in reversed(register.fields):
            if field.name in helps:
                for option in reversed(_options(field, helps, is_new=is_new)):
                    command = option(command)
        return command

    return decorate


def _options(field: Field, helps: Helps, *, is_new: bool) -> list[Callable[[Any], Any]]:
    name = "--" + field.name.replace("_", "-")
    is_required = is_new and field.is_required and not field.is_given and field.empty in (None, "", {}, ())
    kind: Any = click.Choice(field.codes) if field.codes else None
    metavar = {"date": METAVAR, "number": "N", "event": "C", "events": "C"}.get(field.kind)
    if len("|".join(field.codes)) > _WIDEST_CHOICES:
        metavar = field.name.upper()
    if field.kind == "localized":
        many = click.option(
            f"{name}-in", f"{field.name}_in", multiple=True, metavar="TAG=TEXT", help=helps[f"{field.name}_in"]
        )
        return [click.option(name, field.name, help=helps[field.name]), many]
    return [
        click.option(
            name,
            field.name,
            type=kind,
            metavar=metavar,
            multiple=field.kind == "events",
            required=is_required,
            help=helps[field.name],
        )
    ]


def _add_command(register: Register[Any], helps: Helps) -> click.Command:
    @click.command("add", help=helps["add"])
    @field_options(register, helps, is_new=True)
    @pass_run
    def add(run: Run, /, **options: Any) -> None:
        with run.app() as app, app.database.write() as tx:
            added = add_record(tx, register, read_options(tx, register, options))
            answer = answer_entry(run, tx, register, added)
        answer(_("“{label}” is in the register."))

    return add


def _edit_command(register: Register[Any], helps: Helps, metavar: str) -> click.Command:
    @click.command("edit", help=helps["edit"])
    @click.argument("which", metavar=metavar)
    @field_options(register, helps, is_new=False)
    @pass_run
    def edit(run: Run, /, which: str, **options: Any) -> None:
        with run.app() as app, app.database.write() as tx:
            found = get_entry(tx, register, which)
            changes = read_options(tx, register, options, found)
            if not changes:
                raise click.UsageError(_("Say what is to be changed, by one of the options that --help lists."))
            answer = answer_entry(run, tx, register, edit_entry(tx, register, found.id, changes))
        answer(_("“{label}” is changed."))

    return edit


def _list_command(register: Register[Any], helps: Helps, more: More | None) -> click.Command:
    @click.command("list", help=helps["list"])
    @click.option("--find", "text", default="", help="Only those with these words.")
    @pass_run
    def list_(run: Run, text: str) -> None:
        with run.app() as app, app.database.read() as tx:
            names = read_names(tx, register)
            found = [e for e in list_entries(tx, register, names) if has_words(register, e, names, text)]
            rows = [register_row(tx, register, entry, names) for entry in found]
            if more is not None:
                more(tx, rows)
        listed = [field.name for field in register.fields if field.is_listed]
        standing = ["standing"] if register.standing is not None else []
        run.answer_all(
            rows, [*listed, *standing, register.name], _("Nothing here yet fits. Add one, or import a table.")
        )

    return list_


def _remove_command(register: Register[Any], helps: Helps, metavar: str) -> click.Command:
    @click.command("remove", help=helps["remove"])
    @click.argument("which", metavar=metavar)
    @pass_run
    def remove(run: Run, which: str) -> None:
        with run.app() as app, app.database.write() as tx:
            found = get_entry(tx, register, which)
            label = label_of(register, found, read_names(tx, register))
            remove_entry(tx, register, found.id)
        run.answer({register.name: found.id}, _("“{title}” is out of the register.").format(title=label))

    return remove


def _import_command(register: Register[Any], helps: Helps) -> click.Command:
    owner = next((field for field in register.fields if field.target is not None and field.is_required), None)

    @click.command("import", help=helps["import"])
    @click.argument("file", type=click.Path(path_type=Path))
    @click.option("--sheet", help="The sheet of a workbook; the likeliest if none is named.")
    @click.option("--encoding", help="Such as utf-8, cp1258, big5; found out if none is named.")
    @click.option("--dry-run", is_flag=True, help="Show what would happen, change nothing.")
    @pass_run
    def import_(
        run: Run, file: Path, sheet: str | None, encoding: str | None, dry_run: bool, of: str | None = None
    ) -> None:
        from o2o_events.agenda.register_import import import_entries, plan_entries
        from o2o_events.agenda.register_table import read_register_table

        table = read_register_table(register, file, sheet=sheet, encoding=encoding)
        with run.app() as app, app.database.read() if dry_run else app.database.write() as tx:
            defaults = {}
            if of is not None and owner is not None and owner.target is not None:
                defaults[owner.name] = get_entry(tx, owner.target, of).id
            plan = (plan_entries if dry_run else import_entries)(tx, register, table, defaults)
        row = plan.to_row() | {"dry_run": dry_run}
        figures = _("{created} new, {updated} updated, {unchanged} unchanged, {rejected} rejected.").format(**row)
        lines = [_("Nothing was changed; this would be:") + " " + figures if dry_run else figures]
        if plan.unknown:
            lines.append(_("Not a column of the register: {names}.").format(names="; ".join(plan.unknown)))
        for problem in plan.problems:
            where = _("row {row}").format(row=problem.row) + (f", {problem.column}" if problem.column else "")
            lines.append(f"  {where}: " + (f"“{problem.value}” " if problem.value else "") + problem.message)
        run.answer(row, "\n".join(lines))

    if owner is not None:
        import_ = click.option(
            "--of", metavar=owner.name.upper(), help="What its rows are about, where the table has no column for it."
        )(import_)
    return import_


def _export_command(register: Register[Any], helps: Helps) -> click.Command:
    @click.command("export", help=helps["export"])
    @click.option(
        "-o",
        "--output",
        "file",
        required=True,
        type=click.Path(path_type=Path),
        metavar="FILE",
        help="Ends in .xlsx or .csv; replaced if it exists.",
    )
    @pass_run
    def export(run: Run, file: Path) -> None:
        from o2o_events.documents.register_file import write_register

        with run.app() as app, app.database.read() as tx:
            names = read_names(tx, register)
            entries = list_entries(tx, register, names)
        write_register(file, register, entries, names)
        run.answer({"rows": len(entries)}, _("Written: {file}. Rows: {rows}.").format(file=file, rows=len(entries)))

    return export


def entry_now(tx: Tx, register: Register[Any], record: str) -> Any:
    """The record as it is now."""
    return from_row(register, find_row(tx, register, record))
