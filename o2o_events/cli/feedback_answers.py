"""``feedback answer``: answers by program, a line each, answered once each is on disk."""

import json
import sys
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import click

from o2o_events.cli.context import Run, pass_run
from o2o_events.cli.feedback_about import need_about
from o2o_events.db.database import Database
from o2o_events.db.transaction import Tx
from o2o_events.errors import UserError
from o2o_events.feedback.answering import Respondent, new_submission, store_answer
from o2o_events.feedback.badge_holder import read_respondent
from o2o_events.feedback.checking import check_answers
from o2o_events.feedback.forms import Form, FormVersion, current_version, get_form
from o2o_events.feedback.questions import FormContent
from o2o_events.i18n import LANGUAGES, _
from o2o_events.registers.categories import find_category, list_categories
from o2o_events.registers.economies import find_economy
from o2o_events.registers.events import Event, get_event, list_events
from o2o_events.text import clean

_OWN = frozenset({"answers", "id", "language", "economy", "category", "gender", "sheet", "badge"})
_GENDERS = ("female", "male", "another_term", "not_stated")


@dataclass(frozen=True)
class _Place:
    """What all the lines answer."""

    event: Event
    form: Form
    version: FormVersion
    target: str | None


@click.command()
@click.option("--form", "form_code", required=True, metavar="F", help="The form's code.")
@click.option("--event", "event_code", metavar="C", help="The event's code; the only event needs none.")
@click.option("--session", "session", metavar="S", help="The session or slot that is answered about: title or id.")
@pass_run
def answer(run: Run, form_code: str, event_code: str | None, session: str | None) -> None:
    """Keeps answers from standard input: a line of JSON each, question to answer, such as {"useful": 4}.

    A line may instead be {"answers": {...}, "id": ..., "language": ..., "badge": ..., "economy": ..., "category": ...,
    "gender": ..., "sheet": ...}; the same id is kept once.
    """
    with run.app() as app:
        with app.database.read() as tx:
            event = get_event(tx, event_code) if event_code else _only_event(tx)
            form = get_form(tx, form_code)
            about = need_about(tx, event, form, session)
            place = _Place(event, form, current_version(tx, form.id), about.id if about else None)
        for line in _lines(sys.stdin):
            row = _keep(app.database, place, line)
            run.answer(row, _in_words(row))


def _only_event(tx: Tx) -> Event:
    events = list_events(tx)
    if len(events) != 1:
        codes = ", ".join(event.code for event in events) or "-"
        raise UserError(_("Say which event with --event. There are: {codes}.").format(codes=codes))
    return events[0]


def _lines(stream: Iterable[str]) -> Iterator[str]:
    for line in stream:
        if line.strip():
            yield line


def _keep(database: Database, place: _Place, line: str) -> dict[str, Any]:
    """One line in a block of its own: {answer, is_new}, or {problems}."""
    try:
        values = _read(line, place.version.content)
        with database.write() as tx:
            checked = check_answers(place.version.content, values["answers"])
            if checked.problems:
                return {"problems": [{"question": p.question, "message": p.message} for p in checked.problems]}
            if not checked.answers:
                raise UserError(_("Nothing is answered in this line."))
            stored = store_answer(
                tx,
                event=place.event,
                form=place.form,
                version=place.version,
                answers=checked.answers,
                channel="import",
                language=values["language"],
                submission=values["id"],
                respondent=_respondent(tx, place, values),
                target=place.target,
                sheet=values["sheet"],
            )
    except UserError as error:
        return {"problems": [{"question": "", "message": str(error)}]}
    return {"answer": stored.answer, "is_new": stored.is_new}


def _read(line: str, content: FormContent) -> dict[str, Any]:
    try:
        values = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise UserError(_("This line is no JSON. Write it like {example}.").format(example='{"useful": 4}')) from error
    if not isinstance(values, dict):
        raise UserError(_("This line is no JSON object. Write it like {example}.").format(example='{"useful": 4}'))
    if not isinstance(values.get("answers"), Mapping):
        values = {"answers": values}
    strange = sorted(values.keys() - _OWN)
    if strange:
        raise UserError(_("“{field}” is no field of an answer. Leave it out.").format(field=strange[0]))
    texts = {key: values.get(key) for key in _OWN - {"answers"}}
    for key, value in texts.items():
        if value is not None and not isinstance(value, str):
            raise UserError(_("“{field}” must be a text.").format(field=key))
    language = texts["language"] or (content.languages[0] if content.languages else "en")
    if language not in {*content.languages, *LANGUAGES}:
        raise UserError(_("The form has no language “{language}”.").format(language=language))
    return {
        "answers": values["answers"],
        "id": texts["id"] or new_submission(),
        "language": language,
        "sheet": clean(texts["sheet"] or "") or None,
        **{key: texts[key] for key in ("badge", "economy", "category", "gender")},
    }


def _respondent(tx: Tx, place: _Place, values: Mapping[str, Any]) -> Respondent:
    """Who answers, by a badge or by what the line says. Raises ``UserError`` where that is nothing we know."""
    if values["badge"]:
        return read_respondent(tx, event=place.event, form=place.form, text=values["badge"])
    economy, category, gender = values["economy"], values["category"], values["gender"]
    found = find_economy(economy) if economy else None
    if economy and found is None:
        raise UserError(_("“{economy}” is not an economy. Give its name or code, such as VN.").format(economy=economy))
    kind = find_category(list_categories(tx), category) if category else None
    if category and kind is None:
        raise UserError(_("There is no category “{category}”. Give its name or code.").format(category=category))
    if gender and gender not in _GENDERS:
        raise UserError(_("“{value}” cannot be. Choose one of: {all}.").format(value=gender, all=", ".join(_GENDERS)))
    return Respondent(None, found.code if found else None, kind.code if kind else None, gender or None)


def _in_words(row: Mapping[str, Any]) -> str:
    if "problems" in row:
        return "✗ " + "; ".join(": ".join(filter(None, (p["question"], p["message"]))) for p in row["problems"])
    return _("✓ Kept.") if row["is_new"] else _("✓ Kept before.")
