"""Where a desk stands with the others."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from desks import Desk, some_desks

from o2o_events.db.models import PeerRow
from o2o_events.replication.exchange import exchange
from o2o_events.replication.standing import KnownDesk, Standing, read_standing


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


def test_facts_wait_from_the_last_meeting_with_the_hub_on(desks: list[Desk]) -> None:
    desk, _other = desks
    token = desk.badge(desk.add())
    desk.scan(token)
    desk.scan(token)
    assert standing(desk).waiting == 2
    with desk.app.database.write() as tx:
        tx.add(PeerRow(database="h" * 32, kind="hub", name="", address="hub:5432/o2o", met_at=desk.clock()))

    assert standing(desk).waiting == 0
    desk.scan(token)
    assert standing(desk).waiting == 1


@pytest.mark.parametrize(("skew", "is_off"), [(None, False), (60_000_000, False), (-61_000_000, True)])
def test_a_clock_is_off_by_more_than_a_minute(skew: int | None, is_off: bool) -> None:
    assert KnownDesk("d", "Desk 2", 0, None, skew).is_clock_off is is_off
