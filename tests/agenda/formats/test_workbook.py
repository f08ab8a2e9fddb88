"""Programmes as tables: our layout, other people's, and cells that are wrong."""

import io
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import openpyxl
import pytest
from random_programmes import HEADING

from o2o_events.agenda.formats import workbook_writing
from o2o_events.agenda.formats.draft import DraftRoom, DraftSession, DraftSpeaker, ProgrammeDraft
from o2o_events.agenda.formats.files import read_programme_file
from o2o_events.agenda.formats.table_headings import SHEETS, column_words, find_column, find_sheet, sheet_words
from o2o_events.agenda.formats.table_people import read_people, write_people
from o2o_events.agenda.formats.workbook import TableOptions
from o2o_events.errors import UserError
from o2o_events.i18n import LANGUAGES, speaking

HA_NOI = ZoneInfo("Asia/Ho_Chi_Minh")
DAY = date(2016, 3, 17)


def read(path: Path, **options: object) -> ProgrammeDraft:
    return read_programme_file(
        path,
        zone=HA_NOI,
        economy="VN",
        days=(DAY,),
        options=TableOptions(**options),  # type: ignore[arg-type]  # any
    )


def csv(folder: Path, text: str, name: str = "agenda.csv") -> Path:
    file = folder / name
    file.write_text(text, encoding="utf-8")
    return file


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("sheet", SHEETS)
def test_headings_of_a_language_are_told_apart(language: str, sheet: str) -> None:
    with speaking(language):
        assert find_sheet(sheet_words(sheet)) == sheet
        for field in SHEETS[sheet]:
            assert find_column(column_words(field), sheet) == (field, "")
            assert find_column(f"{column_words(field)} [zh-Hant]", sheet) == (field, "zh-Hant")


@pytest.mark.parametrize(
    ("heading", "field"),
    [
        ("Session title", ("title", "")),
        ("Tiêu đề (vi)", ("title", "vi")),
        ("題目", ("title", "")),
        ("Start time / Giờ bắt đầu", ("start", "")),
        ("HORA", ("start", "")),
        ("講者", ("by_speaker", "")),
        ("Ponentes", ("by_speaker", "")),
        ("Sala", ("room", "")),
        ("Shoe size", None),
    ],
)
def test_other_peoples_headings_are_known(heading: str, field: tuple[str, str] | None) -> None:
    assert find_column(heading) == field


def test_list_in_vietnamese_is_read(tmp_path: Path) -> None:
    file = csv(
        tmp_path,
        "Chương trình hội thảo;;;;;\nGiờ;Nội dung;Phòng;Diễn giả;Người điều phối;Hình thức\n"
        "09:00 - 09:30;Khai mạc;Sảnh A;Nguyễn Thị Ánh; ;\n9h30-10h45;Thanh toán;Sảnh A;Lê Minh; Phạm Lan;Tọa đàm\n",
    )
    draft = read(file)
    assert [(s.type, s.minutes, s.starts_at) for s in draft.sessions] == [
        ("opening", 30, datetime(2016, 3, 17, 2, tzinfo=UTC)),
        ("panel", 75, datetime(2016, 3, 17, 2, 30, tzinfo=UTC)),
    ]
    names = {speaker.key: speaker.name for speaker in draft.speakers}
    assert [(names[part.speaker], part.role) for part in draft.sessions[1].appearances] == [
        ("Lê Minh", "panelist"),
        ("Phạm Lan", "moderator"),
    ]
    assert draft.says >= {"title", "starts_at", "minutes", "room", "appearances", "type"}
    assert "abstract" not in draft.says


@pytest.mark.parametrize(
    ("day", "start", "end", "moment", "minutes"),
    [
        ("2016-03-17", "09:00", "10:00", (2, 0), 60),
        ("17/03/2016", "9:00 AM", "1:30 pm", (2, 0), 270),
        ("17 tháng 3 2016", "9h", "9h45", (2, 0), 45),
        ("105/3/17", "上午 9:00", "下午 1:00", (2, 0), 240),
        ("", "0900", "0930", (2, 0), 30),
        ("", "2016-03-17 23:30", "00:30", (16, 30), 60),
        ("", "0.375", "0.4375", (2, 0), 90),
        ("42446", "09:00:00", "09:20:00", (2, 0), 20),
    ],
)
def test_times_are_read_as_people_write_them(
    tmp_path: Path, day: str, start: str, end: str, moment: tuple[int, int], minutes: int
) -> None:
    [session] = read(csv(tmp_path, f"Title,Date,Start,End\nTalk,{day},{start},{end}\n")).sessions
    assert (session.starts_at, session.minutes) == (datetime(2016, 3, 17, *moment, tzinfo=UTC), minutes)


def test_row_without_a_start_waits_to_be_scheduled(tmp_path: Path) -> None:
    [session] = read(csv(tmp_path, "Title,Start,Minutes\nTalk,,45\n")).sessions
    assert (session.starts_at, session.minutes) == (None, 45)


def test_bad_rows_are_told_with_their_number_and_the_good_ones_come(tmp_path: Path) -> None:
    file = csv(
        tmp_path,
        "ID,Title,Date,Start,End,Expected people\n1,Good,2016-03-17,09:00,10:00,many\n2,,2016-03-17,09:00,10:00,\n"
        "3,Backwards,2016-03-17,09:00,08:00,\n4,When,someday,09:00,10:00,\n1,Again,2016-03-17,09:00,10:00,\n",
    )
    draft = read(file)
    assert [session.ref for session in draft.sessions] == ["1"]
    assert [(problem.row, problem.is_lost) for problem in draft.problems] == [
        (2, False),
        (3, True),
        (4, True),
        (5, True),
        (6, True),
    ]
    assert draft.unread == {"2", "3", "4"}


def test_columns_are_mapped_by_hand(tmp_path: Path) -> None:
    file = csv(tmp_path, "alpha,beta,gamma\nTalk,09:00,30\n")
    with pytest.raises(UserError, match="no row of headings"):
        read(file)
    [session] = read(file, fields=[("alpha", "title"), ("beta", "start"), ("gamma", "minutes")]).sessions
    assert (session.title, session.minutes) == ({"en": "Talk"}, 30)
    with pytest.raises(UserError, match="no column “delta”"):
        read(file, fields=[("delta", "title")])
    with pytest.raises(UserError, match="no field “colour”"):
        read(file, fields=[("alpha", "colour")])


def test_names_in_a_cell_are_told_apart() -> None:
    assert read_people("Ana Díaz、Li Wei; Mai Lan\nTed Lu / 呂顥天") == [
        ("Ana Díaz", ""),
        ("Li Wei", ""),
        ("Mai Lan", ""),
        ("Ted Lu / 呂顥天", ""),
    ]
    assert read_people("Ana Díaz, Li Wei") == [("Ana Díaz", ""), ("Li Wei", "")]
    assert read_people("Díaz, Ana") == [("Díaz, Ana", "")]


def test_names_with_separators_and_namesakes_come_back() -> None:
    speakers = [
        DraftSpeaker("", name, id=key) for name, key in (('A; "B"', "1"), ("Same", "2"), ("Same", "3"), ("[x]", "4"))
    ]
    cell = write_people(speakers, frozenset({"same"}))
    assert read_people(cell) == [('A; "B"', ""), ("Same", "2"), ("Same", "3"), ("[x]", "")]


def ours(*sessions: DraftSession) -> ProgrammeDraft:
    return ProgrammeDraft(
        "ours",
        "o2o-events",
        sessions=sessions,
        rooms=(DraftRoom("", {"en": "Hall"}, 100, "hall"),),
        speakers=(DraftSpeaker("", "Ana Díaz", id="ana"),),
        has_all_languages=True,
        is_ours=True,
        heading=replace(HEADING, timezone="Asia/Ho_Chi_Minh", days=(DAY,)),
    )


SESSION = DraftSession(
    "", "panel", {"en": "=HYPERLINK(1)"}, 60, datetime(2016, 3, 17, 2, tzinfo=UTC), "hall", {"en": "+1 @x"}, id="s-1"
)


def test_no_cell_is_a_formula_or_a_link() -> None:
    book = openpyxl.load_workbook(io.BytesIO(workbook_writing.write(ours(SESSION))))
    kinds = {cell.data_type for sheet in book for row in sheet for cell in row}
    assert kinds <= {"s", "n"}
    assert not any(sheet.hyperlinks if hasattr(sheet, "hyperlinks") else sheet._hyperlinks for sheet in book)
    assert "=HYPERLINK(1)" in [cell.value for cell in book["Sessions"][2]]


def test_workbook_saved_by_another_program_keeps_ids_edits_and_new_rows(tmp_path: Path) -> None:
    file = tmp_path / "agenda.xlsx"
    file.write_bytes(workbook_writing.write(ours(SESSION)))
    book = openpyxl.load_workbook(file)
    sheet = book["Sessions"]
    columns = {cell.value: cell.column for cell in sheet[1]}
    sheet.cell(2, columns["Start"]).value = datetime(2016, 3, 17, 9, 30).time()
    sheet.cell(2, columns["Minutes"]).value = 45
    sheet.cell(3, columns["Title [en]"]).value = "New one"
    sheet.cell(3, columns["Date"]).value = datetime(2016, 3, 17)
    sheet.cell(3, columns["Start"]).value = "10:30"
    sheet.cell(3, columns["End"]).value = "11:00"
    sheet.cell(3, columns["Speaker"]).value = "Ana Díaz; Mai Lan"
    slots = book["Slots"]
    for column, value in zip((2, 3, 4, 5), ("New one", 1, "First", 30), strict=True):
        slots.cell(2, column).value = value
    book.save(file)
    draft = read(file)
    first, second = draft.sessions
    assert (first.id, first.starts_at, first.minutes) == ("s-1", datetime(2016, 3, 17, 2, 30, tzinfo=UTC), 45)
    assert (second.id, second.minutes, [slot.title for slot in second.slots]) == ("", 30, [{"en": "First"}])
    assert [speaker.name for speaker in draft.speakers] == ["Ana Díaz", "Mai Lan"]
    assert draft.problems == ()


def test_slot_without_a_session_is_told(tmp_path: Path) -> None:
    file = tmp_path / "agenda.xlsx"
    file.write_bytes(workbook_writing.write(ours(SESSION)))
    book = openpyxl.load_workbook(file)
    for column, value in zip((2, 4, 5), ("Nothing", "First", 30), strict=True):
        book["Slots"].cell(2, column).value = value
    book.save(file)
    assert [(p.place, p.is_lost) for p in read(file).problems] == [("sheet “Slots”, row 2", True)]
