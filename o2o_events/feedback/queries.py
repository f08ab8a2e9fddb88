"""What was answered, each answer once however often it was merged."""

import json
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from sqlalchemy import select

from o2o_events.clock import from_microseconds
from o2o_events.db.models import FactRow
from o2o_events.db.transaction import Tx
from o2o_events.feedback.forms import Form, list_versions
from o2o_events.feedback.questions import CHOICES, Answers, FormContent
from o2o_events.people.anonymised import NO_NAME, anonymised_events
from o2o_events.registers.events import Event


@dataclass(frozen=True)
class AnswerSet:
    """One filled-in form. ``target`` is the session or slot; ``day`` the venue's; ``registration`` only with names.

    ``version_id`` tells apart versions of one number, which two desks may make before they meet.
    ``economy`` and ``category`` are codes; what is None was not asked, or not said.
    """

    id: str
    event: str
    form: str
    version: int
    target: str | None
    channel: str
    language: str
    day: date
    answers: Answers
    economy: str | None = None
    category: str | None = None
    gender: str | None = None
    registration: str | None = None
    sheet: str | None = None
    version_id: str = ""


def read_answers(
    tx: Tx, form: Form, *, events: Iterable[Event], target: str | None = None, keeps_texts: bool = False
) -> list[AnswerSet]:
    """The answers to any version of a form at some events, by their id: an order that tells nothing.

    An answer that was taken out is left out; one that arrived twice counts once. ``target`` narrows to one session
    or slot. Of an event that was anonymised a dash stands where somebody wrote something, as it may name people;
    ``keeps_texts`` is for counting alone.
    """
    by_id = {event.id: event for event in events}
    known = {version.id: version.content for version in list_versions(tx, form.id)}
    withheld = frozenset() if keeps_texts else by_id.keys() & anonymised_events(tx).keys()
    columns = (FactRow.id, FactRow.event, FactRow.registration, FactRow.at, FactRow.body, FactRow.refers)
    rows = tx.execute(
        select(*columns)
        .where(FactRow.kind == "answer", FactRow.event.in_(by_id), FactRow.refers.in_(known))
        .order_by(FactRow.id, FactRow.hlc.desc(), FactRow.desk.desc())
    )
    voided = set(tx.scalars(select(FactRow.refers).where(FactRow.kind == "answer_void", FactRow.event.in_(by_id))))
    once = {row.id: row for row in rows if row.id not in voided}
    sets = []
    for row in once.values():
        found = _answer_set(row, by_id[row.event])
        if target is None or found.target == target:
            sets.append(_without_texts(found, known[row.refers]) if row.event in withheld else found)
    return sets


def _without_texts(answer: AnswerSet, content: FormContent) -> AnswerSet:
    """Choices, ratings and numbers stay; that something was written is still counted."""
    chosen = {question.code for question in content.questions if question.kind in CHOICES}
    kept = {
        code: NO_NAME if isinstance(value, str) and value and code not in chosen else value
        for code, value in answer.answers.items()
    }
    return replace(answer, answers=kept)


def _answer_set(row: Any, event: Event) -> AnswerSet:
    body = json.loads(row.body)
    return AnswerSet(
        id=row.id,
        event=row.event,
        form=body["form"],
        version=body["version"],
        target=body.get("target"),
        channel=body["channel"],
        language=body["language"],
        day=event.day_of(from_microseconds(row.at)),
        answers=body["answers"],
        economy=body.get("economy"),
        category=body.get("category"),
        gender=body.get("gender"),
        registration=row.registration,
        sheet=body.get("sheet"),
        version_id=row.refers,
    )
