"""iCalendar: read by another parser than the one that writes it, and whatever calendars there are."""

from dataclasses import replace
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
import vobject
from random_programmes import HEADING

from o2o_events.agenda.formats import icalendar_file
from o2o_events.agenda.formats.draft import DraftRoom, DraftSession, DraftSlot, DraftSpeaker, ProgrammeDraft
from o2o_events.errors import UserError

VENUE = ZoneInfo("Europe/Berlin")
SESSION = DraftSession(
    ref="",
    id="01a20c8b-0f4b-7b75-9ee7-627041b94e9f",
    type="panel",
    title={"en": "Payments, cards; cash", "vi": "Thanh toán"},
    minutes=60,
    starts_at=datetime(2016, 10, 29, 7, tzinfo=UTC),
    room="hall",
    abstract={"en": "First line\nSecond: line"},
    track="Payment",
    sequence=3,
    slots=(DraftSlot("", {"en": "One"}, 20, id="a"), DraftSlot("", {"en": "Two"}, 40, id="b")),
    modified_at=datetime(2016, 9, 30, 8, 0, 5, tzinfo=UTC),
)


def draft(*sessions: DraftSession) -> ProgrammeDraft:
    return ProgrammeDraft(
        "ours",
        "o2o-events",
        sessions=sessions,
        rooms=(DraftRoom("", {"en": "Hall 1, north"}, 100, "hall"),),
        speakers=(DraftSpeaker("", "Ana", id="ana"),),
        heading=HEADING,
        is_ours=True,
    )


def entries(*sessions: DraftSession) -> list:
    """What the other parser makes of it."""
    return vobject.readOne(icalendar_file.write(draft(*sessions)).decode()).vevent_list


def test_other_parser_reads_every_field_of_an_entry() -> None:
    [entry] = entries(SESSION)
    assert {name: lines[0].value for name, lines in entry.contents.items() if not name.startswith("x-")} == {
        "uid": "01a20c8b-0f4b-7b75-9ee7-627041b94e9f@o2o-events",
        "dtstamp": HEADING.made_at,
        "last-modified": datetime(2016, 9, 30, 8, 0, 5, tzinfo=UTC),
        "sequence": "3",
        "dtstart": SESSION.starts_at,
        "dtend": datetime(2016, 10, 29, 8, tzinfo=UTC),
        "summary": "Payments, cards; cash",
        "description": "First line\nSecond: line\n\n09:00 One\n09:20 Two",
        "location": "Hall 1, north",
        "categories": ["Payment"],
        "status": "CONFIRMED",
        "transp": "OPAQUE",
    }


def test_calendar_describes_the_venues_zone_across_the_change_of_the_clocks() -> None:
    before, after = SESSION, replace(SESSION, id="01a20c8b-0f4b-7b75-9ee7-627041b94e00")
    after = replace(after, starts_at=datetime(2016, 10, 30, 8, tzinfo=UTC))
    calendar = vobject.readOne(icalendar_file.write(draft(before, after)).decode())
    assert [zone.tzid.value for zone in calendar.vtimezone_list] == ["Europe/Berlin"]
    assert [entry.dtstart.value.astimezone(UTC) for entry in calendar.vevent_list] == [
        before.starts_at,
        after.starts_at,
    ]
    assert [entry.dtstart.value.hour for entry in calendar.vevent_list] == [9, 9]


def test_cancelled_session_is_an_entry_that_says_so() -> None:
    [entry] = entries(replace(SESSION, state="cancelled", sequence=4))
    assert (entry.status.value, entry.transp.value, entry.sequence.value) == ("CANCELLED", "TRANSPARENT", "4")


def test_uid_of_another_calendar_is_kept_so_that_its_entry_is_replaced() -> None:
    [entry] = entries(replace(SESSION, ref="talk-7@example.org"))
    assert entry.uid.value == "talk-7@example.org"


def test_session_without_a_time_is_no_entry_and_comes_back() -> None:
    waiting = replace(SESSION, starts_at=None)
    data = icalendar_file.write(draft(waiting)).decode()
    assert "BEGIN:VEVENT" not in data
    assert [s.starts_at for s in icalendar_file.read(data, name="x", venue=VENUE).sessions] == [None]


def test_lines_are_folded_as_the_standard_wants() -> None:
    data = icalendar_file.write(draft(replace(SESSION, title={"en": "電子商務" * 60})))
    assert max(len(line) for line in data.split(b"\r\n")) <= 75


def calendar(*lines: str, head: str = "") -> str:
    entry = "\r\n".join(lines)
    begin = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//x//EN\r\n"
    return f"{begin}{head}BEGIN:VEVENT\r\n{entry}\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"


def read(*lines: str, head: str = "") -> ProgrammeDraft:
    return icalendar_file.read(calendar(*lines, head=head), name="x.ics", venue=VENUE)


@pytest.mark.parametrize(
    ("start", "end", "moment", "minutes"),
    [
        ("DTSTART:20160317T090000Z", "DTEND:20160317T093000Z", (9, 0), 30),
        ("DTSTART:20160317T090000", "DTEND:20160317T100000", (8, 0), 60),
        ("DTSTART;TZID=Asia/Taipei:20160317T170000", "DURATION:PT1H30M", (9, 0), 90),
        ("DTSTART;TZID=Own:20160317T090000", "DURATION:PT45M", (2, 0), 45),
    ],
)
def test_time_is_read_in_the_zone_it_is_written_in(start: str, end: str, moment: tuple[int, int], minutes: int) -> None:
    zone = (
        "BEGIN:VTIMEZONE\r\nTZID:Own\r\nBEGIN:STANDARD\r\nDTSTART:19700101T000000\r\nTZOFFSETFROM:+0700\r\n"
        "TZOFFSETTO:+0700\r\nTZNAME:ICT\r\nEND:STANDARD\r\nEND:VTIMEZONE\r\n"
    )
    [session] = read("UID:1", "SUMMARY:Talk", start, end, head=zone).sessions
    assert session.starts_at == datetime(2016, 3, 17, *moment, tzinfo=UTC)
    assert session.minutes == minutes


def test_zone_that_nobody_knows_is_told() -> None:
    made = read("UID:1", "SUMMARY:Talk", "DTSTART;TZID=Mars/Base:20160317T090000", "DURATION:PT1H")
    assert made.sessions[0].starts_at == datetime(2016, 3, 17, 8, tzinfo=UTC)
    assert [problem.message for problem in made.problems] == [
        "The time zone “Mars/Base” is not known; the time is taken as the venue’s. Check it."
    ]


def test_time_that_the_clocks_skip_is_told() -> None:
    made = read("UID:1", "SUMMARY:Talk", "DTSTART:20160327T023000", "DURATION:PT1H")
    assert made.problems[0].message == "The clocks at the venue go forward over 2016-03-27 02:30; check this time."


def test_entry_for_whole_days_waits_for_a_time_and_one_that_repeats_is_told() -> None:
    whole = read("UID:1", "SUMMARY:Fair", "DTSTART;VALUE=DATE:20160317")
    assert (whole.sessions[0].starts_at, len(whole.problems)) == (None, 1)
    again = read("UID:1", "SUMMARY:Tea", "DTSTART:20160317T090000Z", "DURATION:PT1H", "RRULE:FREQ=DAILY")
    assert again.problems[0].message == "This entry repeats; only the first time is imported."


@pytest.mark.parametrize(
    "lines",
    [
        ("UID:bad", "SUMMARY:No start"),
        ("UID:bad", "SUMMARY:Backwards", "DTSTART:20160317T090000Z", "DTEND:20160317T080000Z"),
        ("UID:bad", "SUMMARY:Odd", "DTSTART:yesterday", "DURATION:PT1H"),
        ("UID:bad", "DTSTART:20160317T090000Z", "DURATION:PT1H"),
        ("UID:bad", "SUMMARY:Long ago", "DTSTART:00010101T000000Z", "DURATION:PT1H"),
    ],
)
def test_broken_entry_costs_only_itself(lines: tuple[str, ...]) -> None:
    good = "BEGIN:VEVENT\r\nUID:good\r\nSUMMARY:Good\r\nDTSTART:20160317T090000Z\r\nDURATION:PT1H\r\nEND:VEVENT\r\n"
    made = read(*lines, head=good)
    assert [session.ref for session in made.sessions] == ["good"]
    assert [problem.is_lost for problem in made.problems] == [True]
    assert made.unread == {"bad"} or not made.is_whole


def test_calendar_that_breaks_off_gives_what_is_whole_and_withdraws_nothing() -> None:
    text = icalendar_file.write(draft(SESSION, replace(SESSION, id="01a20c8b-0f4b-7b75-9ee7-627041b94e00"))).decode()
    made = icalendar_file.read(text[: text.rindex("DTEND")], name="x", venue=VENUE)
    assert ([s.id for s in made.sessions], made.is_whole) == ([SESSION.id], False)


def test_of_two_entries_with_one_uid_the_later_version_counts() -> None:
    text = icalendar_file.write(draft(SESSION)).decode()
    entry = text[text.index("BEGIN:VEVENT") : text.index("END:VCALENDAR")]
    later = entry.replace("SEQUENCE:3", "SEQUENCE:4").replace("Payments", "Paying")
    made = icalendar_file.read(text.replace(entry, later + entry), name="x", venue=VENUE)
    assert [session.title["en"] for session in made.sessions] == ["Paying, cards; cash"]


@pytest.mark.parametrize("text", ["", "BEGIN:VCARD\nEND:VCARD", "hello", "BEGIN:VEVENT\nEND:VEVENT"])
def test_text_that_is_no_calendar_is_refused_in_words(text: str) -> None:
    with pytest.raises(UserError, match=r"“x\.ics” is no programme"):
        icalendar_file.read(text, name="x.ics", venue=VENUE)


def test_times_stay_apart_by_their_length_over_the_change_of_the_clocks() -> None:
    night = replace(SESSION, starts_at=datetime(2016, 10, 29, 23, 30, tzinfo=UTC), minutes=180)
    [entry] = entries(night)
    assert entry.dtstart.value.astimezone(UTC) == night.starts_at
    assert entry.dtend.value.astimezone(UTC) == datetime(2016, 10, 30, 2, 30, tzinfo=UTC)
