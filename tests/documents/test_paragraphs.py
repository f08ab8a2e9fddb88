"""Running text: wrapped to its column, all of it."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from o2o_events.documents.fonts import missing_characters, visible
from o2o_events.documents.paragraphs import Paragraph, Span, TextLine, joined, plain, set_paragraph


def words_of(lines: list[TextLine]) -> list[str]:
    return ["".join(line.text for line, _colour in one.parts) for one in lines]


def packed(text: str) -> str:
    return "".join(visible(text).split())


def test_text_breaks_between_words() -> None:
    lines = set_paragraph(plain("Order online, collect at the market", 10), 90)

    assert words_of(lines) == ["Order online,", "collect at the", "market"]


def test_spans_keep_their_weight_and_the_space_between_them() -> None:
    (line,) = set_paragraph(Paragraph((Span("Chair: "), Span("Ana", bold=True), Span(" · Peru")), 10), 300)

    assert [part.text for part, _colour in line.parts] == ["Chair: ", "Ana ", "· Peru"]


def test_no_line_begins_with_a_dot_between_parts() -> None:
    lines = set_paragraph(Paragraph(tuple(joined(["Tejidos Vicuña", "Peru", "Viet Nam"])), 10), 90)

    assert words_of(lines) == ["Tejidos Vicuña ·", "Peru · Viet Nam"]


def test_a_name_that_fits_on_a_line_is_not_broken() -> None:
    lines = set_paragraph(Paragraph((Span("Host "), Span("Hong Kong, China", is_whole=True)), 10), 95)

    assert words_of(lines) == ["Host", "Hong Kong, China"]


def test_label_stands_beside_the_first_line_only() -> None:
    paragraph = Paragraph((Span("one two three four"),), 10, 5, 30, Span("09:05"))

    lines = set_paragraph(paragraph, 80)

    assert [(line.label is not None, line.before, line.left) for line in lines] == [(True, 5, 30), (False, 0, 30)]


@pytest.mark.parametrize("text", ["", "   ", "\u200b", "\n\n"])
def test_nothing_to_see_makes_no_line(text: str) -> None:
    assert set_paragraph(plain(text, 10), 100) == []


@pytest.mark.parametrize(
    ("size", "faces"), [(9, {"O2O-Chinese": False}), (11, {"O2O-Chinese": True})], ids=["small", "large"]
)
def test_small_han_is_never_stroked(size: float, faces: dict[str, bool]) -> None:
    (line,) = set_paragraph(plain("高峰會", size, bold=True), 200)

    assert {run.face.name: run.face.is_stroked for part, _colour in line.parts for run in part.runs} == faces


SCRIPTS = "aZ é đ ữ 陳 山 カ 김 เ น้ ำ Щ · , - ( ) 、 。 1 2"


@settings(max_examples=200, deadline=None)
@given(st.lists(st.tuples(st.text(SCRIPTS, max_size=60), st.booleans()), max_size=6), st.floats(40, 400))
def test_every_character_is_kept_and_no_line_is_wider_than_its_column(
    texts: list[tuple[str, bool]], width: float
) -> None:
    paragraph = Paragraph(tuple(Span(text, bold) for text, bold in texts), 10)

    lines = set_paragraph(paragraph, width)

    assert packed("".join(words_of(lines))) == packed("".join(text for text, _bold in texts))
    assert [line.width for line in lines if line.width > width + 0.5] == []


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=200))
def test_any_text_is_set(text: str) -> None:
    lines = set_paragraph(plain(text, 10), 120)

    assert set("".join(line.missing for line in lines)) <= set(missing_characters(text))
