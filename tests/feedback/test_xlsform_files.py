"""Real forms of the convention: what our forms know is read, everything else is named where it stands."""

from collections import Counter
from pathlib import Path

import pytest

from o2o_events.feedback.content_rules import content_problems
from o2o_events.feedback.questions import Option
from o2o_events.feedback.xlsform_reading import ReadForm, read_xlsform_file

FILES = Path(__file__).parents[1] / "files" / "xlsforms"


def read(name: str) -> ReadForm:
    return read_xlsform_file(FILES / f"{name}.xlsx")


def asked(form: ReadForm) -> list[tuple[str, str]]:
    return [(question.code, question.kind) for question in form.content.questions]


def named(form: ReadForm) -> list[tuple[str, int | None, str, str]]:
    return [(one.sheet, one.row, one.column, one.value) for one in form.unsupported]


@pytest.mark.parametrize("file", sorted(FILES.glob("*.xlsx")), ids=lambda file: file.stem)
def test_every_real_form_is_read_and_can_be_asked(file: Path) -> None:
    form = read_xlsform_file(file)

    assert list(content_problems(form.content)) == []
    assert [one for one in form.unsupported if not one.message or not one.sheet] == []


@pytest.mark.parametrize(
    ("name", "questions", "languages"),
    [
        ("extra_columns", [("a", "short_text")], ("en",)),
        ("field-list", [("table_list_question", "one")], ("en", "zh")),
        ("specify_other", [("sex", "one")], ("en",)),
        ("survey_no_name", [("state", "short_text")], ("en",)),
        ("yes_or_no_question", [("good_day", "one")], ("en",)),
    ],
)
def test_simple_forms_lose_nothing(name: str, questions: list[tuple[str, str]], languages: tuple[str, ...]) -> None:
    form = read(name)

    assert (asked(form), form.content.languages, form.unsupported) == (questions, languages, ())


def test_other_to_specify_is_our_other() -> None:
    (sex,) = read("specify_other").content.questions

    assert sex.has_other
    assert sex.options == (Option("male", {"en": "Male"}), Option("female", {"en": "Female"}))


def test_texts_of_several_languages_are_kept_by_their_tags() -> None:
    (question,) = read("field-list").content.questions

    assert question.options[0].label == {"en": "Yes", "zh": "是"}
    assert question.help == {"en": "hint"}


def test_a_group_becomes_a_section_and_what_differs_is_named() -> None:
    form = read("group")

    assert asked(form) == [
        ("family_name", "short_text"),
        ("father", "section"),
        ("phone_number", "short_text"),
        ("age", "number"),
    ]
    assert named(form) == [("survey", 4, "type", "phone number")]
    assert form.content.questions[3].is_whole


def test_a_loop_is_asked_once_and_named() -> None:
    form = read("loop")

    assert asked(form) == [("available_toilet_types", "many"), ("number", "number")]
    assert named(form) == [
        ("survey", 3, "type", "begin loop over toilet_type"),
        ("survey", 4, "label:english", "How many %(label)s are on the premises?"),
    ]


def test_choice_filters_are_named_by_cell() -> None:
    form = read("choice_filter_test")

    assert (form.code, form.content.title) == ("cascading_selects1", {"en": "cascading selects"})
    assert [one for one in named(form) if one[0] != "choices"] == [
        ("survey", 3, "choice_filter", "${state}=cf"),
        ("survey", 4, "choice_filter", "${county}=cf"),
        ("settings", 2, "allow_choice_duplicates", "yes"),
    ]
    assert ("choices", 6, "name", "king") in named(form)
    assert [option.code for option in form.content.questions[1].options] == ["king", "pierce", "cameron"]


def test_the_form_with_every_feature_names_each_that_is_missing() -> None:
    form = read("xlsform_spec_test")

    left_out = [one for one in form.unsupported if "this row was left out" in one.message]
    assert [one.value for one in left_out] == [
        "acknowledge_test",
        "geopoint_test",
        "image_test",
        "audio_test",
        "video_test",
        "calculate_test",
        "start",
        "end",
        "today",
        "deviceid",
        "uri_deviceid",
    ]
    assert Counter(one.column for one in form.unsupported)["image"] == 3
    assert {one.value for one in form.unsupported if one.sheet == "settings"} >= {"FALSE", "TRUE", "${my_name}"}
    assert ("columns", None, "", "") in named(form)
    assert (
        "survey",
        7,
        "relevant",
        r"regex(${address}, '[A-Za-z0-9._%+-]+@[A-Za-z0-9.-]+\.[A-Za-z]{2,4}')",
    ) in named(form)


def test_every_cell_of_every_real_form_is_kept_or_named() -> None:
    """Counted from the raw cells: a value stands in the form, in what was named, or is structure."""
    import openpyxl

    for file in sorted(FILES.glob("*.xlsx")):
        form = read_xlsform_file(file)
        kept = _words_of(form) | {one.value for one in form.unsupported}
        survey = openpyxl.load_workbook(file, data_only=True).worksheets[0]
        head = [str(cell.value or "") for cell in survey[1]]
        named_rows = {one.row for one in form.unsupported if "left out" in one.message and one.column == "type"}
        for row in survey.iter_rows(min_row=2):
            for cell, heading in zip(row, head, strict=False):
                if cell.value is None or cell.row in named_rows or heading in ("type", "name", "required"):
                    continue
                text = str(int(cell.value)) if isinstance(cell.value, float) else str(cell.value).strip()
                assert text in kept, (file.name, cell.coordinate, text)


def _words_of(form: ReadForm) -> set[str]:
    words: set[str] = set()
    for question in form.content.questions:
        for text in (question.label, question.help, *(option.label for option in question.options)):
            words |= set(text.values())
    return words
