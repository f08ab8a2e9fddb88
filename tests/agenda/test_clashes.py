"""The clash engine: a table of cases, and the sweep against a check of all pairs."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from programmes import DAY, at, programme, session

from o2o_events import i18n
from o2o_events.agenda.clash import SEVERITIES, SEVERITY, kind_label, severity_label
from o2o_events.agenda.clashes import Clash, clashes_of, find_clashes
from o2o_events.agenda.programme import AgendaSession, Programme, Room, Speaker

HOURS = (time(8, 30), time(17, 30))
BREAK = session("lunch", "12:00", 60, room=None, type="lunch")


def told(clashes: list[Clash]) -> list[tuple[str, tuple[str, ...], str | None]]:
    """Kind, sessions, and the slot or speaker."""
    return [(clash.kind, clash.sessions, clash.slot or clash.speaker) for clash in clashes]


ROOM_TWICE = ("room_twice", ("a", "b"), None)
CASES: dict[str, tuple[tuple[AgendaSession, ...], list[tuple[str, tuple[str, ...], str | None]]]] = {
    "nothing": ((), []),
    "one after the other, touching": ((session("a"), session("b", "10:00")), []),
    "room in use twice by a minute": ((session("a"), session("b", "09:59")), [ROOM_TWICE]),
    "room in use twice, one inside the other": ((session("a"), session("b", "09:20", 10)), [ROOM_TWICE]),
    "room in use twice, named by start": ((session("b", "09:10"), session("a")), [ROOM_TWICE]),
    "same time in another room": ((session("a"), session("b", room="studio")), []),
    "a cancelled session is in nobody's way": ((session("a"), session("b", state="cancelled", minutes=700)), []),
    "not scheduled: no time, no clash": ((session("a"), session("b", None)), []),
    "three at once are three pairs": (
        (session("a"), session("b"), session("c")),
        [ROOM_TWICE, ("room_twice", ("a", "c"), None), ("room_twice", ("b", "c"), None)],
    ),
    "a break in a room occupies it": (
        (session("a", "12:30"), replace(BREAK, room="hall")),
        [("room_twice", ("lunch", "a"), None)],
    ),
    "a break in another room does not": ((session("a", "12:30"), replace(BREAK, room="studio")), []),
    "a break without a room is for everybody": (
        (session("a", "11:30"), BREAK, session("b", "12:59", room="studio"), session("c", "13:00")),
        [("during_break", ("lunch", "a"), None), ("during_break", ("lunch", "b"), None)],
    ),
    "two breaks for everybody": (
        (BREAK, session("photo", "12:50", 10, room=None, type="group_photo")),
        [("during_break", ("lunch", "photo"), None)],
    ),
    "registration goes on in a break": (
        (BREAK, session("desk", "08:00", 480, room=None, type="registration")),
        [],
    ),
    "registration in a hall occupies it": (
        (session("a"), session("desk", "08:00", 90, type="registration")),
        [("room_twice", ("desk", "a"), None)],
    ),
    "speaker twice": (
        (session("a", by=["ana:speaker"]), session("b", "09:30", room="studio", by=["ana:panelist"])),
        [("speaker_twice", ("a", "b"), "ana")],
    ),
    "moderator twice": (
        (session("a", by=["ana:speaker"]), session("b", "09:30", room="studio", by=["ana:moderator"])),
        [("moderator_twice", ("a", "b"), "ana")],
    ),
    "a chair counts as moderator": (
        (session("a", by=["ana:chair"]), session("b", "09:30", room="studio", by=["ana:keynote"])),
        [("moderator_twice", ("a", "b"), "ana")],
    ),
    "interpreter twice": (
        (session("a", by=["ana:interpreter"]), session("b", "09:30", room="studio", by=["ana:moderator"])),
        [("interpreter_twice", ("a", "b"), "ana")],
    ),
    "two parts in one session are no clash": (
        (session("a", by=["ana:moderator", "ana:speaker", "ana:presenter:1"], slots=[30]),),
        [],
    ),
    "several parts in two sessions are one clash": (
        (
            session("a", by=["ana:moderator", "ana:presenter:1"], slots=[30]),
            session("b", by=["ana:moderator", "ana:speaker"], room="studio"),
        ),
        [("moderator_twice", ("a", "b"), "ana")],
    ),
    "a slot makes busy for its own time only": (
        (
            session("a", by=["ana:presenter:1", "bo:presenter:2"], slots=[30, 30]),
            session("b", "09:30", 60, room="studio", by=["ana:speaker"]),
            session("c", "10:15", 60, room="hall", by=["bo:speaker"]),
        ),
        [("no_time_to_change_room", ("a", "b"), "ana")],
    ),
    "a second slot starts after the first": (
        (
            session("a", by=["ana:presenter:2", "bo:presenter:1"], slots=[30, 30]),
            session("b", "09:30", 10, room="studio", by=["ana:speaker"]),
        ),
        [("speaker_twice", ("a", "b"), "ana")],
    ),
    "who is at lunch for work is busy there": (
        (
            session("a", "12:30", by=["ana:speaker"]),
            session("lunch", "12:00", room="studio", type="lunch", by=["ana:moderator"]),
        ),
        [("moderator_twice", ("lunch", "a"), "ana")],
    ),
    "four minutes for another room": (
        (session("a", by=["ana:speaker"]), session("b", "10:04", room="studio", by=["ana:speaker"])),
        [("no_time_to_change_room", ("a", "b"), "ana")],
    ),
    "five minutes for another room": (
        (session("a", by=["ana:speaker"]), session("b", "10:05", room="studio", by=["ana:speaker"])),
        [],
    ),
    "no minute for the same room": (
        (session("a", by=["ana:speaker"]), session("b", "10:00", by=["ana:speaker"])),
        [],
    ),
    "expected more than seats": ((session("a", expected=101),), [("room_too_small", ("a",), None)]),
    "expected as many as seats": ((session("a", expected=100),), []),
    "too small though not scheduled": ((session("a", None, expected=101),), [("room_too_small", ("a",), None)]),
    "not a day of the event": ((session("a", day=date(2016, 3, 18)),), [("not_an_event_day", ("a",), None)]),
    "until midnight": ((session("a", "23:00", 60),), []),
    "past midnight": ((session("a", "23:00", 61),), [("outside_day", ("a",), None)]),
    "slots longer than the session": (
        (session("a", slots=[30, 31], by=["ana:presenter:1", "bo:presenter:2"]),),
        [("slots_too_long", ("a",), None)],
    ),
    "slots longer than a session not scheduled": (
        (session("a", None, slots=[61], by=["ana:presenter:1"]),),
        [("slots_too_long", ("a",), None)],
    ),
    "slots that fill the session": ((session("a", slots=[30, 30], practices=False),), []),
    "a practice without presenter": (
        (session("a", slots=[20, 20], by=["ana:presenter:1", "bo:interpreter:2"]),),
        [("practice_without_presenter", ("a",), "a-2")],
    ),
    "slots of a best-practice session are practices": (
        (session("a", type="best_practice", slots=[20], practices=False),),
        [("practice_without_presenter", ("a",), "a-1")],
    ),
    "one practice, presented by the session's presenter": (
        (session("a", type="best_practice", slots=[20], by=["ana:presenter"]),),
        [],
    ),
    "two practices and one presenter of the session": (
        (session("a", slots=[20, 20], by=["ana:presenter"]),),
        [("practice_without_presenter", ("a",), "a-1"), ("practice_without_presenter", ("a",), "a-2")],
    ),
    "a best-practice session without slots": (
        (session("a", type="best_practice"), session("b", "10:00", type="best_practice", by=["ana:presenter"])),
        [("practice_without_presenter", ("a",), None)],
    ),
    "session without room": ((session("a", room=None),), [("without_room", ("a",), None)]),
    "session in a room that is gone": ((session("a", room="gone"),), [("without_room", ("a",), None)]),
    "a break or a site visit needs no room": (
        (BREAK, session("visit", "14:00", room=None, type="site_visit")),
        [],
    ),
    "errors first, then by time": (
        (session("a", room=None), session("b", "11:00"), session("c", "11:30")),
        [("room_twice", ("b", "c"), None), ("without_room", ("a",), None)],
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", CASES)
def test_find_clashes_tells_each_kind_and_nothing_else(case: str) -> None:
    sessions, expected = CASES[case]

    found = find_clashes(programme(*sessions))

    assert told(found) == expected


@pytest.mark.parametrize(
    ("windows", "is_told"),
    [
        (None, False),
        ((), True),
        ([("09:00", "10:00")], False),
        ([("09:00", "09:59")], True),
        ([("09:01", "12:00")], True),
        ([("09:30", "10:00"), ("08:00", "09:30")], False),
        ([("08:00", "09:29"), ("09:30", "12:00")], True),
    ],
)
def test_speaker_is_told_where_not_available_for_all_of_it(
    windows: list[tuple[str, str]] | None, is_told: bool
) -> None:
    available = None if windows is None else tuple((at(opens), at(closes)) for opens, closes in windows)
    speakers = (Speaker("ana", "Ana", available=available),)

    found = find_clashes(programme(session("a", by=["ana:speaker"]), speakers=speakers))

    assert told(found) == ([("speaker_unavailable", ("a",), "ana")] if is_told else [])


def test_a_slot_asks_only_for_its_own_time_of_the_speaker() -> None:
    speakers = (Speaker("ana", "Ana", available=((at("09:30"), at("10:00")),)), Speaker("bo", "Bo"))
    held = session("a", slots=[30, 30], by=["bo:presenter:1", "ana:presenter:2"])

    assert find_clashes(programme(held, speakers=speakers)) == []


def test_two_speakers_who_are_one_person_cannot_be_in_two_rooms() -> None:
    speakers = (Speaker("ana", "Ana", person="p1"), Speaker("ana2", "Ana Díaz", person="p1"))
    sessions = (session("a", by=["ana:speaker"]), session("b", room="studio", by=["ana2:speaker"]))

    assert told(find_clashes(programme(*sessions, speakers=speakers))) == [("speaker_twice", ("a", "b"), "ana2")]


@pytest.mark.parametrize(
    ("clock", "minutes", "is_told"), [("08:30", 540, False), ("08:29", 10, True), ("17:00", 31, True)]
)
def test_hours_of_the_day_are_kept(clock: str, minutes: int, is_told: bool) -> None:
    found = find_clashes(programme(session("a", clock, minutes)), day_hours=HOURS)

    assert told(found) == ([("outside_day", ("a",), None)] if is_told else [])


def test_hours_may_go_past_midnight() -> None:
    party = session("a", "22:00", 240)

    assert find_clashes(programme(party), day_hours=(time(9), time(2))) == []


def test_walking_time_is_what_is_told() -> None:
    sessions = (session("a", by=["ana:speaker"]), session("b", "10:09", room="studio", by=["ana:speaker"]))

    assert told(find_clashes(programme(*sessions), walking_minutes=10)) == [
        ("no_time_to_change_room", ("a", "b"), "ana")
    ]
    assert find_clashes(programme(*sessions), walking_minutes=0) == []


def test_every_kind_has_words_and_leads_to_a_record() -> None:
    ana = Speaker("ana", "Nguyễn Thị Ánh", available=())
    everything = programme(
        session("a", expected=101, by=["ana:interpreter"]),
        session("b", "09:30", room="studio", by=["ana:moderator", "bo:speaker", "cy:chair"]),
        session("c", "09:30", by=["bo:speaker", "cy:speaker"]),
        session("d", "10:32", room="studio", by=["bo:speaker"]),
        session("e", "12:10", room=None, slots=[90]),
        session("f", "23:50"),
        session("g", day=date(2016, 3, 18)),
        BREAK,
        speakers=(ana, Speaker("bo", "Bo"), Speaker("cy", "Cy")),
    )

    found = find_clashes(everything)

    assert {clash.kind for clash in found} == set(SEVERITY)
    assert {clash.severity for clash in found} <= set(SEVERITIES)
    ids = {s.id for s in everything.sessions} | {slot.id for s in everything.sessions for slot in s.slots}
    assert {clash.way.id for clash in found} <= ids
    for tag in i18n.LANGUAGES:
        with i18n.speaking(tag):
            assert all("{" not in clash.message and len(clash.message) > 20 for clash in found)
            assert all(kind_label(kind) for kind in SEVERITY)
            assert all(severity_label(one) for one in SEVERITIES)


@pytest.mark.parametrize(
    ("sessions", "sentence"),
    [
        (
            (session("a"), session("b", "09:30")),
            "“A” and “B” are both in Hall, 2016-03-17 09:30–10:00. Move one of them.",
        ),
        (
            (session("a", by=["ana:speaker"]), session("b", "09:30", room="studio", by=["ana:chair"])),
            "Ana is in “A” (Speaker) and in “B” (Chair) at the same time, 2016-03-17 09:30–10:00. "
            "Move one of them, or choose somebody else.",
        ),
        (
            (session("a", room="studio", expected=35),),
            "Studio has 20 seats, but 35 people are expected for “A”. Choose a larger room.",
        ),
        (
            (session("a", slots=[40, 30], practices=False),),
            "The slots of “A” take 70 minutes together, and the session has 60. "
            "Shorten a slot, or make the session 10 minutes longer.",
        ),
    ],
)
def test_a_sentence_names_what_and_when_and_what_to_do(sessions: tuple[AgendaSession, ...], sentence: str) -> None:
    assert [clash.message for clash in find_clashes(programme(*sessions))] == [sentence]


# All pairs, by the definitions and in no clever way

DAYS = (DAY, DAY + timedelta(days=1))
PEOPLE = (
    Speaker("ana", "Ana"),
    Speaker("bo", "Bo", available=((at("08:00"), at("11:00")), (at("11:00"), at("13:00")))),
    Speaker("cy", "Cy", person="p"),
    Speaker("cy2", "Cy", person="p"),
)
ROOMS = (Room("hall", {"en": "Hall"}, 100), Room("studio", {"en": "Studio"}, 20), Room("den", {"en": "Den"}))
Told = tuple[str, frozenset[str], str | None]


def naive(given: Programme) -> set[Told]:
    """What all pairs say, minute by minute of the definitions; speakers who are one person under one name."""
    on = [s for s in given.sessions if not s.is_cancelled and s.starts_at is not None]
    found: set[Told] = set()
    for one, other in combinations(on, 2):
        both = frozenset({one.id, other.id})
        meet = _meet(_span(one), _span(other))
        if meet and one.room == other.room and one.room in given.rooms_by_id:
            found.add(("room_twice", both, None))
        if meet and (_is_break(one) or _is_break(other)) and "registration" not in (one.type, other.type):
            found.add(("during_break", both, None))
        for body in _bodies(one) & _bodies(other):
            pairs = [(a, b) for a in _stretches(one, body) for b in _stretches(other, body)]
            if any(_meet(a, b) for a, b in pairs):
                found.add((_kind(one, other, body), both, body))
            elif one.room and other.room and one.room != other.room and any(_gap(a, b) < 5 for a, b in pairs):
                found.add(("no_time_to_change_room", both, body))
    return found


def _span(s: AgendaSession) -> tuple[datetime, datetime]:
    assert s.starts_at is not None
    assert s.ends_at is not None
    return s.starts_at, s.ends_at


def _meet(one: tuple[datetime, datetime], other: tuple[datetime, datetime]) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def _gap(one: tuple[datetime, datetime], other: tuple[datetime, datetime]) -> float:
    return max(other[0] - one[1], one[0] - other[1]) / timedelta(minutes=1)


def _is_break(s: AgendaSession) -> bool:
    return s.room is None and s.type in {"break", "lunch", "group_photo", "reception"}


def _name(speaker: str) -> str:
    return "cy" if speaker == "cy2" else speaker


def _bodies(s: AgendaSession) -> set[str]:
    return {_name(a.speaker) for a in s.appearances}


def _stretches(s: AgendaSession, body: str) -> Iterator[tuple[datetime, datetime]]:
    starts = {slot.id: (start, start + timedelta(minutes=slot.minutes)) for slot, start in s.slot_times() if start}
    for appearance in s.appearances:
        if _name(appearance.speaker) == body:
            yield starts[appearance.slot] if appearance.slot else _span(s)


def _kind(one: AgendaSession, other: AgendaSession, body: str) -> str:
    roles = {a.role for s in (one, other) for a in s.appearances if _name(a.speaker) == body}
    if "interpreter" in roles:
        return "interpreter_twice"
    return "moderator_twice" if roles & {"moderator", "chair"} else "speaker_twice"


@st.composite
def programmes(draw: st.DrawFn) -> Programme:
    """Crowded programmes: few rooms, few people, starts that touch and meet, slots that may be too long."""
    sessions = []
    for n in range(draw(st.integers(0, 14))):
        slots = draw(st.lists(st.sampled_from((0, 3, 10, 20)), max_size=3))
        parts = ["", *(f":{k}" for k in range(1, len(slots) + 1))]
        part = st.tuples(
            st.sampled_from([s.id for s in PEOPLE]),
            st.sampled_from(("speaker", "presenter", "moderator", "chair", "interpreter")),
            st.sampled_from(parts),
        )
        sessions.append(
            session(
                f"s{n:02}",
                None if draw(st.integers(0, 9)) == 0 else f"{draw(st.integers(8, 11))}:{draw(st.integers(0, 11)) * 5}",
                draw(st.sampled_from((0, 5, 10, 30, 33, 60, 150))),
                draw(st.sampled_from(("hall", "studio", "den", "gone", None))),
                day=draw(st.sampled_from(DAYS)),
                type=draw(st.sampled_from(("presentation", "break", "lunch", "registration", "best_practice"))),
                state="cancelled" if draw(st.integers(0, 7)) == 0 else "planned",
                slots=slots,
                by=[f"{who}:{role}{slot}" for who, role, slot in draw(st.lists(part, max_size=3, unique=True))],
            )
        )
    return programme(*draw(st.permutations(sessions)), rooms=ROOMS, speakers=PEOPLE, days=DAYS[:1])


def _pairs_told(clashes: list[Clash]) -> list[Told]:
    return [
        (clash.kind, frozenset(clash.sessions), clash.speaker and _name(clash.speaker))
        for clash in clashes
        if len(clash.sessions) == 2
    ]


@given(programmes())
@settings(max_examples=400, deadline=None)
def test_the_sweep_finds_what_a_check_of_all_pairs_finds_once_each(given: Programme) -> None:
    found = _pairs_told(find_clashes(given))

    assert Counter(found) == Counter(naive(given))


@given(programmes(), st.data())
@settings(max_examples=300, deadline=None)
def test_moving_one_session_tells_what_the_whole_check_would(given: Programme, data: st.DataObject) -> None:
    moved = session(
        data.draw(st.sampled_from([s.id for s in given.sessions] or ["new"])),
        f"{data.draw(st.integers(8, 11))}:{data.draw(st.integers(0, 11)) * 5}",
        data.draw(st.sampled_from((5, 30, 60))),
        data.draw(st.sampled_from(("hall", "studio", None))),
        type=data.draw(st.sampled_from(("presentation", "lunch", "best_practice"))),
        by=data.draw(st.sampled_from(([], ["ana:speaker"], ["bo:moderator", "cy2:chair"]))),
    )
    others = tuple(s for s in given.sessions if s.id != moved.id)
    whole = find_clashes(replace(given, sessions=(*others, moved)))

    assert clashes_of(given, moved) == [clash for clash in whole if moved.id in clash.sessions]


@given(programmes())
@settings(max_examples=100, deadline=None)
def test_the_order_in_which_sessions_are_given_changes_nothing(given: Programme) -> None:
    backwards = replace(given, sessions=given.sessions[::-1])

    assert find_clashes(backwards) == find_clashes(given)
    assert [c.message for c in find_clashes(backwards)] == [c.message for c in find_clashes(given)]


def test_a_moment_with_another_offset_is_the_same_moment() -> None:
    tokyo = replace(session("b"), starts_at=datetime(2016, 3, 17, 2, 30, tzinfo=UTC).astimezone())

    assert told(find_clashes(programme(session("a"), tokyo))) == [ROOM_TWICE]
