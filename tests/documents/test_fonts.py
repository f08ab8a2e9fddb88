"""Text of every script, in runs of one font each."""

import csv
from pathlib import Path

import pytest
from papers import LISTS, page_texts
from reportlab.pdfgen.canvas import Canvas

from o2o_events.documents.fonts import draw_line, missing_characters, set_line, visible
from o2o_events.registers.categories import SHIPPED
from o2o_events.registers.economies import ECONOMIES


def runs(text: str, bold: bool = False) -> list[tuple[str, str]]:
    return [(run.face.name.removeprefix("O2O-"), str(run.text)) for run in set_line(text, bold).runs]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ana", [("Latin", "Ana")]),
        ("Nguyễn Thị Đức", [("Latin", "Nguyễn Thị Đức")]),
        ("Щукина", [("Latin", "Щукина")]),
        ("陳大文", [("Chinese", "陳大文")]),
        ("山田 太郎", [("Chinese", "山田 太郎")]),
        ("ヤマダ", [("Chinese", "ヤマダ")]),
        ("김민수", [("Hangul", "김민수")]),
        ("เอ", [("Thai", "เอ")]),
        ("O2O 陳 Ana", [("Latin", "O2O "), ("Chinese", "陳 "), ("Latin", "Ana")]),
        ("", []),
    ],
)
def test_text_is_split_into_runs_of_one_font(text: str, expected: list[tuple[str, str]]) -> None:
    assert runs(text) == expected


def test_simplified_han_that_traditional_fonts_lack_has_a_font() -> None:
    assert [face for face, _text in runs("张伟 陈")] == ["MoreHan"]


def test_bold_has_real_faces_where_there_are_and_strokes_elsewhere() -> None:
    line = set_line("Ana 陳", bold=True)

    assert [(run.face.name, run.face.is_stroked) for run in line.runs] == [
        ("O2O-Latin-Bold", False),
        ("O2O-Chinese", True),
    ]


@pytest.mark.parametrize("decomposed", ["Nguye\u0302\u0303n", "Muñoz".replace("ñ", "n\u0303"), "\u1100\u1175\u11b7"])
def test_decomposed_text_is_set_as_composed(decomposed: str) -> None:
    line = set_line(decomposed)

    assert (len(line.runs), line.is_shaped, line.missing) == (1, False, "")


def test_thai_with_marks_is_shaped_and_without_is_not() -> None:
    assert set_line("น้ำใจ").is_shaped
    assert not set_line("สมชาย").is_shaped


def test_a_mark_that_nothing_composes_is_shaped_with_its_letter() -> None:
    line = set_line("g\u0303uaraní")

    assert (line.is_shaped, len(line.runs), line.missing) == (True, 1, "")


def test_marks_above_take_no_width() -> None:
    assert set_line("กี่").width == pytest.approx(set_line("ก").width)


def test_width_is_the_sum_of_the_advances() -> None:
    assert set_line("陳大文").width == pytest.approx(3.0)
    assert set_line("ab").width == pytest.approx(set_line("a").width + set_line("b").width)


@pytest.mark.parametrize(
    ("text", "missing"),
    [
        ("Ana 😀", "😀"),
        ("שלום", "שלום"),
        ("كريم", "كريم"),
        ("😀😀", "😀"),
        ("Zoë", ""),
        ("\U0001f468\u200d\U0001f469", "👨👩"),
    ],
)
def test_characters_without_a_font_are_told_once_each(text: str, missing: str) -> None:
    assert missing_characters(text) == missing


def test_symbols_without_a_font_are_left_out_and_letters_become_boxes() -> None:
    assert runs("😀 Ana 😀") == [("Latin", "Ana")]
    assert "".join(text for _face, text in runs("שלום")) == "□□□□"


def test_compatibility_forms_without_a_font_are_written_plainly() -> None:
    assert [text for _face, text in runs("𝐀𝐧𝐚")] == ["Ana"]
    assert missing_characters("𝐀𝐧𝐚") == ""


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("A\u200bn\u200ea", "Ana"),
        ("\u202eAna\u202c", "Ana"),
        ("A\x00n\x07a", "Ana"),
        ("葛\U000e0100城", "葛城"),
        ("❤\ufe0f", "❤"),
        ("A\u00a0B\tC", "A B C"),
    ],
)
def test_what_has_no_picture_is_left_out(text: str, seen: str) -> None:
    assert visible(text) == seen


def test_shaping_thai_gives_no_other_text_a_font() -> None:
    """ReportLab files shaped glyphs under private characters, which names may use themselves."""
    set_line("น้ำใจ ปิ่นเกล้า", bold=False)

    assert missing_characters("\ue000") == "\ue000"


def test_every_name_of_the_registration_lists_has_a_font() -> None:
    missing: dict[str, str] = {}
    for file in LISTS.glob("*/clean_utf8.csv"):
        with file.open(encoding="utf-8", newline="") as stream:
            for row in csv.DictReader(stream):
                for field in ("Given name", "Family name", "Name on badge", "Name in own script", "Organization"):
                    if lost := missing_characters(row[field]):
                        missing[row[field]] = lost

    assert missing == {}


def test_every_economy_and_category_has_a_font_in_every_language() -> None:
    texts = [e.name for e in ECONOMIES] + [a for e in ECONOMIES for a in e.aliases]
    texts += [word for category in SHIPPED for word in category.name.values()]

    assert [text for text in texts if missing_characters(text)] == []


def test_common_han_of_every_economy_has_a_font() -> None:
    """Level 1 and 2 of GB 2312, all of Big5, JIS X 0208 and KS X 1001 as Python's codecs know them."""
    characters = set()
    for encoding, leads in (
        ("gb2312", range(0xB0, 0xF8)),
        ("big5", range(0xA4, 0xF9)),
        ("euc_jp", range(0xB0, 0xF5)),
        ("euc_kr", range(0xB0, 0xFE)),
    ):
        for lead in leads:
            for trail in range(0x40, 0xFF):
                characters.update(bytes((lead, trail)).decode(encoding, errors="ignore"))

    wanted = {c for c in characters if "\u4e00" <= c <= "\u9fff" or "\uac00" <= c <= "\ud7a3"}
    assert len(wanted) > 15_000
    assert missing_characters("".join(sorted(wanted))) == ""


@pytest.mark.parametrize(
    "text",
    [
        "Nguyễn Thị Đức",
        "สมชาย น้ำใจ ปิ่นเกล้า",
        "Щукина Ёжикова",
        "陳大文 张伟",
        "김민수",
        "ヤマダ 太郎",
        "(Müller) \\ 50%",
        "한국 陳 สมชาย Ñ",
    ],
)
@pytest.mark.parametrize("bold", [False, True])
def test_text_on_paper_is_read_back(tmp_path: Path, text: str, bold: bool) -> None:
    file = tmp_path / "text.pdf"
    canvas = Canvas(str(file), pagesize=(600, 60))
    draw_line(canvas, set_line(text, bold), 10, 20, 20)
    canvas.save()

    assert [page.split() for page in page_texts(file)] == [text.split()]


def test_only_outlines_are_embedded_and_of_our_fonts(tmp_path: Path) -> None:
    file = tmp_path / "text.pdf"
    canvas = Canvas(str(file), pagesize=(600, 60), pageCompression=0)
    draw_line(canvas, set_line("Ana 陳 김 น้ำ 张"), 10, 20, 20)
    canvas.save()
    content = file.read_bytes()

    assert content.count(b"/FontFile2") == 5
    assert len(content) < 200_000
