"""Facts: numbered, chained, and any tampering found."""

from datetime import UTC, datetime

import pytest
from sqlalchemy import text

from o2o_events.app import App
from o2o_events.clock import to_microseconds
from o2o_events.db import facts
from o2o_events.db.facts import NewFact, verify_chains


def append_five(app: App) -> None:
    with app.database.write() as tx:
        facts.append_all(tx, [NewFact("scan", id=f"f{number}", body={"n": number}) for number in range(5)])


def breaks(app: App) -> list[tuple[int, str]]:
    with app.database.read() as tx:
        return [(found.seq, found.reason) for found in verify_chains(tx)]


def tamper(app: App, statement: str) -> None:
    with app.database.write() as tx:
        tx.execute(text(statement))


def test_facts_are_numbered_from_one_in_an_unbroken_chain(app: App) -> None:
    append_five(app)

    with app.database.read() as tx:
        numbers = tx.execute(text("SELECT seq FROM fact ORDER BY seq")).scalars().all()
    assert (numbers, breaks(app)) == ([1, 2, 3, 4, 5], [])


@pytest.mark.parametrize(
    ("statement", "found"),
    [
        ("UPDATE fact SET outcome = 'admitted' WHERE seq = 3", [(3, "a fact was changed")]),
        ("UPDATE fact SET at = at + 1 WHERE seq = 1", [(1, "a fact was changed")]),
        ("UPDATE fact SET body = replace(body, '2', '7') WHERE seq = 3", [(3, "a fact was changed")]),
        ("UPDATE fact SET hash = zeroblob(32) WHERE seq = 5", [(5, "a fact was changed")]),
        ("DELETE FROM fact WHERE seq = 2", [(2, "facts are missing")]),
        ("DELETE FROM fact WHERE seq = 1", [(1, "facts are missing")]),
        ("DELETE FROM fact WHERE seq = 5", [(5, "the end of the chain is missing")]),
        ("DELETE FROM fact", [(1, "the end of the chain is missing")]),
        (
            "UPDATE fact SET desk = 'somebody' WHERE seq = 5",
            [(5, "the end of the chain is missing"), (1, "facts are missing")],
        ),
    ],
)
def test_verify_finds_where_a_chain_was_tampered_with(app: App, statement: str, found: list[tuple[int, str]]) -> None:
    append_five(app)

    tamper(app, statement)

    assert sorted(breaks(app)) == sorted(found)


def test_a_block_that_fails_leaves_no_fact(app: App) -> None:
    def fail() -> None:
        with app.database.write() as tx:
            facts.append(tx, NewFact("scan"))
            _ = 1 / 0

    with pytest.raises(ZeroDivisionError):
        fail()

    append_five(app)
    assert breaks(app) == []


def test_facts_apart_tell_the_day_only_and_have_a_chain_of_their_own(app: App) -> None:
    day = datetime(2016, 3, 17, tzinfo=UTC)
    append_five(app)

    with app.database.write() as tx:
        facts.append_apart(tx, NewFact("answer", id="a1"), day_starts_at=day)
        facts.append_apart(tx, NewFact("answer", id="a2"), day_starts_at=day)

    with app.database.read() as tx:
        desk = tx.desk
        rows = tx.execute(text("SELECT desk, seq, id, at, hlc FROM fact WHERE kind = 'answer' ORDER BY seq")).all()
    midnight = to_microseconds(day)
    assert [tuple(row) for row in rows] == [
        (facts.apart(desk), 1, "a1", midnight, midnight),
        (facts.apart(desk), 2, "a2", midnight, midnight + 1),
    ]
    assert breaks(app) == []


def test_a_fact_apart_that_was_changed_is_found(app: App) -> None:
    with app.database.write() as tx:
        facts.append_apart(tx, NewFact("answer", id="a1"), day_starts_at=datetime(2016, 3, 17, tzinfo=UTC))

    tamper(app, "UPDATE fact SET body = '[]' WHERE id = 'a1'")

    assert breaks(app) == [(1, "a fact was changed")]
