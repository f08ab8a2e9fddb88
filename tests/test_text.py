"""Text as people write it: cleaned for keeping, folded for comparing."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from o2o_events.text import clean, fold, words


@pytest.mark.parametrize(
    ("text", "cleaned"),
    [
        ("  Ana   María ", "Ana María"),
        ("\u00a0Nbsp\u00a0\u3000全角\u3000空白", "Nbsp 全角 空白"),
        ("Zero\u200bWidth\ufeff", "ZeroWidth"),
        ("\u202bשלום\u202c\u200f", "שלום"),
        ("a\tb\nc\x07\x1b", "a b c"),
        (unicodedata.normalize("NFD", "Nguyễn Ánh"), "Nguyễn Ánh"),
        ("👩🏽\u200d💻", "👩🏽\u200d💻"),
        ("ＦＵＬＬ", "ＦＵＬＬ"),
        ("𠮷田 𡈽井", "𠮷田 𡈽井"),
        ("น้ำเงิน ที่ผู้ใหญ่", "น้ำเงิน ที่ผู้ใหญ่"),
        ("=1+1", "=1+1"),
        ("\u200b \u2060", ""),
        ("", ""),
    ],
)
def test_clean_keeps_what_people_see(text: str, cleaned: str) -> None:
    assert clean(text) == cleaned


@pytest.mark.parametrize(
    ("text", "folded"),
    [("Đức", "duc"), ("NGUYỄN", "nguyen"), ("Muñoz", "munoz"), ("ｱｲｳ１２", "アイウ12"), ("Straße", "strasse"),
     ("陳", "陳"), ("김", "김"), ("Ⅳ", "iv"), ("İstanbul", "istanbul"), ("Łódź", "lodz")],
)  # fmt: skip
def test_fold_compares(text: str, folded: str) -> None:
    assert fold(text) == folded


@given(st.text())
def test_clean_twice_is_clean(text: str) -> None:
    assert clean(clean(text)) == clean(text)


@given(st.text())
def test_clean_is_one_line_in_nfc(text: str) -> None:
    cleaned = clean(text)
    assert cleaned == unicodedata.normalize("NFC", cleaned)
    assert (len(cleaned.splitlines()) <= 1, cleaned == cleaned.strip()) == (True, True)


@given(st.text())
def test_fold_twice_is_folded(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(st.text(alphabet=st.characters(max_codepoint=0x24F)))
def test_fold_does_not_mind_case_or_composition(text: str) -> None:
    assert fold(unicodedata.normalize("NFD", text)) == fold(text)


def test_words_keep_thai_signs() -> None:
    assert words("สมชาย ศรีสวัสดิ์ (o'neil-2)") == ["สมชาย", "ศรีสวัสดิ์", "o", "neil", "2"]
