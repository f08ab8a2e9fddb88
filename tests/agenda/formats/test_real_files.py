"""Programmes of real conferences are read whole."""

from collections import Counter
from datetime import UTC, date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from o2o_events.agenda.formats.draft import ProgrammeDraft
from o2o_events.agenda.formats.files import read_programme_file

FILES = Path(__file__).parents[2] / "files" / "schedules"


def read(name: str) -> ProgrammeDraft:
    return read_programme_file(
        FILES / name, zone=ZoneInfo("Asia/Taipei"), economy="TW", days=(date(2023, 7, 29), date(2023, 7, 30))
    )


def amounts(draft: ProgrammeDraft) -> tuple[int, int, int, int, int]:
    """Sessions, rooms, speakers, parts, problems."""
    parts = sum(len(session.appearances) for session in draft.sessions)
    return len(draft.sessions), len(draft.rooms), len(draft.speakers), parts, len(draft.problems)


def test_pretalx_schedule_is_read_whole() -> None:
    draft = read("pretalx-democon.json")
    assert (draft.format, draft.source, amounts(draft)) == ("frab-json", "frab:democon", (36, 2, 27, 43, 0))
    assert Counter(session.type for session in draft.sessions) == {"presentation": 27, "breakout": 9}
    first = draft.sessions[0]
    assert (first.ref, first.starts_at, first.minutes) == (
        "8079583e-8321-506c-95af-fd2903a5f075",
        datetime(2020, 12, 14, 8, tzinfo=UTC),
        30,
    )
    assert first.extra["frab"]["type"] == "Talk"
    assert draft.speakers[0].biography["en"].startswith("Break through direction.")


def test_two_rooms_with_the_same_guid_stay_two() -> None:
    assert [room.name for room in read("pretalx-democon.json").rooms] == [{"en": "Gray Room"}, {"en": "Tan Room"}]


def test_coscup_list_is_read_whole_in_both_languages() -> None:
    draft = read("coscup2023-session.trimmed.json")
    assert (draft.format, amounts(draft)) == ("coscup-json", (352, 28, 415, 402, 0))
    assert len({session.room for session in draft.sessions}) == 26
    session = next(one for one in draft.sessions if one.ref == "SWZGFV")
    assert session.title["zh-Hant"] == "醫資標準的教育推廣"
    assert (session.language, session.track) == ("zh-Hant", "醫療資訊開放標準與開源解決方案")
    assert session.extra["coscup"] == {"type": "f9kzca", "language": "中文", "tags": ["zh-tw", "Beginner"]}


def test_coscup_calendar_is_read_whole() -> None:
    draft = read("coscup2023-converted.ics")
    assert (draft.format, draft.source, amounts(draft)) == ("icalendar", "ics:coscup.org", (352, 26, 0, 0, 0))
    first = draft.sessions[0]
    assert (first.ref, first.starts_at, first.minutes, first.track) == (
        "coscup2023-UDVLDE@coscup.org",
        datetime(2023, 7, 29, 0, 50, tzinfo=UTC),
        10,
        "主議程軌",
    )


def test_table_in_big5_with_years_of_the_republic_is_read_whole() -> None:
    draft = read("coscup2023-agenda-big5.csv")
    assert (draft.format, amounts(draft)) == ("table", (120, 26, 129, 138, 2))
    first = draft.sessions[0]
    assert (first.ref, first.starts_at, first.minutes, first.room) == (
        "UDVLDE",
        datetime(2023, 7, 29, 0, 50, tzinfo=UTC),
        10,
        "RB 105",
    )
    assert [part.speaker for part in first.appearances] == ["name:coscup team", "name:tzu yin hong"]


def test_names_that_lost_a_letter_are_told_with_their_row() -> None:
    problems = read("coscup2023-agenda-big5.csv").problems
    assert [(problem.row, problem.column, problem.value) for problem in problems] == [
        (10, "講者", "?山隆輔"),
        (37, "講者", "?Ball"),
    ]


def test_calendar_and_list_of_the_same_conference_agree() -> None:
    listed = {session.ref: session for session in read("coscup2023-session.trimmed.json").sessions}
    for session in read("coscup2023-converted.ics").sessions:
        same = listed[session.ref.removeprefix("coscup2023-").removesuffix("@coscup.org")]
        assert (session.starts_at, session.minutes, session.room) == (same.starts_at, same.minutes, same.room)
        assert set(session.title.values()) <= set(same.title.values())
