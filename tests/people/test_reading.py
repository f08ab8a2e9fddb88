"""Lists as files: what is good is kept, what is broken is told."""

import io
import zipfile
from datetime import date, datetime
from pathlib import Path

import openpyxl
import pytest
from people_lists import ANA, BAO, HEADINGS, write_list

from o2o_events.errors import UserError
from o2o_events.people.reading import PeopleFile, ReadingOptions, read_file

HEAD = "Given name,Family name,Organisation,Category,E-mail"


def read(tmp_path: Path, data: bytes | str, name: str = "list.csv", **options: object) -> PeopleFile:
    file = tmp_path / name
    file.write_bytes(data.encode() if isinstance(data, str) else data)
    return read_file(file, economy="VN", options=ReadingOptions(**options))  # type: ignore[arg-type]  # any option


def make_workbook(file: Path, sheets: dict[str, list[list[object]]]) -> Path:
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    book.save(file)
    book.close()
    return file


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_delimiter_is_found(tmp_path: Path, delimiter: str) -> None:
    listed = read(tmp_path, f"{HEAD}\nAna,Díaz,Kinh Bắc,Delegate,a@example.com".replace(",", delimiter))

    assert (listed.delimiter, listed.rows[0][0]) == (delimiter, "Ana")


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_every_line_end_is_read(tmp_path: Path, end: str) -> None:
    listed = read(tmp_path, end.join([HEAD, "Ana,Díaz,,Delegate,", "Bảo,Lê,,Delegate,"]))

    assert ([row[0] for row in listed.rows], listed.numbers) == (["Ana", "Bảo"], [2, 3])


def test_rows_are_numbered_as_lines_of_the_file(tmp_path: Path) -> None:
    listed = read(tmp_path, f'Title of the list\n\n{HEAD}\n"A\nB",Díaz,,Delegate,\nBảo,Lê,,Delegate,')

    assert (listed.header_row, listed.numbers) == (3, [4, 6])


def test_encoding_and_delimiter_can_be_chosen(tmp_path: Path) -> None:
    listed = read(tmp_path, "Nome;E-mail\nJosé;a@example.com".encode("cp1252"), encoding="cp1252", delimiter=";",
                  fields=[("Nome", "full_name")])  # fmt: skip

    assert (listed.rows, [column.field for column in listed.columns]) == (
        [["José", "a@example.com"]],
        ["full_name", "email"],
    )


def test_header_row_can_be_chosen(tmp_path: Path) -> None:
    listed = read(tmp_path, f"{HEAD}\nx,y,z\nfirst name,surname,e-mail\nAna,Díaz,a@example.com", header_row=3)

    assert (listed.header_row, [column.field for column in listed.columns]) == (
        3,
        ["given_name", "family_name", "email"],
    )


def test_headings_in_two_languages_on_two_rows_are_one(tmp_path: Path) -> None:
    listed = read(tmp_path, f"Tên,Họ,Cơ quan,Đối tượng,Thư điện tử\n{HEAD}\nAna,Díaz,,Delegate,")

    assert ([column.heading for column in listed.columns][:2], len(listed.rows)) == (
        ["Tên / Given name", "Họ / Family name"],
        1,
    )


def test_quote_never_closed_costs_one_row(tmp_path: Path) -> None:
    rows = ["Ana,Díaz,,Delegate,", 'Bảo,"Lê,,Delegate,', "Chi,Vũ,,Delegate,", "Dũng,Đỗ,,Delegate,"]

    listed = read(tmp_path, "\n".join([HEAD, *rows]))

    assert [row[0] for row in listed.rows] == ["Ana", "Bảo", "Chi", "Dũng"]
    assert list(listed.broken) == [3]


def test_stray_quotes_that_glue_rows_together_cost_one_row(tmp_path: Path) -> None:
    rows = ["Ana,Díaz,,Delegate,", 'Bảo,"Lê,,Delegate,', 'Chi,Vũ,"x",Delegate,', "Dũng,Đỗ,,Delegate,"]

    listed = read(tmp_path, "\n".join([HEAD, *rows]))

    assert [row[0] for row in listed.rows] == ["Ana", "Bảo", "Chi", "Dũng"]
    assert list(listed.broken) == [3]


def test_cell_of_several_lines_stays_one(tmp_path: Path) -> None:
    listed = read(tmp_path, f'{HEAD}\nAna,Díaz,"Street 1, Hanoi\nFloor 2, left",Delegate,\nBảo,Lê,,Delegate,')

    assert (listed.rows[0][2], listed.broken) == ("Street 1, Hanoi\nFloor 2, left", {})


def test_file_cut_off_inside_a_letter_costs_its_last_row(tmp_path: Path) -> None:
    whole = f"{HEAD}\nÁnh,Nguyễn,,Delegate,\nHiếu,Trần,,Delegate,\nBảo,Lê".encode()

    listed = read(tmp_path, whole[:-1])

    assert ([row[0] for row in listed.rows], list(listed.broken)) == (["Ánh", "Hiếu", "Bảo"], [4])


def test_sheet_with_the_list_is_proposed(tmp_path: Path) -> None:
    file = make_workbook(
        tmp_path / "list.xlsx",
        {"Notes": [["Do not edit"]], "People": [["Delegates"], list(HEADINGS), list(ANA)], "Empty": []},
    )

    listed = read_file(file)

    assert (listed.sheet, listed.sheets, listed.header_row, listed.rows) == (
        "People",
        ("Notes", "People", "Empty"),
        2,
        [list(ANA)],
    )


def test_sheet_can_be_chosen(tmp_path: Path) -> None:
    sheets: dict[str, list[list[object]]] = {"A": [[*HEADINGS], [*ANA], [*ANA]], "B": [[*HEADINGS], [*BAO]]}
    file = make_workbook(tmp_path / "list.xlsx", sheets)

    assert read_file(file, options=ReadingOptions(sheet="b")).rows == [list(BAO)]


def test_missing_sheet_is_told_with_those_there_are(tmp_path: Path) -> None:
    file = make_workbook(tmp_path / "list.xlsx", {"A": [[*HEADINGS]], "B": []})

    with pytest.raises(UserError) as raised:
        read_file(file, options=ReadingOptions(sheet="C"))

    assert str(raised.value) == "“list.xlsx” has no such sheet. Its sheets are: A; B."


def test_cells_of_every_type_become_text(tmp_path: Path) -> None:
    values = ["Ana", 84900000001, 1.5, True, date(1980, 3, 17), datetime(2016, 2, 5, 13, 4), None, "=1+1"]
    headings = ["Given name", "Mobile", "Sector", "Funded", "DOB", "Registered at", "Remarks", "No."]
    file = make_workbook(tmp_path / "list.xlsx", {"A": [headings, values]})

    assert read_file(file).rows == [["Ana", "84900000001", "1.5", "TRUE", "1980-03-17", "2016-02-05 13:04", "", ""]]


def zip_of(*members: tuple[str, bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members:
            archive.writestr(name, data)
    return stream.getvalue()


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "“list.csv” is empty. Export the list again, then import it."),
        (b"\xef\xbb\xbf\r\n \t", "“list.csv” is empty. Export the list again, then import it."),
        (OLE, "“list.csv” is in an old Excel or Word format. Save it as XLSX or CSV, then import it."),
        (
            OLE + "EncryptedPackage".encode("utf-16-le"),
            "“list.csv” is protected with a password. Save it without one, then import it.",
        ),
        (b"%PDF-1.7\n", "“list.csv” is no list. Export the registrations as CSV or XLSX, then import that."),
        (bytes(range(32)) * 200, "“list.csv” is no list. Export the registrations as CSV or XLSX, then import that."),
        (
            b"<html><table><tr><td>Name",
            "“list.csv” is a web page under another name. Open it in a spreadsheet and save it as XLSX.",
        ),
        (
            zip_of(("word/document.xml", b"<x/>")),
            "“list.csv” cannot be read: it is damaged, or no workbook. Open it in a spreadsheet and save it anew.",
        ),
        (
            b"PK\x03\x04 cut off",
            "“list.csv” cannot be read: it is damaged, or no workbook. Open it in a spreadsheet and save it anew.",
        ),
        (
            zip_of(("xl/worksheets/sheet1.xml", bytes(60 << 20))),
            "“list.csv” unpacks to an absurd size. Do not open it; ask for it as CSV.",
        ),
        (
            b"a,b\n1,2",
            "“list.csv” has no row of headings that this program knows, such as “Family name” and “E-mail”. Name"
            " the row with --header-row and the columns with --map, or add a row of headings to the file.",
        ),
    ],
    ids=["empty", "blank", "old", "encrypted", "pdf", "binary", "html", "docx", "cut", "bomb", "no-headings"],
)
def test_what_is_no_list_is_told_in_words(tmp_path: Path, data: bytes, message: str) -> None:
    with pytest.raises(UserError) as raised:
        read(tmp_path, data)

    assert str(raised.value) == message


def test_damaged_workbook_is_told_in_words(tmp_path: Path) -> None:
    file = make_workbook(tmp_path / "list.xlsx", {"A": [[*HEADINGS], [*ANA]]})
    whole = file.read_bytes()

    for cut in range(100, len(whole), 997):
        file.write_bytes(whole[:cut])
        with pytest.raises(UserError):
            read_file(file)


@pytest.mark.parametrize("encoding", ["klingon-8", "base64", "rot13", "idna"])
def test_encoding_that_is_none_is_told(tmp_path: Path, encoding: str) -> None:
    with pytest.raises(UserError):
        read(tmp_path, b"Name\n\xff\xfe", encoding=encoding)


@pytest.mark.parametrize("delimiter", ["", "ab", '"', "\n"])
def test_delimiter_that_is_none_is_told(tmp_path: Path, delimiter: str) -> None:
    with pytest.raises(UserError):
        read(tmp_path, HEAD, delimiter=delimiter)


def test_missing_file_and_folder_are_told(tmp_path: Path) -> None:
    for path in (tmp_path / "none.csv", tmp_path):
        with pytest.raises(UserError) as raised:
            read_file(path)
        assert str(raised.value) == f"“{path}” cannot be read. Check its name and permissions."


def test_list_reads_back_as_written(tmp_path: Path) -> None:
    listed = read_file(write_list(tmp_path / "list.csv", ANA, BAO))

    assert (listed.encoding, listed.delimiter, listed.rows) == ("utf-8", ",", [list(ANA), list(BAO)])
