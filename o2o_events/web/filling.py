"""One form on its way from the first look to the kept answer."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from o2o_events.db.transaction import Tx
from o2o_events.errors import UserError
from o2o_events.feedback.answering import NOBODY, Respondent, given_answers, new_submission, store_answer
from o2o_events.feedback.badge_holder import read_respondent
from o2o_events.feedback.checking import Problem, check_answers
from o2o_events.feedback.forms import Form, FormVersion
from o2o_events.feedback.questions import OTHER, FormContent
from o2o_events.feedback.slips import submission_of_slip
from o2o_events.i18n import _
from o2o_events.registers.events import Event
from o2o_events.web.keeping import Keeper
from o2o_events.web.open_forms import Target, find_version
from o2o_events.web.posted import Posted
from o2o_events.web.shown import ShownQuestion, Typed, show_questions

_SUBMISSION: Final = re.compile(r"[0-9A-Za-z_-]{32,64}")
"""As the pages make them; whoever guesses one would only repeat an answer."""


@dataclass(frozen=True)
class Asked:
    """What a page asks: a form, of a session or of the whole event. ``slip`` opens it once."""

    event: Event
    form: Form
    version: FormVersion
    target: Target | None
    slip: str = ""
    slip_target: str | None = None

    @property
    def target_id(self) -> str | None:
        return self.target.id if self.target else self.slip_target


@dataclass(frozen=True)
class Filled:
    """A form with what was typed so far, or once ``is_kept``, what became of it.

    ``note`` is something to say about the whole; ``is_changed`` where an earlier answer of the same submission stands.
    """

    version: FormVersion
    language: str
    submission: str
    typed: Typed
    badge: str = ""
    badge_problem: str = ""
    problems: Sequence[Problem] = ()
    note: str = ""
    is_kept: bool = False
    is_changed: bool = False

    @property
    def is_refused(self) -> bool:
        return bool(self.problems or self.note or self.badge_problem)

    def shown(self) -> list[ShownQuestion]:
        return show_questions(self.version.content, self.language, self.typed, self.problems)


def open_page(asked: Asked, language: str) -> Filled:
    """The form with nothing in it, under an identity of its own."""
    submission = submission_of_slip(asked.slip) if asked.slip else new_submission()
    return Filled(asked.version, language, submission, {})


def fill(keeper: Keeper, asked: Asked, posted: Posted, language: str) -> Filled:
    """Takes what was sent: shows it again where something is wrong or the language changes, else keeps it.

    Raises ``UserError`` where the form was closed meanwhile or the slip has been used by somebody else.
    """
    with keeper.reading() as tx:
        version = find_version(tx, asked.form, posted.version)
        respondent, badge_problem = _respondent(tx, asked, posted.badge)
    filled = _shown_again(asked, posted, version, language)
    if posted.switch_to or filled.note:
        return filled
    checked = check_answers(filled.version.content, with_other(filled.version.content, posted.raw))
    known = {question.code for question in filled.version.content.questions}
    problems = tuple(problem for problem in checked.problems if problem.question in known)
    note = ""
    if len(problems) < len(checked.problems):
        note = _("This form has changed or was not sent whole. Look through your answers and send them again.")
    elif not checked.answers and not problems:
        note = _("Nothing is filled in yet. Answer at least one question, then send.")
    if problems or note or badge_problem:
        return replace(filled, problems=problems, note=note, badge_problem=badge_problem)
    return _keep(keeper, asked, filled, checked.answers, respondent)


def with_other(content: FormContent, raw: Mapping[str, object]) -> dict[str, object]:
    """What was sent, with "other" ticked where only its words were written."""
    found = dict(raw)
    for question in content.questions:
        words = raw.get(f"{question.code}_{OTHER}")
        if not question.has_other or not isinstance(words, str) or not words.strip():
            continue
        given = raw.get(question.code)
        chosen = [value for value in (given if isinstance(given, list) else [given]) if value]
        if not chosen:
            found[question.code] = OTHER
        elif question.kind == "many" and OTHER not in chosen:
            found[question.code] = [*chosen, OTHER]
    return found


def _shown_again(asked: Asked, posted: Posted, version: FormVersion | None, language: str) -> Filled:
    """What was typed, under the submission it came with, or a new one where that cannot be."""
    filled = Filled(version or asked.version, language, posted.submission, posted.fields, posted.badge)
    if asked.slip:
        filled = replace(filled, submission=submission_of_slip(asked.slip))
    if not _SUBMISSION.fullmatch(filled.submission) or (filled.submission.startswith("slip_") and not asked.slip):
        filled = replace(filled, submission=new_submission())
        return replace(filled, note=_("This page was not complete. Look through your answers and send them again."))
    if version is None:
        return replace(filled, note=_("The form has changed meanwhile. Look through your answers and send them again."))
    return filled


def _respondent(tx: Tx, asked: Asked, badge: str) -> tuple[Respondent, str]:
    """Who answers a form with names, or what is wrong with the code that was typed."""
    if not asked.form.is_named or not badge.strip():
        return NOBODY, ""
    try:
        return read_respondent(tx, event=asked.event, form=asked.form, text=badge), ""
    except UserError:
        return NOBODY, _("No badge of this event has this code. Check it, or leave it empty.")


def _keep(keeper: Keeper, asked: Asked, filled: Filled, answers: Mapping[str, Any], respondent: Respondent) -> Filled:
    """Stores the answer durably. Raises ``UserError`` where a slip stands for another answer already."""

    def work(tx: Tx) -> bool:
        """Whether these answers are the ones that are kept."""
        stored = store_answer(
            tx,
            event=asked.event,
            form=asked.form,
            version=filled.version,
            answers=answers,
            channel="phone",
            language=filled.language,
            submission=filled.submission,
            respondent=respondent,
            target=asked.target_id,
        )
        return stored.is_new or given_answers(tx, stored.answer) == answers

    is_same = keeper.keep(work)
    if asked.slip and not is_same:
        raise UserError(_("This slip was used already: each answers once. Thank you for your answer."))
    return replace(filled, is_kept=True, is_changed=not is_same)
