"""``agenda import`` and ``agenda export``: the programme as a file of another program, or of ours."""

from pathlib import Path
from typing import Any

import click

from o2o_events.agenda.import_plan import AgendaPlan
from o2o_events.cli.context import Run, pass_run
from o2o_events.cli.day import DAY
from o2o_events.i18n import _
from o2o_events.registers.events import get_event

_SHOWN = 30


@click.command("import")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--event", "code", required=True, metavar="C", help="The event's code.")
@click.option("--dry-run", is_flag=True, help="Show what would happen, change nothing.")
@click.option("--overwrite", is_flag=True, help="Take everything from the file, also where the agenda was edited here.")
@click.option("--keep-missing", is_flag=True, help="Leave sessions as they are that the file no longer has.")
@click.option("--sheet", help="The sheet of a workbook; the likeliest if none is named.")
@click.option("--header-row", type=int, help="The row that has the headings, from 1.")
@click.option("--encoding", help="Such as utf-8, cp1258, big5; found out if none is named.")
@click.option("--delimiter", help="The character between cells, or “tab”; found out if none is named.")
@click.option("--map", "fields", multiple=True, metavar="COLUMN=FIELD", help="What a column is; repeat.")
@pass_run
def import_(
    run: Run,
    /,
    file: Path,
    code: str,
    dry_run: bool,
    overwrite: bool,
    keep_missing: bool,
    fields: tuple[str, ...],
    **options: Any,
) -> None:
    """Imports a programme: schedule.xml or .json (frab, pretalx), iCalendar, XLSX or CSV."""
    from o2o_events.agenda import importing  # imported when it is needed: other commands start sooner

    wishes = importing.Wishes(overwrite=overwrite, keep_missing=keep_missing)
    reading = importing.TableOptions(fields=[_read_mapping(text) for text in fields], **options)
    with run.app() as app:
        with app.database.read() as tx:
            event = get_event(tx, code)
        draft = importing.read_agenda_file(file, event=event, options=reading)
        if dry_run:
            with app.database.read() as tx:
                plan = importing.plan_agenda(tx, event=event, draft=draft, file=file.name, wishes=wishes)
        else:
            with app.database.write() as tx:
                plan = importing.apply_agenda(tx, event=event, draft=draft, file=file.name, wishes=wishes)
    row = plan.to_row()
    if dry_run:
        row["sessions"] = [
            {
                "kind": session.kind,
                "session": session.session,
                "title": session.title,
                "fields": [change.field for change in session.changes],
            }
            for session in plan.sessions
            if session.kind != "unchanged"
        ]
    run.answer(row, _words(plan))


def _read_mapping(text: str) -> tuple[str, str]:
    column, equals, field = text.rpartition("=")
    if not equals or not column.strip():
        raise click.BadParameter(_("Write it like “Column=field”, such as “Tema=title”."))
    return column.strip(), field.strip()


def _words(plan: AgendaPlan) -> str:
    figures = _(
        "{created} new sessions, {updated} changed, {moved} moved, {withdrawn} cancelled, {unchanged} unchanged,"
        " {rejected} rejected."
    )
    if plan.dry_run:
        figures = _(
            "Nothing was changed. There would be {created} new sessions, {updated} changed, {moved} moved, {withdrawn}"
            " cancelled, {unchanged} unchanged, {rejected} rejected."
        )
    row = plan.to_row()
    lines = [figures.format(**{name: row[name] for name in _FIGURES})]
    if plan.dry_run:
        lines += _lists(plan)
    for title, problems in ((_("Problems:"), plan.problems), (_("To look at:"), plan.doubts)):
        if problems:
            lines += ["", title]
            lines += [
                f"  {problem.place}: " + (f"“{problem.value}” " if problem.value else "") + problem.message
                for problem in problems
            ]
    return "\n".join(lines)


_FIGURES = ("created", "updated", "moved", "withdrawn", "unchanged", "rejected")


def _lists(plan: AgendaPlan) -> list[str]:
    """The sessions of which something would come, the first of each kind."""
    lines: list[str] = []
    for kind, title in (
        ("created", _("New:")),
        ("moved", _("Moved:")),
        ("updated", _("Changed:")),
        ("withdrawn", _("Cancelled:")),
    ):
        found = plan.of(kind)
        if found:
            lines += ["", title, *(f"  {session.title}" for session in found[:_SHOWN])]
        if len(found) > _SHOWN:
            lines.append("  " + _("and {n} more").format(n=len(found) - _SHOWN))
    return lines


@click.command()
@click.option("--event", "code", required=True, metavar="C", help="The event's code.")
@click.option(
    "-o",
    "--output",
    "file",
    required=True,
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Ends in .xml, .json, .ics, .xlsx or .pdf; replaced if it exists.",
)
@click.option("--release", type=click.IntRange(min=1), help="As it was released under this number, not as it is now.")
@click.option("--day", type=DAY, help="PDF: only this day.")
@click.option("--room", help="PDF: the door sheet of this room.")
@click.option("--speaker", help="PDF: what concerns this speaker.")
@click.option("--language", "languages", multiple=True, metavar="TAG", help="PDF: a language; repeat.")
@click.option("--abstracts", is_flag=True, help="PDF: with abstracts.")
@click.option("--paper", type=click.Choice(["A4", "Letter"], case_sensitive=False), help="PDF: A4 if none is named.")
@pass_run
def export(
    run: Run,
    /,
    code: str,
    file: Path,
    release: int | None,
    day: Any,
    room: str | None,
    speaker: str | None,
    languages: tuple[str, ...],
    abstracts: bool,
    paper: str | None,
) -> None:
    """Writes the agenda: frab XML or JSON, iCalendar, XLSX or PDF, by the file's ending."""
    if file.suffix.lower() == ".pdf":
        _export_pdf(
            run,
            code,
            file,
            release=release,
            day=day.date() if day else None,
            room=room,
            speaker=speaker,
            languages=languages,
            with_abstracts=abstracts,
            paper=paper or "A4",
        )
        return
    from o2o_events.documents.programme_data import write_agenda

    if day or room or speaker or languages or abstracts or paper:
        raise click.UsageError(_("--day, --room, --speaker, --language, --abstracts and --paper go with a PDF only."))
    with run.app() as app:
        with app.database.read() as tx:
            event = get_event(tx, code)
        written = write_agenda(app.database, event=event, file=file, release=release)
    words = _("Written: {file}. Sessions: {sessions}.").format(file=file, sessions=written)
    run.answer({"file": str(file), "sessions": written}, words)


def _export_pdf(run: Run, code: str, file: Path, **options: Any) -> None:
    from o2o_events.documents.programme_file import write_programme

    with run.app() as app:
        with app.database.read() as tx:
            event = get_event(tx, code)
        written = write_programme(app.database, event=event, file=file, **options)
    words = _("Written: {file}. Pages: {pages}.").format(file=file, pages=written.pages)
    if written.missing:
        lost = _("No font has these characters; letters among them are drawn as a box: {characters}")
        words += "\n" + lost.format(characters=" ".join(written.missing))
    run.answer({"file": str(file), "pages": written.pages, "missing": written.missing}, words)
