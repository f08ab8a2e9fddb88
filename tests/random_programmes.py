"""Random programmes, as Hypothesis draws them: every script, every odd character, every state."""

import uuid
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from hypothesis import strategies as st

from o2o_events.agenda import roles, session_types
from o2o_events.agenda.formats.draft import Heading, ProgrammeDraft, draft_of
from o2o_events.agenda.programme import AgendaSession, Appearance, Programme, Room, Slot, Speaker
from o2o_events.text import clean, clean_lines, fold

ZONE = "Europe/Berlin"
"""Its clocks go back on the second of the two days."""
DAYS = (date(2016, 10, 29), date(2016, 10, 30))
HEADING = Heading("VN", "Workshop & “more”", "Ha Noi", ZONE, DAYS, datetime(2016, 10, 1, 12, 30, tzinfo=UTC))
TAGS = ("en", "zh-Hant", "es", "vi")
_ODD = st.sampled_from(
    ("=1+1", "@SUM(A1)", "a; b, c", 'say "no"', "]]>", "?> <b>", r"C:\Nice\path", "_x0041_", "- x", "[en]", "名、字",
     "🎤", "Nguyễn Thị Ánh", "a – b", "'quoted'", "%20", "O’Brien; Ana", "1e5", "2016-10-29", "{}", "&amp;", "&#10;")
)  # fmt: skip
_CHARACTERS = st.characters(exclude_categories=["Cs", "Cn", "Co"])
LINE = st.one_of(_ODD, st.text(_CHARACTERS, min_size=1, max_size=30)).map(clean).filter(bool)
LINES = st.lists(LINE, min_size=1, max_size=4).map(lambda lines: clean_lines("\n".join(lines))).filter(bool)
MAYBE = st.one_of(st.just(""), LINE)


def _texts(text: st.SearchStrategy[str], least: int) -> st.SearchStrategy[dict[str, str]]:
    return st.dictionaries(st.sampled_from(TAGS), text, min_size=least, max_size=3)


@st.composite
def _ids(draw: st.DrawFn, most: int) -> list[str]:
    amount = draw(st.integers(0, most))
    return [str(draw(st.uuids(version=4))) for _n in range(amount)]


@st.composite
def programmes(draw: st.DrawFn) -> Programme:
    """A programme as the planning functions would have made it."""
    rooms = tuple(
        Room(key, draw(_texts(LINE, 1)), draw(st.none() | st.integers(1, 5_000)), n)
        for n, key in enumerate(draw(_ids(3)))
    )
    names = {fold(name) for room in rooms for name in room.name.values()}
    if len(names) < len({(r.id, fold(n)) for r in rooms for n in r.name.values()}):
        rooms = tuple(replace(room, name={"en": f"Room {n}"}) for n, room in enumerate(rooms))
    speakers = tuple(_speaker(draw, key) for key in draw(_ids(4)))
    sessions = tuple(_session(draw, key, rooms, speakers) for key in draw(_ids(5)))
    return Programme(str(uuid.uuid4()), ZONE, DAYS, rooms, speakers, sessions)


def _speaker(draw: st.DrawFn, key: str) -> Speaker:
    start = _moment(draw)
    return Speaker(
        id=key,
        name=draw(LINE),
        own_script_name=draw(MAYBE),
        economy=draw(st.none() | st.sampled_from(["VN", "TW", "HK", "PE"])),
        organisation=draw(MAYBE),
        position=draw(MAYBE),
        biography=draw(_texts(LINES, 0)),
        available=draw(st.none() | st.just(((start, start + timedelta(hours=3)),))),
        source_ref=draw(st.just("") | st.just(f"S-{key[:8]}")),
    )


def _moment(draw: st.DrawFn) -> datetime:
    return datetime(2016, 10, 29, tzinfo=UTC) + timedelta(minutes=draw(st.integers(0, 2 * 24 * 60 - 1)))


def _session(draw: st.DrawFn, key: str, rooms: tuple[Room, ...], speakers: tuple[Speaker, ...]) -> AgendaSession:
    slots = tuple(
        Slot(slot, key, n, draw(_texts(LINE, 1)), draw(st.integers(1, 90)))
        for n, slot in enumerate(draw(_ids(2)))
    )  # fmt: skip
    parts = draw(
        st.lists(
            st.tuples(
                st.sampled_from([s.id for s in speakers]),
                st.sampled_from(roles.CODES),
                st.sampled_from([None, *(s.id for s in slots)]),
            ),
            max_size=4,
            unique=True,
        )
        if speakers
        else st.just([])
    )
    return AgendaSession(
        id=key,
        type=draw(st.sampled_from(session_types.CODES)),
        title=draw(_texts(LINE, 1)),
        minutes=draw(st.integers(1, 3_000)),
        starts_at=draw(st.none() | st.just(_moment(draw))),
        room=draw(st.sampled_from([None, *(room.id for room in rooms)])),
        abstract=draw(_texts(LINES, 0)),
        track=draw(MAYBE),
        language=draw(st.sampled_from(["", "en", "zh-Hant", "vi"])),
        expected=draw(st.none() | st.integers(0, 500)),
        state=draw(st.sampled_from(["planned", "planned", "cancelled"])),
        sequence=draw(st.integers(0, 9)),
        source_ref=draw(st.sampled_from(["", str(uuid.uuid5(uuid.NAMESPACE_OID, key)), f"x-{key}@example.org"])),
        extra=draw(st.just({}) | st.just({"frab": {"id": 7, "subtitle": "sub", "links": [{"url": "https://e.org"}]}})),
        slots=slots,
        appearances=tuple(Appearance(f"{key}-{n}", *_in(part, key), position=n) for n, part in enumerate(parts)),
    )


def _in(part: tuple[str, str, str | None], session: str) -> tuple[str, str, str, str | None]:
    speaker, role, slot = part
    return speaker, session, role, slot


def drafts() -> st.SearchStrategy[ProgrammeDraft]:
    """Random programmes as writers take them."""
    return programmes().map(lambda programme: draft_of(programme, HEADING))
