"""Where a desk stands with the others."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from desks import Desk, some_desks

from o2o_events.db.models import PersonRow
from o2o_events.replication.exchange import exchange
from o2o_events.replication.hub import Hub
from o2o_events.replication.standing import KnownDesk, Standing, read_standing
from o2o_events.replication.syncing import sync


@pytest.fixture
def desks(tmp_path: Path) -> Iterator[list[Desk]]:
    with some_desks(tmp_path, 2) as made:
        yield made


def standing(desk: Desk) -> Standing:
    with desk.app.database.read() as tx:
        return read_standing(tx)


def test_other_desks_are_told_with_what_is_here_of_them(desks: list[Desk]) -> None:
    a, b = desks
    b.scan(b.badge(b.add()))
    exchange(a.end, b.end)

    [known] = standing(a).desks

    assert (known.id, known.name, known.facts, known.met_at) == (b.id, "Desk 2", 1, a.clock())


def test_facts_and_edited_records_wait_until_the_hub_has_them(desks: list[Desk], hub: Hub) -> None:
    desk, other = desks
    person = desk.add()
    token = desk.badge(person)
    desk.scan(token)
    assert (standing(desk).waiting, standing(desk).waiting_records) == (1, 0)

    sync(desk.app.database, hub)
    assert standing(desk).waiting == 0
    desk.scan(token)
    desk.change(PersonRow, person, phone="+51 1")
    assert (standing(desk).waiting, standing(desk).waiting_records) == (2, 1)

    sync(desk.app.database, hub)
    sync(other.app.database, hub)
    assert [standing(one).waiting for one in desks] == [0, 0]


def test_what_came_by_file_waits_for_the_hub_too(desks: list[Desk], hub: Hub) -> None:
    desk, other = desks
    sync(desk.app.database, hub)
    other.add()

    exchange(desk.end, other.end)

    records = ("the other desk's name", "the person", "the registration")
    assert (standing(desk).waiting, standing(desk).waiting_records) == (len(records), len(records))


def test_waiting_needs_no_clock_that_is_right(desks: list[Desk], hub: Hub) -> None:
    desk, _other = desks
    token = desk.badge(desk.add())
    desk.clock.advance(hours=5)
    desk.scan(token)
    sync(desk.app.database, hub)
    desk.clock.advance(hours=-6)

    desk.scan(token)

    assert standing(desk).waiting == 1
    sync(desk.app.database, hub)
    assert standing(desk).waiting == 0


@pytest.mark.parametrize(("skew", "is_off"), [(None, False), (60_000_000, False), (-61_000_000, True)])
def test_a_clock_is_off_by_more_than_a_minute(skew: int | None, is_off: bool) -> None:
    assert KnownDesk("d", "Desk 2", 0, None, skew).is_clock_off is is_off
