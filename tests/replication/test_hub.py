"""A real PostgreSQL hub between desks: what one admits the other knows; who has no access stops and says so."""

import json
import subprocess
import sys
import threading
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import psycopg
import pytest
import sqlalchemy as sa
from commands import run
from desks import Desk, some_desks
from postgres import Server
from sqlalchemy import select

from o2o_events.checkin.checkpoints import get_checkpoint
from o2o_events.clock import system_time
from o2o_events.db.models import CheckpointRow, EventRow, FactRow, PersonRow
from o2o_events.db.upgrade import SCHEMA, run_migrations
from o2o_events.errors import UserError
from o2o_events.people.registration import set_status
from o2o_events.replication.digest import digest
from o2o_events.replication.exchange import Exchanged, Received
from o2o_events.replication.hub import Hub, HubAwayError, HubRefusedError
from o2o_events.replication.hub_setup import admit_desk, desks_role, dismiss_desk, init_hub
from o2o_events.replication.quarantine import list_quarantine
from o2o_events.replication.syncing import list_peers, sync
from o2o_events.replication.watch import WatchState, watch


@pytest.fixture
def desks(tmp_path: Path) -> Iterator[list[Desk]]:
    with some_desks(tmp_path, 3) as made:
        yield made


def meet(desk: Desk, hub: Hub) -> Exchanged:
    result = sync(desk.app.database, hub)
    assert (result.incoming.problem, result.outgoing.problem) == (None, None)
    return result


def test_a_badge_admitted_at_one_desk_is_a_duplicate_at_the_other(desks: list[Desk], hub: Hub) -> None:
    a, b, _c = desks
    token = a.badge(a.add(printed_name="Trần Thị Đào"))
    first = a.scan(token)

    meet(a, hub)
    meet(b, hub)

    again = b.scan(token)
    assert (again.verdict, again.first_desk, again.first_at) == ("duplicate", "Desk 1", first.at)
    assert again.name == "Trần Thị Đào"


def test_all_that_met_the_hub_have_one_digest_and_so_has_the_hub(desks: list[Desk], hub: Hub) -> None:
    for desk in desks:
        desk.scan(desk.badge(desk.add(given_name="怡君", family_name="陳")))

    for desk in (*desks, *desks):
        meet(desk, hub)

    with hub.read() as tx:
        assert {desk.digest() for desk in desks} == {digest(tx)}
    assert meet(desks[0], hub) == Exchanged(Received(), Received())


def test_badge_keys_never_reach_the_hub(desks: list[Desk], hub: Hub) -> None:
    meet(desks[0], hub)

    with hub.read() as tx:
        assert tx.scalar(sa.text("SELECT count(*) FROM badge_key")) == 0


def test_a_withdrawal_comes_in_though_going_out_fails(desks: list[Desk], hub: Hub, hub_url: str) -> None:
    a, b, _c = desks
    person = a.add()
    token = a.badge(person)
    meet(a, hub)
    meet(b, hub)
    with a.app.database.write() as tx:
        set_status(tx, event=a.event(), person=person, status="withdrawn", reason="called")
    meet(a, hub)
    b.add(given_name="Kept here")
    with psycopg.connect(hub_url, autocommit=True) as owner:
        failing = "BEGIN RAISE 'disk is full here'; END"
        owner.execute(f"CREATE FUNCTION fail() RETURNS trigger AS $$ {failing} $$ LANGUAGE plpgsql")
        owner.execute("CREATE TRIGGER fail BEFORE UPDATE ON installation EXECUTE FUNCTION fail()")

    result = sync(b.app.database, hub)

    assert "disk is full here" in str(result.outgoing.problem)
    assert (result.incoming.problem, b.scan(token).verdict) == (None, "withdrawn")


def test_a_row_that_the_hub_does_not_take_is_set_aside_there_and_the_rest_goes_in(
    desks: list[Desk], hub: Hub, hub_url: str
) -> None:
    a = desks[0]
    a.add(given_name="Unwanted")
    good = a.add(given_name="Good")
    with psycopg.connect(hub_url, autocommit=True) as owner:
        owner.execute("ALTER TABLE person ADD CONSTRAINT picky CHECK (given_name <> 'Unwanted')")

    result = sync(a.app.database, hub)

    assert (result.outgoing.quarantined, result.outgoing.problem) == (2, None)
    with hub.read() as tx:
        assert tx.scalars(select(PersonRow.id)).all() == [good]
        assert sorted((row.subject, row.source_name) for row in list_quarantine(tx)) == [
            ("person", "Desk 1"),
            ("registration", "Desk 1"),
        ]


def test_facts_rewritten_in_the_hub_are_held_back_and_named_and_the_rest_goes_in(
    desks: list[Desk], hub: Hub, hub_url: str
) -> None:
    a, b, c = desks
    for desk in (a, b):
        for number in range(3):
            desk.scan(desk.badge(desk.add(given_name=f"{number}")))
        meet(desk, hub)
    with psycopg.connect(hub_url, autocommit=True) as owner:
        owner.execute("UPDATE fact SET at = at + 1 WHERE desk = %s AND seq = 2", [a.id])

    result = sync(c.app.database, hub)

    assert (result.incoming.held, result.incoming.facts) == ({a.id: "a fact was changed"}, 4)
    with c.app.database.read() as tx:
        assert [(q.subject, q.record, q.content) for q in list_quarantine(tx)] == [("fact", a.id, "2")]


def test_the_role_of_desks_may_do_what_desks_do_and_no_more(desks: list[Desk], hub: Hub) -> None:
    a = desks[0]
    a.scan(a.badge(a.add()))
    login = admit_desk(hub, "Desk 1")
    own = Hub(login.url)

    meet(a, own)

    own.close()
    forbidden = [
        "DELETE FROM fact",
        "UPDATE fact SET outcome = 'withdrawn'",
        "TRUNCATE person CASCADE",
        "DELETE FROM person",
        "SELECT * FROM badge_key",
        "CREATE TABLE mine (n int)",
        "DROP TABLE person",
        "UPDATE installation SET desk = 'x'",
        "CREATE ROLE other",
    ]
    with psycopg.connect(login.url, autocommit=True) as desk:
        for statement in forbidden:
            with pytest.raises((psycopg.errors.InsufficientPrivilege, psycopg.errors.WrongObjectType)):
                desk.execute(statement)  # type: ignore[call-overload]  # a text of this test
    dismiss_desk(hub, "Desk 1")


def test_a_desk_whose_access_was_taken_away_stops_and_says_so(desks: list[Desk], hub: Hub) -> None:
    a = desks[0]
    login = admit_desk(hub, "North door")
    own = Hub(login.url)
    states: list[WatchState] = []
    connected = threading.Event()

    def report(state: WatchState) -> None:
        states.append(state)
        connected.set()

    options = {"stop": threading.Event(), "report": report}
    watching = threading.Thread(target=watch, args=(a.app.database, own), kwargs=options)
    watching.start()
    assert connected.wait(20)

    dismiss_desk(hub, "North door")
    watching.join(20)

    assert not watching.is_alive()
    assert states[-1].kind == "refused"
    assert "does not let this desk in" in states[-1].reason
    with pytest.raises(HubRefusedError):
        sync(a.app.database, own)
    assert a.scan(a.badge(a.add())).verdict == "admitted"
    own.close()


def test_an_owner_with_no_more_rights_than_the_guide_gives_sets_a_hub_up(desks: list[Desk], server: Server) -> None:
    for statement in (
        "CREATE ROLE o2o_owner LOGIN PASSWORD 'long' CREATEROLE",
        "GRANT pg_signal_backend TO o2o_owner",
        "CREATE DATABASE o2o OWNER o2o_owner",
    ):
        server.execute(statement)
    url = f"postgresql://o2o_owner:long@127.0.0.1:{server.port}/o2o"
    a = desks[0]
    a.scan(a.badge(a.add()))

    made = run(a.file, "hub", "init", url, "--desk", "Desk 1")
    sent = run(a.file, "sync", made.row["desks"][0]["url"])
    dismissed = run(a.file, "hub", "dismiss", url, "Desk 1")
    refused = run(a.file, "sync", made.row["desks"][0]["url"])

    assert (made.status, sent.status, sent.row["outgoing"]["facts"]) == (0, 0, 1)
    assert (dismissed.status, dismissed.err) == (0, "")
    assert (refused.status, "does not let this desk in" in refused.err) == (1, True)
    assert run(a.file, "hub", "init", url).status == 0


def test_a_desk_is_admitted_once_and_dismissed_only_if_admitted(hub: Hub) -> None:
    admit_desk(hub, "Desk 7")

    with pytest.raises(UserError, match="has access already"):
        admit_desk(hub, "desk 7")
    dismiss_desk(hub, "Desk 7")
    with pytest.raises(UserError, match="has no access"):
        dismiss_desk(hub, "Desk 7")


def test_a_hub_that_asks_for_a_password_says_so(hub: Hub, tmp_path: Path) -> None:
    role = admit_desk(hub, "Desk 7").role
    bare = Hub(hub.engine.url.set(username=role, password=None).render_as_string())

    with (
        some_desks(tmp_path, 1) as [desk],
        pytest.raises(HubRefusedError, match="asks for a password"),
    ):
        sync(desk.app.database, bare)
    bare.close()


def test_making_a_hub_again_and_at_the_same_time_changes_nothing(server: Server, hub_url: str) -> None:
    hubs = [Hub(hub_url) for _ in range(4)]
    threads = [threading.Thread(target=init_hub, args=(hub,)) for hub in hubs]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    for hub in hubs:
        hub.close()

    assert server.execute("SELECT count(*) FROM installation", hub_url.rsplit("/", 1)[1]) == [(1,)]


def test_migrations_agree_with_the_models_on_postgresql(hub: Hub) -> None:
    from alembic.autogenerate import compare_metadata
    from alembic.migration import MigrationContext

    from o2o_events.db.base import Base

    with hub.engine.connect() as connection:
        found = compare_metadata(MigrationContext.configure(connection), Base.metadata)
    missing = [change for change in found if change[0] != "add_table" or change[1].name != "search_row"]
    assert [change for change in missing if "search_row" not in str(change)] == []


def test_every_migration_goes_down_and_up_again_on_postgresql(hub: Hub) -> None:
    from alembic import command
    from alembic.config import Config

    from o2o_events import paths

    config = Config()
    config.set_main_option("script_location", str(paths.migrations()))
    with hub.engine.begin() as connection:
        config.attributes["connection"] = connection
        command.downgrade(config, "base")
        assert run_migrations(connection) > 1


def test_a_newer_hub_is_left_alone(desks: list[Desk], hub: Hub, hub_url: str) -> None:
    with psycopg.connect(hub_url, autocommit=True) as owner:
        owner.execute("UPDATE alembic_version SET version_num = '0099'")

    with pytest.raises(HubRefusedError, match="newer"):
        sync(desks[0].app.database, hub)
    with pytest.raises(HubRefusedError, match="newer"):
        init_hub(hub)


def test_a_hub_of_an_older_schema_is_upgraded_once_however_many_do_it_and_keeps_what_it_has(
    desks: list[Desk], server: Server
) -> None:
    a, b, _c = desks
    server.execute("CREATE DATABASE older_hub")
    url = server.url("older_hub")
    old = Hub(url)
    with old.engine.begin() as connection:
        assert run_migrations(connection, "0002") == 2
        connection.execute(sa.text("INSERT INTO installation VALUES (1, 'oldhub', 7)"))
        connection.execute(sa.text("INSERT INTO chain VALUES ('oldhub', 0, :start, 0)"), {"start": bytes(32)})
        stamps = json.dumps({"": ["0000000000000001.oldhub"]})
        connection.execute(sa.text("INSERT INTO desk VALUES ('Old', 'olddesk', 0, :stamps, 7)"), {"stamps": stamps})
    with pytest.raises(HubRefusedError, match=r"older than this program\. Run “hub init”"):
        sync(a.app.database, old)

    hubs = [old, *(Hub(url) for _ in range(3))]
    threads = [threading.Thread(target=init_hub, args=(hub,)) for hub in hubs]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert server.execute("SELECT version_num FROM alembic_version", "older_hub") == [(f"{SCHEMA:04}",)]
    token = a.badge(a.add())
    a.scan(token)
    meet(a, old)
    meet(b, old)
    assert b.scan(token).verdict == "duplicate"
    with b.app.database.read() as tx:
        assert tx.scalar(sa.text("SELECT name FROM desk WHERE id = 'olddesk'")) == "Old"
    for hub in hubs:
        hub.close()


def test_a_database_that_is_no_hub_is_told_apart(desks: list[Desk], server: Server) -> None:
    empty = Hub(server.url("template1"))

    with pytest.raises(HubRefusedError, match="hub init"):
        sync(desks[0].app.database, empty)
    empty.close()


@pytest.mark.parametrize("url", ["", "http://x/y", "hub", "postgresql://", "sqlite:///x", "postgresql://h:99999999/x"])
def test_what_is_no_address_is_told_in_words(url: str) -> None:
    with pytest.raises(UserError):
        Hub(url).check_schema()


def test_tls_options_go_through_as_they_are(desks: list[Desk], hub_url: str) -> None:
    strict = Hub(hub_url + "?sslmode=require")

    with pytest.raises(HubAwayError, match="SSL"):
        sync(desks[0].app.database, strict)
    strict.close()


def test_a_hub_that_is_away_is_told_and_work_goes_on(desks: list[Desk]) -> None:
    a = desks[0]
    away = Hub("postgresql://desk@127.0.0.1:1/o2o")

    with pytest.raises(HubAwayError, match="cannot be reached"):
        sync(a.app.database, away)
    away.close()

    assert a.scan(a.badge(a.add())).verdict == "admitted"


def test_clocks_that_differ_are_told_of_every_desk(desks: list[Desk], hub: Hub) -> None:
    a, b, _c = desks
    for desk, ahead in ((a, timedelta()), (b, timedelta(hours=2))):
        desk.clock.now = system_time() + ahead
        desk_hub = Hub(hub.url.render_as_string(hide_password=False), now=desk.clock)
        sync(desk.app.database, desk_hub)
        desk_hub.close()

    own = Hub(hub.url.render_as_string(hide_password=False), now=a.clock)
    a.clock.now = system_time()
    sync(a.app.database, own)
    own.close()

    peers = {peer.name: peer for peer in list_peers(a.app.database)}
    skew = peers["Desk 2"].skew
    assert skew is not None
    assert abs(skew - 2 * 3_600_000_000) < 10_000_000
    assert {name: peer.is_clock_off for name, peer in peers.items()} == {hub.address: False, "Desk 2": True}
    assert peers["Desk 2"].met_at is not None


def test_clocks_that_are_wrong_are_told_by_commands_and_reorder_nobody_s_scans(
    desks: list[Desk], hub: Hub, hub_url: str
) -> None:
    """One desk's clock is right, one three hours fast, one goes back two hours after the first scan."""
    right, fast, back = desks
    tokens = [right.badge(right.add(given_name=f"{n}")) for n in range(4)]
    days = [f"{system_time() + timedelta(days=n):%Y-%m-%d}" for n in (-1, 0, 1)]
    right.change(EventRow, right.event().id, days=days)
    with right.app.database.read() as tx:
        door = get_checkpoint(tx, right.event()).id
    right.change(CheckpointRow, door, policy="once")
    hubs = {}
    for desk, ahead in ((right, 0), (fast, 3), (back, 0)):
        desk.clock.now = system_time() + timedelta(hours=ahead)
        hubs[desk.id] = Hub(hub_url, now=desk.clock)
        meet(desk, hubs[desk.id])
    for desk in desks:
        meet(desk, hubs[desk.id])
        desk.scan(tokens[0])
        if desk is back:
            desk.clock.advance(hours=-2)
        for token in tokens[1:]:
            desk.scan(token)
    for desk in (*desks, *desks):
        meet(desk, hubs[desk.id])

    answer = run(right.file, "sync", hub_url)
    peers = {row["name"]: row for row in run(right.file, "peers").rows}

    assert abs(answer.row["seconds_ahead"]) < 60
    ahead = {clock["name"]: round(clock["seconds_ahead"] / 3600) for clock in answer.row["clocks_off"]}
    assert ahead == {"Desk 2": 3, "Desk 3": -2}
    assert answer.err.count("The clock of Desk") == 2
    assert {name: row["clock_off"] for name, row in peers.items()} == {
        hub.address: False,
        "Desk 2": True,
        "Desk 3": True,
    }
    assert len({desk.digest() for desk in desks}) == 1
    for desk in desks:
        with desk.app.database.read() as tx:
            facts = select(FactRow.desk, FactRow.at, FactRow.hlc).where(FactRow.kind == "scan")
            rows = tx.execute(facts.order_by(FactRow.desk, FactRow.seq)).all()
        assert len(rows) == 12
        assert [row.at for row in rows] == [row.at for row in sorted(rows, key=lambda row: (row.desk, row.at))]
        assert desk.status() == right.status()
    assert (right.status().people, right.status().entries) == (4, 4)
    for opened in hubs.values():
        opened.close()


def test_the_same_person_edited_at_two_desks_is_one_conflict_everywhere(desks: list[Desk], hub: Hub) -> None:
    a, b, c = desks
    person = a.add()
    for desk in desks:
        desk.clock.now = desks[0].clock.now
        meet(a, hub)
        meet(desk, hub)
    a.change(PersonRow, person, phone="1")
    b.change(PersonRow, person, phone="2")

    for desk in (a, b, c, a, b, c):
        meet(desk, hub)

    for desk in desks:
        with desk.app.database.read() as tx:
            rows = tx.execute(sa.text("SELECT field, state FROM conflict")).all()
        assert [tuple(row) for row in rows] == [("phone", "open")]


def test_the_commands_make_a_hub_admit_a_desk_and_sync(desks: list[Desk], server: Server) -> None:
    a, b, _c = desks
    token = a.badge(a.add())
    a.scan(token)
    server.execute("CREATE DATABASE by_command")
    url = server.url("by_command")

    made = run(a.file, "hub", "init", url, "--desk", "Desk 1").row
    admitted = run(a.file, "hub", "admit", url, "Desk 2").row
    sent = run(a.file, "sync", made["desks"][0]["url"])
    got = run(b.file, "sync", admitted["url"])

    assert (sent.status, sent.row["outgoing"]["facts"], sent.row["state"]) == (0, 1, "connected")
    assert (got.status, got.row["incoming"]["facts"], got.row["incoming"]["quarantined"]) == (0, 1, 0)
    assert b.scan(token).verdict == "duplicate"
    met = {row["name"]: row for row in run(a.file, "peers").rows}
    assert [(row["kind"], row["problem"]) for row in met.values()] == [("hub", "")]
    assert run(a.file, "hub", "dismiss", url, "Desk 2").status == 0
    refused = run(b.file, "sync", admitted["url"])
    assert (refused.status, refused.out) == (1, "")
    assert "does not let this desk in" in refused.err
    away = run(b.file, "sync", "postgresql://x@127.0.0.1:1/x")
    assert (away.status, "cannot be reached" in away.err) == (1, True)


def test_watching_desks_tell_each_other_within_a_moment(desks: list[Desk], hub_url: str) -> None:
    a, b, _c = desks
    tokens = [a.badge(a.add(given_name=f"{n}")) for n in range(3)]
    command = [sys.executable, "-m", "o2o_events", "--json", "--file"]
    watchers = [
        subprocess.Popen([*command, str(d.file), "sync", "--watch", hub_url], stdout=subprocess.PIPE, text=True)
        for d in (a, b)
    ]
    try:
        for watcher in watchers:
            assert watcher.stdout is not None
            assert json.loads(watcher.stdout.readline())["state"] == "connected"
        for number, token in enumerate(tokens, 1):
            a.scan(token)
            wait_for(b, number)
        with b.app.database.read() as tx:
            assert len(tx.scalars(select(FactRow.seq).where(FactRow.desk == a.id)).all()) == 3
    finally:
        for watcher in watchers:
            watcher.terminate()
            watcher.communicate()


def wait_for(desk: Desk, facts: int) -> None:
    """Until a desk has so many facts: its announcements belong to another process, so it looks."""
    deadline = threading.Event()
    for _try in range(400):
        with desk.app.database.read() as tx:
            if (tx.scalar(select(sa.func.count()).select_from(FactRow)) or 0) >= facts:
                return
        deadline.wait(0.05)
    raise AssertionError("it never came")


def test_the_role_is_named_for_its_hub(hub: Hub) -> None:
    assert desks_role(hub) == f"o2o_desks_{hub.url.database}"
