"""Fills the sample's first event with the usual forms and illustrative answers: the same in every sample."""

import hashlib
import json
import random
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from o2o_events import paths
from o2o_events.agenda.queries import read_programme
from o2o_events.db.transaction import Tx
from o2o_events.feedback.answering import Respondent, store_answer
from o2o_events.feedback.forms import Form, current_version, get_form
from o2o_events.feedback.questions import FormContent, Question
from o2o_events.feedback.shipped import ship_forms
from o2o_events.registers.events import Event

_ECONOMIES: Final = ("VN", "VN", "PE", "TW", "PH", "ID", "MX", "TH", "JP", "US", "KR", "MY", "ABAC", "CL", "PG")
_CHANNELS: Final = ("phone", "phone", "phone", "kiosk", "paper")
_LANGUAGES: Final = ("en", "en", "vi", "es", "zh-Hant")
_TALKS: Final = ("keynote", "panel", "best_practice_slot", "presentation", "policy_dialogue", "breakout")
_AGREEMENT: Final = (("strongly_agree", 38), ("agree", 44), ("disagree", 14), ("strongly_disagree", 4))


def add_feedback(tx: Tx, event: Event) -> None:
    """Ships the usual forms, and answers some of them as participants of the event might."""
    ship_forms(tx)
    described: dict[str, Any] = json.loads(paths.resource("sample", "feedback.json").read_text(encoding="utf-8"))
    chance = random.Random("illustrative answers")
    _answer_evaluation(tx, event, described["evaluation"], chance)
    _answer_sessions(tx, event, described["session"], chance)
    _report_barriers(tx, event, described["barriers"])


def _answer_evaluation(tx: Tx, event: Event, described: Mapping[str, Any], chance: random.Random) -> None:
    form = get_form(tx, "evaluation")
    content = current_version(tx, form.id).content
    texts = [(code, tag, text) for code, own in described["texts"].items() for tag, text in own]
    asides = [(f"{code}_comment", tag, text) for code, tag, text in described["comments"]]
    written = {place * 2: one for place, one in enumerate([*texts, *asides])}
    for number in range(described["count"]):
        answers = _rated(content, chance)
        code, tag, text = written.get(number, ("", chance.choice(_LANGUAGES), ""))
        _store(tx, event, form, number, answers | ({code: text} if code else {}), tag, chance)


def _rated(content: FormContent, chance: random.Random) -> dict[str, Any]:
    """Choices and ratings, a few of them left blank; knowledge grows more often than not."""
    answers: dict[str, Any] = {}
    for question in content.questions:
        if question.kind in ("agreement", "rating") and chance.random() > 0.06:
            answers[question.code] = _rating(question, answers, chance)
    return answers


def _rating(question: Question, answers: Mapping[str, Any], chance: random.Random) -> str | int:
    if question.kind == "agreement":
        return chance.choices([code for code, _weight in _AGREEMENT], [weight for _code, weight in _AGREEMENT])[0]
    if question.pairs_with in answers:
        return min(5, int(answers[question.pairs_with]) + chance.choices((0, 1, 2), (2, 5, 3))[0])
    weights = (8, 24, 38, 22, 8) if question.code.endswith("_before") else (3, 7, 18, 42, 30)
    return chance.choices((1, 2, 3, 4, 5), weights)[0]


def _answer_sessions(tx: Tx, event: Event, described: Mapping[str, Any], chance: random.Random) -> None:
    form = get_form(tx, "session")
    content = current_version(tx, form.id).content
    talks = [session for session in read_programme(tx, event).sessions if session.type in _TALKS]
    remarks = _cycle(described["remarks"])
    for place, (session, count) in enumerate(zip(talks, described["counts"], strict=False)):
        for number in range(count):
            answers = _rated(content, chance) or {"useful": 4}
            tag = chance.choice(_LANGUAGES)
            if number % 4 == 0:
                tag, answers["remark"] = next(remarks)
            _store(tx, event, form, 100 * place + number, answers, tag, chance, target=session.id)


def _cycle(remarks: Sequence[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    while True:
        yield from remarks


def _report_barriers(tx: Tx, event: Event, described: Sequence[Sequence[str]]) -> None:
    form = get_form(tx, "barriers")
    for number, (economy, tag, title, category, level, detail) in enumerate(described):
        answers = {"barrier": title, "category": category, "level": level, "detail": detail}
        _store(tx, event, form, number, answers, tag, random.Random(number), respondent=Respondent(economy=economy))


def _store(
    tx: Tx,
    event: Event,
    form: Form,
    number: int,
    answers: Mapping[str, Any],
    language: str,
    chance: random.Random,
    *,
    respondent: Respondent | None = None,
    target: str | None = None,
) -> None:
    digest = hashlib.sha256(f"{event.code} {form.code} {number}".encode()).hexdigest()
    told = respondent or Respondent(
        economy=chance.choice(_ECONOMIES),
        category=chance.choice(("delegate", "delegate", "business", "speaker")),
        gender=chance.choice(("female", "male", "male", "not_stated")),
    )
    store_answer(
        tx,
        event=event,
        form=form,
        version=current_version(tx, form.id),
        answers=dict(answers),
        channel=chance.choice(_CHANNELS),
        language=language,
        submission=f"sample_{digest[:32]}",
        respondent=told,
        target=target,
    )
