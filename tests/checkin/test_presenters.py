"""Who of today's presenters is not here yet."""

from datetime import timedelta

import pytest
from factories import make_person
from programme_day import make_programme_day

from o2o_events.agenda.queries import read_programme
from o2o_events.agenda.running import advance, end, mark_missing
from o2o_events.agenda.speakers import link_speaker
from o2o_events.badges.issuing import issue_badges
from o2o_events.checkin.checkpoints import get_checkpoint
from o2o_events.checkin.presenters import awaited, presenters_of_day
from o2o_events.checkin.scanning import Force, record_scan

pytestmark = pytest.mark.usefixtures("day")
MAI, LIN, UNKNOWN = "Nguyễn Thị Mai", "Wei-ting Lin", "Somebody Unknown"


@pytest.fixture
def day(app, event):
    with app.database.write() as tx:
        return make_programme_day(tx, event)


@pytest.fixture
def mai(app, event) -> str:
    """Registered under the name that she has in the programme; answers her badge."""
    with app.database.write() as tx:
        make_person(tx, event, printed_name=MAI, given_name="Thị Mai", family_name="Nguyễn")
        return issue_badges(tx, event=event)[0].token


def states(app, event) -> dict[str, str]:
    with app.database.read() as tx:
        return {p.name: p.state for p in presenters_of_day(tx, event)}


def test_presenters_are_listed_by_when_they_are_due(app, event, day) -> None:
    with app.database.read() as tx:
        found = presenters_of_day(tx, event)
    opening = day.practices.starts_at
    assert [(p.name, p.parts[0].at - opening, p.parts[0].room, p.parts[0].role) for p in found] == [
        (MAI, timedelta(), "Hall", "presenter"),
        (LIN, timedelta(minutes=20), "Hall", "presenter"),
        (UNKNOWN, timedelta(minutes=90), "Studio", "chair"),
    ]


def test_checking_in_makes_a_presenter_here(app, event, mai) -> None:
    assert states(app, event) == {MAI: "not_here", LIN: "not_registered", UNKNOWN: "not_registered"}
    with app.database.write() as tx:
        record_scan(tx, checkpoint=get_checkpoint(tx, event), text=mai)
        assert [p.name for p in awaited(presenters_of_day(tx, event))] == [LIN, UNKNOWN]
    assert states(app, event)[MAI] == "here"


def test_name_in_other_letters_or_order_is_found(app, event) -> None:
    with app.database.write() as tx:
        make_person(tx, event, given_name="WEI-TING", family_name="Lin", printed_name="LIN Wei Ting")
    assert states(app, event)[LIN] == "not_here"


@pytest.mark.usefixtures("mai")
def test_two_people_of_one_name_are_not_guessed_between_but_linked(app, event) -> None:
    with app.database.write() as tx:
        other = make_person(tx, event, printed_name=MAI)
    assert states(app, event)[MAI] == "not_registered"
    with app.database.write() as tx:
        [speaker] = [s.id for s in read_programme(tx, event).speakers if s.name == MAI]
        link_speaker(tx, speaker=speaker, person=other)
    assert states(app, event)[MAI] == "not_here"


def test_yesterdays_entry_does_not_count(app, event, day, mai) -> None:
    with app.database.write() as tx:
        yesterday = day.practices.starts_at - timedelta(days=1)
        entrance = get_checkpoint(tx, event)
        record_scan(tx, checkpoint=entrance, text=mai, at=yesterday, force=Force("Lan", "set-up day"))
    assert states(app, event)[MAI] == "not_here"


@pytest.mark.usefixtures("mai")
def test_nobody_is_awaited_for_a_part_that_is_over(app, event, day, clock) -> None:
    with app.database.write() as tx:
        advance(tx, event=event, session=day.practices.id)
        mark_missing(tx, event=event, subject=day.practices.slots[1].id)
        found = presenters_of_day(tx, event)
    assert [(p.name, p.next_part and p.next_part.is_missing) for p in awaited(found)] == [
        (MAI, False), (LIN, True), (UNKNOWN, False),
    ]  # fmt: skip
    with app.database.write() as tx:
        end(tx, event=event, subject=day.practices.id)
        assert [p.name for p in awaited(presenters_of_day(tx, event))] == [UNKNOWN]
    clock.advance(hours=3)
    with app.database.read() as tx:
        assert awaited(presenters_of_day(tx, event)) == []


def test_another_day_has_its_own_presenters(app, event) -> None:
    with app.database.read() as tx:
        assert presenters_of_day(tx, event, event.days[0] + timedelta(days=1)) == []
