"""Barriers that participants name on a form that feeds the register: one record an answer, whoever makes it."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from sqlalchemy import select

from o2o_events.db.models import BarrierRow, FactRow
from o2o_events.db.transaction import Tx
from o2o_events.feedback.combining import combine
from o2o_events.feedback.forms import Form, list_forms, list_versions
from o2o_events.feedback.queries import AnswerSet, read_answers
from o2o_events.feedback.questions import FormContent
from o2o_events.feedback.respondents import people_of, with_people
from o2o_events.people.anonymised import anonymised_events
from o2o_events.registers.events import list_events
from o2o_events.text import clean

BARRIER: Final = "barrier"
"""What the form feeds, and where a record says that it came from: ``feedback``."""
SOURCE: Final = "feedback"
CATEGORIES: Final = ("online", "payment", "delivery", "after_sales", "financing", "management", "trade_cost")
LEVELS: Final = ("firm", "environment", "policy")
_LONGEST_TITLE: Final = 200


@dataclass(frozen=True)
class Fed:
    """How many barriers were added, and how many taken out because their answer was."""

    added: int
    removed: int


def feed_barriers(tx: Tx) -> Fed:
    """Brings the register up to the answers: adds what is new, takes out what an organiser's void took out.

    A record's id follows from its answer's, so that two desks that do this make one record. What was edited or
    removed in the register since is left so. An organiser asks for this, many answers at a time: a record that came
    with its answer would tell the moment that the answer must not.
    """
    wanted: dict[str, BarrierRow] = {}
    for form in list_forms(tx):
        if form.feeds == BARRIER:
            wanted |= {row.id: row for row in _barriers(tx, form)}
    known = {row.id: row for row in tx.scalars(select(BarrierRow).where(BarrierRow.source == SOURCE))}
    added = [row for id_, row in wanted.items() if id_ not in known]
    removed = [row for id_, row in known.items() if id_ not in wanted and _is_void(tx, row) and not row.deleted]
    tx.add_all(added)
    for row in removed:
        row.deleted = True
    tx.flush()
    return Fed(len(added), len(removed))


def barrier_id(answer: str) -> str:
    """The record that an answer feeds."""
    return "b" + hashlib.sha256(f"barrier {answer}".encode()).hexdigest()[:31]


def _is_void(tx: Tx, row: BarrierRow) -> bool:
    """Whether the answer is here and was taken out: one that has not arrived yet takes nothing away."""
    voided = select(FactRow.id).where(FactRow.kind == "answer_void", FactRow.refers == row.source_ref)
    return tx.scalar(voided.limit(1)) is not None


def _barriers(tx: Tx, form: Form) -> Iterator[BarrierRow]:
    gone = anonymised_events(tx)
    events = [event for event in list_events(tx) if event.id not in gone]
    answers = read_answers(tx, form, events=events)
    people = people_of(tx, answers)
    combined = combine(list_versions(tx, form.id), with_people(answers, people))
    for answer in combined.answers:
        if answer.registration and answer.registration not in people:
            continue  # who it is has not arrived yet; another desk knows the economy
        row = _barrier(combined.content, answer)
        if row is not None:
            yield row


def _barrier(content: FormContent, answer: AnswerSet) -> BarrierRow | None:
    """None where the answer names no barrier, or not its category and level as the register knows them."""
    fields = {question.barrier_field: question.code for question in content.questions if question.barrier_field}
    values = {name: str(answer.answers.get(code, "")) for name, code in fields.items()}
    title = clean(values.get("title", ""))[:_LONGEST_TITLE]
    if not title or values.get("category") not in CATEGORIES or values.get("level") not in LEVELS:
        return None
    return BarrierRow(
        id=barrier_id(answer.id),
        event=answer.event,
        title={answer.language: title},
        description=values.get("description", ""),
        category=values["category"],
        level=values["level"],
        economy=answer.economy,
        source=SOURCE,
        source_ref=answer.id,
        recommendation=None,
    )
