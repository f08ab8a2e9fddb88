"""``feedback paper``: a form to be filled in by hand."""

from pathlib import Path

import click

from o2o_events.cli.context import Run, pass_run
from o2o_events.cli.feedback_about import find_about
from o2o_events.feedback.forms import current_version, get_form
from o2o_events.i18n import _, language
from o2o_events.registers.events import get_event


@click.command()
@click.option("--event", "event_code", required=True, metavar="C", help="The event's code.")
@click.option("-o", "--output", "file", required=True, type=click.Path(path_type=Path), metavar="FILE.pdf")
@click.option("--form", "form_code", required=True, metavar="F", help="The form's code.")
@click.option("--session", "session", metavar="S", help="A session of the event, by title or id.")
@click.option("--language", "tag", metavar="T", help="A language of the form, such as vi.")
@click.option("--sheets", "count", type=click.IntRange(0, 500), default=0, metavar="N", help="So many numbered sheets.")
@pass_run
def paper(
    run: Run, event_code: str, file: Path, form_code: str, session: str | None, tag: str | None, count: int
) -> None:
    """Writes a form as a PDF to be filled in by hand; its code leads back to it when it is typed in."""
    from o2o_events.documents.feedback_print import write_sheets

    with run.app() as app:
        with app.database.read() as tx:
            event, form = get_event(tx, event_code), get_form(tx, form_code)
            offered = current_version(tx, form.id).content.languages
            about = find_about(tx, event, form, session)
        chosen = tag or (language() if language() in offered else offered[0])
        written = write_sheets(
            app.database,
            event=event,
            form=form,
            file=file,
            language=chosen,
            target=about.id if about else None,
            count=count,
        )
    answer = {"file": str(file), "code": written.code, "pages": written.pages, "sheets": list(written.numbers)}
    words = _("Written: {file}. Sheet code: {code}. Pages: {pages}.")
    run.answer(answer, words.format(file=file, code=written.code, pages=written.pages))
