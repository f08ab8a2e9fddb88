"""Whatever a programme holds comes back from every format; what somebody edits in the file counts."""

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, given, settings
from random_programmes import HEADING, ZONE, drafts

from o2o_events.agenda import roles
from o2o_events.agenda.formats import frab_json, frab_xml, icalendar_file, workbook, workbook_writing
from o2o_events.agenda.formats.draft import (
    DraftAppearance,
    DraftRoom,
    DraftSession,
    DraftSlot,
    DraftSpeaker,
    ProgrammeDraft,
)
from o2o_events.i18n import LANGUAGES, speaking

VENUE = ZoneInfo(ZONE)


def write(ending: str, draft: ProgrammeDraft) -> bytes:
    writers = {".xml": frab_xml.write, ".ics": icalendar_file.write, ".xlsx": workbook_writing.write}
    return frab_json.write(draft).encode() if ending == ".json" else writers[ending](draft)


def read(ending: str, data: bytes) -> ProgrammeDraft:
    name = "agenda" + ending
    match ending:
        case ".xml":
            return frab_xml.read(data, name=name, venue=VENUE)
        case ".json":
            return frab_json.read(data.decode(), name=name, venue=VENUE)
        case ".ics":
            return icalendar_file.read(data.decode(), name=name, venue=VENUE)
    return workbook.read_workbook(
        data, name=name, zone=VENUE, economy="VN", days=HEADING.days, options=workbook.TableOptions()
    )


def content(draft: ProgrammeDraft) -> ProgrammeDraft:
    """What a draft says, without where in a file it stands, in an order that does not matter."""

    def parts(appearances: tuple[DraftAppearance, ...]) -> tuple[DraftAppearance, ...]:
        return tuple(
            sorted((replace(a, id="") for a in appearances), key=lambda a: (roles.CODES.index(a.role), a.speaker))
        )

    def session(one: DraftSession) -> DraftSession:
        slots = tuple(replace(slot, appearances=parts(slot.appearances)) for slot in one.slots)
        return replace(
            one, place="", modified_at=None, slots=slots, appearances=parts(one.appearances),
            extra=dict(one.extra),
        )  # fmt: skip

    return replace(
        draft,
        format="",
        language="en",
        heading=None,
        sessions=tuple(sorted(map(session, draft.sessions), key=lambda s: s.id)),
        speakers=tuple(sorted(draft.speakers, key=lambda s: s.id)),
    )


@pytest.mark.parametrize("ending", [".xml", ".json", ".ics", ".xlsx"])
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(draft=drafts())
def test_random_programme_comes_back_whole(ending: str, draft: ProgrammeDraft) -> None:
    assert content(read(ending, write(ending, draft))) == content(draft)


def one_session(**fields: object) -> ProgrammeDraft:
    session = DraftSession(
        ref="",
        id="01a20c8b-0f4b-7b75-9ee7-627041b94e9f",
        type="panel",
        title={"en": "Payments", "zh-Hant": "支付"},
        minutes=60,
        sequence=2,
        starts_at=datetime(2016, 10, 29, 7, tzinfo=UTC),
        room="01a20c8b-0000-7000-8000-000000000001",
        abstract={"en": "How small firms get paid", "zh-Hant": "小型企業如何收款"},
        slots=(
            DraftSlot("", {"en": "First"}, 20, appearances=(DraftAppearance("ana", "presenter"),), id="slot-1"),
            DraftSlot("", {"en": "Second"}, 40, id="slot-2"),
        ),
        appearances=(DraftAppearance("mai", "moderator"),),
    )
    return ProgrammeDraft(
        format="ours",
        source="o2o-events",
        sessions=(replace(session, **fields),),  # type: ignore[arg-type]  # whichever fields the test is about
        rooms=(DraftRoom("", {"en": "Hall"}, 100, "01a20c8b-0000-7000-8000-000000000001"),),
        speakers=(DraftSpeaker("", "Ana Díaz", id="ana"), DraftSpeaker("", "Mai Lan", id="mai")),
        has_all_languages=True,
        is_ours=True,
        heading=HEADING,
    )


EDITS = [
    (".xml", b"<title>Payments</title>", b"<title>Getting paid</title>"),
    (".json", b'"title": "Payments"', b'"title": "Getting paid"'),
    (".ics", b"SUMMARY;LANGUAGE=en:Payments", b"SUMMARY;LANGUAGE=en:Getting paid"),
]


@pytest.mark.parametrize(("ending", "before", "after"), EDITS)
def test_title_edited_in_the_file_counts_and_other_languages_stay(ending: str, before: bytes, after: bytes) -> None:
    data = write(ending, one_session())
    assert data.count(before) == 1
    [session] = read(ending, data.replace(before, after)).sessions
    assert session.title == {"en": "Getting paid", "zh-Hant": "支付"}
    assert replace(session, title=one_session().sessions[0].title, place="") == one_session().sessions[0]


def test_start_edited_in_the_xml_counts() -> None:
    data = write(".xml", one_session())
    data = data.replace(b"2016-10-29T09:00:00+02:00", b"2016-10-29T10:30:00+02:00")
    [session] = read(".xml", data).sessions
    assert session.starts_at == datetime(2016, 10, 29, 8, 30, tzinfo=UTC)
    assert len(session.slots) == 2


def test_person_taken_out_of_the_xml_is_out_of_the_slot() -> None:
    data = write(".xml", one_session())
    start = data.index(b"<person ", data.index(b"<persons>"))
    lines = [line for line in data.split(b"\n") if b">Ana D" not in line or b"<person " not in line]
    assert start > 0
    [session] = read(".xml", b"\n".join(lines)).sessions
    assert [slot.appearances for slot in session.slots] == [(), ()]
    assert [a.speaker for a in session.appearances] == ["mai"]


def test_room_edited_in_the_calendar_is_a_new_room() -> None:
    data = write(".ics", one_session()).replace(b"LOCATION:Hall", b"LOCATION:Garden")
    draft = read(".ics", data)
    assert [room.name for room in draft.rooms] == [{"en": "Hall"}, {"en": "Garden"}]
    assert draft.sessions[0].room == draft.rooms[1].key


def test_event_taken_out_of_the_json_is_gone_and_one_that_was_never_shown_stays() -> None:
    waiting = replace(one_session().sessions[0], id="01a20c8b-0f4b-7b75-9ee7-627041b94e00", starts_at=None)
    whole = one_session()
    whole = replace(whole, sessions=(*whole.sessions, waiting))
    text = frab_json.write(whole)
    tree = json.loads(text)
    for day in tree["schedule"]["conference"]["days"]:
        day["rooms"] = {}
    draft = read(".json", json.dumps(tree).encode())
    assert [session.id for session in draft.sessions] == [waiting.id]


def test_damaged_rest_leaves_a_schedule_of_another_program() -> None:
    data = write(".xml", one_session()).replace(b'"version":1', b'"version":"x"')
    draft = read(".xml", data)
    assert (draft.is_ours, len(draft.sessions), draft.sessions[0].ref) == (
        False,
        1,
        "01a20c8b-0f4b-7b75-9ee7-627041b94e9f",
    )


@pytest.mark.parametrize("language", LANGUAGES)
def test_workbook_of_every_language_is_read_in_every_other(language: str) -> None:
    draft = one_session(state="cancelled", language="zh-Hant", track="Pay")
    with speaking(language):
        data = workbook_writing.write(draft)
    for other in LANGUAGES:
        with speaking(other):
            assert content(read(".xlsx", data)) == content(draft)


def test_second_of_two_equal_clock_times_keeps_its_moment() -> None:
    first = datetime(2016, 10, 30, 0, 30, tzinfo=UTC)  # 02:30 in Berlin, and an hour later 02:30 again
    for moment in (first, first + timedelta(hours=1)):
        draft = one_session(starts_at=moment)
        for ending in (".xml", ".json", ".ics", ".xlsx"):
            assert read(ending, write(ending, draft)).sessions[0].starts_at == moment


def test_text_longer_than_a_cell_comes_back_from_the_workbook() -> None:
    long = " ".join(f"word{n}" for n in range(7_000))[:49_999].rstrip()
    draft = one_session(abstract={"en": long, "vi": "ngắn"})
    assert read(".xlsx", write(".xlsx", draft)).sessions[0].abstract == {"en": long, "vi": "ngắn"}
