"""Tags that readers give to what was written, so that many texts become a few themes."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from sqlalchemy import select

from o2o_events.db.models import AnswerNoteRow, FactRow
from o2o_events.db.transaction import Tx
from o2o_events.errors import UserError
from o2o_events.feedback.answering import given_answers
from o2o_events.feedback.forms import read_version
from o2o_events.feedback.questions import OTHER, TEXTS
from o2o_events.i18n import _
from o2o_events.ids import new_id
from o2o_events.text import clean, fold

LONGEST: Final = 40
MOST: Final = 12


def read_tags(tx: Tx) -> dict[tuple[str, str], tuple[str, ...]]:
    """Answer and question -> its tags; those of several desks together."""
    found: dict[tuple[str, str], list[str]] = {}
    rows = tx.scalars(select(AnswerNoteRow).where(~AnswerNoteRow.deleted).order_by(AnswerNoteRow.id))
    for row in rows:
        found.setdefault((row.answer, row.question), []).extend(row.tags)
    return {key: tuple(_distinct(tags)) for key, tags in found.items() if tags}


def tag_text(tx: Tx, *, answer: str, question: str, tags: Iterable[str]) -> tuple[str, ...]:
    """Gives these tags, and no others, to one text of an answer; answers them as they are kept.

    ``question`` is the question's code, with ``_other`` or ``_comment`` for what stands beside it. Raises
    ``UserError`` where a tag is too long, there are too many, or there is no such answer.
    """
    wanted = _distinct(clean(tag) for tag in tags)
    for tag in wanted:
        if len(tag) > LONGEST:
            raise UserError(_("“{tag}” is too long for a tag. Use at most {n} characters.").format(tag=tag, n=LONGEST))
    if len(wanted) > MOST:
        raise UserError(_("A text has at most {n} tags. Take some away.").format(n=MOST))
    if not tx.scalar(select(FactRow.id).where(FactRow.id == answer, FactRow.kind == "answer").limit(1)):
        raise UserError(_("There is no such answer. It may not have arrived at this desk yet."))
    of_text = (AnswerNoteRow.answer == answer, AnswerNoteRow.question == question, ~AnswerNoteRow.deleted)
    rows = tx.scalars(select(AnswerNoteRow).where(*of_text).order_by(AnswerNoteRow.id)).all()
    for row in rows[1:]:
        row.deleted = True
    if rows and list(rows[0].tags) != wanted:
        rows[0].tags = wanted
    elif not rows and wanted:
        tx.add(AnswerNoteRow(id=new_id(), answer=answer, question=question, tags=wanted))
    tx.flush()
    return tuple(wanted)


@dataclass(frozen=True)
class Tagged:
    """A text of an answer, by its question's name, with the tags it has now."""

    question: str
    tags: tuple[str, ...]


def change_tags(
    tx: Tx, *, answer: str, question: str | None = None, add: Iterable[str] = (), remove: Iterable[str] = ()
) -> Tagged:
    """Gives tags to a text of an answer and takes others away; the rest stay.

    Without a ``question`` it is the answer's only text. Raises ``UserError`` where there is no such text.
    """
    texts = _texts_of(tx, answer)
    if question is None and len(texts) == 1:
        question = texts[0]
    if question not in texts:
        names = ", ".join(texts) or "–"
        raise UserError(_("Say which text of the answer. It has: {names}.").format(names=names))
    gone = {fold(clean(tag)) for tag in remove}
    added = [clean(tag) for tag in add]
    before = read_tags(tx).get((answer, question), ())
    wanted = [tag for tag in before if fold(tag) not in gone] + added
    if not added and not gone:
        return Tagged(question, before)
    return Tagged(question, tag_text(tx, answer=answer, question=question, tags=wanted))


def _texts_of(tx: Tx, answer: str) -> list[str]:
    """The names of what was written in an answer."""
    given = given_answers(tx, answer)
    version = tx.scalar(select(FactRow.refers).where(FactRow.id == answer, FactRow.kind == "answer").limit(1))
    if given is None or version is None:
        raise UserError(_("There is no such answer. It may not have arrived at this desk yet."))
    kinds = {question.code: question.kind for question in read_version(tx, version).content.questions}
    return [name for name in given if kinds.get(name) in TEXTS or name.endswith((f"_{OTHER}", "_comment"))]


def known_tags(tags: Iterable[tuple[str, ...]]) -> list[str]:
    """The tags that are used, the most used first."""
    counts = Counter(tag for one in tags for tag in one)
    return sorted(counts, key=lambda tag: (-counts[tag], fold(tag)))


def _distinct(tags: Iterable[str]) -> list[str]:
    """Each tag once, however its letters are cased, in the order given."""
    by_key: dict[str, str] = {}
    for tag in tags:
        if tag:
            by_key.setdefault(fold(tag), tag)
    return list(by_key.values())
