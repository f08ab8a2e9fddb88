"""What was answered, each answer once however often it was merged."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import select

from o2o_events.clock import from_microseconds
from o2o_events.db.models import FactRow
from o2o_events.db.transaction import Tx
from o2o_events.feedback.forms import Form, list_versions
from o2o_events.feedback.questions import Answers
from o2o_events.registers.events import Event


@dataclass(frozen=True)
class AnswerSet:
    """One filled-in form. ``target`` is the session or slot; ``day`` the venue's; ``registration`` only with names.

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


def read_answers(tx: Tx, form: Form, *, events: Iterable[Event], target: str | None = None) -> list[AnswerSet]:
    """The answers to any version of a form at some events, by their id: an order that tells nothing.

    An answer that was taken out is left out; one that arrived twice counts once. ``target`` narrows to one session
    or slot.
    """
    by_id = {event.id: event for event in events}
    versions = [version.id for version in list_versions(tx, form.id)]
    columns = (FactRow.id, FactRow.event, FactRow.registration, FactRow.at, FactRow.body)
    rows = tx.execute(
        select(*columns)
        .where(FactRow.kind == "answer", FactRow.event.in_(by_id), FactRow.refers.in_(versions))
        .order_by(FactRow.id, FactRow.hlc.desc(), FactRow.desk.desc())
    )
    voided = set(tx.scalars(select(FactRow.refers).where(FactRow.kind == "answer_void", FactRow.event.in_(by_id))))
    once = {row.id: row for row in rows if row.id not in voided}
    sets = [_answer_set(row, by_id[row.event]) for row in once.values()]
    return [answer for answer in sets if target is None or answer.target == target]


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
    )
