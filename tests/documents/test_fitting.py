"""Text fitted into boxes."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from o2o_events.documents.fitting import ELLIPSIS, LEADING, Fitted, fit, split_pieces
from o2o_events.documents.fonts import set_line
from o2o_events.documents.layouts import Style

STYLE = Style(largest=30, comfortable=20, readable=12, smallest=6, most_lines=2, bold=True)
WIDTH, HEIGHT = 260.0, 72.0


def lines(fitted: Fitted) -> list[str]:
    return [line.text for line in fitted.lines]


def test_short_text_is_as_large_as_the_style_allows() -> None:
    fitted = fit("Ana Díaz", STYLE, WIDTH, HEIGHT)

    assert (lines(fitted), fitted.size, fitted.is_small, fitted.is_cut) == (["Ana Díaz"], 30, False, False)


def test_text_shrinks_on_one_line_while_it_is_comfortable() -> None:
    fitted = fit("Juliana Riascos", STYLE, WIDTH, HEIGHT)

    assert lines(fitted) == ["Juliana Riascos"]
    assert fitted.size == 30
    narrower = fit("Juliana Riascos", STYLE, 200, HEIGHT)
    assert lines(narrower) == ["Juliana Riascos"]
    assert 20 <= narrower.size < 30
    assert narrower.width == pytest.approx(200, abs=0.01)


def test_text_wraps_where_one_line_is_no_longer_comfortable() -> None:
    fitted = fit("Juliana Riascos Montoya", STYLE, 240, HEIGHT)

    assert lines(fitted) == ["Juliana Riascos", "Montoya"]
    assert (fitted.size, fitted.is_small) == (pytest.approx(30), False)


def test_lines_are_broken_where_the_widest_is_narrowest() -> None:
    style = Style(largest=10, comfortable=10, readable=6, smallest=4, most_lines=2)
    words = ["one", "two", "three", "four", "five", "six", "seven"]
    splits = [(" ".join(words[:i]), " ".join(words[i:])) for i in range(1, len(words))]
    best = min(splits, key=lambda split: max(set_line(line).width for line in split))

    fitted = fit(" ".join(words), style, 90, 40)

    assert tuple(lines(fitted)) == best


def test_a_line_breaks_at_a_space_rather_than_at_a_hyphen() -> None:
    assert lines(fit("Chun-Chieh LIN", STYLE, 150, HEIGHT)) == ["Chun-Chieh", "LIN"]


def test_a_hyphen_is_a_break_where_letters_would_become_too_small() -> None:
    fitted = fit("Wolfeschlegelsteinhausen-Bergerdorffwelche", STYLE, WIDTH, HEIGHT)

    assert (lines(fitted), fitted.is_small) == (["Wolfeschlegelsteinhausen-", "Bergerdorffwelche"], False)


def test_height_limits_the_size_too() -> None:
    assert fit("Ana", STYLE, WIDTH, 24).size == pytest.approx(24 / LEADING)


def test_one_long_word_shrinks_and_is_reported_below_the_readable_size() -> None:
    fitted = fit("Wolfeschlegelsteinhausenbergerdorffwelche", STYLE, WIDTH, HEIGHT)

    assert len(fitted.lines) == 1
    assert (fitted.is_small, fitted.is_cut) == (True, False)
    assert STYLE.smallest <= fitted.size < STYLE.readable


def test_a_word_that_does_not_fit_at_the_smallest_size_is_broken() -> None:
    fitted = fit("x" * 120, STYLE, WIDTH, HEIGHT)

    assert "".join(lines(fitted)) == "x" * 120
    assert (len(fitted.lines), fitted.is_cut) == (2, False)


def test_text_that_never_fits_is_cut_with_an_ellipsis_and_reported() -> None:
    fitted = fit("word " * 200, STYLE, WIDTH, HEIGHT)

    assert lines(fitted)[-1].endswith(ELLIPSIS)
    assert (fitted.size, fitted.is_small, fitted.is_cut) == (STYLE.smallest, True, True)


def test_words_stay_whole_when_a_text_is_cut() -> None:
    fitted = fit("Dirección Nacional de Desarrollo " * 12, STYLE, WIDTH, HEIGHT)

    assert lines(fitted)[0].split()[-1] in ("Dirección", "Nacional", "de", "Desarrollo")


def test_han_breaks_between_characters_but_not_before_punctuation() -> None:
    assert split_pieces("國立臺灣大學（示範）、研究所。") == [
        "國", "立", "臺", "灣", "大", "學", "（示", "範）、", "研", "究", "所。",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("Jean-Baptiste Zorg", ["Jean-", "Baptiste ", "Zorg"]),
        ("한국 전자상거래", ["한국 ", "전자상거래"]),
        ("สมชาย ศรีสุข", ["สมชาย ", "ศรีสุข"]),
        ("a  b", ["a  ", "b"]),
        ("", []),
    ],
)
def test_other_scripts_break_at_spaces_and_hyphens(text: str, pieces: list[str]) -> None:
    assert split_pieces(text) == pieces


def test_a_thai_word_is_broken_between_clusters_only() -> None:
    narrow = Style(largest=20, comfortable=20, readable=18, smallest=18, most_lines=9)

    fitted = fit("เก้าอี้น้ำใจปิ่นเกล้า" * 3, narrow, 70, 400)

    first = [line[0] for line in lines(fitted)]
    last = [line[-1] for line in lines(fitted)]
    assert len(first) > 2
    assert [c for c in first if "\u0e30" <= c <= "\u0e3a" or "\u0e47" <= c <= "\u0e4e"] == []
    assert [c for c in last if c in "เแโใไ"] == []


@pytest.mark.parametrize("text", ["", "   ", "\u200b"])
def test_nothing_is_fitted_as_nothing(text: str) -> None:
    fitted = fit(text, STYLE, WIDTH, HEIGHT)

    assert (fitted.lines, fitted.is_small, fitted.is_cut, fitted.height) == ((), False, False, 0)


def test_missing_characters_are_told() -> None:
    assert fit("Ana 😀", STYLE, WIDTH, HEIGHT).missing == "😀"


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=300), st.floats(30, 400), st.floats(10, 120), st.integers(1, 4))
def test_nothing_ever_leaves_its_box(text: str, width: float, height: float, most_lines: int) -> None:
    style = Style(largest=30, comfortable=20, readable=12, smallest=5, most_lines=most_lines, bold=True)

    fitted = fit(text, style, width, height)

    assert fitted.width <= width + 0.01
    assert fitted.height <= max(height, 5 * LEADING) + 0.01
    assert len(fitted.lines) <= most_lines
