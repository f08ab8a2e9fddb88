"""Answers to several versions of a form as answers to one."""

from datetime import date

from o2o_events.feedback.combining import combine
from o2o_events.feedback.forms import FormVersion
from o2o_events.feedback.queries import AnswerSet
from o2o_events.feedback.questions import FormContent, Question
from o2o_events.feedback.results import summarise


def version(id_: str, number: int, *codes: str) -> FormVersion:
    questions = tuple(Question(code, "long_text", {"en": code}) for code in codes)
    return FormVersion(id_, "f", number, FormContent(("en",), {"en": "Form"}, questions=questions))


def answer(number: int, of: FormVersion, **answers: str) -> AnswerSet:
    day = date(2016, 3, 17)
    return AnswerSet(f"a{number}", "e", "f", of.number, None, "phone", "en", day, answers, version_id=of.id)


def counted(versions: list[FormVersion], answers: list[AnswerSet]) -> dict[str, tuple[int, int]]:
    combined = combine(versions, answers)
    results = summarise(combined.content, combined.answers, combined.asked_in)
    return {result.question.code: (result.n, result.blanks) for result in results}


def test_versions_of_one_number_that_two_desks_made_are_told_apart() -> None:
    here, there = version("v2-here", 2, "learned"), version("v2-there", 2, "learned", "missed")
    answers = [answer(1, here, learned="Much"), answer(2, there, missed="Time"), answer(3, there)]

    assert counted([there, here], answers) == {"learned": (1, 2), "missed": (1, 1)}


def test_what_only_a_version_without_answers_asked_is_left_out() -> None:
    first, second = version("v1", 1, "draft", "learned"), version("v2", 2, "learned")

    assert counted([first, second], [answer(1, second, learned="Much")]) == {"learned": (1, 0)}
