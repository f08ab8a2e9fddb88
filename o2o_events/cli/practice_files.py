"""``practice attach|files|extract|import|export``: what goes in and out of the register as files."""

from dataclasses import asdict
from pathlib import Path

import click

from o2o_events.cli.context import Run, pass_run
from o2o_events.errors import UserError
from o2o_events.i18n import _
from o2o_events.registers import attachments
from o2o_events.registers.events import list_events
from o2o_events.registers.practice_queries import SUBJECT, get_practice, list_practices


@click.command()
@click.argument("which", metavar="PRACTICE")
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="FILE ...")
@pass_run
def attach(run: Run, which: str, paths: tuple[Path, ...]) -> None:
    """Attaches files to PRACTICE."""
    contents = [(path.name, attachments.read_attachable(path)) for path in paths]
    with run.app() as app, app.database.write() as tx:
        found = get_practice(tx, which)
        added = [
            attachments.attach_file(tx, subject=SUBJECT, record=found.id, name=name, content=content)
            for name, content in contents
        ]
    for one in added:
        run.answer(asdict(one), _("“{file}” is attached to “{title}”.").format(file=one.name, title=found.label))


@click.command()
@click.argument("which", metavar="PRACTICE")
@pass_run
def files(run: Run, which: str) -> None:
    """Lists the files of PRACTICE."""
    with run.app() as app, app.database.read() as tx:
        rows = [asdict(one) for one in attachments.list_attachments(tx, SUBJECT, get_practice(tx, which).id)]
    run.answer_all(rows, ["name", "size", "media_type", "id"], _("No file is attached."))


@click.command()
@click.argument("attachment", metavar="ATTACHMENT")
@click.option("-o", "--output", "file", required=True, type=click.Path(path_type=Path), metavar="FILE")
@pass_run
def extract(run: Run, attachment: str, file: Path) -> None:
    """Writes an attached file (its id, from “practice files”) to FILE, exactly as it was attached."""
    from o2o_events.documents.output import appearing_whole

    if file.is_file():
        raise UserError(_("“{file}” is there already. Choose another name.").format(file=file))
    with run.app() as app, app.database.read() as tx:
        found = attachments.get_attachment(tx, attachment)
        content = attachments.read_attachment(tx, found.id)
    with appearing_whole(file) as part:
        part.write_bytes(content)
    run.answer({"file": str(file)} | asdict(found), _("Written: {file}.").format(file=file))


@click.command("import")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--sheet", help="The sheet of a workbook; the likeliest if none is named.")
@click.option("--encoding", help="Such as utf-8, cp1258, big5; found out if none is named.")
@click.option("--dry-run", is_flag=True, help="Show what would happen, change nothing.")
@pass_run
def import_(run: Run, file: Path, sheet: str | None, encoding: str | None, dry_run: bool) -> None:
    """Imports a table of best practices (CSV, XLSX), as “practice export” writes it."""
    from o2o_events.agenda.practice_import import import_practices, plan_practices
    from o2o_events.agenda.practice_table import read_table

    table = read_table(file, sheet=sheet, encoding=encoding)
    with run.app() as app:
        if dry_run:
            with app.database.read() as tx:
                plan = plan_practices(tx, table)
        else:
            with app.database.write() as tx:
                plan = import_practices(tx, table)
    row = plan.to_row() | {"dry_run": dry_run}
    figures = _("{created} new, {updated} updated, {unchanged} unchanged, {rejected} rejected.").format(**row)
    lines = [_("Nothing was changed; this would be:") + " " + figures if dry_run else figures]
    lines += [_("Not a column of the register: {names}.").format(names="; ".join(plan.unknown))] * bool(plan.unknown)
    for problem in plan.problems:
        where = _("row {row}").format(row=problem.row) + (f", {problem.column}" if problem.column else "")
        lines.append(f"  {where}: " + (f"“{problem.value}” " if problem.value else "") + problem.message)
    run.answer(row, "\n".join(lines))


@click.command()
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
    """Writes the whole register as a table."""
    from o2o_events.documents.practice_list import write_practices

    with run.app() as app, app.database.read() as tx:
        listed = list_practices(tx)
        events = {event.id: event for event in list_events(tx)}
    write_practices(file, listed, events)
    run.answer({"rows": len(listed)}, _("Written: {file}. Best practices: {rows}.").format(file=file, rows=len(listed)))
