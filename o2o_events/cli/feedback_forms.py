"""``feedback form``: the project's forms."""

from typing import Any

import click

from o2o_events.cli import feedback_xlsform
from o2o_events.cli.context import Run, pass_run
from o2o_events.feedback.content_rules import missing_texts
from o2o_events.feedback.forms import Form, FormVersion, current_version, edit_form, get_form, list_forms
from o2o_events.feedback.shipped import ship_forms
from o2o_events.feedback.stored import to_stored
from o2o_events.i18n import _
from o2o_events.registers.events import get_event


@click.group("form")
def form() -> None:
    """The forms that can be answered."""


form.add_command(feedback_xlsform.import_)
form.add_command(feedback_xlsform.export)


@form.command("list")
@click.option("--event", "event_code", metavar="C", help="Only those of one event.")
@pass_run
def list_(run: Run, event_code: str | None) -> None:
    """Lists the forms."""
    with run.app() as app, app.database.read() as tx:
        event = get_event(tx, event_code) if event_code else None
        rows = [_form_row(found, current_version(tx, found.id)) for found in list_forms(tx, event)]
    columns = ["form", "name", "scope", "phase", "open", "named", "questions", "languages"]
    run.answer_all(rows, columns, _("There is no form yet. “feedback form ship” adds the usual ones."))


@form.command()
@click.argument("code", metavar="FORM")
@pass_run
def show(run: Run, code: str) -> None:
    """Shows what a form asks, and which texts it lacks in one of its languages."""
    with run.app() as app, app.database.read() as tx:
        found = get_form(tx, code)
        version = current_version(tx, found.id)
    missing = [
        {"language": gap.language, "question": gap.question, "text": gap.text} for gap in missing_texts(version.content)
    ]
    row = _form_row(found, version) | {"content": to_stored(version.content), "missing": missing}
    run.answer(row, None if run.as_json else _in_words(found, version, len(missing)))


@form.command()
@pass_run
def ship(run: Run) -> None:
    """Adds the forms that come with the program, those apart that are there already."""
    with run.app() as app, app.database.write() as tx:
        rows = [_form_row(added, current_version(tx, added.id)) for added in ship_forms(tx)]
    run.answer_all(rows, ["form", "name", "questions"], _("All forms that come with the program are there already."))


@form.command("open")
@click.argument("code", metavar="FORM")
@pass_run
def open_(run: Run, code: str) -> None:
    """Lets a form be answered again."""
    _set_open(run, code, True)


@form.command("close")
@click.argument("code", metavar="FORM")
@pass_run
def close_(run: Run, code: str) -> None:
    """Takes no more answers to a form; those that are there stay."""
    _set_open(run, code, False)


@form.command("slips")
@click.argument("code", metavar="FORM")
@click.option("--off", is_flag=True, help="Anybody answers without a slip again.")
@pass_run
def slips_(run: Run, code: str, off: bool) -> None:
    """Lets a form be answered with one-time slips only."""
    with run.app() as app, app.database.write() as tx:
        changed = edit_form(tx, form=get_form(tx, code).id, changes={"needs_slip": not off})
        row = _form_row(changed, current_version(tx, changed.id))
    words = _("“{form}” is answered without slips.") if off else _("“{form}” is answered with slips only.")
    run.answer(row, words.format(form=changed.label))


def _set_open(run: Run, code: str, is_open: bool) -> None:
    with run.app() as app, app.database.write() as tx:
        changed = edit_form(tx, form=get_form(tx, code).id, changes={"is_open": is_open})
        row = _form_row(changed, current_version(tx, changed.id))
    words = _("“{form}” can be answered.") if is_open else _("“{form}” is closed.")
    run.answer(row, words.format(form=changed.label))


def _form_row(found: Form, version: FormVersion) -> dict[str, Any]:
    return {
        "form": found.code,
        "id": found.id,
        "name": found.label,
        "scope": found.scope,
        "phase": found.phase,
        "open": found.is_open,
        "named": found.is_named,
        "slips": found.needs_slip,
        "version": version.number,
        "questions": len(version.content.questions),
        "languages": list(version.content.languages),
    }


def _in_words(found: Form, version: FormVersion, missing: int) -> str:
    lines = [f"{found.label} ({found.code}, {version.number})"]
    for question in version.content.questions:
        options = " / ".join(option.code for option in question.options)
        lines.append(f"  {question.code}  {question.kind}  {options}".rstrip())
    if missing:
        lines.append(_("Texts missing in a language: {n}").format(n=missing))
    return "\n".join(lines)
