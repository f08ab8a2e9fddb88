"""What screens say: now and next, lateness, time left; in every language that is shown."""

from dataclasses import replace
from datetime import date

import pytest
from programmes import DAY, ZONE, at, programme, session

from o2o_events.agenda.actual import Run
from o2o_events.agenda.programme import Slot
from o2o_events.registers.events import Event
from ui.screens.foyer import pages_of
from ui.screens.options import languages_of
from ui.screens.views import Day, TimerView, door_view, foyer_view, timer_view

EVENT = Event("event", "VN", 1, {"en": "Workshop", "vi": "Hội thảo"}, "VN", "Ha Noi", ZONE.key, (DAY,), 100)
TALK = replace(
    session("talk", "09:00", 60, slots=[20, 20], by=["ana:presenter:1", "minh:presenter:2", "lan:interpreter"]),
    title={"en": "Talk", "vi": "Bài nói"},
)
PLAN = programme(
    TALK, session("coffee", "10:00", 30, room=None, type="break"), session("panel", "10:30", room="studio")
)


def day(**runs: Run) -> Day:
    return Day(EVENT, PLAN, {name.replace("_", "-"): run for name, run in runs.items()})


def test_foyer_tells_every_room_now_and_next() -> None:
    view = foyer_view(day(talk=Run(at("09:12"))), at("09:20"), ("en",))
    assert (view.heading.clock, view.heading.event) == ("09:20", ("Workshop",))
    hall, studio = view.rooms
    assert (hall.name, hall.now.title, hall.now.time, hall.now.state_words, hall.now.late) == (
        ("Hall",), ("Talk",), "09:00–10:00", ("since 09:12",), ("12 minutes late",),
    )  # fmt: skip
    assert (hall.next.title, hall.next.state_words) == (("Coffee",), ("from about 10:12",))
    assert (studio.now, studio.next.title) == (None, ("Coffee",))


def test_interpreters_are_not_announced_and_presenters_are() -> None:
    hall = foyer_view(day(talk=Run(at("09:00"))), at("09:05"), ("en",)).rooms[0]
    assert (hall.now.people, hall.now.slot, hall.now.slot_people) == ((), ("Slot 1",), ("Ana",))


def test_languages_stand_together_and_what_is_the_same_stands_once() -> None:
    hall = foyer_view(day(), at("09:05"), ("vi", "en")).rooms[0]
    assert (hall.now.title, hall.name) == (("Bài nói", "Talk"), ("Hall",))


def test_a_minute_late_is_not_told() -> None:
    hall = foyer_view(day(talk=Run(at("09:01"))), at("09:05"), ("en",)).rooms[0]
    assert hall.now.late == ()


def test_without_marks_the_plan_is_told_until_when() -> None:
    hall = foyer_view(day(), at("09:05"), ("en",)).rooms[0]
    assert (hall.now.state, hall.now.state_words, hall.now.late) == ("planned", ("until 10:00",), ())


def test_nothing_more_today_is_said() -> None:
    view = foyer_view(day(), at("20:00"), ("en", "es"))
    assert (view.rooms, view.heading.nothing[0]) == ((), "Nothing more today")
    assert door_view(day(), at("20:00"), ("en",), "hall").room.now is None


def test_door_of_a_room_that_is_gone_shows_nothing_wrong() -> None:
    view = door_view(day(), at("09:05"), ("en",), "gone")
    assert (view.room.now, view.room.next, view.room.name) == (None, None, ("For everybody",))


def test_break_for_everybody_is_on_every_door() -> None:
    view = door_view(day(), at("10:05"), ("en",), "studio")
    assert (view.room.now.title, view.room.next.title, view.room.then) == (("Coffee",), ("Panel",), ())


def timer(clock: str, **runs: Run) -> TimerView:
    return timer_view(day(**runs), at(clock), ("en",), "hall")


STARTED = {"talk": Run(at("09:00")), "talk_1": Run(at("09:00"))}


@pytest.mark.parametrize(
    ("clock", "band", "left", "words"),
    [
        ("09:05", "plenty", "15:00", "Time left"),
        ("09:14", "plenty", "6:00", "Time left"),
        ("09:15", "soon", "5:00", "Come to the end"),
        ("09:19", "last", "1:00", "Last minute"),
        ("09:20", "over", "0:00", "Time is up"),
        ("09:22", "over", "+2:00", "Time is up"),
    ],
)
def test_presenter_sees_how_much_time_is_left(clock, band, left, words) -> None:
    view = timer(clock, **STARTED)
    assert (view.band, view.left, view.words, view.title, view.people) == (band, left, (words,), ("Slot 1",), ("Ana",))
    assert view.next == ("Next: Slot 2 – Minh",)


def test_short_slot_warns_when_a_third_is_left() -> None:
    short = programme(replace(TALK, slots=(Slot("s", "talk", 0, {"en": "Short"}, 6),), appearances=()))
    runs = {"talk": Run(at("09:00")), "s": Run(at("09:00"))}
    bands = [timer_view(Day(EVENT, short, runs), at(clock), ("en",), "hall").band for clock in ("09:03", "09:04")]
    assert bands == ["plenty", "soon"]


def test_session_without_slots_counts_to_its_own_end() -> None:
    view = timer_view(day(panel=Run(at("10:35"))), at("11:40"), ("en",), "studio")
    assert (view.title, view.band, view.left) == (("Panel",), "over", "+5:00")


def test_before_the_start_the_timer_waits() -> None:
    view = timer("08:58")
    assert (view.band, view.left, view.words, view.title) == ("idle", "2:00", ("until it starts",), ("Talk",))
    assert timer("20:00").words == ("Nothing more today",)


def test_languages_of_an_event_are_those_it_is_written_in() -> None:
    assert languages_of(EVENT, PLAN) == ("en", "vi")
    assert languages_of(replace(EVENT, name={}, days=(date(2016, 3, 17),)), programme()) == ("en",)


def test_many_rooms_take_turns() -> None:
    view = foyer_view(day(), at("09:05"), ("en",))
    assert [pages_of(replace(view, rooms=view.rooms[:1] * n)) for n in (0, 1, 6, 7, 13)] == [1, 1, 1, 2, 3]
