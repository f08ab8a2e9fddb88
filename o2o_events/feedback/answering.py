"""Keeping answers: kiosk, phones, paper and the command line all end here."""

import json
import re
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final, cast

from sqlalchemy import select

from o2o_events.db import facts
from o2o_events.db.facts import NewFact
from o2o_events.db.models import FactRow
from o2o_events.db.transaction import Tx
from o2o_events.errors import UserError
from o2o_events.feedback.forms import Form, FormVersion
from o2o_events.feedback.questions import Answers
from o2o_events.i18n import _
from o2o_events.ids import new_id
from o2o_events.registers.events import Event

CHANNELS: Final = ("kiosk", "phone", "paper", "import")
_SUBMISSION: Final = re.compile(r"[0-9A-Za-z_-]{20,64}")


@dataclass(frozen=True)
class Stored:
    """An answer that is kept; ``is_new`` is False where it was there already."""

    answer: str
    is_new: bool


@dataclass(frozen=True)
class Respondent:
    """What an answer says of who gave it.

    A named form's answers carry ``registration``; others only what the form's promise allows: economy (code),
    category (code) and gender.
    """

    registration: str | None = None
    economy: str | None = None
    category: str | None = None
    gender: str | None = None


NOBODY: Final = Respondent()


def new_submission() -> str:
    """The identity of one filling-in of a form: random, so that it tells nothing."""
    return secrets.token_urlsafe(24)


def store_answer(
    tx: Tx,
    *,
    event: Event,
    form: Form,
    version: FormVersion,
    answers: Mapping[str, Any],
    channel: str,
    language: str,
    submission: str,
    respondent: Respondent = NOBODY,
    target: str | None = None,
    sheet: str | None = None,
) -> Stored:
    """Keeps one checked set of answers. The same ``submission`` again is the same answer, whatever is in it.

    ``target`` is the session or slot that was asked about. Without names nothing is kept that leads to a person, a
    badge or a moment. Raises ``UserError`` where the form is closed: paper alone is typed in afterwards.
    """
    if not form.is_open and channel != "paper":
        raise UserError(_("“{form}” is closed. Ask the organisers to open it again.").format(form=form.label))
    if channel not in CHANNELS or not _SUBMISSION.fullmatch(submission):
        raise UserError(_("This answer cannot be taken. Open the form again."))
    if tx.scalar(select(FactRow.id).where(FactRow.id == submission, FactRow.kind == "answer").limit(1)):
        return Stored(submission, is_new=False)
    fact = NewFact(
        "answer",
        id=submission,
        event=event.id,
        registration=respondent.registration if form.is_named else None,
        refers=version.id,
        body=_body(form, version, answers, respondent, channel, language, target, sheet),
    )
    if form.is_named:
        facts.append(tx, fact)
    else:
        facts.append_apart(tx, fact, day_starts_at=_day_of(tx, event))
    return Stored(submission, is_new=True)


def given_answers(tx: Tx, answer: str) -> Answers | None:
    """What was answered under an id, as it is kept; None where nothing was."""
    body = tx.scalar(select(FactRow.body).where(FactRow.id == answer, FactRow.kind == "answer").limit(1))
    return None if body is None else cast("Answers", json.loads(body)["answers"])


def _day_of(tx: Tx, event: Event) -> datetime:
    return event.day_bounds(event.day_of(tx.now()))[0]


def _body(
    form: Form,
    version: FormVersion,
    answers: Mapping[str, Any],
    respondent: Respondent,
    channel: str,
    language: str,
    target: str | None,
    sheet: str | None,
) -> dict[str, Any]:
    body = {
        "form": form.id,
        "version": version.number,
        "target": target,
        "channel": channel,
        "language": language,
        "answers": dict(answers),
        "economy": respondent.economy,
        "category": respondent.category,
        "gender": respondent.gender,
        "sheet": sheet,
    }
    return {key: value for key, value in body.items() if value is not None}


def void_answer(tx: Tx, *, answer: str, operator: str, reason: str) -> None:
    """Takes out an answer that was entered wrongly. Raises ``UserError`` without operator, reason or answer."""
    if not operator.strip() or not reason.strip():
        raise UserError(_("Taking out an answer needs your name and a reason. Type both."))
    found = tx.execute(
        select(FactRow.event, FactRow.refers).where(FactRow.id == answer, FactRow.kind == "answer").limit(1)
    ).one_or_none()
    if found is None:
        raise UserError(_("There is no such answer. It may not have arrived at this desk yet."))
    body = {"operator": operator.strip(), "reason": reason.strip()}
    facts.append(tx, NewFact("answer_void", id=new_id(), event=found.event, refers=answer, body=body))
