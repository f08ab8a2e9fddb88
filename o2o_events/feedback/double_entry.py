"""Paper entered twice: which sheets are, how the two entries differ, and what is right in the end."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import select

from o2o_events.db import facts
from o2o_events.db.facts import NewFact
from o2o_events.db.models import FactRow
from o2o_events.db.transaction import Tx
from o2o_events.errors import UserError
from o2o_events.feedback.answering import Respondent, Stored, store_answer, void_answer
from o2o_events.feedback.forms import Form, FormVersion
from o2o_events.feedback.queries import AnswerSet
from o2o_events.feedback.questions import OTHER, FormContent
from o2o_events.i18n import _
from o2o_events.ids import new_id
from o2o_events.registers.events import Event

ONE_IN: Final = 10
"""One sheet in so many is entered twice, the first one always."""


@dataclass(frozen=True)
class Difference:
    """One answer that the two entries do not agree on; ``name`` as in answers, None where an entry has none."""

    name: str
    first: Any
    second: Any


def as_on_paper(content: FormContent, differences: Sequence[Difference]) -> list[Difference]:
    """The differences in the order of the form, what stands beside an answer after it (pure)."""
    endings = ("", f"_{OTHER}", "_comment")
    names = [question.code + ending for question in content.questions for ending in endings]
    places = {name: place for place, name in enumerate(names)}
    return sorted(differences, key=lambda difference: places.get(difference.name, len(names)))


def compare_entries(first: Mapping[str, Any], second: Mapping[str, Any]) -> list[Difference]:
    """What differs, in the order of the first entry and then of the second (pure)."""
    names = dict.fromkeys((*first, *second))
    return [
        Difference(name, first.get(name), second.get(name)) for name in names if first.get(name) != second.get(name)
    ]


def sample_to_check(entered: Sequence[AnswerSet]) -> list[AnswerSet]:
    """The sheets that are to be entered twice: the first, and every tenth after it."""
    return list(entered[::ONE_IN])


def checked_answers(tx: Tx, answers: Sequence[AnswerSet]) -> set[str]:
    """The ids of those that were entered a second time."""
    wanted = [answer.id for answer in answers]
    return set(tx.scalars(select(FactRow.refers).where(FactRow.kind == "answer_check", FactRow.refers.in_(wanted))))


def check_answer(tx: Tx, *, answer: AnswerSet, second: Mapping[str, Any], operator: str) -> list[Difference]:
    """Keeps the second entry of a sheet; answers how it differs. Raises ``UserError`` without an operator."""
    _check_operator(operator)
    found = compare_entries(answer.answers, second)
    _note(tx, answer.event, answer.id, operator, dict(second), len(found))
    return found


def settle_answer(
    tx: Tx,
    *,
    event: Event,
    form: Form,
    version: FormVersion,
    answer: AnswerSet,
    settled: Mapping[str, Any],
    operator: str,
) -> Stored:
    """Puts what is right in the place of the first entry, where that differs. Raises ``UserError`` without an operator.

    The first entry is taken out, not changed; the one in its place counts as checked. There is one in its place
    however often, and at however many desks, the sheet is settled.
    """
    _check_operator(operator)
    if dict(answer.answers) == dict(settled):
        return Stored(answer.id, is_new=False)
    void_answer(tx, answer=answer.id, operator=operator, reason=_("Settled after a second entry"))
    respondent = Respondent(answer.registration, answer.economy, answer.category, answer.gender)
    stored = store_answer(
        tx,
        event=event,
        form=form,
        version=version,
        answers=settled,
        channel="paper",
        language=answer.language,
        submission=_settled_id(answer.id),
        respondent=respondent,
        target=answer.target,
        sheet=answer.sheet,
    )
    _note(tx, event.id, stored.answer, operator, dict(settled), 0)
    return stored


def _settled_id(answer: str) -> str:
    return "settled_" + hashlib.sha256(answer.encode()).hexdigest()[:40]


def _note(tx: Tx, event: str, answer: str, operator: str, answers: dict[str, Any], differences: int) -> None:
    body = {"operator": operator.strip(), "answers": answers, "differences": differences}
    facts.append(tx, NewFact("answer_check", id=new_id(), event=event, refers=answer, body=body))


def _check_operator(operator: str) -> None:
    if not operator.strip():
        raise UserError(_("Type your name: it is kept with the second entry."))
