"""The programme as it is read: order, and what is left out."""

from datetime import UTC, date, datetime

import pytest
from factories import make_event, make_room, make_session, make_slot, make_speaker

from o2o_events import i18n
from o2o_events.agenda.appearances import add_appearance
from o2o_events.agenda.programme import Programme
from o2o_events.agenda.queries import get_room, get_session, get_speaker, read_programme
from o2o_events.agenda.rooms import remove_room
from o2o_events.agenda.sessions import cancel_session, edit_session, remove_session
from o2o_events.agenda.slots import remove_slot
from o2o_events.agenda.speakers import remove_speaker
from o2o_events.app import App
from o2o_events.db.models import RoomRow
from o2o_events.errors import UserError
from o2o_events.registers.events import Event


def programme(app: App, event: Event) -> Programme:
    with app.database.read() as tx:
        return read_programme(tx, event)


def test_an_event_without_agenda_has_an_empty_programme(app: App, event: Event) -> None:
    assert programme(app, event) == Programme(event.id, "Asia/Ho_Chi_Minh", (date(2016, 3, 17),))


def test_the_programme_is_in_the_order_of_the_day_and_of_the_rooms(app: App, event: Event) -> None:
    with app.database.write() as tx:
        make_session(tx, event, "Waiting", at=None)
        left, right = make_room(tx, event, "Left"), make_room(tx, event, "Right")
        make_session(tx, event, "Ten", at="10:00", room=left.id)
        make_session(tx, event, "Nine, right", at="09:00", room=right.id)
        make_session(tx, event, "Nine, left", at="09:00", room=left.id)
        make_session(tx, event, "Nine, nowhere", at="09:00")

    read = programme(app, event)

    assert [s.label for s in read.sessions] == ["Nine, left", "Nine, right", "Nine, nowhere", "Ten", "Waiting"]
    assert [(r.label, r.position) for r in read.rooms] == [("Left", 0), ("Right", 1)]
    assert read.sessions[0].starts_at == datetime(2016, 3, 17, 2, 0, tzinfo=UTC)
    assert read.sessions[0].ends_at == datetime(2016, 3, 17, 3, 0, tzinfo=UTC)


def test_another_events_programme_is_not_mixed_in(app: App, event: Event) -> None:
    with app.database.write() as tx:
        other = make_event(tx, "PE")
        session = make_session(tx, other, room=make_room(tx, other).id)
        slot = make_slot(tx, session)
        add_appearance(tx, session=session.id, speaker=make_speaker(tx, other).id, role="presenter", slot=slot.id)

    read = programme(app, event)

    assert (read.rooms, read.speakers, read.sessions) == ((), (), ())


def test_what_is_removed_takes_what_hangs_on_it_out_of_sight(app: App, event: Event) -> None:
    with app.database.write() as tx:
        session, gone = make_session(tx, event), make_session(tx, event, "Gone")
        kept, lost = make_slot(tx, session, "Kept"), make_slot(tx, session, "Lost")
        ana, bao = make_speaker(tx, event, "Ana"), make_speaker(tx, event, "Bảo")
        make_slot(tx, gone)
        add_appearance(tx, session=gone.id, speaker=ana.id, role="chair")
        for slot in (kept, lost):
            add_appearance(tx, session=session.id, speaker=ana.id, role="presenter", slot=slot.id)
        add_appearance(tx, session=session.id, speaker=bao.id, role="moderator")
        remove_session(tx, session=gone.id)
        remove_slot(tx, slot=lost.id)
        remove_speaker(tx, speaker=bao.id)

    [read] = programme(app, event).sessions

    assert [slot.label for slot in read.slots] == ["Kept"]
    assert [(part.speaker, part.slot) for part in read.appearances] == [(ana.id, kept.id)]


def test_a_session_whose_room_another_desk_took_away_has_none(app: App, event: Event) -> None:
    with app.database.write() as tx:
        room = make_room(tx, event)
        session = make_session(tx, event, room=room.id)
        with pytest.raises(UserError, match="1 session is in this room"):
            remove_room(tx, room=room.id)
        tx.get_one(RoomRow, room.id).deleted = True

    [read] = programme(app, event).sessions

    assert (read.id, read.room) == (session.id, None)


def test_a_cancelled_session_stays_and_is_marked(app: App, event: Event) -> None:
    with app.database.write() as tx:
        cancel_session(tx, session=make_session(tx, event).id)

    [read] = programme(app, event).sessions

    assert (read.state, read.is_cancelled, read.sequence) == ("cancelled", True, 1)


def test_a_session_is_found_by_its_id_or_by_its_title_in_any_language(app: App, event: Event) -> None:
    with app.database.write() as tx:
        session = make_session(tx, event, "Opening")
        edit_session(tx, session=session.id, changes={"title": {"en": "Opening", "vi": "Khai mạc", "zh-Hant": "開幕"}})
        found = [get_session(tx, event, ref).id for ref in (session.id, "OPENING", " khai mac ", "開幕")]

    assert found == [session.id] * 4


def test_what_is_named_and_not_there_or_there_twice_is_told_in_words(app: App, event: Event) -> None:
    with app.database.write() as tx:
        with pytest.raises(UserError, match="no room yet"):
            get_room(tx, event, "Hall")
        make_room(tx, event, "Hall")
        one, two = make_session(tx, event, "Break"), make_session(tx, event, "Break")
        speaker = make_speaker(tx, event, "Trần Thị Mỹ Lệ", own_script_name="陳氏美麗")
        for find, ref in ((get_room, "Hal"), (get_session, "Brea"), (get_speaker, "Tran")):
            with pytest.raises(UserError, match="There is no"):
                find(tx, event, ref)
        with pytest.raises(UserError) as several:
            get_session(tx, event, "break")
        assert get_speaker(tx, event, "tran thi my le") == get_speaker(tx, event, "陳氏美麗") == speaker
        assert get_room(tx, event, "hall").label == "Hall"

    first, second = sorted((one.id, two.id))
    assert str(several.value) == f"“break” stands for several: Break ({first}); Break ({second}). Give the id of one."


def test_a_text_is_shown_in_the_present_language_else_in_english_else_in_any(app: App, event: Event) -> None:
    with app.database.write() as tx:
        session = make_session(tx, event, "Opening")
        edit_session(tx, session=session.id, changes={"title": {"vi": "Khai mạc", "en": "Opening", "es": "Apertura"}})
        only = make_session(tx, event)
        edit_session(tx, session=only.id, changes={"title": {"zh-Hant": "開幕"}})
    shown = []
    for tag in ("vi", "es", "zh-Hant"):
        i18n.set_language(tag)
        shown.append([session.label for session in programme(app, event).sessions])

    assert shown == [["Khai mạc", "開幕"], ["Apertura", "開幕"], ["Opening", "開幕"]]
