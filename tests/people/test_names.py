"""The printed name in the habit of its script, and names taken apart."""

import pytest

from o2o_events.people.names import compose_name, name_words, split_name


@pytest.mark.parametrize(
    ("given", "family", "economy", "printed"),
    [
        ("Ana María", "Quispe Flores", "PE", "Ana María Quispe Flores"),
        ("偉明", "陳", "TW", "陳偉明"),
        ("太郎", "田中", "JP", "田中 太郎"),
        ("さくら", "田中", None, "田中 さくら"),
        ("민준", "김", "KR", "김민준"),
        ("Thị Ngọc Ánh", "Nguyễn", None, "Nguyễn Thị Ngọc Ánh"),
        ("Van Anh", "Nguyen", "VN", "Nguyen Van Anh"),
        ("John", "Smith", "VN", "John Smith"),
        ("Min-jun", "KIM", "KR", "Min-jun KIM"),
        ("กิตติศักดิ์", "ปู่ญี่ปุ่น", "TH", "กิตติศักดิ์ ปู่ญี่ปุ่น"),
        ("Ирина", "Иванова", "RU", "Ирина Иванова"),
        ("Siti Nurhaliza binti Yusof", "", "MY", "Siti Nurhaliza binti Yusof"),
        ("", "Suharto", "ID", "Suharto"),
        ("", "", None, ""),
    ],
)
def test_printed_name_follows_its_script(given: str, family: str, economy: str | None, printed: str) -> None:
    assert compose_name(given, family, economy) == printed


@pytest.mark.parametrize(
    ("full", "economy", "parts"),
    [
        ("Lee, Ming", None, ("Ming", "Lee")),
        ("Comma, Jr.", None, ("Comma, Jr.", "")),
        ("Ming LEE", None, ("Ming", "LEE")),
        ("DE LA CRUZ Juan", None, ("Juan", "DE LA CRUZ")),
        ("MING LEE", None, ("MING LEE", "")),
        ("Nguyễn Thị Ánh", None, ("Thị Ánh", "Nguyễn")),
        ("陳偉明", "TW", ("偉明", "陳")),
        ("歐陽明華", "TW", ("明華", "歐陽")),
        ("김민준", "KR", ("민준", "김")),
        ("田中 太郎", "JP", ("太郎", "田中")),
        ("田中太郎", "JP", ("田中太郎", "")),
        ("Ana Quispe Flores", "PE", ("Ana Quispe Flores", "")),
    ],
)
def test_full_name_is_split_only_where_its_writing_tells(
    full: str, economy: str | None, parts: tuple[str, str]
) -> None:
    assert split_name(full, economy) == parts


def test_name_words_do_not_mind_order_accents_and_case() -> None:
    assert name_words("Đức Anh", "NGUYỄN") == name_words("nguyen", "anh duc")
