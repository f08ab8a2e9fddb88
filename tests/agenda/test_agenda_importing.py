"""Importing a programme into the agenda: new, changed, moved, cancelled, kept, and never twice."""

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import openpyxl
import pytest
import vobject
from conftest import FakeClock
from factories import make_event

from o2o_events.agenda.appearances import add_appearance
from o2o_events.agenda.exporting import read_draft
from o2o_events.agenda.formats.files import writer_for
from o2o_events.agenda.import_plan import AgendaPlan
from o2o_events.agenda.importing import Wishes, import_agenda
from o2o_events.agenda.programme import Programme
from o2o_events.agenda.queries import get_session, read_programme
from o2o_events.agenda.rooms import add_room
from o2o_events.agenda.sessions import (
    add_session,
    cancel_session,
    edit_session,
    move_session,
    remove_session,
    restore_session,
)
from o2o_events.agenda.slots import add_slot
from o2o_events.agenda.speakers import add_speaker, edit_speaker
from o2o_events.app import App, create_project, open_app
from o2o_events.registers.events import Event
from o2o_events.settings import Settings

FILES = Path(__file__).parents[1] / "files" / "schedules"
ENDINGS = (".xml", ".json", ".ics", ".xlsx")
GUIDS = [f"a0a0fcfe-b7fb-46e3-84b6-97a54060160{n}" for n in range(4)]


def talk(number: int, title: str, start: str = "09:00", room: str = "Hall", **fields: object) -> dict:
    """An event of a schedule.json."""
    return {
        "id": number + 1,
        "guid": GUIDS[number],
        "title": title,
        "date": f"2016-03-17T{start}:00+07:00",
        "duration": "00:30",
        "room": room,
        "type": "lecture",
        "language": "en",
        "abstract": "",
        "persons": [{"id": 70 + number, "public_name": f"Speaker {number}"}],
    } | fields


@pytest.fixture
def schedule(tmp_path: Path) -> Callable[..., Path]:
    def write(*events: dict, acronym: str = "camp") -> Path:
        day = {"date": "2016-03-17", "rooms": {"Hall": list(events)}}
        file = tmp_path / "schedule.json"
        file.write_text(json.dumps({"schedule": {"conference": {"acronym": acronym, "days": [day]}}}))
        return file

    return write


def bring(app: App, event: Event, file: Path, **wishes: bool) -> AgendaPlan:
    """Imports; what was planned before is what was done."""
    with app.database.read() as tx:
        planned = import_agenda(tx, event=event, path=file, dry_run=True, wishes=Wishes(**wishes))
    with app.database.write() as tx:
        done = import_agenda(tx, event=event, path=file, wishes=Wishes(**wishes))
    assert amounts(planned) == amounts(done)
    return done


def amounts(plan: AgendaPlan) -> dict[str, int]:
    """The figures that are not zero."""
    kinds = ("created", "updated", "moved", "withdrawn", "unchanged")
    return {kind: plan.count(kind) for kind in kinds if plan.count(kind)}


def agenda(app: App, event: Event) -> Programme:
    with app.database.read() as tx:
        return read_programme(tx, event)


def said(programme: Programme) -> Programme:
    """The programme without what importing remembers for itself."""
    sessions = (
        replace(
            session,
            extra={key: value for key, value in session.extra.items() if key != "files"},
            appearances=tuple(sorted((replace(part, id="") for part in session.appearances), key=str)),
        )
        for session in programme.sessions
    )
    return replace(programme, event="", sessions=tuple(sessions))


def test_first_import_makes_sessions_rooms_and_speakers(app, event, schedule) -> None:
    plan = bring(app, event, schedule(talk(0, "One"), talk(1, "Two", room="Studio")))
    programme = agenda(app, event)
    assert (amounts(plan), plan.new_rooms, plan.new_speakers) == ({"created": 2}, 2, 2)
    assert [(s.label, s.source_ref, s.sequence) for s in programme.sessions] == [
        ("One", GUIDS[0], 0),
        ("Two", GUIDS[1], 0),
    ]
    assert [room.label for room in programme.rooms] == ["Hall", "Studio"]
    assert [speaker.name for speaker in programme.speakers] == ["Speaker 0", "Speaker 1"]


def test_dry_run_changes_nothing(app, event, schedule) -> None:
    with app.database.read() as tx:
        import_agenda(tx, event=event, path=schedule(talk(0, "One")), dry_run=True)
    assert agenda(app, event).sessions == ()


def test_same_file_again_changes_nothing(app, event, schedule) -> None:
    file = schedule(talk(0, "One"), talk(1, "Two"))
    bring(app, event, file)
    before = agenda(app, event)
    plan = bring(app, event, file)
    assert (amounts(plan), plan.changes_something) == ({"unchanged": 2}, False)
    assert agenda(app, event) == before


def test_changed_file_updates_moves_and_withdraws(app, event, schedule) -> None:
    bring(app, event, schedule(talk(0, "One"), talk(1, "Two"), talk(2, "Three"), talk(3, "Four")))
    ids = {session.source_ref: session.id for session in agenda(app, event).sessions}
    changed = schedule(
        talk(0, "One, longer", duration="00:45"), talk(1, "Two", "10:00"), talk(2, "Three", room="Studio")
    )
    plan = bring(app, event, changed)
    assert amounts(plan) == {"updated": 1, "moved": 2, "withdrawn": 1}
    programme = agenda(app, event)
    assert {session.source_ref: session.id for session in programme.sessions} == ids
    found = {session.source_ref: session for session in programme.sessions}
    assert (found[GUIDS[0]].label, found[GUIDS[0]].minutes) == ("One, longer", 45)
    assert found[GUIDS[1]].starts_at == datetime(2016, 3, 17, 3, tzinfo=UTC)
    assert programme.rooms_by_id[found[GUIDS[2]].room or ""].label == "Studio"
    assert [found[guid].state for guid in GUIDS] == ["planned", "planned", "planned", "cancelled"]
    assert [found[guid].sequence for guid in GUIDS] == [1, 1, 1, 1]
    assert amounts(bring(app, event, changed)) == {"unchanged": 3}


def test_session_that_comes_back_takes_place_again(app, event, schedule) -> None:
    both = (talk(0, "One"), talk(1, "Two"))
    bring(app, event, schedule(*both))
    bring(app, event, schedule(both[0]))
    assert amounts(bring(app, event, schedule(*both))) == {"updated": 1, "unchanged": 1}
    assert [session.state for session in agenda(app, event).sessions] == ["planned", "planned"]


def test_session_cancelled_here_stays_so_while_the_file_says_what_it_said(app, event, schedule) -> None:
    file = schedule(talk(0, "One"))
    bring(app, event, file)
    with app.database.write() as tx:
        cancel_session(tx, session=read_programme(tx, event).sessions[0].id)
    assert amounts(bring(app, event, file)) == {"unchanged": 1}
    assert agenda(app, event).sessions[0].is_cancelled


def test_what_was_edited_here_stays_and_what_only_the_file_changed_is_taken(app, event, schedule) -> None:
    bring(app, event, schedule(talk(0, "One")))
    with app.database.write() as tx:
        edit_session(tx, session=read_programme(tx, event).sessions[0].id, changes={"title": {"en": "Ours"}})
    plan = bring(app, event, schedule(talk(0, "One", "10:00")))
    session = agenda(app, event).sessions[0]
    assert (session.label, session.starts_at) == ("Ours", datetime(2016, 3, 17, 3, tzinfo=UTC))
    assert (amounts(plan), plan.doubts) == ({"moved": 1}, ())


def test_what_both_changed_stays_and_is_told_unless_the_file_is_to_count(app, event, schedule) -> None:
    bring(app, event, schedule(talk(0, "One")))
    with app.database.write() as tx:
        edit_session(tx, session=read_programme(tx, event).sessions[0].id, changes={"title": {"en": "Ours"}})
    file = schedule(talk(0, "Theirs"))
    plan = bring(app, event, file)
    assert agenda(app, event).sessions[0].label == "Ours"
    assert [doubt.message for doubt in plan.doubts] == [
        "“Ours” was changed here and stays as it is (title). Change it there if the file is right."
    ]
    bring(app, event, file, overwrite=True)
    assert agenda(app, event).sessions[0].label == "Theirs"


def test_session_removed_here_stays_removed_unless_the_file_is_to_count(app, event, schedule) -> None:
    file = schedule(talk(0, "One"))
    bring(app, event, file)
    own = agenda(app, event).sessions[0].id
    with app.database.write() as tx:
        remove_session(tx, session=own)
    plan = bring(app, event, file)
    assert (agenda(app, event).sessions, len(plan.doubts)) == ((), 1)
    bring(app, event, file, overwrite=True)
    assert [session.id for session in agenda(app, event).sessions] == [own]


def test_name_corrected_here_is_not_corrected_back(app, event, schedule) -> None:
    file = schedule(talk(0, "One"))
    bring(app, event, file)
    with app.database.write() as tx:
        edit_speaker(tx, speaker=read_programme(tx, event).speakers[0].id, changes={"name": "Nguyễn Thị Ánh"})
    bring(app, event, file)
    assert [speaker.name for speaker in agenda(app, event).speakers] == ["Nguyễn Thị Ánh"]


def test_missing_sessions_are_kept_where_it_is_wished_or_the_file_breaks_off(app, event, schedule) -> None:
    bring(app, event, schedule(talk(0, "One"), talk(1, "Two")))
    assert amounts(bring(app, event, schedule(talk(0, "One")), keep_missing=True)) == {"unchanged": 1}
    nameless = talk(1, "") | {"guid": "", "id": None}
    assert amounts(bring(app, event, schedule(talk(0, "One"), nameless))) == {"unchanged": 1}
    assert [session.state for session in agenda(app, event).sessions] == ["planned", "planned"]


def test_session_of_the_file_that_cannot_be_read_is_not_withdrawn(app, event, schedule) -> None:
    bring(app, event, schedule(talk(0, "One"), talk(1, "Two")))
    plan = bring(app, event, schedule(talk(0, "One"), talk(1, "Two", duration="soon")))
    assert (amounts(plan), plan.rejected) == ({"unchanged": 1}, 1)


def test_file_of_another_source_withdraws_nothing(app, event, schedule) -> None:
    bring(app, event, schedule(talk(0, "One")))
    assert amounts(bring(app, event, schedule(talk(1, "Two"), acronym="other"))) == {"created": 1}


def test_handmade_session_is_neither_doubled_nor_withdrawn(app, event, schedule) -> None:
    with app.database.write() as tx:
        room = add_room(tx, event=event, name="Hall")
        start = datetime(2016, 3, 17, 2, tzinfo=UTC)
        for title in ("One", "Ours alone"):
            add_session(tx, event=event, type="panel", title=title, minutes=30, starts_at=start, room=room.id)
    assert amounts(bring(app, event, schedule(talk(0, "One")))) == {"updated": 1}
    programme = agenda(app, event)
    assert (len(programme.sessions), len(programme.rooms)) == (2, 1)
    assert amounts(bring(app, event, schedule(talk(1, "Else")))) == {"created": 1, "withdrawn": 1}
    assert {s.label: s.state for s in agenda(app, event).sessions}["Ours alone"] == "planned"


def test_days_that_the_event_does_not_have_are_told_and_imported(app, event) -> None:
    plan = bring(app, event, FILES / "pretalx-democon.json")
    assert (amounts(plan), len(plan.doubts)) == ({"created": 36}, 3)
    assert plan.doubts[0].message == (
        "12 sessions are on 2020-12-14, which is no day of this event (2016-03-17). Check that it is the right file."
    )


def test_two_descriptions_of_one_conference_make_one_agenda(app) -> None:
    with app.database.write() as tx:
        event = make_event(tx, "TW", [date(2023, 7, 29), date(2023, 7, 30)])
    assert amounts(bring(app, event, FILES / "coscup2023-session.trimmed.json")) == {"created": 352}
    plan = bring(app, event, FILES / "coscup2023-converted.ics")
    assert (plan.count("created"), plan.count("withdrawn"), plan.count("moved")) == (0, 0, 0)
    again = bring(app, event, FILES / "coscup2023-converted.ics")
    assert amounts(again) == {"unchanged": 352}
    programme = agenda(app, event)
    assert (len(programme.sessions), len(programme.rooms), len(programme.speakers)) == (352, 28, 415)
    assert sum(len(session.appearances) for session in programme.sessions) == 402


@pytest.fixture
def planned(app: App, event: Event) -> Programme:
    """An agenda of every kind of thing."""
    with app.database.write() as tx:
        hall = add_room(tx, event=event, name={"en": "Hall", "vi": "Hội trường"}, capacity=200)
        ana = add_speaker(tx, event=event, name="Ana Díaz", economy="PE", biography="Two\n\nlines")
        lin = add_speaker(tx, event=event, name="Lin Wei-ting", own_script_name="林威廷")
        start = datetime(2016, 3, 17, 2, tzinfo=UTC)
        panel = add_session(
            tx, event=event, type="panel", title={"en": "Pay", "vi": "Thanh toán"}, minutes=60, starts_at=start,
            room=hall.id, abstract={"en": "How", "zh-Hant": "如何"}, track="Money", language="en", expected=90,
        )  # fmt: skip
        slot = add_slot(tx, session=panel.id, title={"en": "First", "vi": "Một"}, minutes=20)
        add_slot(tx, session=panel.id, title="Second", minutes=40)
        add_appearance(tx, session=panel.id, speaker=ana.id, role="moderator")
        add_appearance(tx, session=panel.id, speaker=lin.id, role="presenter", slot=slot.id)
        gone = add_session(tx, event=event, type="break", title="Tea", minutes=15, starts_at=start, room=hall.id)
        cancel_session(tx, session=gone.id)
        add_session(tx, event=event, type="lunch", title="Lunch", minutes=60)
        return read_programme(tx, event)


def export(app: App, event: Event, file: Path) -> Path:
    with app.database.read() as tx:
        draft = read_draft(tx, event=event)
    file.write_bytes(writer_for(file)(draft))
    return file


def test_session_restored_here_stays_while_the_file_does_not_have_it(app, event, schedule) -> None:
    bring(app, event, schedule(talk(0, "One"), talk(1, "Two")))
    without = schedule(talk(0, "One"))
    bring(app, event, without)
    with app.database.write() as tx:
        restore_session(tx, session=get_session(tx, event, "Two").id)
    assert amounts(bring(app, event, without)) == {"unchanged": 1}
    assert [session.state for session in agenda(app, event).sessions] == ["planned", "planned"]


@pytest.mark.parametrize("ending", ENDINGS)
def test_own_file_brought_back_changes_nothing(app, event, planned, tmp_path, ending: str) -> None:
    plan = bring(app, event, export(app, event, tmp_path / f"agenda{ending}"))
    assert (amounts(plan), plan.problems, plan.doubts) == ({"unchanged": 3}, (), ())
    assert said(agenda(app, event)) == said(planned)


@pytest.mark.parametrize("ending", ENDINGS)
def test_own_file_in_another_project_gives_the_same_agenda_with_the_same_ids(
    app, event, planned, tmp_path, clock, ending: str
) -> None:
    file = export(app, event, tmp_path / f"agenda{ending}")
    settings = Settings(file=tmp_path / "other.o2o", now=clock)
    create_project(settings, name="Other", desk="Desk 2")
    other = open_app(settings)
    with other.database.write() as tx:
        same = make_event(tx)
    bring(other, same, file)
    assert said(agenda(other, same)) == said(planned)
    other.close()


@pytest.mark.parametrize("ending", ENDINGS)
def test_own_file_at_another_event_is_a_copy_and_not_twice(app, event, planned, tmp_path, ending: str) -> None:
    with app.database.write() as tx:
        copy = make_event(tx, "PE")
    file = export(app, event, tmp_path / f"agenda{ending}")
    assert amounts(bring(app, copy, file)) == {"created": 3}
    assert amounts(bring(app, copy, file)) == {"unchanged": 3}
    assert said(agenda(app, event)) == said(planned)
    ids = {session.id for session in agenda(app, copy).sessions}
    assert ids.isdisjoint(session.id for session in planned.sessions)


@pytest.mark.usefixtures("planned")
def test_session_moved_here_after_the_export_stays_where_it_is(app, event, tmp_path, clock: FakeClock) -> None:
    file = export(app, event, tmp_path / "agenda.xlsx")
    clock.advance(hours=1)
    with app.database.write() as tx:
        session = get_session(tx, event, "Pay")
        move_session(tx, session=session.id, starts_at=datetime(2016, 3, 17, 6, tzinfo=UTC), room=session.room)
    plan = bring(app, event, file)
    assert agenda(app, event).sessions_by_id[session.id].starts_at == datetime(2016, 3, 17, 6, tzinfo=UTC)
    assert [doubt.column for doubt in plan.doubts] == ["starts_at"]


@pytest.mark.usefixtures("planned")
def test_session_made_here_after_the_export_is_not_withdrawn(app, event, tmp_path) -> None:
    file = export(app, event, tmp_path / "agenda.xlsx")
    with app.database.write() as tx:
        add_session(tx, event=event, type="panel", title="Later", minutes=30)
    assert amounts(bring(app, event, file)) == {"unchanged": 3}


@pytest.mark.usefixtures("planned")
def test_calendar_taken_in_again_after_a_change_has_the_same_uid_and_a_higher_sequence(
    app, event, tmp_path, clock: FakeClock
) -> None:
    def entry():
        calendar = vobject.readOne(export(app, event, tmp_path / "agenda.ics").read_text(encoding="utf-8"))
        return next(one for one in calendar.vevent_list if one.summary.value == "Pay")

    before = entry()
    clock.advance(hours=1)
    with app.database.write() as tx:
        session = get_session(tx, event, "Pay")
        move_session(tx, session=session.id, starts_at=datetime(2016, 3, 17, 6, tzinfo=UTC), room=session.room)
    after = entry()
    assert after.uid.value == before.uid.value == f"{session.id}@o2o-events"
    assert int(after.sequence.value) == int(before.sequence.value) + 1
    assert after.last_modified.value > before.last_modified.value


def test_slots_are_changed_added_and_taken_out_by_a_workbook(app, event, planned, tmp_path) -> None:
    file = export(app, event, tmp_path / "agenda.xlsx")
    book = openpyxl.load_workbook(file)
    slots = book["Slots"]
    columns = {cell.value: cell.column for cell in slots[1]}
    slots.cell(2, columns["Minutes"]).value = 25
    slots.delete_rows(3)
    slots.cell(3, columns["Session ID"]).value = "Pay"
    slots.cell(3, columns["Title [en]"]).value = "Third"
    slots.cell(3, columns["Minutes"]).value = 10
    slots.cell(3, columns["No."]).value = 2
    book.save(file)
    assert amounts(bring(app, event, file)) == {"updated": 1, "unchanged": 2}
    session = next(s for s in agenda(app, event).sessions if s.label == "Pay")
    before = next(s for s in planned.sessions if s.label == "Pay")
    assert [(slot.label, slot.minutes) for slot in session.slots] == [("First", 25), ("Third", 10)]
    assert session.slots[0].id == before.slots[0].id
    assert session.appearances == before.appearances
    assert session.sequence == before.sequence + 1


def test_file_with_the_same_ids_twice_does_no_harm(app, event, planned, tmp_path) -> None:
    with app.database.write() as tx:
        copy = make_event(tx, "PE")
    file = export(app, event, tmp_path / "agenda.json")
    tree = json.loads(file.read_text(encoding="utf-8"))
    kept = tree["schedule"]["conference"]["meta"]["o2o_events"]
    for name in ("sessions", "speakers", "rooms"):
        kept[name] += kept[name]
    kept["sessions"][0]["slots"] *= 2
    file.write_text(json.dumps(tree), encoding="utf-8")
    bring(app, copy, file)
    assert said(agenda(app, event)) == said(planned)
    with app.database.read() as tx:
        assert len(read_programme(tx, copy).rooms) == 1


def test_ids_typed_into_a_workbook_are_kept_apart_from_ours(app, event, tmp_path) -> None:
    file = export(app, event, tmp_path / "agenda.xlsx")
    book = openpyxl.load_workbook(file)
    columns = {cell.value: cell.column for cell in book["Sessions"][1]}
    for row, title in ((2, "One"), (3, "Two")):
        for column, value in (("ID", f"S{row}"), ("Title [en]", title), ("Minutes", 30)):
            book["Sessions"].cell(row, columns[column]).value = value
    book.save(file)
    assert amounts(bring(app, event, file)) == {"created": 2}
    assert amounts(bring(app, event, file)) == {"unchanged": 2}
    assert {len(session.id) for session in agenda(app, event).sessions} == {36}


def test_room_and_speaker_renamed_by_a_workbook_count_as_a_change_of_their_sessions(
    app, event, planned, tmp_path
) -> None:
    file = export(app, event, tmp_path / "agenda.xlsx")
    book = openpyxl.load_workbook(file)
    for sheet, before, after in (("Rooms", "Hall", "Great hall"), ("Speakers", "Ana Díaz", "Ana Díaz Ruiz")):
        for cell in (cell for row in book[sheet] for cell in row if cell.value == before):
            cell.value = after
    for cell in (cell for row in book["Sessions"] for cell in row):
        cell.value = {"Hall": "Great hall", "Ana Díaz": "Ana Díaz Ruiz"}.get(cell.value, cell.value)
    book.save(file)
    assert amounts(bring(app, event, file)) == {"unchanged": 3}
    programme = agenda(app, event)
    assert ([r.label for r in programme.rooms], programme.speakers[0].name) == (["Great hall"], "Ana Díaz Ruiz")
    before = {session.id: session.sequence for session in planned.sessions}
    assert {s.label: s.sequence - before[s.id] for s in programme.sessions} == {"Pay": 1, "Tea": 1, "Lunch": 0}
