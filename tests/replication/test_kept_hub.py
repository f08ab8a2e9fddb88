"""The hub of before: kept without its password unless the file is protected, in no exported file, used again."""

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
from commands import run
from desks import Desk, some_desks
from postgres import Server

from o2o_events.app import create_project, open_app
from o2o_events.documents.exported_file import export_event
from o2o_events.errors import UserError
from o2o_events.replication.hub import Hub, with_password
from o2o_events.replication.hub_setup import admit_desk
from o2o_events.replication.opening import open_exported
from o2o_events.replication.syncing import KeptHub, kept_hub, list_peers, sync
from o2o_events.settings import Settings


@pytest.fixture
def desks(tmp_path: Path) -> Iterator[list[Desk]]:
    with some_desks(tmp_path, 2) as made:
        yield made


@pytest.fixture
def login(hub: Hub) -> str:
    """The URL of a desk that the hub admits by its password."""
    return admit_desk(hub, "Desk 1").url


def password_of(url: str) -> str:
    return url.partition(":")[2].partition(":")[2].partition("@")[0]


def test_a_desk_syncs_again_without_the_address(desks: list[Desk], login: str) -> None:
    desk = desks[0]
    desk.scan(desk.badge(desk.add()))
    first = run(desk.file, "sync", login + "?sslmode=prefer")

    again = run(desk.file, "sync", O2O_HUB_PASSWORD=password_of(login))

    assert (first.status, again.status, again.err) == (0, 0, "")
    assert (first.row["outgoing"]["facts"], again.row["outgoing"]["facts"]) == (1, 0)
    kept = kept_hub(desk.app.database)
    assert kept is not None
    assert kept.url == login.replace(":" + password_of(login), "") + "?sslmode=prefer"
    assert with_password(kept.url, password_of(login)) == login + "?sslmode=prefer"


def test_the_password_is_kept_nowhere_in_a_file_that_is_not_protected(desks: list[Desk], login: str) -> None:
    desk = desks[0]

    run(desk.file, "sync", login)

    refused = run(desk.file, "sync", PGPASSWORD="wrong")
    assert (refused.status, "does not let this desk in" in refused.err) == (1, True)
    desk.app.close()
    content = b"".join(file.read_bytes() for file in desk.file.parent.glob(desk.file.name + "*"))
    assert password_of(login).encode() not in content


def test_a_protected_file_keeps_the_password_and_shows_it_to_nobody(tmp_path: Path, login: str) -> None:
    file = tmp_path / "protected.o2o"
    create_project(Settings(file=file, passphrase="correct horse"), name="P", desk="Desk 1")
    secret = {"O2O_PASSPHRASE": "correct horse"}
    first = run(file, "sync", login, **secret)

    again = run(file, "sync", **secret)

    assert (first.status, again.status, again.err) == (0, 0, "")
    app = open_app(Settings(file=file, passphrase="correct horse"))
    kept = kept_hub(app.database)
    peers = list_peers(app.database)
    app.close()
    assert kept is not None
    assert (kept.url, kept.has_password) == (login, True)
    assert [password_of(login) in str(peer) for peer in peers] == [False]
    assert password_of(login) not in run(file, "peers", **secret).out


def test_no_exported_file_says_how_the_hub_is_reached(desks: list[Desk], hub: Hub, tmp_path: Path) -> None:
    desk = desks[0]
    sync(desk.app.database, hub)
    archive, replica = tmp_path / "a.sqlite", tmp_path / "d.sqlite"

    export_event(desk.app.database, archive, kind="archive", event=desk.event())
    export_event(desk.app.database, replica, kind="desk", passphrase="correct horse")

    assert str(hub.url.port).encode() not in archive.read_bytes()
    raw = sqlite3.connect(archive)
    assert raw.execute("SELECT count(*) FROM peer").fetchone() == (0,)
    raw.close()
    with open_exported(replica, "correct horse") as opened, opened.database.connection() as raw:
        assert raw.execute("SELECT count(*) FROM peer").fetchone() == (0,)


def test_the_hub_that_was_met_last_is_the_one(desks: list[Desk], hub: Hub, server: Server) -> None:
    desk = desks[0]
    assert kept_hub(desk.app.database) is None
    server.execute("CREATE DATABASE other_hub TEMPLATE made_hub")
    other = Hub(server.url("other_hub"))
    for number, one in enumerate((hub, other)):
        desk.clock.advance(minutes=number)
        sync(desk.app.database, one)
    other.close()

    assert kept_hub(desk.app.database) == KeptHub(server.url("other_hub"), other.address, has_password=False)


def test_without_any_hub_before_the_command_says_what_to_give(desks: list[Desk]) -> None:
    refused = run(desks[0].file, "sync")

    assert (refused.status, refused.out) == (1, "")
    assert "has met no hub yet" in refused.err


def test_what_is_no_address_takes_no_password() -> None:
    with pytest.raises(UserError):
        with_password("http://x/y", "secret")
