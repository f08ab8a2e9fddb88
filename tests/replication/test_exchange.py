"""Two project files meet: both end the same, nothing lost, nothing twice."""

import dataclasses
import json
from collections.abc import Iterator
from contextlib import AbstractContextManager
from pathlib import Path

import pytest
from desks import Desk, some_desks
from sqlalchemy import select, text

from o2o_events.checkin.undoing import undo_scan
from o2o_events.db import facts
from o2o_events.db.models import FactRow, InstallationRow, PeerRow, PersonRow, RegistrationRow
from o2o_events.db.transaction import Tx
from o2o_events.errors import UserError
from o2o_events.replication import exchange as exchanging
from o2o_events.replication.endpoint import Endpoint
from o2o_events.replication.exchange import Exchanged, Received, exchange, pull
from o2o_events.replication.quarantine import list_quarantine


@pytest.fixture
def desks(tmp_path: Path) -> Iterator[list[Desk]]:
    with some_desks(tmp_path, 3) as made:
        yield made


def meet(a: Desk, b: Desk) -> Exchanged:
    return exchange(a.end, b.end)


def test_people_and_scans_reach_the_other_desk(desks: list[Desk]) -> None:
    a, b, _c = desks
    person = a.add(printed_name="Nguyễn Đức")
    token = a.badge(person)
    first = a.scan(token)

    result = meet(a, b)

    assert (result.outgoing.facts, result.outgoing.problem, result.incoming.problem) == (1, None, None)
    assert a.digest() == b.digest()
    again = b.scan(token)
    assert (again.verdict, again.first_desk, again.first_at) == ("duplicate", "Desk 1", first.at)
    assert again.name == "Nguyễn Đức"


def test_meeting_again_moves_nothing_and_touches_nothing(desks: list[Desk]) -> None:
    a, b, _c = desks
    a.scan(a.badge(a.add()))
    meet(a, b)
    meet(a, b)
    before = [revision(desk) for desk in (a, b)]

    result = meet(a, b)

    assert (result.incoming, result.outgoing) == (Received(), Received())
    assert [revision(desk) for desk in (a, b)] == before


def revision(desk: Desk) -> int:
    with desk.app.database.read() as tx:
        return tx.scalars(select(InstallationRow.revision)).one()


def test_what_a_third_desk_told_is_passed_on(desks: list[Desk]) -> None:
    a, b, c = desks
    token = c.badge(c.add())
    c.scan(token)

    meet(c, b)
    meet(b, a)

    assert a.digest() == c.digest()
    assert a.scan(token).verdict == "duplicate"


def test_edits_of_different_fields_both_stay(desks: list[Desk]) -> None:
    a, b, _c = desks
    person = a.add(given_name="Ana")
    meet(a, b)
    a.change(PersonRow, person, phone="+84 1")
    b.change(PersonRow, person, organisation="Ministry")

    result = meet(a, b)

    assert [desk.value(PersonRow, person, "phone") for desk in (a, b)] == ["+84 1"] * 2
    assert [desk.value(PersonRow, person, "organisation") for desk in (a, b)] == ["Ministry"] * 2
    assert (result.incoming.conflicts, a.digest()) == (0, b.digest())


def test_a_deletion_travels(desks: list[Desk]) -> None:
    a, b, _c = desks
    person = a.add()
    meet(a, b)
    a.change(PersonRow, person, deleted=True)
    b.change(PersonRow, person, phone="1")

    meet(a, b)

    assert [desk.value(PersonRow, person, "deleted") for desk in (a, b)] == [True, True]


def test_a_clock_hours_fast_does_not_win_over_a_correction_that_knew_of_it(desks: list[Desk]) -> None:
    a, b, _c = desks
    person = a.add(given_name="Ana")
    a.clock.advance(hours=9)
    a.change(PersonRow, person, phone="wrong")
    meet(a, b)
    b.change(PersonRow, person, phone="right")

    result = meet(a, b)

    assert [desk.value(PersonRow, person, "phone") for desk in (a, b)] == ["right", "right"]
    assert result.incoming.conflicts == 0


def test_a_desk_scans_after_what_it_has_seen_from_a_faster_clock(desks: list[Desk]) -> None:
    a, b, _c = desks
    token = a.badge(a.add())
    a.clock.advance(hours=2)
    a.scan(token)
    a.scan(token, direction="out")
    meet(a, b)
    b.clock.advance(hours=-1)

    assert b.scan(token).verdict == "admitted"
    meet(a, b)
    with a.app.database.read() as tx:
        rows = tx.execute(select(FactRow.desk, FactRow.outcome).order_by(FactRow.hlc)).all()
    assert [tuple(row) for row in rows] == [(a.id, "admitted"), (a.id, "exited"), (b.id, "admitted")]


def test_an_undone_scan_is_undone_everywhere(desks: list[Desk]) -> None:
    a, b, _c = desks
    answer = a.scan(a.badge(a.add()))
    meet(a, b)
    with b.app.database.write() as tx:
        undo_scan(tx, scan=str(answer.scan), operator="Lan", reason="wrong person")

    meet(a, b)

    assert [desk.status().people for desk in (a, b)] == [0, 0]


def test_arrivals_are_told_inside_the_transaction_and_announced_after_it(desks: list[Desk]) -> None:
    a, b, _c = desks
    person = b.add()
    b.scan(b.badge(person))
    told: list[tuple[str, list[str]]] = []
    heard: set[str] = set()
    a.app.notices.subscribe(heard.update)

    exchange(a.end, b.end, arrived=lambda _tx, table, ids: told.append((table, list(ids))))

    assert ("person", [person]) in told
    assert {"person", "registration", "badge", "scan"} <= heard


def test_the_meeting_is_remembered_on_both_sides(desks: list[Desk]) -> None:
    a, b, _c = desks
    meet(a, b)

    for desk, other in ((a, b), (b, a)):
        with desk.app.database.read() as tx:
            [row] = tx.scalars(select(PeerRow))
        assert (row.database, row.kind, row.met_at, row.problem) == (other.id, "desk", desk.clock.now, "")


def test_a_file_does_not_meet_itself(desks: list[Desk]) -> None:
    a = desks[0]

    with pytest.raises(UserError, match="same desk"):
        pull(a.end, a.end)


class CutError(Exception):
    """The cable is out."""


class Flaky:
    """A store whose blocks fail after so many."""

    def __init__(self, store: object, blocks: int) -> None:
        self.store, self.left = store, blocks

    def read(self) -> AbstractContextManager[Tx]:
        return self.store.read()  # type: ignore[attr-defined]  # a store

    def write(self) -> AbstractContextManager[Tx]:
        self.left -= 1
        if self.left < 0:
            raise CutError
        return self.store.write()  # type: ignore[attr-defined]  # a store


@pytest.mark.parametrize("blocks", range(12))
def test_an_exchange_goes_on_where_it_was_interrupted(
    desks: list[Desk], blocks: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(exchanging, "FACTS_AT_ONCE", 4)
    a, b, _c = desks
    tokens = [a.badge(a.add(given_name=f"Person {n}")) for n in range(10)]
    for token in tokens:
        a.scan(token)

    try:
        pull(Endpoint(Flaky(b.app.database, blocks)), a.end)
    except CutError:
        b.digest()  # its chains hold
    meet(b, a)

    assert a.digest() == b.digest()
    assert b.status() == dataclasses.replace(a.status(), registered=10)


def test_a_fact_of_an_unknown_kind_is_carried(desks: list[Desk]) -> None:
    a, b, c = desks
    with a.app.database.write() as tx:
        facts.append(tx, facts.NewFact("feedback_of_tomorrow", body={"stars": 5}))

    meet(a, b)
    meet(b, c)

    with c.app.database.read() as tx:
        assert [row.kind for row in tx.scalars(select(FactRow))] == ["feedback_of_tomorrow"]


def spoil(at: Desk, statement: str, **values: object) -> None:
    with at.app.database.connection() as raw:
        raw.execute("PRAGMA foreign_keys = OFF")
        raw.execute("PRAGMA ignore_check_constraints = ON")
        raw.execute(statement, values)
        raw.execute("PRAGMA foreign_keys = ON")


@pytest.mark.parametrize(
    ("column", "value", "reason"),
    [
        ("stamps", "{}", "stamps: not those of a record"),
        ("stamps", "no json", "stamps: text that cannot be read"),
        ("stamps", '{"":["ffffffffffffffff.x"]}', "stamps: not those of a clock"),
        ("stamps", '{"":[]}', "stamps: a field without a write"),
        ("roles", "[", "roles: text that cannot be read"),
        ("needs_attention", 7, "needs_attention: neither yes nor no"),
        ("valid_from", 1 << 60, "valid_from: a number out of bounds"),
        ("consent_list_on", "yesterday", "consent_list_on: text that cannot be read"),
        ("person", "nobody", "person: unknown here"),
        ("desk_note", "a\0b", "desk_note: text that cannot be kept"),
    ],
)
def test_one_bad_row_is_set_aside_with_its_reason_and_the_others_go_in(
    desks: list[Desk], column: str, value: object, reason: str
) -> None:
    a, b, _c = desks
    bad, good = b.add(given_name="Bad"), b.add(given_name="Good")
    before = json.dumps({person: registration_of(b, person) for person in (bad, good)})
    spoil(b, f"UPDATE registration SET {column} = :value WHERE person = :person", value=value, person=bad)

    result = meet(a, b)

    assert (result.incoming.quarantined, result.incoming.problem) == (1, None)
    with a.app.database.read() as tx:
        [aside] = list_quarantine(tx)
        assert [row.id for row in tx.scalars(select(RegistrationRow))] == [json.loads(before)[good]]
    assert (aside.subject, aside.record) == ("registration", json.loads(before)[bad])
    assert (aside.reason, aside.source_name) == (reason, "Desk 2")


def registration_of(desk: Desk, person: str) -> str:
    with desk.app.database.read() as tx:
        return tx.scalars(select(RegistrationRow.id).where(RegistrationRow.person == person)).one()


def test_a_row_set_aside_goes_in_when_what_it_lacked_has_come(desks: list[Desk]) -> None:
    a, b, c = desks
    person = b.add()
    registration = registration_of(b, person)
    meet(b, c)
    with b.app.database.connection() as raw:
        raw.execute("PRAGMA foreign_keys = OFF")
        raw.execute("DELETE FROM person WHERE id = ?", [person])
        raw.execute("PRAGMA foreign_keys = ON")
    assert meet(a, b).incoming.quarantined == 1

    meet(a, c)
    b.add(given_name="Anybody")
    meet(a, b)

    with a.app.database.read() as tx:
        assert (list_quarantine(tx), tx.get_one(RegistrationRow, registration).person) == ([], person)


def test_facts_that_were_rewritten_are_held_back_from_there_on_and_named(desks: list[Desk]) -> None:
    a, b, c = desks
    for desk in (b, c):
        for number in range(5):
            desk.scan(desk.badge(desk.add(given_name=f"{number}")))
    meet(b, c)
    spoil(c, "UPDATE fact SET outcome = 'withdrawn' WHERE desk = :desk AND seq = 3", desk=b.id)

    result = meet(a, c)

    assert (result.incoming.held, result.incoming.facts) == ({b.id: "a fact was changed"}, 7)
    with a.app.database.read() as tx:
        [aside] = list_quarantine(tx)
    assert (aside.subject, aside.record, aside.content) == ("fact", b.id, "3")

    meet(a, b)
    with a.app.database.read() as tx:
        assert tx.scalars(select(FactRow.seq).where(FactRow.desk == b.id)).all() == [1, 2, 3, 4, 5]


def test_a_missing_end_is_noticed(desks: list[Desk]) -> None:
    a, b, _c = desks
    for number in range(3):
        b.scan(b.badge(b.add(given_name=f"{number}")))
    spoil(b, "DELETE FROM fact WHERE seq = 3")

    result = meet(a, b)

    assert (result.incoming.held, result.incoming.facts) == ({b.id: "facts are missing"}, 2)


def test_two_laptops_that_write_as_one_desk_are_noticed(desks: list[Desk]) -> None:
    a, b, c = desks
    b.scan(b.badge(b.add(given_name="first")))
    meet(a, b)
    meet(c, b)
    spoil(c, "UPDATE fact SET hash = zeroblob(32) WHERE desk = :desk", desk=b.id)
    spoil(c, "UPDATE chain SET hash = zeroblob(32) WHERE desk = :desk", desk=b.id)

    result = meet(a, c)

    assert result.incoming.held == {b.id: "it has another history here"}


def test_one_direction_that_fails_does_not_stop_the_other(desks: list[Desk]) -> None:
    a, b, _c = desks
    a.add(given_name="Out")
    person = b.add(given_name="In")

    class Full:
        def read(self) -> AbstractContextManager[Tx]:
            return b.app.database.read()

        def write(self) -> AbstractContextManager[Tx]:
            raise UserError("The disk is full.")

    result = exchange(a.end, Endpoint(Full()))

    assert (result.outgoing.problem, result.incoming.problem) == ("The disk is full.", None)
    assert a.value(PersonRow, person, "given_name") == "In"


def test_a_file_set_back_to_an_earlier_state_is_read_again_from_the_start(desks: list[Desk]) -> None:
    a, b, _c = desks
    b.add(given_name="First")
    meet(a, b)
    with a.app.database.write() as tx:
        tx.execute(text("UPDATE peer SET revision_seen = 1000"))

    person = b.add(given_name="Second")
    meet(a, b)

    assert a.value(PersonRow, person, "given_name") == "Second"
