"""Files that are no forms, or were made to harm: told in words, never a traceback."""

import io
import os
import zipfile
from pathlib import Path

import openpyxl
import pytest

from o2o_events.errors import UserError
from o2o_events.feedback.xlsform_reading import read_xlsform, read_xlsform_file

FILES = Path(__file__).parents[1] / "files" / "xlsforms"
WHOLE = (FILES / "xlsform_spec_test.xlsx").read_bytes()


def zipped(**members: bytes) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return stream.getvalue()


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "damaged, or no workbook"),
        (b"type,name,label\ntext,a,A\n", "damaged, or no workbook"),
        (b"%PDF-1.4", "damaged, or no workbook"),
        (WHOLE[: len(WHOLE) // 2], "damaged, or no workbook"),
        (WHOLE[:-40], "damaged, or no workbook"),
        (zipped(readme=b"nothing"), "damaged, or no workbook"),
        (zipped(bomb=bytes(200_000_000)), "absurd size"),
    ],
)
def test_what_is_no_workbook_is_told(data: bytes, words: str) -> None:
    with pytest.raises(UserError, match=words):
        read_xlsform(data, "form.xlsx")


def test_a_damaged_byte_anywhere_is_told_or_harmless() -> None:
    for place in range(0, len(WHOLE), max(1, len(WHOLE) // 60)):
        data = WHOLE[:place] + bytes([WHOLE[place] ^ 0x5A]) + WHOLE[place + 1 :]
        try:
            read_xlsform(data, "form.xlsx")
        except UserError as error:
            assert "form.xlsx" in str(error)  # noqa: PT017 both ends are good, no third


def test_a_list_of_people_is_no_form() -> None:
    book = openpyxl.Workbook()
    book.active.append(["Family name", "Given name"])
    stream = io.BytesIO()
    book.save(stream)

    with pytest.raises(UserError, match=r"no sheet “survey”.*Its sheets are: Sheet"):
        read_xlsform(stream.getvalue(), "people.xlsx")


def test_a_file_far_too_large_is_not_read(tmp_path: Path) -> None:
    file = tmp_path / "form.xlsx"
    file.touch()
    os.truncate(file, 300_000_000)

    with pytest.raises(UserError, match="too large for a form"):
        read_xlsform_file(file)


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="cannot be read"):
        read_xlsform_file(tmp_path / "none.xlsx")


def _survey(*rows: list[object]) -> bytes:
    book = openpyxl.Workbook()
    book.active.title = "survey"
    for row in (["type", "name", "label"], *rows):
        book.active.append(row)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def test_a_formula_without_a_value_is_named() -> None:
    read = read_xlsform(_survey(["text", "a", '=HYPERLINK("http://x.test","A")']), "form.xlsx")

    assert ("survey", 2, "C") in [(one.sheet, one.row, one.column) for one in read.unsupported]
    assert read.content.questions[0].label == {"en": "a"}


def test_more_questions_than_a_form_holds_are_refused() -> None:
    with pytest.raises(UserError, match="at most 200 questions"):
        read_xlsform(_survey(*(["text", f"q{n}", "?"] for n in range(201))), "form.xlsx")
    with pytest.raises(UserError, match="at most 10000"):
        read_xlsform(_survey(*(["text", f"q{n}", "?"] for n in range(10_001))), "form.xlsx")


def test_a_form_of_which_nothing_can_be_asked_is_refused() -> None:
    with pytest.raises(UserError, match="needs at least one question"):
        read_xlsform(_survey(["geopoint", "place", "Where?"]), "form.xlsx")
