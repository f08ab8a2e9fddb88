"""Any file at all: read by its content, or refused in one plain sentence."""

import contextlib
import io
import zipfile
from datetime import date
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from o2o_events.agenda.formats.draft import ProgrammeDraft
from o2o_events.agenda.formats.files import read_programme_file, writer_for
from o2o_events.agenda.formats.opening import MOST_BYTES
from o2o_events.errors import UserError

FILES = Path(__file__).parents[2] / "files" / "schedules"
REAL = ("pretalx-democon.json", "coscup2023-converted.ics", "coscup2023-agenda-big5.csv")


def read(path: Path) -> ProgrammeDraft:
    return read_programme_file(path, zone=ZoneInfo("Asia/Taipei"), economy="TW", days=(date(2023, 7, 29),))


def _packed(name: str, content: bytes) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, content)
    return target.getvalue()


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("empty.xml", b""),
        ("blank.csv", b"\xef\xbb\xbf \r\n\r\n"),
        ("picture.ics", b"\x89PNG\r\n\x1a\n" + bytes(100)),
        ("paper.json", b"%PDF-1.7 ..."),
        ("old.xlsx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)),
        ("cut.xlsx", b"PK\x03\x04" + bytes(20)),
        ("bomb.xlsx", _packed("xl/workbook.xml", bytes(80 << 20))),
        ("page.xml", b"<!DOCTYPE html><html><body>Schedule</body></html>"),
        ("words.txt", b"Dear colleagues, the agenda follows next week."),
        ("numbers.csv", b"1,2,3\n4,5,6\n"),
        ("bytes.json", bytes(range(256)) * 20),
        ("noise.ics", b"\0\1\2" * 400),
        ("list.json", b"[1, 2, 3]"),
    ],
)
def test_what_is_no_programme_is_refused_by_name(tmp_path: Path, name: str, content: bytes) -> None:
    file = tmp_path / name
    file.write_bytes(content)
    with pytest.raises(UserError, match=f"“{name}”"):
        read(file)


def test_file_that_is_far_too_large_is_refused_before_it_is_read(tmp_path: Path) -> None:
    file = tmp_path / "huge.json"
    with file.open("wb") as stream:
        stream.truncate(2 * MOST_BYTES)
    with pytest.raises(UserError, match="far too large for a programme"):
        read(file)


def test_folder_and_missing_file_are_told(tmp_path: Path) -> None:
    for path in (tmp_path, tmp_path / "nothing.xml"):
        with pytest.raises(UserError):
            read(path)


@pytest.mark.parametrize("name", REAL)
def test_name_of_a_file_says_nothing(tmp_path: Path, name: str) -> None:
    file = tmp_path / "agenda.dat"
    file.write_bytes((FILES / name).read_bytes())
    assert len(read(file).sessions) == len(read(FILES / name).sessions)


@pytest.mark.parametrize("name", REAL)
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(share=st.floats(0.01, 0.99))
def test_file_cut_anywhere_is_read_in_part_or_refused(tmp_path: Path, name: str, share: float) -> None:
    data = (FILES / name).read_bytes()
    file = tmp_path / name
    file.write_bytes(data[: int(len(data) * share)])
    with contextlib.suppress(UserError):  # anything else that is raised fails the test
        assert len(read(file).sessions) <= len(read(FILES / name).sessions)


def test_file_in_the_wrong_encoding_is_told(tmp_path: Path) -> None:
    text = (FILES / "coscup2023-converted.ics").read_text(encoding="utf-8")
    data = text.encode().replace("主議程軌".encode(), "主議程軌".encode("cp950"), 1)
    file = tmp_path / "mixed.ics"
    file.write_bytes(data)
    draft = read(file)
    assert len(draft.sessions) == 352
    assert "letters could not be read" in draft.problems[0].message


def test_calendar_in_big5_is_read(tmp_path: Path) -> None:
    file = tmp_path / "big5.ics"
    file.write_bytes(
        "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nUID:1\r\nSUMMARY:電子商務的新時代與中小企業\r\n"
        "DTSTART:20230729T010000Z\r\nDURATION:PT1H\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n".encode("cp950")
    )
    assert read(file).sessions[0].title == {"zh-Hant": "電子商務的新時代與中小企業"}


def test_ending_that_no_format_has_is_told() -> None:
    with pytest.raises(UserError, match=r"\.xml, \.json, \.ics, \.xlsx, \.pdf"):
        writer_for(Path("agenda.doc"))
