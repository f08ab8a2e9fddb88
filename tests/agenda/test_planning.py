"""Planning a programme: what each command writes, counts for calendars, and refuses in words."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta, timezone
from itertools import pairwise
from typing import Any

import pytest
from factories import make_event, make_person, make_room, make_session, make_slot, make_speaker
from sqlalchemy import select

from o2o_events import i18n
from o2o_events.agenda.appearances import add_appearance, edit_appearance, remove_appearance, revive_appearance
from o2o_events.agenda.queries import get_session, get_speaker, list_rooms, read_programme
from o2o_events.agenda.rooms import add_room, edit_room, remove_room, revive_room
from o2o_events.agenda.sessions import (
    add_session,
    cancel_session,
    edit_session,
    move_session,
    remove_session,
    restore_session,
    revive_session,
)
from o2o_events.agenda.slots import add_slot, edit_slot, move_slot, remove_slot, revive_slot
from o2o_events.agenda.speakers import add_speaker, edit_speaker, link_speaker, remove_speaker, revive_speaker
from o2o_events.app import App
from o2o_events.db.models import SessionRow
from o2o_events.db.transaction import Tx
from o2o_events.errors import UserError
from o2o_events.registers.events import Event
from o2o_events.registers.practices import add_practice

Command = Callable[[Tx, Event], object]


def sequence(tx: Tx, session: str) -> int:
    return tx.get_one(SessionRow, session).sequence


def test_a_session_keeps_what_it_was_given(app: App, event: Event) -> None:
    with app.database.write() as tx:
        room = make_room(tx, event)
        added = add_session(
            tx,
            event=event,
            type="keynote",
            title={"en": "  First\u200b words ", "vi": "Lời mở đầu", "es": " "},
            minutes=35,
            room=room.id,
            starts_at=datetime(2016, 3, 17, 9, 30, 42, tzinfo=timezone(timedelta(hours=7))),
            abstract={"en": "One.\n\n\n\n Two. "},
            track="A",
            language="en",
            expected=120,
            source_ref="x-1",
            extra={"url": "https://example.org"},
        )

    with app.database.read() as tx:
        assert get_session(tx, event, added.id) == added
    assert added.title == {"en": "First words", "vi": "Lời mở đầu"}
    assert added.abstract == {"en": "One.\n\nTwo."}
    assert added.starts_at == datetime(2016, 3, 17, 2, 30, tzinfo=UTC)
    assert (added.minutes, added.room, added.expected, added.source_ref, added.sequence) == (35, room.id, 120, "x-1", 0)


def test_text_typed_in_one_language_leaves_the_others(app: App, event: Event) -> None:
    with app.database.write() as tx:
        session = make_session(tx, event, "Opening")
        with i18n.speaking("vi"):
            edit_session(tx, session=session.id, changes={"title": "Khai mạc", "abstract": "Dòng một\nDòng hai"})
        with i18n.speaking("es"):
            edit_session(tx, session=session.id, changes={"title": ""})
        assert get_session(tx, event, session.id).title == {"en": "Opening", "vi": "Khai mạc"}
        with i18n.speaking("vi"):
            edit_session(tx, session=session.id, changes={"title": ""})
        after = get_session(tx, event, session.id)

    assert (after.title, after.abstract) == ({"en": "Opening"}, {"vi": "Dòng một\nDòng hai"})


def test_whatever_a_calendar_shows_is_counted_and_nothing_else(app: App, event: Event) -> None:
    with app.database.write() as tx:
        room = make_room(tx, event)
        session = make_session(tx, event, room=room.id)
        speaker = make_speaker(tx, event)
        part = add_appearance(tx, session=session.id, speaker=speaker.id, role="chair")
        slot = make_slot(tx, session)
        counted: list[Callable[[], object]] = [
            lambda: edit_session(tx, session=session.id, changes={"title": {"en": "Other"}}),
            lambda: move_session(
                tx, session=session.id, starts_at=event.parse_moment("2016-03-17T11:00"), room=room.id
            ),
            lambda: cancel_session(tx, session=session.id),
            lambda: restore_session(tx, session=session.id),
            lambda: edit_room(tx, room=room.id, changes={"name": {"en": "Hall"}}),
            lambda: edit_speaker(tx, speaker=speaker.id, changes={"name": "Ana"}),
            lambda: edit_appearance(tx, appearance=part.id, changes={"role": "moderator"}),
            lambda: edit_slot(tx, slot=slot.id, changes={"minutes": 20}),
            lambda: remove_slot(tx, slot=slot.id),
            lambda: remove_speaker(tx, speaker=speaker.id),
            lambda: remove_session(tx, session=session.id),
            lambda: revive_session(tx, session=session.id),
        ]
        uncounted: list[Callable[[], object]] = [
            lambda: edit_session(tx, session=session.id, changes={"expected": 5, "extra": {"a": 1}, "source_ref": "r"}),
            lambda: edit_session(tx, session=session.id, changes={"title": {"en": "Other"}, "minutes": 60}),
            lambda: edit_room(tx, room=room.id, changes={"capacity": 9, "name": {"en": "Hall"}}),
            lambda: restore_session(tx, session=session.id),
        ]
        numbers = [sequence(tx, session.id)]
        for change in (*counted, *uncounted):
            change()
            numbers.append(sequence(tx, session.id))

    steps = [after - before for before, after in pairwise(numbers)]
    assert steps == [1] * len(counted) + [0] * len(uncounted)


def test_slots_stay_in_order_wherever_they_go(app: App, event: Event) -> None:
    with app.database.write() as tx:
        one, two = make_session(tx, event, "One"), make_session(tx, event, "Two", at="11:00")
        a, b, c = (make_slot(tx, one, name) for name in "abc")

        def order(session: str) -> list[tuple[str, int]]:
            return [(slot.label, slot.position) for slot in get_session(tx, event, session).slots]

        add_slot(tx, session=one.id, title={"en": "first"}, minutes=5, position=-7)
        move_slot(tx, slot=a.id, session=one.id, position=99)
        assert order(one.id) == [("first", 0), ("b", 1), ("c", 2), ("a", 3)]
        remove_slot(tx, slot=b.id)
        assert order(one.id) == [("first", 0), ("c", 1), ("a", 2)]
        revive_slot(tx, slot=b.id)
        assert order(one.id) == [("first", 0), ("b", 1), ("c", 2), ("a", 3)]
        move_slot(tx, slot=c.id, session=two.id, position=0)
        assert (order(one.id), order(two.id)) == ([("first", 0), ("b", 1), ("a", 2)], [("c", 0)])


def test_a_slot_takes_its_title_from_its_practice(app: App, event: Event) -> None:
    with app.database.write() as tx:
        practice = add_practice(tx, title={"en": "Rice online", "vi": "Gạo"}, company="Lúa (mẫu)", economy="VN")
        session = make_session(tx, event)
        slot = add_slot(tx, session=session.id, title="", minutes=15, practice=practice.id)
        edit_slot(tx, slot=slot.id, changes={"practice": None, "title": {"en": "Rice"}})
        [after] = get_session(tx, event, session.id).slots

    assert (slot.title, slot.practice) == ({"en": "Rice online", "vi": "Gạo"}, practice.id)
    assert (after.title, after.practice) == ({"en": "Rice"}, None)


def test_a_speaker_keeps_what_they_were_given(app: App, event: Event) -> None:
    nine, ten, noon = (datetime(2016, 3, 17, hour, tzinfo=UTC) for hour in (9, 10, 12))
    with app.database.write() as tx:
        added = add_speaker(
            tx,
            event=event,
            name=" Trần  Thị Mỹ Lệ ",
            own_script_name="陳氏美麗",
            economy="Vietnam",
            organisation="Gốm",
            position="Founder",
            biography={"vi": "Một đời.\nHai đời."},
            available=[(ten, noon), (nine, ten)],
        )
        assert get_speaker(tx, event, added.id) == added
        edit_speaker(tx, speaker=added.id, changes={"available": [], "economy": ""})
        after = get_speaker(tx, event, added.id)

    assert (added.name, added.economy, added.biography) == ("Trần Thị Mỹ Lệ", "VN", {"vi": "Một đời.\nHai đời."})
    assert added.available == ((nine, noon),)
    assert (after.available, after.economy) == (None, None)


def test_a_speaker_is_linked_with_somebody_who_is_registered(app: App, event: Event) -> None:
    with app.database.write() as tx:
        person = make_person(tx, event)
        elsewhere = make_person(tx, make_event(tx, "PE"), given_name="Elsewhere")
        speaker, other = make_speaker(tx, event, person=person), make_speaker(tx, event, "Other")
        with pytest.raises(UserError, match="is the speaker “Lý Hữu Phước” already"):
            link_speaker(tx, speaker=other.id, person=person)
        for nobody in (elsewhere, "no such id"):
            with pytest.raises(UserError, match="not registered for the event"):
                link_speaker(tx, speaker=other.id, person=nobody)
        link_speaker(tx, speaker=speaker.id, person=None)
        link_speaker(tx, speaker=other.id, person=person)
        assert [s.person for s in read_programme(tx, event).speakers] == [None, person]


def test_a_speaker_who_comes_back_has_their_parts_again(app: App, event: Event) -> None:
    with app.database.write() as tx:
        session, speaker = make_session(tx, event), make_speaker(tx, event)
        part = add_appearance(tx, session=session.id, speaker=speaker.id, role="chair")
        remove_speaker(tx, speaker=speaker.id)
        gone = get_session(tx, event, session.id).appearances
        revive_speaker(tx, speaker=speaker.id)
        [back] = get_session(tx, event, session.id).appearances
        remove_appearance(tx, appearance=part.id)
        assert get_session(tx, event, session.id).appearances == ()
        revive_appearance(tx, appearance=part.id)
        assert get_session(tx, event, session.id).appearances == (back,)

    assert (gone, back) == ((), part)


def test_rooms_are_put_in_order_and_come_back_where_they_were(app: App, event: Event) -> None:
    with app.database.write() as tx:
        a, b, _c = (make_room(tx, event, name) for name in "ABC")
        add_room(tx, event=event, name="Zero", position=0)
        edit_room(tx, room=b.id, changes={"position": 0})
        remove_room(tx, room=a.id)
        assert [room.label for room in list_rooms(tx, event)] == ["B", "Zero", "C"]
        revive_room(tx, room=a.id)

        assert [(room.label, room.position) for room in list_rooms(tx, event)] == [
            ("B", 0), ("Zero", 1), ("A", 2), ("C", 3),
        ]  # fmt: skip


def removed_session(tx: Tx, event: Event) -> str:
    session = make_session(tx, event)
    remove_session(tx, session=session.id)
    return session.id


REFUSED: dict[str, tuple[Command, str]] = {
    "a type that is none": (lambda tx, e: make_session(tx, e, type="party"), "“party” is no type of session"),
    "no title": (
        lambda tx, e: add_session(tx, event=e, type="panel", title={"en": "\u200b"}, minutes=5),
        "needs a title",
    ),
    "a title without end": (lambda tx, e: make_session(tx, e, "x" * 501), "is too long: 501 characters"),
    "a tag that is no language": (
        lambda tx, e: edit_session(tx, session=make_session(tx, e).id, changes={"title": {"e n": "x"}}),
        "“e n” is no language",
    ),
    "no length": (lambda tx, e: make_session(tx, e, minutes=0), "cannot take 0 minutes"),
    "a length without end": (lambda tx, e: make_session(tx, e, minutes=10**9), "cannot take 1000000000 minutes"),
    "a year that cannot be": (lambda tx, e: make_session(tx, e, at="9999-12-31T23:00"), "year 9999 cannot be meant"),
    "people that cannot be": (lambda tx, e: make_session(tx, e, expected=-1), "-1 people cannot be expected"),
    "another event's room": (
        lambda tx, e: make_session(tx, e, room=make_room(tx, make_event(tx, "PE")).id),
        "not among the event's rooms",
    ),
    "a session that was taken out": (
        lambda tx, e: edit_session(tx, session=removed_session(tx, e), changes={"minutes": 5}),
        "not in the programme any more",
    ),
    "a session that is there already": (
        lambda tx, e: revive_session(tx, session=make_session(tx, e).id),
        "in the programme already",
    ),
    "a field that is none": (
        lambda tx, e: edit_session(tx, session=make_session(tx, e).id, changes={"colour": "red"}),
        "“colour” is not a field",
    ),
    "a practice that is none": (lambda tx, e: make_slot(tx, make_session(tx, e), practice="?"), "not in the register"),
    "a slot without title": (lambda tx, e: make_slot(tx, make_session(tx, e), " "), "A slot needs a title"),
    "a slot of another event": (
        lambda tx, e: move_slot(
            tx,
            slot=make_slot(tx, make_session(tx, e)).id,
            session=make_session(tx, make_event(tx, "PE")).id,
            position=0,
        ),
        "A slot stays at its event",
    ),
    "a slot of another session": (
        lambda tx, e: add_appearance(
            tx,
            session=make_session(tx, e).id,
            speaker=make_speaker(tx, e).id,
            role="presenter",
            slot=make_slot(tx, make_session(tx, e, "Other")).id,
        ),
        "This slot is in another session",
    ),
    "another event's speaker": (
        lambda tx, e: add_appearance(
            tx, session=make_session(tx, e).id, speaker=make_speaker(tx, make_event(tx, "PE")).id, role="chair"
        ),
        "not among the event's speakers",
    ),
    "a role that is none": (
        lambda tx, e: add_appearance(tx, session=make_session(tx, e).id, speaker=make_speaker(tx, e).id, role="king"),
        "“king” is no role",
    ),
    "a speaker without name": (lambda tx, e: make_speaker(tx, e, " \u202e"), "A speaker needs a name"),
    "an economy that is none": (lambda tx, e: make_speaker(tx, e, economy="Atlantis"), "“Atlantis” is no APEC economy"),
    "leaving before coming": (
        lambda tx, e: make_speaker(
            tx, e, available=[(datetime(2016, 1, 2, tzinfo=UTC), datetime(2016, 1, 1, tzinfo=UTC))]
        ),
        "would leave before coming",
    ),
    "a room without name": (lambda tx, e: add_room(tx, event=e, name="\n"), "A room needs a name"),
    "a room of the same name": (
        lambda tx, e: [make_room(tx, e, "Hội trường"), make_room(tx, e, "HOI TRUONG")],
        "There is a room “HOI TRUONG” already",
    ),
    "a room for nobody": (lambda tx, e: make_room(tx, e, capacity=0), "A room holds at least 1 person"),
    "a room without end": (lambda tx, e: make_room(tx, e, capacity=2**70), "A room holds at least 1 person"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_what_cannot_be_is_refused_in_words(app: App, event: Event, case: str) -> None:
    command, words = REFUSED[case]

    with pytest.raises(UserError) as refused, app.database.write() as tx:
        command(tx, event)

    assert words in str(refused.value)


def test_a_part_is_given_once(app: App, event: Event) -> None:
    with app.database.write() as tx:
        session, speaker = make_session(tx, event), make_speaker(tx, event)
        part = add_appearance(tx, session=session.id, speaker=speaker.id, role="chair")
        add_appearance(tx, session=session.id, speaker=speaker.id, role="moderator")
        attempts: list[tuple[Callable[..., object], dict[str, Any]]] = [
            (add_appearance, {"session": session.id, "speaker": speaker.id, "role": "chair"}),
            (edit_appearance, {"appearance": part.id, "changes": {"role": "moderator"}}),
        ]
        for command, options in attempts:
            with pytest.raises(UserError, match="has this part already"):
                command(tx, **options)
        roles = [p.role for p in get_session(tx, event, session.id).appearances]

    assert roles == ["chair", "moderator"]


def test_a_change_that_is_refused_changes_nothing_beside_it(app: App, event: Event) -> None:
    with app.database.write() as tx:
        session = make_session(tx, event)
        before = get_session(tx, event, session.id)
        with pytest.raises(UserError):
            edit_session(tx, session=session.id, changes={"title": {"en": "New"}, "minutes": -1})
        assert get_session(tx, event, session.id) == before
        assert tx.scalar(select(SessionRow.sequence)) == 0
