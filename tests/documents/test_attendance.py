"""The attendance file in its four formats, cell by cell."""

import csv
import json
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from factories import make_event, make_person
from papers import page_sizes, page_texts

from o2o_events import i18n
from o2o_events.app import App
from o2o_events.badges.issuing import issue_badges
from o2o_events.badges.token import read_short_code
from o2o_events.checkin.checkpoints import add_checkpoint, get_checkpoint
from o2o_events.checkin.scanning import record_scan
from o2o_events.documents.attendance import WrittenAttendance, write_attendance
from o2o_events.documents.attendance_csv import harmless
from o2o_events.errors import UserError
from o2o_events.registers.events import Event

FORMULAS = ["=1+1", "+1", "-1", "@SUM(A1)", "\tx", '=HYPERLINK("http://example.org")', "＝1+1", "=cmd|' /C calc'!A0"]


@pytest.fixture
def two_days(app: App) -> Event:
    """Two days in Ha Noi; Ana came on both and left once, Bảo came on the second, Chen never."""
    with app.database.write() as tx:
        event = make_event(tx, "TP", [date(2016, 7, 14), date(2016, 7, 15)])
        people = {
            name: make_person(
                tx, event, given_name=name, family_name=family, economy=economy, gender=gender, title="Dr",
                position="Director", sector="Government", roles=roles, own_script_name=own,
            )
            for name, family, economy, gender, roles, own in [
                ("Ana", "Díaz", "PE", "female", ["speaker"], ""),
                ("Bảo", "Lê", "VN", "another_term", [], "Lê Bảo"),
                ("Tai Man", "CHAN", "HK", "not_stated", [], "陳大文"),
            ]
        }  # fmt: skip
        make_person(tx, event, given_name="Withdrawn", status="withdrawn")
        tokens = {badge.person: badge.token for badge in issue_badges(tx, event=event)}
        entrance = get_checkpoint(tx, event)
        for name, day, hour, direction in [
            ("Ana", 14, 1, "in"),
            ("Ana", 14, 9, "out"),
            ("Ana", 15, 2, "in"),
            ("Bảo", 15, 3, "in"),
        ]:
            at = datetime(2016, 7, day, hour, 5, tzinfo=UTC)
            answer = record_scan(tx, checkpoint=entrance, text=tokens[people[name]], direction=direction, at=at)
            assert answer.accepted
    return event


def write(app: App, event: Event, file: Path, checkpoint: str = "Entrance") -> WrittenAttendance:
    return write_attendance(app.database, event=event, file=file, checkpoint=checkpoint)


def read_csv(file: Path) -> list[dict[str, str]]:
    with file.open(encoding="utf-8-sig", newline="") as stream:
        return list(csv.DictReader(stream))


def read_xlsx(file: Path) -> list[dict[str, Any]]:
    book = openpyxl.load_workbook(file)
    head, *rows = book.worksheets[0].iter_rows(values_only=True)
    book.close()
    return [dict(zip(map(str, head), row, strict=True)) for row in rows]


def test_csv_lists_everybody_expected_with_each_day(app: App, two_days: Event, tmp_path: Path) -> None:
    written = write(app, two_days, tmp_path / "a.csv")
    rows = read_csv(tmp_path / "a.csv")

    assert (written.rows, written.no_shows) == (3, 1)
    assert list(rows[0]) == [
        "No.", "Economy", "Title", "Family name", "Given name", "Gender", "Position", "Organisation", "Sector", "Role",
        "2016-07-14", "2016-07-14 first in", "2016-07-14 last out",
        "2016-07-15", "2016-07-15 first in", "2016-07-15 last out",
        "No-show", "Name on badge", "Name in own script", "Category", "Status", "Badge",
    ]  # fmt: skip
    assert [list(row.values())[:-1] for row in rows] == [
        ["1", "Hong Kong, China", "Dr", "CHAN", "Tai Man", "Not stated", "Director", "Kinh Bắc (illustrative)",
         "Government", "Delegate", "", "", "", "", "", "", "no-show",
         "Tai Man CHAN", "陳大文", "Delegate", "Confirmed"],
        ["2", "Peru", "Dr", "Díaz", "Ana", "Female", "Director", "Kinh Bắc (illustrative)",
         "Government", "Speaker", "yes", "08:05", "16:05", "yes", "09:05", "", "",
         "Ana Díaz", "", "Delegate", "Confirmed"],
        ["3", "Viet Nam", "Dr", "Lê", "Bảo", "Another term", "Director", "Kinh Bắc (illustrative)",
         "Government", "Delegate", "", "", "", "yes", "10:05", "", "", "Bảo Lê", "Lê Bảo", "Delegate", "Confirmed"],
    ]  # fmt: skip
    assert [bool(read_short_code(row["Badge"])) for row in rows] == [True] * 3


def test_csv_opens_in_excel_as_utf_8(app: App, two_days: Event, tmp_path: Path) -> None:
    write(app, two_days, tmp_path / "a.csv")

    content = (tmp_path / "a.csv").read_bytes()

    assert content.startswith(b"\xef\xbb\xbfNo.,Economy,")
    assert content.count(b"\r\n") == 4
    assert b'"Hong Kong, China"' in content


def test_xlsx_says_the_same_as_csv(app: App, two_days: Event, tmp_path: Path) -> None:
    write(app, two_days, tmp_path / "a.csv")
    write(app, two_days, tmp_path / "a.xlsx")

    rows = [
        {key: "" if value is None else str(value) for key, value in row.items()}
        for row in read_xlsx(tmp_path / "a.xlsx")
    ]
    assert rows == read_csv(tmp_path / "a.csv")


def test_xlsx_is_ready_to_filter_and_print(app: App, two_days: Event, tmp_path: Path) -> None:
    write(app, two_days, tmp_path / "a.xlsx")
    book = openpyxl.load_workbook(tmp_path / "a.xlsx")
    page, about = book.worksheets

    assert (page.freeze_panes, page.auto_filter.ref, page.print_title_rows) == ("F2", "A1:V4", "$1:$1")
    assert (page.page_setup.orientation, page.page_setup.fitToHeight, page.page_setup.paperSize) == ("landscape", 0, 9)
    width = sum(c.width * (c.max - c.min + 1) for c in page.column_dimensions.values())
    assert (width <= 260, page.row_dimensions[1].height, page.row_dimensions[2].height) == (True, 45, 45)
    assert [type(row[0].value) for row in page.iter_rows(min_row=2)] == [int] * 3
    notes = dict(about.iter_rows(values_only=True))
    assert (notes["Event"], notes["Checkpoint"], notes["Registered or confirmed"]) == ("Workshop TP", "Entrance", "3")
    assert (notes["Came"], notes["No-shows"]) == ("2", "1")
    assert notes["Days (people who came)"] == "2016-07-14 (1), 2016-07-15 (2)"
    book.close()


def test_json_is_a_list_free_of_language_and_in_utc(app: App, two_days: Event, tmp_path: Path) -> None:
    with i18n.speaking("vi"):
        write(app, two_days, tmp_path / "a.json")
    rows = json.loads((tmp_path / "a.json").read_text(encoding="utf-8"))

    assert [(r["number"], r["economy"], r["family_name"], r["gender"], r["role"], r["no_show"]) for r in rows] == [
        (1, "Hong Kong, China", "CHAN", "not_stated", "delegate", True),
        (2, "Peru", "Díaz", "female", "speaker", False),
        (3, "Viet Nam", "Lê", "another_term", "delegate", False),
    ]
    assert rows[1]["days"] == [
        {"day": "2016-07-14", "first_in": "2016-07-14T01:05:00+00:00", "last_out": "2016-07-14T09:05:00+00:00",
         "entries": 1},
        {"day": "2016-07-15", "first_in": "2016-07-15T02:05:00+00:00", "last_out": None, "entries": 1},
    ]  # fmt: skip


def test_pdf_says_who_came_and_who_counts(app: App, two_days: Event, tmp_path: Path) -> None:
    write(app, two_days, tmp_path / "a.pdf")

    assert page_sizes(tmp_path / "a.pdf") == [(297, 210)]
    text = " ".join(page_texts(tmp_path / "a.pdf")[0].split())
    for part in (
        "Attendance list",
        "Workshop TP",
        "Ha Noi",
        "2016-07-14 (1), 2016-07-15 (2)",
        "Entrance",
        "Hong Kong, China",
        "陳大文",
        "08:05 – 16:05",
        "10:05 –",
        "no-show",
        "venue time (Asia/Ho_Chi_Minh)",
        "Page 1 of 1",
    ):
        assert part in text


def test_pdf_of_many_pages_lists_everybody_once_in_order(app: App, event: Event, tmp_path: Path) -> None:
    with app.database.write() as tx:
        for number in range(130):
            make_person(tx, event, family_name=f"Name{number:03}", organisation="A long organisation " * (number % 5))
    write(app, event, tmp_path / "a.pdf")

    pages = page_texts(tmp_path / "a.pdf")
    found = [word for page in pages for word in page.split() if word.startswith("Name")]
    assert [word for word in found if word[4:].isdigit()] == [f"Name{number:03}" for number in range(130)]
    assert len(pages) > 3
    assert [f"Page {number} of {len(pages)}" in page for number, page in enumerate(pages, 1)] == [True] * len(pages)
    assert ["Family name" in page for page in pages] == [True] * len(pages)


@pytest.mark.parametrize("ending", ["csv", "xlsx", "json", "pdf"])
def test_an_event_without_people_gives_a_list_without_rows(app: App, event: Event, tmp_path: Path, ending: str) -> None:
    written = write(app, event, tmp_path / f"a.{ending}")

    assert (written.rows, (tmp_path / f"a.{ending}").stat().st_size > 0) == (0, True)


def test_attendance_is_that_of_the_checkpoint(app: App, two_days: Event, tmp_path: Path) -> None:
    with app.database.write() as tx:
        add_checkpoint(tx, event=two_days, name="Hall B", policy="every")

    assert write(app, two_days, tmp_path / "a.csv", "hall b").no_shows == 3


@pytest.mark.parametrize("text", FORMULAS)
def test_a_name_is_never_a_formula(app: App, event: Event, tmp_path: Path, text: str) -> None:
    with app.database.write() as tx:
        make_person(tx, event, organisation=text)
    write(app, event, tmp_path / "a.csv")
    write(app, event, tmp_path / "a.xlsx")
    book = openpyxl.load_workbook(tmp_path / "a.xlsx")
    cell = book.worksheets[0]["H2"]

    assert read_csv(tmp_path / "a.csv")[0]["Organisation"] == f"'{text}"
    assert (cell.data_type, cell.value, cell.hyperlink) == ("s", text, None)
    book.close()


@pytest.mark.parametrize("text", ["Ana", "", "a=b", "O'Neil", "'=x", "(+84)", "1+1"])
def test_harmless_text_is_left_as_it_is(text: str) -> None:
    assert harmless(text) == text


def test_hostile_text_is_written_whatever_it_is(app: App, event: Event, tmp_path: Path) -> None:
    hostile = 'a"b,c;d\ne\u2028f😀שלום<b>&amp;' + "x" * 1500
    with app.database.write() as tx:
        make_person(tx, event, organisation=hostile, position="\x01\x1f")
    for ending in ("csv", "xlsx", "json", "pdf"):
        write(app, event, tmp_path / f"a.{ending}")

    assert read_csv(tmp_path / "a.csv")[0]["Organisation"] == hostile
    assert read_xlsx(tmp_path / "a.xlsx")[0]["Organisation"] == hostile
    assert json.loads((tmp_path / "a.json").read_text(encoding="utf-8"))[0]["organisation"] == hostile
    assert len(page_texts(tmp_path / "a.pdf")) == 1


def test_headings_follow_the_language(app: App, two_days: Event, tmp_path: Path) -> None:
    with i18n.speaking("es"):
        write(app, two_days, tmp_path / "a.csv")
    rows = read_csv(tmp_path / "a.csv")

    assert rows[1]["2016-07-14"] == i18n_yes("es")
    assert [row[list(row)[1]] for row in rows] == ["Hong Kong, China", "Peru", "Viet Nam"]


def i18n_yes(tag: str) -> str:
    with i18n.speaking(tag):
        return i18n._("yes")


@pytest.mark.parametrize("name", ["attendance", "attendance.txt", "attendance.csv.bak"])
def test_another_ending_is_told_with_those_there_are(app: App, event: Event, tmp_path: Path, name: str) -> None:
    with pytest.raises(UserError, match=r"should end in one of \.csv, \.xlsx, \.json, \.pdf"):
        write(app, event, tmp_path / name)
    assert not (tmp_path / name).exists()


def test_an_ending_in_capitals_is_known(app: App, event: Event, tmp_path: Path) -> None:
    write(app, event, tmp_path / "A.CSV")

    assert read_csv(tmp_path / "A.CSV") == []
