"""Checking answers: what fits is kept as meant, what does not is told per question."""

import pytest

from o2o_events.feedback.checking import Checked, Problem, check_answers, number_words
from o2o_events.feedback.questions import Condition, FormContent, Option, Question

YES_NO = (Option("yes", {"en": "Yes"}), Option("no", {"en": "No"}))


def a_form(*questions: Question) -> FormContent:
    return FormContent(("en",), {"en": "Form"}, questions=questions)


def a_question(kind: str, code: str = "q", **fields: object) -> Question:
    options = YES_NO if kind in ("agreement", "one", "many") else ()
    return Question(code, kind, {"en": "?"}, options=options, **fields)  # type: ignore[arg-type]  # any field


@pytest.mark.parametrize(
    ("kind", "raw", "kept"),
    [
        ("one", "yes", "yes"),
        ("one", ["yes"], "yes"),
        ("agreement", "no", "no"),
        ("many", ["no", "yes"], ["yes", "no"]),
        ("many", "yes", ["yes"]),
        ("number", " 12 ", 12),
        ("number", "12,5", 12.5),
        ("number", "１２", 12),
        ("number", 7, 7),
        ("short_text", "  Nguyễn\u0000 Thị ", "Nguyễn Thị"),
        ("long_text", "one\r\ntwo\n", "one\ntwo"),
        ("short_text", "<script>alert(1)</script>", "<script>alert(1)</script>"),
    ],
)
def test_an_answer_is_kept_as_it_is_meant(kind: str, raw: object, kept: object) -> None:
    assert check_answers(a_form(a_question(kind)), {"q": raw}) == Checked({"q": kept}, ())


@pytest.mark.parametrize(("raw", "kept"), [("12", 12), ("12,0", 12), ("-3", -3), (7.0, 7), ("", None)])
def test_a_whole_number_is_kept_as_one(raw: object, kept: int | None) -> None:
    found = check_answers(a_form(a_question("number", is_whole=True)), {"q": raw})
    assert found == Checked({} if kept is None else {"q": kept}, ())


@pytest.mark.parametrize("kind", ["one", "many", "number", "short_text", "long_text"])
@pytest.mark.parametrize("raw", ["", None])
def test_nothing_is_no_answer(kind: str, raw: object) -> None:
    assert check_answers(a_form(a_question(kind)), {"q": raw}) == Checked({}, ())


@pytest.mark.parametrize(("kind", "raw"), [("one", []), ("many", []), ("number", "  "), ("long_text", " \n ")])
def test_an_empty_choice_or_blank_text_is_no_answer(kind: str, raw: object) -> None:
    assert check_answers(a_form(a_question(kind)), {"q": raw}) == Checked({}, ())


@pytest.mark.parametrize(
    ("question", "raw", "message"),
    [
        (a_question("one"), "maybe", "Choose one of the answers shown."),
        (a_question("one"), ["yes", "no"], "Choose one of the answers shown."),
        (a_question("one"), 1, "Choose one of the answers shown."),
        (a_question("many"), ["yes", "maybe"], "Choose among the answers shown."),
        (a_question("number"), "twelve", "Write a number, such as 12."),
        (a_question("number"), "1e400", "Write a number, such as 12."),
        (a_question("number"), "nan", "Write a number, such as 12."),
        (a_question("number"), True, "Write a number, such as 12."),
        (a_question("number"), [1], "Write a number, such as 12."),
        (a_question("number", is_whole=True), "12.5", "Write a whole number, such as 12."),
        (a_question("number", is_whole=True), "twelve", "Write a whole number, such as 12."),
        (a_question("number", is_whole=True), 0.1, "Write a whole number, such as 12."),
        (a_question("number", is_whole=True, lowest=1), "0", "Write a number of at least 1."),
        (a_question("number", lowest=1), "0", "Write a number of at least 1."),
        (a_question("number", highest=5), "6", "Write a number of at most 5."),
        (a_question("rating", lowest=1, highest=5), "2.5", "Choose one of the answers shown."),
        (a_question("short_text"), 5, "Write your answer in words."),
        (
            a_question("short_text"),
            "x" * 301,
            "This is 301 characters long; at most 300 can be kept. Shorten it.",
        ),
        (a_question("short_text", is_required=True), " ", "Please answer this question."),
        (a_question("one", has_other=True), "other", "Please write what the other is."),
    ],
)
def test_what_does_not_fit_is_told(question: Question, raw: object, message: str) -> None:
    assert check_answers(a_form(question), {"q": raw}) == Checked({}, (Problem("q", message),))


@pytest.mark.parametrize(
    ("is_whole", "raw", "message"),
    [
        (True, "1.000", "Write 1000 without a mark between thousands."),
        (True, "12,500", "Write 12500 without a mark between thousands."),
        (True, "1 200", "Write 1200 without a mark between thousands."),
        (True, "-1’200", "Write -1200 without a mark between thousands."),
        (False, "1.234.567", "Write 1234567 without a mark between thousands."),
        (False, "1,234", "“1,234” can be read in two ways. Write 1234 or 1,2340."),
        (False, "1.234,5", "Write a number, such as 12."),
    ],
)
def test_a_number_that_is_read_in_two_ways_is_never_guessed(is_whole: bool, raw: str, message: str) -> None:
    found = check_answers(a_form(a_question("number", is_whole=is_whole)), {"q": raw})
    assert found == Checked({}, (Problem("q", message),))


@pytest.mark.parametrize("value", [1.234, 0.125, 12.5, -100.001, 1234.567, 1.2345])
def test_a_number_that_is_kept_is_read_back_as_it_was(value: float) -> None:
    assert check_answers(a_form(a_question("number")), {"q": number_words(value)}) == Checked({"q": value}, ())


def test_what_is_good_beside_a_problem_is_kept() -> None:
    form = a_form(a_question("one", "a"), a_question("number", "b"), a_question("short_text", "c"))

    found = check_answers(form, {"a": "yes", "b": "many", "c": "fine"})

    assert found == Checked({"a": "yes", "c": "fine"}, (Problem("b", "Write a number, such as 12."),))


def test_other_and_comment_stand_beside_the_answer() -> None:
    form = a_form(a_question("many", has_other=True, has_comment=True))

    found = check_answers(form, {"q": ["yes", "other"], "q_other": "Sometimes", "q_comment": "It depends"})

    assert found.answers == {"q": ["yes", "other"], "q_other": "Sometimes", "q_comment": "It depends"}


def test_words_for_another_option_that_was_not_chosen_are_left_out() -> None:
    found = check_answers(a_form(a_question("one", has_other=True)), {"q": "yes", "q_other": "typed, then changed"})

    assert found == Checked({"q": "yes"}, ())


@pytest.mark.parametrize(("first", "kept"), [("yes", {"a": "yes", "b": "why"}), ("no", {"a": "no"})])
def test_a_question_that_is_not_asked_is_neither_kept_nor_required(first: str, kept: dict[str, str]) -> None:
    why = a_question("short_text", "b", show_if=Condition("a", ("yes",)), is_required=True)

    assert check_answers(a_form(a_question("one", "a"), why), {"a": first, "b": "why"}) == Checked(kept, ())


def test_an_answer_to_no_question_of_the_form_is_told() -> None:
    found = check_answers(a_form(a_question("one")), {"q": "yes", "zzz": "1"})

    assert found == Checked({"q": "yes"}, (Problem("zzz", "This form has no such question."),))
