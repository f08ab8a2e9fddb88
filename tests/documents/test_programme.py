"""The printed programme, read back and compared with the agenda."""

import re
from collections import namedtuple
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pypdfium2
import pytest
from papers import page_sizes, page_texts
from printed_programmes import DAYS, PRACTICES, SESSIONS, SUMMIT, empty, large, moment, session, summit

from o2o_events import i18n
from o2o_events.agenda import roles, session_types
from o2o_events.agenda.programme import AgendaSession, Programme, Speaker, text_in
from o2o_events.documents.programme_export import WrittenProgramme, export_programme
from o2o_events.errors import UserError

Released = namedtuple("Released", "number released_at")
THIRD = Released(3, datetime(2016, 7, 1, 2, tzinfo=UTC))


def write(file: Path, programme: Programme | None = None, **more: object) -> WrittenProgramme:
    given = {"event": SUMMIT, "practices": PRACTICES} | more
    return export_programme(programme or summit(), file=file, **given)  # type: ignore[arg-type]  # whichever a test is about


def packed(text: str) -> str:
    """Without white space: where lines break is not the point."""
    return re.sub(r"\s|\ufffe", "", text)


def read(file: Path) -> str:
    return packed("".join(page_texts(file)))


def lines(file: Path) -> list[str]:
    return [line.strip() for page in page_texts(file) for line in page.splitlines()]


def in_order(text: str, parts: list[str]) -> list[str]:
    """Those of the parts that do not follow the one before."""
    place, lost = 0, []
    for part in map(packed, parts):
        found = text.find(part, place)
        if found < 0:
            lost.append(part)
        else:
            place = found + len(part)
    return lost


def venue_clock(made: AgendaSession) -> str:
    assert made.starts_at is not None
    assert made.ends_at is not None
    return f"{SUMMIT.local(made.starts_at):%H:%M}–{SUMMIT.local(made.ends_at):%H:%M}"


def test_whole_programme_says_all_that_the_agenda_says(tmp_path: Path) -> None:
    written = write(tmp_path / "p.pdf")

    text = read(tmp_path / "p.pdf")
    programme = summit()
    expected = [SUMMIT.name["en"], "藍鵲國際會議廳, Taipei (illustrative), Chinese Taipei", "14–15 July 2016"]
    for made in programme.sessions:
        expected += [made.title["en"]] + ([venue_clock(made)] if made.starts_at else ["60 min"])
        expected += [slot.title["en"] for slot in made.slots]
        expected += [programme.rooms_by_id[made.room].label] if made.room else []
        expected += [roles.label(part.role) + ":" for part in made.appearances]
        expected += [] if made.type in session_types.PAUSES else [session_types.label(made.type)]
    for speaker in programme.speakers:
        expected += [speaker.name, speaker.own_script_name, speaker.organisation, speaker.position]
    expected += [*PRACTICES.values(), "Hong Kong, China", "Chinese Taipei", "Viet Nam", "Korea", "Russia"]
    assert [part for part in expected if packed(part) not in text] == []
    assert (written.pages, written.missing, "□" in text) == (2, "", False)


def test_sessions_slots_and_days_stand_in_their_order(tmp_path: Path) -> None:
    write(tmp_path / "p.pdf")

    expected = [
        "Day 1: Thursday, 14 July 2016", "08:30–09:00", "Registration",
        "09:00–09:30", "Blue Magpie Hall · Opening", "Opening of the Summit",
        "Chair: NGUYỄN Thị Đức · Chair · Hiệp hội Thương mại điện tử (mẫu) · Viet Nam",
        "09:30–10:15", "From shop window to screen and back",
        "Keynote speaker: CHAN Tai Man (陳大文) · Founder · Harbour Market (illustrative) · Hong Kong, China",
        "10:15–10:45", "Tea and coffee", "10:45–12:00", "Best practices I", "Somchai NÁM-JAI (สมชาย น้ำใจ)",
        "10:45", "Order online, collect at the market", "Best practice: " + PRACTICES["practice-1"],
        "Presenter: NGUYỄN Thị Đức", "11:05", "From the hill to the kitchen",
        "Best practice: " + PRACTICES["practice-2"], "Presenter: LIN Mei-hua (林美華)", "11:25", "Questions",
        "12:00–13:30", "Lunch", "Blue Magpie Hall", "East Room", "West Room", "13:30", "14:30–15:00",
        "Questions on payments", "18:30–21:00", "Day 2: Friday, 15 July 2016", "What economies can do",
        "Cancelled", "East Room", "Visit to a night market", "16:00–16:30", "Closing", "Not scheduled yet", "60 min",
        "Room to be announced", "Financing, to be placed",
    ]  # fmt: skip
    assert in_order(read(tmp_path / "p.pdf"), expected) == []


def test_parallel_rooms_stand_beside_each_other(tmp_path: Path) -> None:
    write(tmp_path / "p.pdf")

    tops = [place_of(tmp_path / "p.pdf", title) for title in ("Paying across", "Delivering", "Skills of those")]

    assert max(top for _left, top in tops) - min(top for _left, top in tops) < 2
    assert sorted(left for left, _top in tops) == [left for left, _top in tops]


def place_of(file: Path, text: str) -> tuple[float, float]:
    """Where a text begins on the first page (points from its lower left corner)."""
    with pypdfium2.PdfDocument(file) as document:
        page = document[0]
        texts = page.get_textpage()
        found = texts.search(text).get_next()
        assert found is not None
        left, bottom, _right, _top = texts.get_charbox(found[0])
        texts.close()
        page.close()
        return left, bottom


def test_two_sessions_at_once_in_one_room_are_both_listed(tmp_path: Path) -> None:
    programme = replace(
        summit(),
        sessions=(
            session("a", "panel", "First of two", 1, "09:00", 60, "east"),
            session("b", "panel", "Second of two", 1, "09:30", 60, "east"),
            session("c", "panel", "Elsewhere", 1, "09:00", 60, "west"),
        ),
    )
    write(tmp_path / "p.pdf", programme)

    expected = ["East Room · Panel", "First of two", "West Room · Panel", "Elsewhere", "East Room", "Second of two"]
    assert in_order(read(tmp_path / "p.pdf"), expected) == []


@pytest.mark.parametrize("release", [None, THIRD])
def test_every_page_says_whether_it_is_a_draft(tmp_path: Path, release: Released | None) -> None:
    write(tmp_path / "p.pdf", release=release)

    pages = page_texts(tmp_path / "p.pdf")
    assert [(f"Page {n} of 2" in page, "DRAFT" in page) for n, page in enumerate(pages, 1)] == [
        (True, release is None)
    ] * 2
    assert ["Version 3, released on 1 July 2016" in page for page in pages] == [release is not None] * 2
    assert ("Draft: not released" in pages[0]) == (release is None)


def test_a_released_programme_leaves_out_what_has_no_time(tmp_path: Path) -> None:
    write(tmp_path / "p.pdf", release=THIRD)

    assert "placed" not in read(tmp_path / "p.pdf")


def test_later_pages_name_event_and_day(tmp_path: Path) -> None:
    write(tmp_path / "p.pdf", large(), release=THIRD)

    pages = page_texts(tmp_path / "p.pdf")
    heads = [packed(page)[:200] for page in pages[1:]]
    assert [packed(SUMMIT.name["en"]) in head for head in heads] == [True] * len(heads)
    days = [re.search(r"Day(\d)", head) for head in heads]
    assert sorted({found[1] for found in days if found}) == ["1", "2"]
    assert all(days)


def test_352_sessions_in_26_rooms_are_all_there_once(tmp_path: Path) -> None:
    programme = large()
    written = write(tmp_path / "p.pdf", programme)

    text = read(tmp_path / "p.pdf")
    by_time = sorted(programme.sessions, key=lambda s: (s.starts_at, programme.rooms_by_id[s.room or ""].position))
    assert re.findall(r"Title\d{3}", text) == [made.title["en"][:8] for made in by_time]
    expected = [
        packed(f"{programme.rooms_by_id[made.room or ''].label} · Presentation {made.title['en']} Speaker: {by}")
        for made in programme.sessions
        for by in [programme.speakers_by_id[made.appearances[0].speaker].name]
    ]
    assert [line for line in expected if text.count(line) != 1] == []
    times = re.findall(r"\d\d:\d\d–\d\d:\d\d", text)
    assert times == [venue_clock(made) for made in by_time]
    assert 10 < written.pages < 40


@pytest.mark.parametrize(
    "title",
    [
        " ".join(f"word{n}" for n in range(300)),
        "".join(chr(ord("a") + n % 26) for n in range(1500)),
        "開源商業模式" * 120,
        "สวัสดีตลาดน้ำ" * 60,
    ],
    ids=["words", "one word", "Han", "Thai"],
)
@pytest.mark.parametrize("room", [None, "hall"], ids=["whole", "door"])
def test_long_titles_are_not_cut(tmp_path: Path, title: str, room: str | None) -> None:
    made = session("a", "panel", title, 1, "09:00", 60)
    hall = replace(summit().rooms[0], name={"en": "8"})
    write(tmp_path / "p.pdf", replace(summit(), sessions=(made,), rooms=(hall,)), room=room, release=THIRD)

    text = packed(beside_times(tmp_path / "p.pdf", 100 if room is None else 120))
    assert packed(title) in text.replace("Thursday,14July2016", "")


def beside_times(file: Path, left: float) -> str:
    """What stands right of the times, between the heads and feet of the pages."""
    with pypdfium2.PdfDocument(file) as document:
        texts = []
        for page in document:
            text = page.get_textpage()
            width, height = page.get_size()
            texts.append(text.get_text_bounded(left, 42, width, height - 48))
            text.close()
            page.close()
        return "\n".join(texts)


def test_a_long_abstract_goes_on_over_pages(tmp_path: Path) -> None:
    abstract = "\n\n".join(f"paragraph{n} " + "of many words " * 80 for n in range(30))
    made = session("a", "panel", "Long", 1, "09:00", 60, abstract={"en": abstract})
    written = write(tmp_path / "p.pdf", replace(summit(), sessions=(made,)), with_abstracts=True, day=DAYS[0])

    text = "".join(page_texts(tmp_path / "p.pdf"))
    assert re.findall(r"paragraph\d+", text) == [f"paragraph{n}" for n in range(30)]
    words = beside_times(tmp_path / "p.pdf", 100).split()
    assert words.count("many") == 30 * 80
    assert text.count("(continued)") == written.pages - 1 > 1


@pytest.mark.parametrize("paper", ["A4", "Letter", "letter"])
@pytest.mark.parametrize("more", [{}, {"room": "hall"}, {"speaker": "duc"}, {"languages": ["en", "zh-Hant"]}])
def test_nothing_is_drawn_in_the_margins(tmp_path: Path, paper: str, more: dict[str, object]) -> None:
    write(tmp_path / "p.pdf", paper=paper, with_abstracts=True, **more)

    assert set(page_sizes(tmp_path / "p.pdf")) == {(210.0, 297.0) if paper == "A4" else (215.9, 279.4)}
    with pypdfium2.PdfDocument(tmp_path / "p.pdf") as document:
        for page in document:
            image = page.render(scale=1, grayscale=True).to_pil()
            width, height = image.size
            edge = 36
            for box in ((0, 0, edge, height), (width - edge, 0, width, height), (0, height - 18, width, height)):
                assert image.crop(box).getextrema() == (255, 255)
            page.close()


def test_two_languages_stand_beside_each_other(tmp_path: Path) -> None:
    write(tmp_path / "p.pdf", languages=["en", "zh-Hant"])

    text = read(tmp_path / "p.pdf")
    parts = [SUMMIT.name["en"], SUMMIT.name["zh-Hant"], "14–15 July 2016", "2016年7月14日至15日"]
    for made in SESSIONS:
        parts += [text_in(made.title, "en"), text_in(made.title, "zh-Hant")]
    assert [part for part in parts if packed(part) not in text] == []
    english, chinese = place_of(tmp_path / "p.pdf", "Opening of the"), place_of(tmp_path / "p.pdf", "高峰會開幕")
    assert english[0] < 298 < chinese[0]
    assert round(english[1]) == round(chinese[1])


@pytest.mark.parametrize("tag", ["es", "vi", "zh-Hant"])
def test_words_follow_the_language_and_economies_do_not(tmp_path: Path, tag: str) -> None:
    write(tmp_path / "p.pdf", languages=[tag])

    text = read(tmp_path / "p.pdf")
    with i18n.speaking(tag):
        expected = [session_types.label("policy_dialogue"), roles.label("rapporteur")]
        expected.append(i18n._("Page {page} of {pages}").format(page=1, pages=2))
    expected += ["Hong Kong, China", "Chinese Taipei", "Viet Nam"]
    assert [part for part in expected if packed(part) not in text] == []
    assert i18n.language() == "en"


def test_a_language_beside_our_own_is_that_of_the_texts(tmp_path: Path) -> None:
    programme = replace(summit(), sessions=(session("a", "panel", {"en": "Open", "th": "น้ำใจตลาด"}, 1, "09:00", 60),))
    write(tmp_path / "p.pdf", programme, languages=["th"])

    text = read(tmp_path / "p.pdf")
    assert [packed("น้ำใจตลาด") in text, "Panel" in text] == [True, True]


def test_one_day_is_printed_alone(tmp_path: Path) -> None:
    write(tmp_path / "p.pdf", day=DAYS[1])

    text = read(tmp_path / "p.pdf")
    assert in_order(text, ["Day 2: Friday, 15 July 2016", "What economies can do", "Closing"]) == []
    assert [part for part in ("Day1", "Lunch", "Openingofthe", "placed") if part in text] == []


def test_an_empty_agenda_says_what_to_do(tmp_path: Path) -> None:
    written = write(tmp_path / "p.pdf", empty())

    assert written.pages == 1
    assert "There are no sessions yet. Add them in the agenda" in " ".join(lines(tmp_path / "p.pdf"))


def test_a_day_without_sessions_says_so(tmp_path: Path) -> None:
    write(tmp_path / "p.pdf", replace(summit(), sessions=SESSIONS[:2]))

    assert "Nothing is planned on this day yet." in lines(tmp_path / "p.pdf")


def test_sessions_outside_the_event_s_days_are_printed_under_their_own(tmp_path: Path) -> None:
    late = replace(SESSIONS[1], starts_at=datetime(2016, 7, 20, 2, tzinfo=UTC))
    write(tmp_path / "p.pdf", replace(summit(), sessions=(late,)))

    assert in_order(read(tmp_path / "p.pdf"), ["Wednesday, 20 July 2016", "10:00–10:30", "Opening of the Summit"]) == []


def test_times_are_those_of_the_venue(tmp_path: Path) -> None:
    lima = replace(SUMMIT, timezone="America/Lima", days=(date(2016, 7, 13),))
    write(tmp_path / "p.pdf", replace(summit(), sessions=SESSIONS[1:2]), event=lima)

    text = read(tmp_path / "p.pdf")
    assert [part in text for part in ("20:00–20:30", "UTC-05:00")] == [True, True]


def test_the_door_sheet_shows_one_room_in_large_letters(tmp_path: Path) -> None:
    write(tmp_path / "p.pdf", room="blue magpie hall", release=THIRD)

    pages = page_texts(tmp_path / "p.pdf")
    text = read(tmp_path / "p.pdf")
    expected = [
        "Blue Magpie Hall", "Day 1: Thursday, 14 July 2016", "09:00", "–09:30", "Opening of the Summit",
        "NGUYỄN Thị Đức", "Best practices I", "11:05", "From the hill to the kitchen", "LIN Mei-hua (林美華)",
        "Paying across borders", "Blue Magpie Hall", "Day 2: Friday, 15 July 2016", "Closing",
    ]  # fmt: skip
    assert in_order(text, expected) == []
    assert [part for part in ("EastRoom", "Delivering", "Lunch", "Skills") if part in text] == []
    assert len(pages) == 2
    assert smallest_letters(tmp_path / "p.pdf") >= 18


def smallest_letters(file: Path) -> float:
    """The size of the smallest letters above the foot of the first page (points)."""
    with pypdfium2.PdfDocument(file) as document:
        page = document[0]
        foot = 45
        sizes = [
            found.get_font_size() * found.get_matrix().a
            for found in page.get_objects([pypdfium2.raw.FPDF_PAGEOBJ_TEXT])
            if found.get_bounds()[1] > foot
        ]
        page.close()
        return min(sizes)


def test_a_full_room_s_door_sheet_goes_on_under_its_name(tmp_path: Path) -> None:
    made = [session(f"s{n}", "panel", f"Session {n:02} " + "and so on " * 12, 1, f"{8 + n}:00", 50) for n in range(12)]
    written = write(tmp_path / "p.pdf", replace(summit(), sessions=tuple(made)), room="hall", release=THIRD)

    pages = page_texts(tmp_path / "p.pdf")
    assert written.pages > 1
    assert ["Blue Magpie Hall" in page for page in pages] == [True] * written.pages
    assert re.findall(r"Session \d\d", "".join(pages)) == [f"Session {n:02}" for n in range(12)]
    assert smallest_letters(tmp_path / "p.pdf") >= 18


def test_a_room_where_nothing_is_planned_says_so(tmp_path: Path) -> None:
    write(tmp_path / "p.pdf", room="west", day=DAYS[1])

    assert "Nothing is planned in this room" in " ".join(lines(tmp_path / "p.pdf"))


@pytest.mark.parametrize("wanted", ["lin", "LIN Mei-hua", "lin mei-hua", "林美華"])
def test_a_speaker_s_programme_has_only_their_parts(tmp_path: Path, wanted: str) -> None:
    write(tmp_path / "p.pdf", speaker=wanted, release=THIRD)

    text = read(tmp_path / "p.pdf")
    expected = [
        SUMMIT.name["en"], "Programme for", "LIN Mei-hua", "林美華", "執行長", "Chinese Taipei", "Version 3",
        "Day 1: Thursday, 14 July 2016", "10:45–12:00", "Blue Magpie Hall", "Best practices I", "Your part: Presenter",
        "11:05–11:25 From the hill to the kitchen", "Best practice: 山線果菜產地直送",
        "Moderator: Somchai NÁM-JAI", "Day 2: Friday, 15 July 2016", "09:00–11:00", "What economies can do",
        "Your part: Rapporteur", "Chair: NGUYỄN Thị Đức",
    ]  # fmt: skip
    assert in_order(text, expected) == []
    others = [made.title["en"] for made in SESSIONS if made.id not in ("best", "policy")]
    assert [title for title in others if packed(title) in text] == []
    assert "Orderonline" not in text


def test_a_speaker_without_a_part_is_told(tmp_path: Path) -> None:
    idle = Speaker("idle", "Idle PERSON")
    write(tmp_path / "p.pdf", replace(summit(), speakers=(idle,)), speaker="idle")

    assert "Idle PERSON has no part in this programme yet." in lines(tmp_path / "p.pdf")


def test_characters_without_a_font_are_reported(tmp_path: Path) -> None:
    programme = replace(summit(), sessions=(session("a", "panel", "Talk ⚡ שלום", 1, "09:00", 60),))

    assert set(write(tmp_path / "p.pdf", programme).missing) == set("⚡שלום")


@pytest.mark.parametrize(
    ("more", "message"),
    [
        ({"room": "Attic"}, "“Attic” names no single room. Choose one of: Blue Magpie Hall; East Room; West Room."),
        ({"speaker": "NGUYỄN"}, "There is no speaker “NGUYỄN”. Perhaps you mean: NGUYỄN Thị Đức."),
        ({"speaker": "Nobody"}, "There is no speaker “Nobody” in this programme."),
        ({"room": "hall", "speaker": "duc"}, "Ask for one of them."),
        ({"day": date(2016, 7, 16)}, "2016-07-16 is none of the event’s days. Choose one of: 2016-07-14, 2016-07-15."),
        ({"languages": ["en", "vi", "es"]}, "Give at most two."),
        ({"languages": ["fr"]}, "“fr”. Choose among: en, zh-Hant, es, vi."),
        ({"paper": "A3"}, "There is no paper “A3”. Choose one of: A4, Letter."),
    ],
)
def test_what_cannot_be_is_said_with_what_can(tmp_path: Path, more: dict[str, object], message: str) -> None:
    with pytest.raises(UserError, match=re.escape(message)):
        write(tmp_path / "p.pdf", **more)
    assert list(tmp_path.iterdir()) == []


def test_two_speakers_of_one_name_need_an_id(tmp_path: Path) -> None:
    twins = (Speaker("a", "Ana DÍAZ", organisation="One"), Speaker("b", "Ana DÍAZ", organisation="Two"))
    with pytest.raises(UserError, match="Give the id: Ana DÍAZ – One: a; Ana DÍAZ – Two: b"):
        write(tmp_path / "p.pdf", replace(summit(), speakers=twins), speaker="ana díaz")


def test_hostile_texts_are_printed_whatever_they_are(tmp_path: Path) -> None:
    hostile = 'a"b,c;d\x00\x1f\u202e<b>&amp;%s{0}\ud800' + "x" * 1500
    made = session("a", "a type of tomorrow", hostile, 1, "09:00", 0, "no such room", people=(("duc", "a role"),))
    written = write(tmp_path / "p.pdf", replace(summit(), sessions=(made,)), with_abstracts=True)

    text = read(tmp_path / "p.pdf")
    assert [part in text for part in ('a"b,c;d<b>&amp;%s{0}', "atypeoftomorrow", "arole:", "x" * 1500)] == [True] * 4
    assert written.pages == 1


def test_a_session_past_midnight_belongs_to_the_day_it_begins_on(tmp_path: Path) -> None:
    made = replace(SESSIONS[1], starts_at=moment(1, "23:30"), minutes=90)
    write(tmp_path / "p.pdf", replace(summit(), sessions=(made,)), day=DAYS[0])

    assert "23:30–01:00" in read(tmp_path / "p.pdf")
