"""Answers as rows for exported files: a row a question that was answered."""

import random
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from o2o_events.clock import from_microseconds
from o2o_events.db.models import FactRow
from o2o_events.db.transaction import Tx
from o2o_events.documents.feedback_charts import choice_words, question_words
from o2o_events.documents.feedback_results import Gathered, gather
from o2o_events.feedback.forms import list_forms
from o2o_events.feedback.queries import AnswerSet
from o2o_events.feedback.questions import OTHER, SILENT, TEXTS, Question
from o2o_events.feedback.results import kept_back
from o2o_events.registers.events import Event


@dataclass(frozen=True)
class Answered:
    """One answer to one question; ``submitted_at`` is the day alone where answers carry no name."""

    event: str
    session: str | None
    form: str
    question: str
    answer: str
    submitted_at: str
    question_code: str
    answer_code: str


def answered_rows(tx: Tx, event: Event) -> list[Answered]:
    """Every answer at an event, in an order that tells nothing."""
    rows = []
    for form in list_forms(tx):
        gathered = gather(tx, form, [event])
        moments = _moments(tx, event) if form.is_named else {}
        for answer in gathered.combined.answers:
            at = moments.get(answer.id, answer.day.isoformat())
            rows += [
                Answered(event.code, _session(gathered, answer), form.code, asked, told, at, code, coded)
                for asked, told, code, coded in _answers(gathered, answer)
            ]
    random.SystemRandom().shuffle(rows)
    return rows


def anonymous_rows(tx: Tx, event: Event, session_numbers: Mapping[str, str]) -> list[Answered]:
    """The same without anything that somebody wrote: codes of choices, ratings and bounded numbers, and the day.

    ``session_numbers`` stand for titles, which may name a speaker; of a session with few answers not even that.
    """
    rows = []
    for form in list_forms(tx):
        gathered = gather(tx, form, [event])
        sizes: dict[str | None, int] = {}
        for answer in gathered.combined.answers:
            sizes[answer.target] = sizes.get(answer.target, 0) + 1
        hidden = kept_back({target: size for target, size in sizes.items() if target is not None})
        for answer in gathered.combined.answers:
            session = None if answer.target in hidden else session_numbers.get(_session(gathered, answer) or "")
            for question in gathered.combined.content.questions:
                value = answer.answers.get(question.code)
                if value is None or not _tells_nobody(question):
                    continue
                coded = _coded(value)
                day = answer.day.isoformat()
                code = question.code
                rows.append(Answered(event.code, session, form.code, code, coded, day, code, coded))
    random.SystemRandom().shuffle(rows)
    return rows


def session_titles(tx: Tx, event: Event) -> set[str]:
    """The titles of the sessions that answers are about."""
    found: set[str] = set()
    for form in list_forms(tx):
        gathered = gather(tx, form, [event])
        found |= {title for answer in gathered.combined.answers if (title := _session(gathered, answer))}
    return found


def _tells_nobody(question: Question) -> bool:
    if question.kind in (*SILENT, *TEXTS):
        return False
    return question.kind != "number" or None not in (question.lowest, question.highest)


def _session(gathered: Gathered, answer: AnswerSet) -> str | None:
    return gathered.sessions.get(answer.target, answer.target) if answer.target else None


def _answers(gathered: Gathered, answer: AnswerSet) -> Iterator[tuple[str, str, str, str]]:
    """Question, answer, and the codes of both; other words and comments are rows of their own."""
    for question in gathered.combined.content.questions:
        label = question_words(question)
        for code in (question.code, f"{question.code}_{OTHER}", f"{question.code}_comment"):
            value = answer.answers.get(code)
            if value is None:
                continue
            is_choice = code == question.code and bool(question.options or question.has_other)
            values = value if isinstance(value, list) else [value]
            told = "; ".join(choice_words(question, str(one)) for one in values) if is_choice else str(value)
            yield label, told, code, _coded(value)


def _coded(value: Any) -> str:
    return " ".join(map(str, value)) if isinstance(value, list) else str(value)


def _moments(tx: Tx, event: Event) -> dict[str, str]:
    rows = tx.execute(select(FactRow.id, FactRow.at).where(FactRow.kind == "answer", FactRow.event == event.id))
    return {row.id: event.local(from_microseconds(row.at)).isoformat() for row in rows}
