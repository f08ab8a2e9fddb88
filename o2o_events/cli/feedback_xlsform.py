"""``feedback form import|export``: forms as XLSForms, the convention of ODK and Kobo."""

from dataclasses import asdict
from pathlib import Path

import click

from o2o_events.cli.context import Run, pass_run
from o2o_events.feedback.xlsform_words import Unsupported
from o2o_events.i18n import _


@click.command("import")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="FILE ...")
@click.option("--code", metavar="CODE", help="The form's code, where the file is to have another than it says.")
@pass_run
def import_(run: Run, files: tuple[Path, ...], code: str | None) -> None:
    """Brings in forms from XLSForms (ODK, Kobo); a form with the same code is brought up to the file.

    What a form cannot hold is listed with its sheet, row and column; all else is kept.
    """
    from o2o_events.feedback.form_files import import_form
    from o2o_events.feedback.xlsform_reading import read_xlsform_file

    if code is not None and len(files) > 1:
        raise click.UsageError(_("--code goes with one file."))
    for file in files:
        read = read_xlsform_file(file)
        with run.app() as app, app.database.write() as tx:
            imported = import_form(tx, read, code=code)
        row = {
            "form": imported.form.code,
            "name": imported.form.label,
            "version": imported.version,
            "new": imported.is_new,
            "changed": imported.is_changed,
            "questions": len(read.content.questions),
            "languages": list(read.content.languages),
            "unsupported": [asdict(one) for one in imported.unsupported],
        }
        words = _("“{form}” is brought in.") if imported.is_new else _("“{form}” is as in the file.")
        lines = [words.format(form=imported.form.label)]
        if imported.unsupported:
            lines.append(_("Not supported, place by place:"))
            lines += map(_place_words, imported.unsupported)
        run.answer(row, "\n".join(lines))


def _place_words(one: Unsupported) -> str:
    row = _("row {row}").format(row=one.row) if one.row is not None else ""
    where = ", ".join(filter(None, (one.sheet, row, one.column)))
    return f"  {where}: " + (f"“{one.value}” " if one.value else "") + one.message


@click.command()
@click.argument("code", metavar="FORM")
@click.option(
    "-o",
    "--output",
    "file",
    required=True,
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Ends in .xlsx; replaced if it exists.",
)
@pass_run
def export(run: Run, code: str, file: Path) -> None:
    """Writes a form as an XLSForm, which ODK, Kobo and “feedback form import” read."""
    from o2o_events.documents.output import appearing_whole
    from o2o_events.errors import UserError
    from o2o_events.feedback.form_files import export_form

    if file.suffix.lower() != ".xlsx":
        raise UserError(_("“{file}” should end in .xlsx. Give the file such a name.").format(file=file.name))
    with run.app() as app, app.database.read() as tx:
        data = export_form(tx, code)
    with appearing_whole(file) as part:
        part.write_bytes(data)
    run.answer({"file": str(file), "form": code}, _("Written: {file}.").format(file=file))
