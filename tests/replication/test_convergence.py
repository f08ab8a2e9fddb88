"""Whatever desks do, and in whatever order they meet: they end the same, with no fact missing."""

import secrets
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager
from datetime import timedelta
from pathlib import Path

import pytest
from desks import Desk, some_desks
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, precondition, rule, run_state_machine_as_test
from postgres import Server
from sqlalchemy import select

from o2o_events.checkin.undoing import undo_scan
from o2o_events.db.models import ConflictRow, FactRow, PersonRow, RegistrationRow
from o2o_events.db.transaction import Tx
from o2o_events.people.registration import set_status
from o2o_events.replication.digest import digest
from o2o_events.replication.endpoint import Endpoint, Store
from o2o_events.replication.exchange import exchange, pull
from o2o_events.replication.hub import Hub

DESKS = 3
desk_numbers = st.integers(0, DESKS - 1)
texts = st.sampled_from(["", "Ana", "Đức", "怡君", "ทองดี", "O’Neil"])


class CutError(Exception):
    """The cable is out."""


class Cut:
    """A store that is gone after so many writes."""

    def __init__(self, store: Store, writes: int) -> None:
        self._store, self._left = store, writes

    def read(self) -> AbstractContextManager[Tx]:
        return self._store.read()

    @contextmanager
    def write(self) -> Iterator[Tx]:
        with self._store.write() as tx:
            yield tx
            self._left -= 1
            if self._left < 0:
                raise CutError


class Desks(RuleBasedStateMachine):
    """Desks that work alone and meet; beside them, what must be true in the end."""

    template: Path

    def __init__(self) -> None:
        super().__init__()
        self.stack = ExitStack()
        folder = Path(tempfile.mkdtemp())
        self.stack.callback(shutil.rmtree, folder)
        self.desks: list[Desk] = self.stack.enter_context(some_desks(folder, DESKS, self.template))
        self.ends: list[Endpoint] = [desk.end for desk in self.desks]
        self.tokens: dict[str, str] = {}
        self.accepted: dict[str, str] = {}
        self.facts: set[tuple[str, int]] = set()

    def teardown(self) -> None:
        try:
            self.all_meet()
            self.check()
        finally:
            self.stack.close()

    @initialize()
    def begin(self) -> None:
        for number in (0, 1):
            self.register(number, "Lan")

    @rule(number=desk_numbers, name=texts)
    def register(self, number: int, name: str) -> None:
        person = self.desks[number].add(given_name=name, family_name="X")
        self.tokens[person] = self.desks[number].badge(person)

    def known(self, number: int) -> list[str]:
        """The people whose registration has come to a desk."""
        with self.desks[number].app.database.read() as tx:
            return list(tx.scalars(select(RegistrationRow.person).order_by(RegistrationRow.person)))

    @rule(number=desk_numbers, pick=st.integers(0, 99), field=st.sampled_from(["phone", "organisation"]), text=texts)
    def edit(self, number: int, pick: int, field: str, text: str) -> None:
        if people := self.known(number):
            self.desks[number].change(PersonRow, people[pick % len(people)], **{field: text})

    @rule(number=desk_numbers, pick=st.integers(0, 99), status=st.sampled_from(["withdrawn", "confirmed", "blocked"]))
    def set_status(self, number: int, pick: int, status: str) -> None:
        desk = self.desks[number]
        if people := self.known(number):
            with desk.app.database.write() as tx:
                set_status(tx, event=desk.event(), person=people[pick % len(people)], status=status, reason="asked")

    @rule(number=desk_numbers, pick=st.integers(0, 99))
    def scan(self, number: int, pick: int) -> None:
        person = sorted(self.tokens)[pick % len(self.tokens)]
        answer = self.desks[number].scan(self.tokens[person])
        if answer.accepted:
            self.accepted[str(answer.scan)] = person

    @precondition(lambda self: self.accepted)
    @rule(number=desk_numbers, pick=st.integers(0, 99))
    def undo(self, number: int, pick: int) -> None:
        scan = sorted(self.accepted)[pick % len(self.accepted)]
        database = self.desks[number].app.database
        with database.read() as tx:
            is_known = tx.scalars(select(FactRow.id).where(FactRow.id == scan)).first()
        if is_known:
            with database.write() as tx:
                undo_scan(tx, scan=scan, operator="Lan", reason="mistake")
            del self.accepted[scan]

    @rule(number=desk_numbers, minutes=st.integers(-300, 300))
    def set_clock(self, number: int, minutes: int) -> None:
        self.desks[number].clock.now += timedelta(minutes=minutes)

    @rule(one=desk_numbers, other=desk_numbers)
    def meet(self, one: int, other: int) -> None:
        self.note_facts()
        if one != other:
            result = exchange(self.ends[one], self.ends[other])
            assert (result.incoming.problem, result.outgoing.problem) == (None, None)
            assert (result.incoming.held, result.outgoing.held) == ({}, {})

    @rule(one=desk_numbers, other=desk_numbers, writes=st.integers(0, 9))
    def meet_until_cut(self, one: int, other: int, writes: int) -> None:
        if one != other:
            try:
                pull(Endpoint(Cut(self.ends[one].store, writes)), self.ends[other])
            except CutError:
                return

    def note_facts(self) -> None:
        for desk in self.desks:
            with desk.app.database.read() as tx:
                self.facts |= {(row.desk, row.seq) for row in tx.execute(select(FactRow.desk, FactRow.seq))}

    def all_meet(self) -> None:
        for other in (1, 2, 1):
            self.meet(0, other)

    def check(self) -> None:
        digests = {desk.digest() for desk in self.desks}
        assert len(digests) == 1
        conflicts = set()
        for desk in self.desks:
            with desk.app.database.read() as tx:
                assert {(row.desk, row.seq) for row in tx.execute(select(FactRow.desk, FactRow.seq))} == self.facts
                conflicts.add(frozenset(tx.scalars(select(ConflictRow.id))))
            figures = desk.status()
            assert figures.people == len(set(self.accepted.values()))
            assert figures.entries + figures.cross_desk_duplicates == len(self.accepted)
        assert len(conflicts) == 1


def run_machine(machine: type[RuleBasedStateMachine], examples: int, steps: int = 25) -> None:
    checks = [HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much]
    options = settings(
        max_examples=examples,
        stateful_step_count=steps,
        deadline=None,
        suppress_health_check=checks,
        phases=[Phase.explicit, Phase.reuse, Phase.generate],  # making a failure shorter takes minutes with real files
    )
    run_state_machine_as_test(machine, settings=options)


@pytest.fixture(scope="session")
def three_desks(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with three desks of one project, to be copied."""
    folder = tmp_path_factory.mktemp("desks")
    with some_desks(folder, DESKS):
        return folder


def test_desks_that_meet_in_any_order_end_the_same(three_desks: Path) -> None:
    run_machine(type("TheseDesks", (Desks,), {"template": three_desks}), examples=20)


class DesksWithHub(Desks):
    """The same desks, some of whose meetings are over a PostgreSQL hub."""

    server: Server

    def __init__(self) -> None:
        super().__init__()
        name = f"hub_{secrets.token_hex(4)}"
        self.server.execute(f"CREATE DATABASE {name} TEMPLATE made_hub")
        self.stack.callback(self.server.execute, f"DROP DATABASE {name} WITH (FORCE)")
        self.hub = Hub(self.server.url(name))
        self.stack.callback(self.hub.close)
        self.hub_end = Endpoint(self.hub, kind="hub")

    @rule(number=desk_numbers)
    def sync(self, number: int) -> None:
        self.note_facts()
        result = exchange(self.ends[number], self.hub_end)
        assert (result.incoming.problem, result.outgoing.problem) == (None, None)
        assert (result.incoming.held, result.outgoing.held) == ({}, {})

    @rule(number=desk_numbers, writes=st.integers(0, 9), is_upload=st.booleans())
    def sync_until_cut(self, number: int, writes: int, is_upload: bool) -> None:
        target, source = (self.hub_end, self.ends[number]) if is_upload else (self.ends[number], self.hub_end)
        try:
            pull(Endpoint(Cut(target.store, writes), kind=target.kind), source)
        except CutError:
            return

    def all_meet(self) -> None:
        for number in (0, 1, 2, 0, 1, 2):
            self.sync(number)

    def check(self) -> None:
        super().check()
        with self.hub.read() as tx:
            assert digest(tx) == self.desks[0].digest()


def test_desks_that_meet_over_a_hub_in_any_order_end_the_same(three_desks: Path, server: Server) -> None:
    run_machine(type("TheseDesks", (DesksWithHub,), {"template": three_desks, "server": server}), examples=8)
