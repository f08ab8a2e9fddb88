"""``feedback results|export``: what was answered, as figures and as rows."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click

from o2o_events.agenda.programme import text_in
from o2o_events.cli.context import Run, pass_run
from o2o_events.cli.feedback_about import find_about
from o2o_events.db.transaction import Tx
from o2o_events.documents.feedback_charts import (
    figures_words,
    gain_words,
    kept_back_groups,
    kept_back_words,
    rate_words,
)
from o2o_events.documents.feedback_files import read_raw, write_raw, write_results
from o2o_events.documents.feedback_results import Results, read_results
from o2o_events.errors import UserError
from o2o_events.feedback.forms import Form, get_form
from o2o_events.feedback.respondents import CUTS
from o2o_events.feedback.results import QuestionResult
from o2o_events.i18n import _
from o2o_events.registers.events import Event, get_event, list_events

_OUTPUT = click.Path(path_type=Path)


@click.command()
@click.option("--form", "form_code", required=True, metavar="F", help="The form's code.")
@click.option("--event", "event_code", metavar="C", help="Only of one event; of all that use the form without it.")
@click.option("--session", "session", metavar="S", help="Only of one session or slot: title or id; needs --event.")
@click.option("--by", "cut", type=click.Choice(CUTS), help="Group by group beside the whole.")
@click.option("-o", "--output", "file", type=_OUTPUT, metavar="FILE", help="Ends in .pdf or .xlsx, charts included.")
@pass_run
def results(
    run: Run, form_code: str, event_code: str | None, session: str | None, cut: str | None, file: Path | None
) -> None:
    """Shows response rate, counts, means, positive shares and gains of a form, question by question."""
    with run.app() as app, app.database.read() as tx:
        form, events = form_and_events(tx, form_code, event_code)
        target = target_of(tx, form, events, session)
        found = read_results(tx, form, events=events, target=target, cut=cut or "")
    if file is not None:
        write_results(file, found)
        run.answer({"file": str(file), "answered": found.answered}, _("Written: {file}.").format(file=file))
    elif run.as_json:
        for row in _rows(found):
            run.answer(row)
    else:
        click.echo("\n".join(_lines(found)))


@click.command()
@click.option("--form", "form_code", required=True, metavar="F", help="The form's code.")
@click.option("--event", "event_code", metavar="C", help="Only of one event; of all that use the form without it.")
@click.option(
    "-o",
    "--output",
    "file",
    required=True,
    type=_OUTPUT,
    metavar="FILE",
    help="Ends in .csv or .xlsx; replaced if it exists.",
)
@pass_run
def export(run: Run, form_code: str, event_code: str | None, file: Path) -> None:
    """Writes the raw answers: a row an answer set, in labels and in codes."""
    with run.app() as app, app.database.read() as tx:
        form, events = form_and_events(tx, form_code, event_code)
        table = read_raw(tx, form, events)
    write_raw(file, table, title=form.label)
    words = _("Written: {file}. Answers: {rows}.").format(file=file, rows=len(table.rows))
    run.answer({"file": str(file), "rows": len(table.rows)}, "\n".join([words, *table.notes]))


def form_and_events(tx: Tx, form_code: str, event_code: str | None) -> tuple[Form, list[Event]]:
    """The form, and the event that is named, else all that use the form."""
    form = get_form(tx, form_code)
    if event_code is None:
        return form, [event for event in list_events(tx) if form.is_used_at(event.id)]
    return form, [get_event(tx, event_code)]


def target_of(tx: Tx, form: Form, events: list[Event], session: str | None) -> str | None:
    """The id of the session or slot that is named. Raises ``UserError`` where the form asks about no such thing."""
    if session is None:
        return None
    if len(events) != 1:
        raise UserError(_("A session is one event's. Name the event with --event too."))
    about = find_about(tx, events[0], form, session)
    return about.id if about else None


def _rows(found: Results) -> Iterator[dict[str, Any]]:
    """A summary, then a row a question, then a row a question and group; a group kept back is one row."""
    yield {
        "form": found.form.code,
        "events": [event.code for event in found.events],
        "session": found.target,
        "answered": None if found.is_kept_back else found.answered,
        "checked_in": found.checked_in,
        "counted": None if found.is_kept_back else found.counted,
        "response_rate": found.rate,
        "kept_back": found.is_kept_back,
        "gains": [
            {"before": gain.before.code, "after": gain.after.code, "n": gain.n, "mean": gain.mean}
            for gain in found.gains
        ],
    }
    for result in found.questions:
        yield _row(result)
    for group in found.groups:
        named = {"group": group.group.key, "label": group.label}
        if group.group.results is None:
            yield named | {"kept_back": True}
        for result in group.group.results or ():
            yield named | _row(result)


def _row(result: QuestionResult) -> dict[str, Any]:
    return {
        "question": result.question.code,
        "kind": result.question.kind,
        "text": text_in(result.question.label),
        "n": result.n,
        "blanks": result.blanks,
        "mean": result.mean,
        "positive": result.positive,
        "choices": {choice.code: choice.count for choice in result.choices},
        "texts": len(result.texts),
    }


def _lines(found: Results) -> Iterator[str]:
    yield found.form.label
    yield rate_words(found)
    for gain in found.gains:
        yield gain_words(gain)
    for result in found.questions:
        yield f"{result.question.code}: {figures_words(result)}"
        if result.choices and result.n:
            yield "  " + "  ".join(f"{choice.code} {choice.count}" for choice in result.choices)
    for group in found.groups:
        yield ""
        yield f"{group.label}:" if group.group.results is not None else f"{group.label}: –"
        for result in group.group.results or ():
            yield f"  {result.question.code}: {figures_words(result)}"
    if kept_back_groups(found):
        yield kept_back_words()
