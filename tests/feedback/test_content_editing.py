"""Editing a form: each step changes what it says and nothing else."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from o2o_events.feedback.content_editing import (
    TextPlace,
    add_language,
    add_question,
    free_code,
    free_option,
    list_texts,
    order_questions,
    put_question,
    read_text_at,
    remove_language,
    remove_question,
    set_condition,
    turn_kind,
    write_text_at,
)
from o2o_events.feedback.content_rules import content_problems, missing_texts
from o2o_events.feedback.questions import Condition, FormContent, Option, Question
from o2o_events.feedback.shipped import read_shipped

EVALUATION: FormContent = read_shipped("evaluation")["content"]
CONTENT = FormContent(
    ("en",),
    {"en": "Title"},
    questions=(
        Question("sells", "one", {"en": "Sells?"}, options=(Option("y", {"en": "Yes"}), Option("n", {"en": "No"}))),
        Question("where", "short_text", {"en": "Where?"}, show_if=Condition("sells", ("y",))),
        Question("before", "rating", {"en": "Before"}, lowest=1, highest=5),
        Question("after", "rating", {"en": "After"}, lowest=1, highest=5, pairs_with="before"),
    ),
)


@given(st.data())
def test_a_written_text_is_read_back_and_the_others_stay(data: st.DataObject) -> None:
    places = list(list_texts(EVALUATION))
    where, _text = data.draw(st.sampled_from(places))

    written = write_text_at(EVALUATION, where, "th", " สวัสดี ")

    assert read_text_at(written, where)["th"] == "สวัสดี"
    assert [(w, {t: v for t, v in text.items() if t != "th"}) for w, text in list_texts(written)] == places


def test_an_emptied_text_is_missing() -> None:
    written = write_text_at(EVALUATION, TextPlace(0, "label"), "vi", "  ")

    assert [(m.language, m.question) for m in missing_texts(written)] == [("vi", EVALUATION.questions[0].code)]


def test_end_and_help_are_written_where_there_was_none() -> None:
    written = write_text_at(CONTENT, TextPlace(2, "end", 1), "en", "High")
    written = write_text_at(written, TextPlace(2, "help"), "en", "Think back")

    assert (written.questions[2].ends, written.questions[2].help) == (({}, {"en": "High"}), {"en": "Think back"})
    assert write_text_at(written, TextPlace(2, "end", 1), "en", "").questions[2].ends == ()


def test_new_name_is_followed_by_what_points_to_it() -> None:
    renamed = put_question(CONTENT, 0, replace(CONTENT.questions[0], code="sells_online"))
    renamed = put_question(renamed, 2, replace(renamed.questions[2], code="knew"))

    assert (renamed.questions[1].show_if, renamed.questions[3].pairs_with) == (
        Condition("sells_online", ("y",)),
        "knew",
    )
    assert list(content_problems(renamed)) == []


def test_removed_question_frees_what_hung_on_it() -> None:
    left = remove_question(remove_question(CONTENT, 2), 0)

    assert [(q.code, q.show_if, q.pairs_with) for q in left.questions] == [("where", None, ""), ("after", None, "")]


def test_added_question_takes_a_free_name_and_its_place() -> None:
    added = add_question(CONTENT, Question("where", "note", {"en": "Hm"}), after=0)

    assert [q.code for q in added.questions] == ["sells", "where_2", "where", "before", "after"]
    assert free_code(added, "where") == "where_3"
    assert free_code(added, "new") == "new"


@given(st.permutations(range(4)))
def test_order_is_what_was_asked_for(order: list[int]) -> None:
    moved = order_questions(CONTENT, order)

    assert [q.code for q in moved.questions] == [CONTENT.questions[n].code for n in order]


@pytest.mark.parametrize("order", [[0, 1, 2], [0, 1, 2, 2], [0, 1, 2, 4]])
def test_order_that_loses_a_question_is_a_mistake(order: list[int]) -> None:
    with pytest.raises(ValueError, match=r"\["):
        order_questions(CONTENT, order)


def test_languages_come_and_go_without_losing_texts() -> None:
    more = write_text_at(add_language(CONTENT, "vi"), TextPlace(None, "title"), "vi", "Tên")
    back = add_language(remove_language(more, "vi"), "vi")

    assert (more.languages, back.title, remove_language(more, "vi").languages) == (
        ("en", "vi"),
        {"en": "Title", "vi": "Tên"},
        ("en",),
    )
    assert add_language(more, "vi") == more


def test_turned_question_keeps_what_its_new_kind_knows() -> None:
    scale = EVALUATION.questions[1].options
    question = CONTENT.questions[0]

    rating = turn_kind(question, "rating", scale)
    note = turn_kind(replace(question, is_required=True, has_comment=True), "note", scale)
    agreement = turn_kind(note, "agreement", scale)

    assert (rating.lowest, rating.highest, rating.options) == (1, 5, ())
    assert (note.is_required, note.has_comment, note.options) == (False, False, ())
    assert agreement.options == tuple(scale)
    assert turn_kind(question, "many", scale).options == question.options
    whole = replace(turn_kind(question, "number", scale), is_whole=True)
    assert (turn_kind(whole, "number", scale).is_whole, turn_kind(whole, "rating", scale).is_whole) == (True, False)


def test_condition_is_set_and_taken_away() -> None:
    asked = set_condition(CONTENT.questions[3], "sells", ["n"])

    assert (asked.show_if, set_condition(asked, "", []).show_if) == (Condition("sells", ("n",)), None)


def test_new_option_has_a_free_code() -> None:
    question = replace(CONTENT.questions[0], options=(Option("option_2", {}), Option("x", {})))

    assert free_option(question).code == "option_3"
