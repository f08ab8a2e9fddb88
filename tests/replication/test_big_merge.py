"""A file with very many facts comes in bit by bit: desks go on, and what stops it leaves whole chains."""

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
from desks import Desk, some_desks
from sqlalchemy import text

from o2o_events.db import facts
from o2o_events.db.facts import NewFact, verify_chains
from o2o_events.documents.exported_file import export_event
from o2o_events.errors import UserError
from o2o_events.replication import bulk
from o2o_events.replication.exported import new_seal, seal
from o2o_events.replication.file_merging import merge_file

FACTS = 4 * bulk.FIRST_STEP


@pytest.fixture(scope="module")
def given(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with two desks, and a file that the first exported with many facts."""
    folder = tmp_path_factory.mktemp("big")
    with some_desks(folder, 2) as (desk, _other):
        event = desk.event()
        with desk.app.database.write() as tx:
            facts.append_all(tx, (NewFact("print", event=event.id, badge=f"{n:020x}") for n in range(FACTS)))
        export_event(desk.app.database, folder / "big.sqlite", kind="archive", event=event)
    return folder


@pytest.fixture
def office(given: Path, tmp_path: Path) -> Iterator[Desk]:
    """A desk without a single fact."""
    with some_desks(tmp_path, 2, given) as desks:
        with desks[0].app.database.connection() as raw:
            raw.execute("DELETE FROM fact")
        yield desks[1]


def chains(desk: Desk) -> list[int]:
    """How far each desk's chain goes here; every one holds."""
    with desk.app.database.read() as tx:
        assert list(verify_chains(tx)) == []
        return [row.seq for row in tx.execute(text("SELECT seq FROM chain WHERE seq > 0 ORDER BY seq"))]


def test_desks_scan_and_chains_hold_while_many_facts_come_in(given: Path, office: Desk) -> None:
    token = office.badge(office.add())
    verdicts: list[str] = []
    lengths: list[list[int]] = []

    def between(_done: int, _whole: int) -> None:
        verdicts.append(office.scan(token).verdict)
        lengths.append(chains(office))

    received = merge_file(office.app.database, given / "big.sqlite", progress=between)

    assert received.facts == FACTS
    assert verdicts == ["admitted"] + ["duplicate"] * (len(verdicts) - 1)
    assert len(verdicts) > 2
    assert lengths[-1][-1] == FACTS
    assert [length for length in lengths if length[-1] > FACTS] == []


def test_a_merge_that_is_interrupted_goes_on_where_it_stopped(given: Path, office: Desk) -> None:
    def stop(_done: int, _whole: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        merge_file(office.app.database, given / "big.sqlite", progress=stop)
    [in_before] = chains(office)

    received = merge_file(office.app.database, given / "big.sqlite")

    assert 0 < in_before < FACTS
    assert received.facts == FACTS - in_before
    assert chains(office) == [FACTS]
    assert merge_file(office.app.database, given / "big.sqlite").received == 0


def test_a_file_broken_at_its_end_is_refused_before_the_first_fact_goes_in(
    given: Path, office: Desk, tmp_path: Path
) -> None:
    broken = tmp_path / "broken.sqlite"
    broken.write_bytes((given / "big.sqlite").read_bytes())
    place = new_seal()
    raw = sqlite3.connect(broken)
    raw.execute("UPDATE fact SET badge = 'other' WHERE seq = ?", [FACTS])
    raw.execute("UPDATE manifest SET seal = ?", [place])
    raw.commit()
    raw.close()
    seal(broken, place)
    told: list[int] = []

    with pytest.raises(UserError, match=f"do not hold from number {FACTS} on"):
        merge_file(office.app.database, broken, progress=lambda done, _whole: told.append(done))

    assert (chains(office), told) == ([], [])
