"""schedule.xml and schedule.json: the public schema, other programs' habits, and files made to harm."""

import json
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, given, settings
from lxml import etree
from random_programmes import HEADING, drafts

from o2o_events.agenda.formats import frab_json, frab_xml
from o2o_events.agenda.formats.draft import DraftSession, ProgrammeDraft
from o2o_events.errors import UserError

FILES = Path(__file__).parents[2] / "files" / "schedules"
BERLIN = ZoneInfo("Europe/Berlin")
GUID = "a0a0fcfe-b7fb-46e3-84b6-97a5406016b4"


@pytest.fixture(scope="module")
def schema() -> etree.XMLSchema:
    return etree.XMLSchema(etree.parse(FILES / "schedule.xml.xsd"))


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture]
)
@given(draft=drafts())
def test_xml_of_any_programme_is_accepted_by_the_public_schema(schema: etree.XMLSchema, draft: ProgrammeDraft) -> None:
    schema.assertValid(etree.fromstring(frab_xml.write(draft)))


def test_xml_of_a_real_conference_is_accepted_by_the_public_schema(schema: etree.XMLSchema) -> None:
    for name in ("pretalx-democon.json", "coscup2023-session.trimmed.json"):
        text = (FILES / name).read_text(encoding="utf-8")
        draft = replace(frab_json.read(text, name=name, venue=BERLIN), heading=HEADING)
        root = etree.fromstring(frab_xml.write(draft))
        schema.assertValid(root)
        assert len(root.findall(".//event")) == len(draft.sessions)


def test_guids_numbers_and_links_of_the_other_program_are_handed_on() -> None:
    text = (FILES / "pretalx-democon.json").read_text(encoding="utf-8")
    draft = replace(frab_json.read(text, name="x", venue=BERLIN), heading=HEADING)
    theirs = _events(json.loads(text))
    ours = _events(json.loads(frab_json.write(draft)))
    for name in ("guid", "id", "url", "slug", "type", "duration", "title", "track"):
        assert [event[name] for event in ours] == [event[name] for event in theirs]


def _events(tree: dict) -> list[dict]:
    days = tree["schedule"]["conference"]["days"]
    return sorted((e for day in days for events in day["rooms"].values() for e in events), key=lambda e: e["guid"])


def test_cancelled_and_waiting_sessions_are_not_on_show() -> None:
    session = DraftSession("", "panel", {"en": "Payments"}, 60, datetime(2016, 10, 29, 7, tzinfo=UTC), id=GUID)
    others = (replace(session, state="cancelled"), replace(session, starts_at=None))
    for other in others:
        draft = ProgrammeDraft("ours", "o2o-events", sessions=(other,), heading=HEADING, is_ours=True)
        assert _events(json.loads(frab_json.write(draft))) == []
        assert etree.fromstring(frab_xml.write(draft)).findall(".//event") == []


def schedule(**event: object) -> str:
    """A schedule.json of one event as frab writes it."""
    whole = {
        "id": 10386,
        "guid": GUID,
        "date": "2019-08-21T11:00:00+02:00",
        "start": "11:00",
        "duration": "00:30",
        "room": "Curie",
        "title": "card10 Badge",
        "track": "CCC",
        "type": "lecture",
        "language": "en",
        "abstract": "Short",
        "description": "",
        "persons": [{"id": 7797, "public_name": "Ana Díaz"}],
    } | event
    day = {"index": 1, "date": "2019-08-21", "day_start": "2019-08-21T09:00:00+02:00", "rooms": {"Curie": [whole]}}
    conference = {"acronym": "Camp2019", "title": "Camp", "time_zone_name": "Europe/Berlin", "days": [day]}
    return json.dumps({"schedule": {"conference": conference}})


def read(**event: object) -> DraftSession:
    [session] = frab_json.read(schedule(**event), name="camp.json", venue=ZoneInfo("Asia/Taipei")).sessions
    return session


@pytest.mark.parametrize(
    ("duration", "minutes"),
    [("00:30", 30), ("1:30", 90), ("01:30:00", 90), ("25:00", 1500), ("PT1H15M", 75), ("45", 45), (45, 45)],
)
def test_duration_is_read_however_it_is_written(duration: object, minutes: int) -> None:
    assert read(duration=duration).minutes == minutes


def test_event_without_a_full_date_is_on_its_day_in_the_time_of_the_conference() -> None:
    assert read(date="2019-08-21").starts_at == datetime(2019, 8, 21, 9, tzinfo=UTC)


def test_event_after_midnight_belongs_to_the_night_of_its_day() -> None:
    assert read(date="", start="01:30").starts_at == datetime(2019, 8, 21, 23, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("word", "title", "code"),
    [
        ("lecture", "card10 Badge", "presentation"),
        ("lecture", "Opening Ceremony", "opening"),
        ("Workshop", "Soldering", "breakout"),
        ("Panel discussion", "Who pays?", "panel"),
        ("keynote", "Who pays?", "keynote"),
        ("assembly thing", "Lunch", "lunch"),
        ("assembly thing", "Who pays?", "presentation"),
    ],
)
def test_type_becomes_one_of_ours_and_the_word_is_kept(word: str, title: str, code: str) -> None:
    session = read(type=word, title=title)
    assert (session.type, session.extra["frab"]["type"]) == (code, word)


def test_persons_have_the_role_that_goes_with_the_session() -> None:
    assert [part.role for part in read(type="panel").appearances] == ["panelist"]
    assert [part.role for part in read(type="lecture").appearances] == ["speaker"]


def test_event_that_cannot_be_placed_is_told_and_the_others_come() -> None:
    tree = json.loads(schedule())
    events = tree["schedule"]["conference"]["days"][0]["rooms"]["Curie"]
    events.append(events[0] | {"guid": "x-2", "id": 2, "title": "When?", "date": "soon", "start": "later"})
    events.append(events[0] | {"guid": "x-3", "id": 3, "title": ""})
    events.append(events[0] | {"id": 4})
    draft = frab_json.read(json.dumps(tree), name="camp.json", venue=BERLIN)
    assert [session.ref for session in draft.sessions] == [GUID]
    assert [problem.place for problem in draft.problems] == ["event 2", "event 3", "event 4"]
    assert draft.unread == {"x-2", "x-3"}


def test_text_far_too_long_is_cut_and_told() -> None:
    draft = frab_json.read(schedule(title="x" * 900, abstract="y" * 80_000), name="x", venue=BERLIN)
    [session] = draft.sessions
    assert (len(session.title["en"]), len(session.abstract["en"])) == (500, 50_000)
    assert [problem.column for problem in draft.problems] == ["title", "abstract"]


def test_halves_of_characters_and_wrong_kinds_of_values_do_no_harm() -> None:
    session = read(title="a\ud800b", abstract=["list"], persons="nobody", links={"a": 1}, logo=5, subtitle="s\ud800")
    assert (session.title, session.abstract, session.appearances) == ({"en": "ab"}, {}, ())
    json.dumps(dict(session.extra), ensure_ascii=False).encode()


XML = """<?xml version="1.0" encoding="utf-8"?>
<schedule><version>1</version><conference><acronym>camp</acronym><title>Camp</title></conference>
<day index="1" date="2019-08-21" start="2019-08-21T09:00:00+02:00" end="2019-08-22T04:00:00+02:00"><room name="Curie">
<event id="1" guid="{guid}"><room>Curie</room><title>card10 &amp; friends</title><subtitle/><type>lecture</type>
<date>2019-08-21T11:00:00+02:00</date><start>11:00</start><duration>00:30</duration><abstract>Short</abstract>
<slug>a</slug><track>CCC</track><persons><person id="7797">Ana Díaz</person></persons><language>en</language>
<links><link href="https://example.org">Slides</link></links></event>
<event id="2" guid="a0a0fcfe-b7fb-46e3-84b6-97a540601600"><room>Curie</room><title>Second</title><type>panel</type>
<date>2019-08-21T12:00:00+02:00</date><start>12:00</start><duration>00:30</duration><abstract/><track/></event>
</room></day></schedule>""".replace("{guid}", GUID)


def test_xml_says_the_same_as_json() -> None:
    [first, second] = frab_xml.read(XML.encode(), name="camp.xml", venue=BERLIN).sessions
    assert replace(first, extra={}, place="", appearances=()) == replace(
        read(title="card10 & friends"), extra={}, place="", appearances=()
    )
    assert first.extra["frab"]["links"] == [{"url": "https://example.org", "title": "Slides"}]
    assert (second.type, second.appearances) == ("panel", ())


def test_xml_that_breaks_off_gives_what_is_whole_and_withdraws_nothing() -> None:
    draft = frab_xml.read(XML[: XML.index("<duration>00:30</duration><abstract/>")].encode(), name="x", venue=BERLIN)
    assert ([session.ref for session in draft.sessions], draft.is_whole) == ([GUID], False)
    assert draft.problems[0].message.startswith("The file breaks off or is damaged here")


LAUGHS = '<?xml version="1.0"?><!DOCTYPE s [<!ENTITY a "ha">' + "".join(
    f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">' for n in range(9)
)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_billion_laughs_are_refused(encoding: str) -> None:
    with pytest.raises(UserError, match="made to harm"):
        frab_xml.read((LAUGHS + "]><schedule>&j;</schedule>").encode(encoding), name="x.xml", venue=BERLIN)


def test_file_of_this_machine_is_not_drawn_in(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("secret")
    text = f'<!DOCTYPE s [<!ENTITY x SYSTEM "{secret.as_uri()}">]>' + XML.partition("?>")[2].replace("Short", "&x;")
    with pytest.raises(UserError, match="made to harm"):
        frab_xml.read(text.encode(), name="x.xml", venue=BERLIN)


@pytest.mark.parametrize(
    "text",
    ["<schedule/>", "<rss><channel/></rss>", "<schedule", "<a><b></a>", '<?xml version="1.0" encoding="no-9"?><s/>'],
)
def test_xml_that_is_no_schedule_is_refused_in_words(text: str) -> None:
    with pytest.raises(UserError, match=r"“x\.xml”"):
        frab_xml.read(text.encode(), name="x.xml", venue=BERLIN)


@pytest.mark.parametrize(
    "text",
    [
        "{}",
        "[]",
        '{"schedule": 5}',
        '{"schedule": {}}',
        '{"schedule": {"conference": []}}',
        "[" * 100_000,
        '{"a": ',
        "{nan}",
    ],
)
def test_json_that_is_no_schedule_is_refused_in_words(text: str) -> None:
    with pytest.raises(UserError, match=r"“x\.json”"):
        frab_json.read(text, name="x.json", venue=BERLIN)


def test_schedule_with_nothing_in_it_is_empty_and_no_error() -> None:
    draft = frab_json.read('{"schedule": {"conference": {"days": [{"rooms": 5}, 7]}}}', name="x", venue=BERLIN)
    assert (draft.sessions, draft.problems) == ((), ())
