"""Which encoding a list is in."""

import unicodedata
from pathlib import Path

import pytest

from o2o_events.people.encodings import decode, guess_encoding, reread

LISTS = Path(__file__).parent.parent / "files" / "registrations"
ANY_VENUE = ["VN", "TW", "PE", "CN", "JP", "KR", "TH", "RU", None]


@pytest.mark.parametrize("venue", ANY_VENUE)
@pytest.mark.parametrize(
    ("file", "encoding"),
    [
        ("viet_nam/vn_cp1258.csv", "cp1258"),
        ("viet_nam/tw_big5.csv", "cp950"),
        ("taipei/tw_big5.csv", "cp950"),
        ("viet_nam/cn_gb18030.csv", "gb18030"),
        ("viet_nam/jp_cp932.csv", "cp932"),
        ("viet_nam/kr_cp949.csv", "cp949"),
        ("viet_nam/th_cp874.csv", "cp874"),
        ("viet_nam/ru_cp1251.csv", "cp1251"),
        ("viet_nam/pe_cp1252_semicolon.csv", "cp1252"),
        ("peru/pe_cp1252_semicolon.csv", "cp1252"),
    ],
)
def test_old_encoding_is_told_by_its_text_whatever_the_venue(file: str, encoding: str, venue: str | None) -> None:
    guess = guess_encoding((LISTS / file).read_bytes(), venue)

    assert (guess.encoding, guess.is_mixed) == (encoding, False)


@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        (b"Name\nAna", "utf-8"),
        ("Tên\nÁnh".encode(), "utf-8"),
        ("Tên\nÁnh".encode("utf-8-sig"), "utf-8-sig"),
        ("Tên\nÁnh".encode("utf-16"), "utf-16"),
        ("Name,Mail\nÁnh,a@example.com".encode("utf-16-le"), "utf-16-le"),
        ("Name,Mail\nÁnh,a@example.com".encode("utf-16-be"), "utf-16-be"),
        ("Name\nAna".encode("utf-32"), "utf-32"),
        (b"", "utf-8"),
    ],
)
def test_unicode_is_told_by_its_marks_or_by_being_right(data: bytes, encoding: str) -> None:
    assert guess_encoding(data).encoding == encoding


def test_two_encodings_in_one_file_are_noticed() -> None:
    guess = guess_encoding((LISTS / "viet_nam/mixed_encoding.csv").read_bytes(), "VN")

    assert (guess.encoding, guess.is_mixed) == ("utf-8", True)


def test_bytes_that_do_not_fit_are_kept_to_be_read_anew() -> None:
    text = decode("Ánh\n".encode() + "Peña Núñez".encode("cp1252"), "utf-8")

    assert reread(text.splitlines()[1], "utf-8", "PE") == "Peña Núñez"


def test_windows_1258_becomes_whole_letters_after_normalising() -> None:
    assert unicodedata.normalize("NFC", decode(b"Nguy\xea\xden", "cp1258")) == "Nguyễn"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "cp950", "gb18030", "cp932", "cp1258"])
def test_any_bytes_can_be_decoded(encoding: str) -> None:
    assert isinstance(decode(bytes(range(256)) * 3 + b"\xff", encoding), str)


def test_unknown_encoding_is_an_error() -> None:
    with pytest.raises(LookupError):
        decode(b"x", "klingon-8")
