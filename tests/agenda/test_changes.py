"""Sentences that tell what changed between two versions, and releases."""

from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest
from factories import make_event, make_room, make_session, make_slot, make_speaker

from o2o_events import i18n
from o2o_events.agenda.appearances import add_appearance, edit_appearance, remove_appearance
from o2o_events.agenda.changes import KINDS, Change, changes_between
from o2o_events.agenda.programme import Programme
from o2o_events.agenda.queries import read_programme
from o2o_events.agenda.rooms import edit_room
from o2o_events.agenda.sessions import (
    cancel_session,
    edit_session,
    move_session,
    remove_session,
    restore_session,
)
from o2o_events.agenda.slots import edit_slot, move_slot, remove_slot
from o2o_events.agenda.snapshots import pack, unpack
from o2o_events.agenda.speakers import edit_speaker
from o2o_events.agenda.versions import (
    changes_since,
    latest_release,
    list_releases,
    read_release,
    release_agenda,
    released_programme,
)
from o2o_events.app import App
from o2o_events.db.models import ReleaseRow
from o2o_events.db.transaction import Tx
from o2o_events.errors import UserError
from o2o_events.registers.events import Event


class Agenda:
    """A small programme: a panel with two slots and two speakers, a keynote, one session that waits."""

    def __init__(self, tx: Tx) -> None:
        self.tx = tx
        self.event = make_event(tx, "TPE", [date(2016, 7, 12), date(2016, 7, 13)])
        self.hall, self.room = make_room(tx, self.event, "Hall"), make_room(tx, self.event, "Room B")
        self.panel = make_session(tx, self.event, "Panel", at="10:00", room=self.hall.id)
        self.keynote = make_session(tx, self.event, "Keynote", at="09:00", room=self.hall.id, type="keynote")
        self.waiting = make_session(tx, self.event, "Waiting", at=None)
        self.one, self.two = make_slot(tx, self.panel, "Rice online"), make_slot(tx, self.panel, "Boats")
        self.ana, self.bao = make_speaker(tx, self.event, "Ana"), make_speaker(tx, self.event, "Bảo")
        self.chair = add_appearance(tx, session=self.panel.id, speaker=self.ana.id, role="moderator")
        add_appearance(tx, session=self.panel.id, speaker=self.ana.id, role="presenter", slot=self.one.id)

    def at(self, text: str) -> datetime:
        return self.event.parse_moment(text)

    def read(self) -> Programme:
        return read_programme(self.tx, self.event)


def sentences(app: App, change: Callable[[Tx, Agenda], object]) -> list[str]:
    """What is told after a change of the small programme."""
    with app.database.write() as tx:
        agenda = Agenda(tx)
        before = agenda.read()
        change(tx, agenda)
        tx.flush()
        found = changes_between(before, agenda.read())
        assert changes_between(before, before) == []
        assert {made.kind for made in found} <= set(KINDS)
        return [made.sentence for made in found]


CASES: dict[str, tuple[Callable[[Tx, Agenda], object], list[str]]] = {
    "later on the same day": (
        lambda tx, a: move_session(tx, session=a.panel.id, starts_at=a.at("2016-07-12T10:30"), room=a.hall.id),
        ["“Panel” moved from 10:00 to 10:30 on 2016-07-12."],
    ),
    "to another day and room": (
        lambda tx, a: move_session(tx, session=a.panel.id, starts_at=a.at("2016-07-13T10:00"), room=a.room.id),
        ["“Panel” moved from 2016-07-12 10:00 to 2016-07-13 10:00.", "“Panel” is in Room B instead of Hall."],
    ),
    "without a room": (
        lambda tx, a: edit_session(tx, session=a.panel.id, changes={"room": None}),
        ["“Panel” has no room any more; it was in Hall."],
    ),
    "back to the waiting ones": (
        lambda tx, a: move_session(tx, session=a.panel.id, starts_at=None, room=None),
        ["“Panel” has no time any more; it was to start on 2016-07-12 10:00."],
    ),
    "scheduled at last": (
        lambda tx, a: move_session(tx, session=a.waiting.id, starts_at=a.at("2016-07-13T15:00"), room=a.room.id),
        ["“Waiting” now has its time: 2016-07-13 15:00, Room B."],
    ),
    "new": (
        lambda tx, a: [
            make_session(tx, a.event, "Late", at="16:00", room=a.room.id),
            make_session(tx, a.event, at=None),
        ],
        ["“Late” is new: 2016-07-12 16:00, Room B.", "“A panel” is new; it has no time yet."],
    ),
    "withdrawn": (
        lambda tx, a: remove_session(tx, session=a.panel.id),
        ["“Panel” is withdrawn; it was to start on 2016-07-12 10:00."],
    ),
    "cancelled, whatever else was changed": (
        lambda tx, a: [
            edit_session(tx, session=a.panel.id, changes={"title": "Other"}),
            cancel_session(tx, session=a.panel.id),
            cancel_session(tx, session=a.waiting.id),
        ],
        ["“Panel” is cancelled; it was to start on 2016-07-12 10:00.", "“Waiting” is cancelled."],
    ),
    "retitled and longer": (
        lambda tx, a: edit_session(tx, session=a.keynote.id, changes={"title": {"en": "First words"}, "minutes": 45}),
        ["“Keynote” is now called “First words”.", "“First words” takes 45 minutes instead of 60."],
    ),
    "described otherwise": (
        lambda tx, a: edit_session(tx, session=a.keynote.id, changes={"abstract": "Why", "expected": 90}),
        ["What is said about “Keynote” changed."],
    ),
    "slots in another order": (
        lambda tx, a: move_slot(tx, slot=a.two.id, session=a.panel.id, position=0),
        ["The order in “Panel” is now: Boats; Rice online."],
    ),
    "a slot in another session, its presenter with it": (
        lambda tx, a: move_slot(tx, slot=a.one.id, session=a.keynote.id, position=None),
        ["“Rice online” moved from “Panel” to “Keynote”."],
    ),
    "slots new, gone, renamed, longer": (
        lambda tx, a: [
            make_slot(tx, a.panel, "Ships"),
            remove_slot(tx, slot=a.two.id),
            edit_slot(tx, slot=a.one.id, changes={"title": {"en": "Rice"}, "minutes": 20}),
        ],
        [
            "In “Panel”, “Rice online” is now called “Rice”.",
            "In “Panel”, “Rice” takes 20 minutes instead of 15.",
            "“Ships” is new in “Panel”.",
            "“Boats” is no longer in “Panel”.",
        ],
    ),
    "another speaker in the same part": (
        lambda tx, a: [
            remove_appearance(tx, appearance=a.chair.id),
            add_appearance(tx, session=a.panel.id, speaker=a.bao.id, role="moderator"),
        ],
        ["Bảo replaces Ana in “Panel” (Moderator)."],
    ),
    "one speaker more": (
        lambda tx, a: add_appearance(tx, session=a.keynote.id, speaker=a.bao.id, role="keynote"),
        ["Bảo joins “Keynote” (Keynote speaker)."],
    ),
    "one speaker less": (
        lambda tx, a: remove_appearance(tx, appearance=a.chair.id),
        ["Ana is no longer in “Panel” (Moderator)."],
    ),
    "another role": (
        lambda tx, a: edit_appearance(tx, appearance=a.chair.id, changes={"role": "rapporteur"}),
        ["In “Panel”, Ana has another role: Rapporteur instead of Moderator."],
    ),
    "a speaker renamed, a room renamed": (
        lambda tx, a: [
            edit_speaker(tx, speaker=a.ana.id, changes={"name": "Ana Díaz"}),
            edit_room(tx, room=a.hall.id, changes={"name": "Great hall", "capacity": 90}),
        ],
        ["The room Hall is now called Great hall.", "The speaker Ana is now called Ana Díaz."],
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_a_change_is_told_in_a_sentence(app: App, case: str) -> None:
    change, expected = CASES[case]

    assert sentences(app, change) == expected


def test_a_session_that_takes_place_after_all_is_told(app: App) -> None:
    with app.database.write() as tx:
        agenda = Agenda(tx)
        cancel_session(tx, session=agenda.panel.id)
        before = agenda.read()
        restore_session(tx, session=agenda.panel.id)
        [change] = changes_between(before, agenda.read())

    assert (change.kind, change.session) == ("restored", agenda.panel.id)
    assert change.sentence == "“Panel” takes place after all: 2016-07-12 10:00, Hall."


def test_a_change_names_the_session_in_the_language_it_is_told_in() -> None:
    change = Change("retitled", "1", {}, (("before", {"en": "Break", "vi": "Nghỉ"}), ("after", {"en": "Tea"})))

    with i18n.speaking("vi"):
        assert {"Nghỉ", "Tea"} <= set(change.sentence.replace("“", "”").split("”"))


def test_a_session_renamed_with_braces_is_told_as_it_is_written() -> None:
    change = Change("cancelled", "1", {"en": "{title} {when}"})

    assert change.sentence == "“{title} {when}” is cancelled."


def test_a_programme_is_the_same_after_packing(app: App) -> None:
    with app.database.write() as tx:
        agenda = Agenda(tx)
        moments = (agenda.at("2016-07-12T09:00"), agenda.at("2016-07-12T12:00"))
        edit_speaker(
            tx, speaker=agenda.ana.id, changes={"available": [moments], "biography": {"es": "Una vida\n\nlarga"}}
        )
        edit_session(tx, session=agenda.panel.id, changes={"extra": {"links": ["a", 1, None]}, "expected": 3})
        programme = agenda.read()

    assert unpack(pack(programme)) == programme


@pytest.mark.parametrize("damage", ["", "AAAA", "é", "not base64!", "eJyrBQA", pack(Programme("e", "UTC", ()))[:-8]])
def test_a_damaged_release_is_told_in_words(damage: str) -> None:
    with pytest.raises(UserError, match="damaged"):
        unpack(damage)


def test_a_release_that_unpacks_to_more_than_any_programme_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    content = pack(Programme("e" * 5_000, "UTC", ()))
    monkeypatch.setattr("o2o_events.agenda.snapshots.MOST_BYTES", 1_000)

    with pytest.raises(UserError, match="damaged"):
        unpack(content)


def test_a_release_keeps_the_programme_as_it_was(app: App, event: Event) -> None:
    with app.database.write() as tx:
        session = make_session(tx, event)
        before = read_programme(tx, event)
        release = release_agenda(tx, event=event, note=" First  draft ")
        remove_session(tx, session=session.id)

    with app.database.read() as tx:
        assert read_release(tx, release) == released_programme(tx, event) == before
        assert read_programme(tx, event).sessions == ()
        assert [(r.number, r.note) for r in list_releases(tx, event)] == [(1, "First draft")]
        assert f"{event.local(release.released_at):%Y-%m-%d %H:%M}" == "2016-03-17 09:00"


def test_nothing_is_released_where_there_is_nothing_new(app: App, event: Event) -> None:
    with app.database.write() as tx:
        with pytest.raises(UserError, match="There is no session yet"):
            release_agenda(tx, event=event)
        assert released_programme(tx, event) is None
        make_session(tx, event)
        release_agenda(tx, event=event)
        with pytest.raises(UserError, match="Nothing changed since release 1"):
            release_agenda(tx, event=event)
        assert len(list_releases(tx, event)) == 1


def test_changes_are_told_since_the_last_release_since_a_number_and_since_a_moment(
    app: App, event: Event, clock
) -> None:  # type: ignore[no-untyped-def]  # the test's own clock
    with app.database.write() as tx:
        with pytest.raises(UserError, match="not been released yet"):
            changes_since(tx, event)
        make_session(tx, event, "One")
        release_agenda(tx, event=event)
    clock.advance(minutes=1)
    tuesday = clock.now
    clock.advance(days=2)
    with app.database.write() as tx:
        make_session(tx, event, "Two", at="11:00")
        release_agenda(tx, event=event)
        make_session(tx, event, "Three", at="12:00")

    with app.database.read() as tx:
        told = [[c.sentence[1:4] for c in changes_since(tx, event, since=since)] for since in (None, 1, 2, tuesday)]
        assert latest_release(tx, event, tuesday) == list_releases(tx, event)[0]
        with pytest.raises(UserError, match=r"first released on 2016-03-17 09:00"):
            changes_since(tx, event, since=datetime(2016, 1, 1, tzinfo=UTC))
        with pytest.raises(UserError, match=r"There is no release 7\. Choose one of: 1, 2\."):
            changes_since(tx, event, since=7)

    assert told == [["Thr"], ["Two", "Thr"], ["Thr"], ["Two", "Thr"]]


def test_a_damaged_release_in_the_file_is_told_in_words(app: App, event: Event) -> None:
    with app.database.write() as tx:
        make_session(tx, event)
        release = release_agenda(tx, event=event)
        tx.get_one(ReleaseRow, release.id).content = "!"

    with app.database.read() as tx, pytest.raises(UserError, match="damaged"):
        changes_since(tx, event)
