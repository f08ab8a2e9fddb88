"""Copies of sessions and days, and the first agendas that templates make."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from factories import make_event, make_room, make_session, make_slot, make_speaker

from o2o_events.agenda.appearances import add_appearance
from o2o_events.agenda.clashes import find_clashes
from o2o_events.agenda.copying import copy_day, copy_session
from o2o_events.agenda.programme import AgendaSession
from o2o_events.agenda.queries import get_session, list_rooms, read_programme
from o2o_events.agenda.sessions import cancel_session
from o2o_events.agenda.templates import TEMPLATES, apply_template
from o2o_events.app import App
from o2o_events.db.transaction import Tx
from o2o_events.errors import UserError
from o2o_events.i18n import LANGUAGES
from o2o_events.registers.events import Event

DAYS = [date(2016, 7, 12), date(2016, 7, 13)]


def full_session(tx: Tx, event: Event) -> AgendaSession:
    """A session with two slots and somebody in each and in the whole."""
    session = make_session(
        tx, event, "Full", room=make_room(tx, event).id, abstract={"vi": "Gì"}, expected=40, track="A", source_ref="x"
    )
    speaker = make_speaker(tx, event)
    add_appearance(tx, session=session.id, speaker=speaker.id, role="moderator")
    for slot in (make_slot(tx, session, "One"), make_slot(tx, session, "Two")):
        add_appearance(tx, session=session.id, speaker=speaker.id, role="presenter", slot=slot.id)
    return get_session(tx, event, session.id)


def content(session: AgendaSession) -> object:
    """A session without what is its own: ids, time, changes counted, what another program calls it."""
    number = {slot.id: slot.position for slot in session.slots}
    plain = replace(session, id="", starts_at=None, room=None, sequence=0, source_ref="", slots=(), appearances=())
    slots = [(slot.title, slot.minutes, slot.practice) for slot in session.slots]
    return plain, slots, [(p.speaker, p.role, number.get(p.slot or "")) for p in session.appearances]


def test_a_copy_has_everything_but_its_place_and_its_identity(app: App, event: Event) -> None:
    with app.database.write() as tx:
        session = full_session(tx, event)
        copied = copy_session(tx, event=event, session=session.id)

    assert content(copied) == content(session)
    assert (copied.starts_at, copied.room, copied.source_ref) == (None, None, "")
    assert {s.id for s in (copied, *copied.slots, *copied.appearances)} & {
        s.id for s in (session, *session.slots, *session.appearances)
    } == set()


def test_a_day_is_copied_to_the_same_clock_and_rooms_without_what_is_cancelled(app: App) -> None:
    with app.database.write() as tx:
        event = make_event(tx, "TPE", DAYS)
        session = full_session(tx, event)
        cancel_session(tx, session=make_session(tx, event, "Cancelled", at="11:00").id)
        make_session(tx, event, "Waiting", at=None)
        make_session(tx, event, "Late", at="23:30")

        made = copy_day(tx, event=event, day=DAYS[0], to=DAYS[1])

        copies = [get_session(tx, event, id_) for id_ in made]
        with pytest.raises(UserError, match=r"2016-03-18 is no other day of TPE\. Choose one of: 2016-07-13\."):
            copy_day(tx, event=event, day=DAYS[0], to=date(2016, 3, 18))
        with pytest.raises(UserError, match="no other day"):
            copy_day(tx, event=event, day=DAYS[0], to=DAYS[0])
        with pytest.raises(UserError, match="no session on 2016-03-18"):
            copy_day(tx, event=event, day=date(2016, 3, 18), to=DAYS[0])

    assert [copied.label for copied in copies] == ["Full", "Late"]
    assert session.starts_at is not None
    assert (copies[0].starts_at, copies[0].room) == (session.starts_at + timedelta(days=1), session.room)
    assert content(copies[0]) == content(session)


@pytest.mark.parametrize("name", TEMPLATES)
def test_a_template_makes_an_agenda_without_errors_in_four_languages(app: App, name: str) -> None:
    with app.database.write() as tx:
        event = make_event(tx, "TPE", DAYS)
        made = apply_template(tx, event=event, template=name)
        programme = read_programme(tx, event)

    template = TEMPLATES[name]
    assert len(made) == len(set(made)) == sum(map(len, template.days))
    assert [clash.kind for clash in find_clashes(programme) if clash.severity == "error"] == []
    assert [room.name for room in programme.rooms] == list(template.rooms)
    texts = (
        [s.title for s in programme.sessions] + [s.title for x in programme.sessions for s in x.slots] + [template.name]
    )
    assert {frozenset(text) for text in texts} == {frozenset(LANGUAGES)}
    for session in programme.sessions:
        assert sum(slot.minutes for slot in session.slots) <= session.minutes


def test_a_template_uses_the_rooms_there_are(app: App, event: Event) -> None:
    with app.database.write() as tx:
        for name in ("Ballroom", "FOYER"):
            make_room(tx, event, name)
        apply_template(tx, event=event, template="workshop")
        rooms = [room.label for room in list_rooms(tx, event)]
        used = {s.type: s.room for s in read_programme(tx, event).sessions}
        named = {room.id: room.label for room in list_rooms(tx, event)}

    assert rooms == ["Ballroom", "FOYER"]
    assert (named[used["keynote"] or ""], named[used["lunch"] or ""]) == ("Ballroom", "FOYER")


def test_a_template_wants_empty_days_of_the_event(app: App) -> None:
    with app.database.write() as tx:
        event = make_event(tx, "TPE", DAYS)
        apply_template(tx, event=event, template="workshop", day=DAYS[1])
        with pytest.raises(UserError, match="There are sessions on 2016-07-13 already"):
            apply_template(tx, event=event, template="summit")
        for day in (DAYS[1], date(2016, 1, 1)):
            with pytest.raises(UserError, match="This template has 2 days"):
                apply_template(tx, event=event, template="summit", day=day)
        apply_template(tx, event=event, template="workshop")
        days = {event.day_of(s.starts_at) for s in read_programme(tx, event).sessions if s.starts_at}

    assert sorted(days) == DAYS
