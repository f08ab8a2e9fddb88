"""A form that is written as an XLSForm passes pyxform, and read again it is the same form."""

import io
from dataclasses import replace
from typing import Any

import openpyxl
import pytest
from factories import make_event
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from o2o_events.app import App
from o2o_events.errors import UserError
from o2o_events.feedback.content_rules import content_problems
from o2o_events.feedback.form_files import export_form, import_form
from o2o_events.feedback.forms import Form, FormVersion, edit_form, get_form
from o2o_events.feedback.questions import Condition, FormContent, Option, Question
from o2o_events.feedback.shipped import CODES, ship_forms
from o2o_events.feedback.xlsform_logic import read_condition
from o2o_events.feedback.xlsform_reading import read_xlsform
from o2o_events.feedback.xlsform_writing import write_xlsform
from o2o_events.text import clean_lines

FORM = Form(
    "f", "evaluation", {"en": "Evaluation"}, "session", "after", True, True, None, False, True, "pages", "barrier"
)
LANGUAGES = ("en", "zh-Hant", "es", "vi", "fr", "x-klingon")


def write(content: FormContent) -> bytes:
    return write_xlsform(FORM, FormVersion("v", "f", 3, content))


def made(*questions: Question) -> FormContent:
    return FormContent(("en",), {"en": "Title"}, questions=questions)


texts = (
    st.text(st.sampled_from("aZ é“”’'\"$ {}%(&<>=@+-\n中文đườngñ\U0001f600"), min_size=1, max_size=12)
    .map(clean_lines)
    .filter(bool)
)


@st.composite
def contents(draw: st.DrawFn) -> FormContent:
    languages = tuple(draw(st.lists(st.sampled_from(LANGUAGES), min_size=1, max_size=3, unique=True)))
    localized = st.dictionaries(st.sampled_from(languages), texts, min_size=1)
    maybe = st.one_of(st.just({}), localized)
    options = st.lists(
        st.builds(Option, st.from_regex(r"[a-z0-9]{1,4}", fullmatch=True), localized, st.booleans()),
        min_size=2,
        max_size=4,
        unique_by=lambda option: option.code,
    ).map(tuple)
    questions: list[Question] = []
    for number in range(draw(st.integers(1, 7))):
        kind = draw(st.sampled_from(["agreement", "rating", "one", "many", "number", "short_text", "long_text"]))
        if number:
            kind = draw(st.sampled_from([kind, "section", "note"]))
        question = Question(f"q{number}", kind, draw(localized), draw(maybe))
        if kind in ("agreement", "one", "many"):
            question = replace(question, options=draw(options), has_other=draw(st.booleans()))
        if kind == "rating":
            low = draw(st.integers(-3, 5))
            ends = draw(st.one_of(st.just(()), st.tuples(localized, maybe)))
            question = replace(question, lowest=low, highest=low + draw(st.integers(1, 10)), ends=ends)
        if kind == "number":
            low, high = draw(st.none() | st.integers(-9, 0)), draw(st.none() | st.integers(0, 999))
            question = replace(question, lowest=low, highest=high, is_whole=draw(st.booleans()))
        if kind not in ("section", "note"):
            question = replace(question, is_required=draw(st.booleans()), has_comment=draw(st.booleans()))
        asked = [q for q in questions if q.kind not in ("section", "note")]
        if asked and draw(st.booleans()):
            other = draw(st.sampled_from(asked))
            # ODK takes "${" in a value for a reference and refuses the form, in words
            words = texts.filter(lambda text: "${" not in text)
            values = draw(st.lists(words | st.just("3") | st.just("other"), min_size=1, max_size=3)).copy()
            question = replace(question, show_if=Condition(other.code, tuple(values)))
            question = replace(question, pairs_with=draw(st.sampled_from(["", other.code])))
        questions.append(question)
    return FormContent(languages, draw(localized), draw(maybe), draw(maybe), tuple(questions))


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(contents())
def test_a_form_written_and_read_is_the_same(content: FormContent) -> None:
    assert list(content_problems(content)) == []

    again = read_xlsform(write(content), "form.xlsx")

    assert again.content == content
    assert again.unsupported == ()
    assert (again.code, again.name) == ("evaluation", {"en": "Evaluation"})
    assert again.settings == {
        "scope": "session",
        "phase": "after",
        "layout": "pages",
        "feeds": "barrier",
        "is_named": True,
        "needs_slip": False,
        "asks_badge": True,
    }


@pytest.mark.parametrize("code", CODES)
def test_a_shipped_form_comes_back_as_it_was(app: App, code: str) -> None:
    with app.database.write() as tx:
        event = make_event(tx)
        ship_forms(tx)
        before = edit_form(tx, form=get_form(tx, code).id, changes={"events": [event.id]})
        data = export_form(tx, code)
        again = import_form(tx, read_xlsform(data, "any.xlsx"))
        elsewhere = import_form(tx, read_xlsform(data, "any.xlsx"), code="copy")

    assert (again.form, again.version, again.is_new, again.is_changed, again.unsupported) == (
        before,
        1,
        False,
        False,
        (),
    )
    assert replace(elsewhere.form, id=before.id, code=code) == before


def test_kobo_finds_the_conventions_own_words_in_a_written_form() -> None:
    content = made(
        Question("s", "section", {"en": "Part"}),
        Question("a", "agreement", {"en": "Clear?"}, options=(Option("yes", {"en": "Y"}), Option("no", {"en": "N"}))),
        Question("r", "rating", {"en": "How?"}, lowest=1, highest=5, is_required=True),
        Question("n", "number", {"en": "Many?"}, lowest=0, highest=9, show_if=Condition("a", ("yes", "no"))),
        Question("w", "number", {"en": "How many?"}, lowest=0, is_whole=True),
    )
    survey = openpyxl.load_workbook(io.BytesIO(write(content)))["survey"]
    head, *rows = [[cell or "" for cell in row] for row in survey.iter_rows(values_only=True)]
    found = [{key: row[head.index(key)] for key in ("type", "name", "label::English (en)")} for row in rows]

    assert [tuple(row.values()) for row in found] == [
        ("begin_group", "s", "Part"),
        ("select_one a", "a", "Clear?"),
        ("range", "r", "How?"),
        ("decimal", "n", "Many?"),
        ("integer", "w", "How many?"),
        ("end_group", "", ""),
    ]
    assert rows[1][head.index("appearance")] == "likert"
    assert rows[2][head.index("parameters")] == "start=1 end=5 step=1"
    assert rows[2][head.index("required")] == "yes"
    assert rows[3][head.index("constraint")] == ". >= 0 and . <= 9"
    assert rows[3][head.index("relevant")] == "${a} = 'yes' or ${a} = 'no'"


def test_a_text_longer_than_a_cell_is_refused_not_cut() -> None:
    with pytest.raises(UserError, match="longer than a cell"):
        write(made(Question("a", "short_text", {"en": "x" * 40_000})))


def book(**sheets: list[list[Any]]) -> bytes:
    made_book = openpyxl.Workbook()
    made_book.remove(made_book.active)
    for title, rows in sheets.items():
        page = made_book.create_sheet(title)
        for row in rows:
            page.append(row)
    stream = io.BytesIO()
    made_book.save(stream)
    return stream.getvalue()


def one_question(type_: str, **cells: str) -> Any:
    head = ["type", "name", "label", *cells]
    choices = [["list_name", "name", "label"], ["l", "a", "A"], ["l", "b", "B"], ["l", "other", "Else"]]
    survey = [head, ["select_one l", "before", "Before?"], [type_, "q", "Asked?", *cells.values()]]
    read = read_xlsform(book(survey=survey, choices=choices), "form.xlsx")
    return read.content.questions[-1], [(one.row, one.column) for one in read.unsupported]


@pytest.mark.parametrize(
    ("type_", "cells", "expected"),
    [
        ("text", {"appearance": "multiline"}, {"kind": "long_text"}),
        ("select_one l", {"appearance": "likert"}, {"kind": "agreement"}),
        ("select one from l or specify other", {}, {"kind": "one", "has_other": True}),
        ("select_multiple l or_other", {}, {"kind": "many", "has_other": True}),
        ("range", {"parameters": "start=0 end=10 step=1"}, {"kind": "rating", "lowest": 0, "highest": 10}),
        ("decimal", {"constraint": ".>=1 and .<=9"}, {"kind": "number", "lowest": 1, "highest": 9, "is_whole": False}),
        ("integer", {"constraint": ".>1 and .<9"}, {"kind": "number", "lowest": 2, "highest": 8, "is_whole": True}),
        ("int", {}, {"kind": "number", "lowest": None, "is_whole": True}),
        ("text", {"required": "true()"}, {"is_required": True}),
        ("text", {"relevant": "${before} = 'a'"}, {"show_if": Condition("before", ("a",))}),
        (
            "text",
            {"relevant": "selected(${before}, 'a') or ${before}='b'"},
            {"show_if": Condition("before", ("a", "b"))},
        ),
    ],
)
def test_what_the_convention_says_is_read(type_: str, cells: dict[str, str], expected: dict[str, object]) -> None:
    question, named = one_question(type_, **cells)

    assert {key: getattr(question, key) for key in expected} == expected
    assert named == []


@pytest.mark.parametrize(
    ("type_", "cells", "column"),
    [
        ("text", {"relevant": "${before} != 'a'"}, "relevant"),
        ("text", {"relevant": "${nowhere} = 'a'"}, "relevant"),
        ("text", {"relevant": "${before} = 'a' and ${before} = 'b'"}, "relevant"),
        ("text", {"required": "${before} = 'a'"}, "required"),
        ("text", {"constraint": "regex(., 'x')"}, "constraint"),
        ("decimal", {"constraint": ". > 1"}, "constraint"),
        ("range", {"parameters": "start=0 end=1 step=0.1"}, "parameters"),
        ("text", {"default": "x"}, "default"),
        ("text", {"appearance": "numbers"}, "appearance"),
        ("text", {"media::image": "x.png"}, "media::image"),
    ],
)
def test_what_is_not_supported_is_named_with_row_and_column(type_: str, cells: dict[str, str], column: str) -> None:
    _question, named = one_question(type_, **cells)

    assert (3, column) in named


@pytest.mark.parametrize(
    ("text", "values"),
    [("${shops} = 5.0", ("5",)), ("${shops} = 1.50 or ${shops} = 10", ("1.5", "10")), ("${shops} = '5.0'", ("5.0",))],
)
def test_a_condition_names_a_number_as_it_is_kept(text: str, values: tuple[str, ...]) -> None:
    assert read_condition(text) == Condition("shops", values)


def test_a_row_to_specify_is_folded_into_its_question() -> None:
    survey = [
        ["type", "name", "label", "relevant"],
        ["select_one l", "q", "Asked?", None],
        ["text", "q_other", "Which?", "${q} = 'other'"],
        ["text", "q_comment", "Why?", None],
    ]
    choices = [["list_name", "name", "label"], ["l", "a", "A"], ["l", "other", "Else"]]
    read = read_xlsform(book(survey=survey, choices=choices), "form.xlsx")
    (question,) = read.content.questions

    assert (question.has_other, question.has_comment) == (True, True)
    assert question.options == (Option("a", {"en": "A"}),)
    assert [(one.row, one.column) for one in read.unsupported] == [(3, "name"), (4, "name")]


def test_a_groups_condition_goes_to_its_questions() -> None:
    survey = [
        ["type", "name", "label", "relevant"],
        ["select_one l", "q", "Asked?", None],
        ["begin_group", "g", None, "${q} = 'a'"],
        ["text", "t", "Why?", None],
        ["end_group", None, None, None],
    ]
    choices = [["list_name", "name", "label"], ["l", "a", "A"], ["l", "b", "B"]]
    read = read_xlsform(book(survey=survey, choices=choices), "form.xlsx")

    assert read.content.questions[1].show_if == Condition("q", ("a",))
    assert read.unsupported == ()


def test_what_pyxform_refuses_is_told_beside_what_could_be_read() -> None:
    survey = [["type", "name", "label"], ["text", "a", "A"], ["begin_group", "g", "G"], ["text", "b", "B"]]
    read = read_xlsform(book(survey=survey), "form.xlsx")

    assert [question.code for question in read.content.questions] == ["a", "g", "b"]
    assert read.unsupported[0].message.startswith("ODK and Kobo would not take this file: ")
