"""Results: worked out by hand, and by plain counting over random answers."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from o2o_events.feedback.queries import AnswerSet
from o2o_events.feedback.questions import Condition, FormContent, Option, Question
from o2o_events.feedback.results import (
    Choice,
    Gain,
    Group,
    TextAnswer,
    gains,
    gains_between,
    kept_back,
    response_rate,
    summarise,
    summarise_groups,
)

CLEAR = Question(
    "clear",
    "agreement",
    {"en": "Clear?"},
    options=(Option("agree", {"en": "Agree"}, True), Option("disagree", {"en": "Disagree"})),
    has_comment=True,
)
BEFORE = Question("before", "rating", {"en": "Before"}, lowest=1, highest=5)
AFTER = Question("after", "rating", {"en": "After"}, lowest=1, highest=5, pairs_with="before")
WHY = Question("why", "long_text", {"en": "Why?"}, show_if=Condition("clear", ("disagree",)))
FORM = FormContent(("en",), {"en": "Form"}, questions=(CLEAR, BEFORE, AFTER, WHY))


def answer(number: int, answers: dict[str, Any], **fields: Any) -> AnswerSet:
    return AnswerSet(f"a{number}", "e", "f", 1, None, "phone", "en", date(2016, 3, 17), answers, **fields)


FOUR = [
    answer(1, {"clear": "agree", "before": 2, "after": 4}),
    answer(2, {"clear": "agree", "clear_comment": "Very", "before": 3, "after": 5}),
    answer(3, {"clear": "disagree", "before": 1, "why": "Too fast"}),
    answer(4, {"after": 3}),
]


def test_each_question_is_counted_over_those_who_were_asked() -> None:
    clear, before, after, why = summarise(FORM, FOUR)

    assert (clear.n, clear.blanks, clear.positive) == (3, 1, 2 / 3)
    assert clear.choices == (Choice("agree", 2, True), Choice("disagree", 1, False))
    assert clear.texts == (TextAnswer("a2", "Very", "comment"),)
    assert (before.n, before.blanks, before.mean, before.positive) == (3, 1, 2.0, 0.0)
    assert [(choice.code, choice.count) for choice in after.choices] == [
        ("1", 0),
        ("2", 0),
        ("3", 1),
        ("4", 1),
        ("5", 1),
    ]
    assert (after.mean, after.positive) == (4.0, 2 / 3)
    assert (why.n, why.blanks, why.texts) == (1, 0, (TextAnswer("a3", "Too fast"),))


def test_the_gain_is_of_those_who_answered_both() -> None:
    assert gains(FORM, FOUR) == [Gain(BEFORE, AFTER, 2, 2.0)]


def test_ratings_on_different_scales_have_no_gain() -> None:
    of_ten = replace(AFTER, highest=10)
    form = replace(FORM, questions=(BEFORE, of_ten))

    assert gains(form, FOUR) == []
    assert gains_between((FORM, {"who": FOUR[0]}), (replace(FORM, questions=(replace(BEFORE, highest=10),)), {})) == []


def test_nothing_answered_has_no_mean_and_no_share() -> None:
    results = summarise(FORM, [])

    assert [(r.n, r.blanks, r.mean, r.positive) for r in results] == [(0, 0, None, None)] * 4
    assert gains(FORM, []) == [Gain(BEFORE, AFTER, 0, None)]
    assert response_rate(3, 0) is None


@pytest.mark.parametrize(
    ("sizes", "hidden"),
    [
        ({}, set()),
        ({"a": 5, "b": 9}, set()),
        ({"a": 4, "b": 9}, {"a", "b"}),
        ({"a": 4, "b": 9, "c": 7}, {"a", "c"}),
        ({"a": 4, "b": 3, "c": 7}, {"a", "b"}),
        ({"a": 1, "b": 1, "c": 7}, {"a", "b", "c"}),
        ({"a": 4}, {"a"}),
        ({"a": 0, "b": 9}, set()),
    ],
)
def test_small_groups_are_kept_back_and_cannot_be_worked_out(sizes: dict[str, int], hidden: set[str]) -> None:
    assert kept_back(sizes) == hidden


def test_groups_of_a_named_form_are_all_shown() -> None:
    answers = [answer(n, {"clear": "agree"}, gender="female" if n else None) for n in range(3)]

    groups = summarise_groups(FORM, answers, key=lambda a: a.gender, is_named=True)

    assert [(group.key, group.n) for group in groups] == [("female", 2), (None, 1)]


def test_a_group_kept_back_tells_no_number() -> None:
    answers = [answer(n, {"clear": "agree"}, gender="male" if n < 2 else "female") for n in range(9)]

    assert summarise_groups(FORM, answers, key=lambda a: a.gender, is_named=False) == [
        Group("female", None, None),
        Group("male", None, None),
    ]


@given(
    st.lists(
        st.fixed_dictionaries(
            {},
            optional={
                "clear": st.sampled_from(["agree", "disagree"]),
                "before": st.integers(1, 5),
                "after": st.integers(1, 5),
            },
        )
    )
)
def test_results_equal_plain_counting(raw: list[dict[str, Any]]) -> None:
    answers = [answer(number, values) for number, values in enumerate(raw)]

    clear, before, _after, _why = summarise(FORM, answers)
    (gain,) = gains(FORM, answers)

    given_before = [values["before"] for values in raw if "before" in values]
    both = [values["after"] - values["before"] for values in raw if {"before", "after"} <= values.keys()]
    assert {c.code: c.count for c in clear.choices} == {
        code: sum(values.get("clear") == code for values in raw) for code in ("agree", "disagree")
    }
    assert clear.n + clear.blanks == len(raw)
    assert before.mean == (sum(given_before) / len(given_before) if given_before else None)
    assert (gain.n, gain.mean) == (len(both), sum(both) / len(both) if both else None)
