"""A hub that stands still, and one whose certificate decides: noticed in time, told in words."""

import subprocess
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from desks import Desk, some_desks
from faults import Network
from postgres import Server, find_programs, start_server

from o2o_events.db import database
from o2o_events.replication.hub import Hub, HubAwayError, HubRefusedError
from o2o_events.replication.hub_setup import init_hub
from o2o_events.replication.syncing import sync
from o2o_events.replication.watch import WatchState, watch

LONG_ENOUGH = 20.0
"""Seconds after which a hang would be one."""


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with some_desks(tmp_path, 1) as [made]:
        yield made


@pytest.fixture
def network(server: Server) -> Iterator[Network]:
    made = Network(server.port)
    yield made
    made.close()


@pytest.fixture
def hub(hub_url: str, server: Server, network: Network, monkeypatch: pytest.MonkeyPatch) -> Iterator[Hub]:
    """A hub behind a network, with little patience."""
    monkeypatch.setattr(database, "HUB_ANSWER_SECONDS", 1.0)
    opened = Hub(hub_url.replace(str(server.port), str(network.port)) + "?connect_timeout=2")
    init_hub(opened)
    yield opened
    opened.close()


def test_a_hub_that_swallows_everything_is_away_in_time_and_met_again(desk: Desk, hub: Hub, network: Network) -> None:
    sync(desk.app.database, hub)
    desk.scan(desk.badge(desk.add()))
    network.swallow()
    start = time.monotonic()

    for _connection_kept_or_new in range(2):
        with pytest.raises(HubAwayError, match=r"no answer|timeout"):
            sync(desk.app.database, hub)

    assert time.monotonic() - start < LONG_ENOUGH
    assert desk.scan(desk.badge(desk.add(given_name="Meanwhile"))).verdict == "admitted"
    network.restore()
    hub.close()
    assert sync(desk.app.database, hub).outgoing.facts == 2


def test_who_watches_a_hub_that_stands_still_says_so_and_goes_on(desk: Desk, hub: Hub, network: Network) -> None:
    states: list[WatchState] = []
    stop, met, lost, again = (threading.Event() for _ in range(4))

    def report(state: WatchState) -> None:
        states.append(state)
        if state.kind == "away":
            lost.set()
        elif state.kind == "connected":
            (again if lost.is_set() else met).set()

    watching = threading.Thread(target=watch, args=(desk.app.database, hub), kwargs={"stop": stop, "report": report})
    watching.start()
    try:
        assert met.wait(LONG_ENOUGH)
        network.swallow()
        desk.add()
        assert lost.wait(LONG_ENOUGH)
        network.restore()
        assert again.wait(LONG_ENOUGH)
    finally:
        stop.set()
        watching.join(LONG_ENOUGH)
    assert not watching.is_alive()


def test_setting_up_a_hub_may_take_longer_than_an_exchange(hub: Hub, hub_url: str) -> None:
    with psycopg.connect(hub_url) as busy:
        busy.execute("SELECT pg_advisory_xact_lock(%s)", [0x4F324F48 + 1])
        threading.Timer(1.5, busy.rollback).start()

        assert init_hub(hub) > 1


def openssl(folder: Path, *arguments: str) -> None:
    subprocess.run(["openssl", *arguments], cwd=folder, check=True, capture_output=True)


@pytest.fixture(scope="module")
def certificates(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with two authorities, and a certificate for this computer that the first has signed."""
    folder = tmp_path_factory.mktemp("certificates")
    for name in ("ours", "other"):
        subject = ["-subj", f"/CN={name}", "-days", "2", "-keyout", f"{name}.key", "-out", f"{name}.crt"]
        openssl(folder, "req", "-x509", "-newkey", "rsa:2048", "-nodes", *subject)
    openssl(folder, "req", "-newkey", "rsa:2048", "-nodes", "-subj", "/CN=hub", "-keyout", "h.key", "-out", "h.csr")
    (folder / "names").write_text("subjectAltName=IP:127.0.0.1")
    signing = ["-CA", "ours.crt", "-CAkey", "ours.key", "-CAcreateserial", "-days", "2", "-extfile", "names"]
    openssl(folder, "x509", "-req", "-in", "h.csr", *signing, "-out", "h.crt")
    return folder


@pytest.fixture(scope="module")
def tls_server(certificates: Path) -> Iterator[Server]:
    """A server that speaks TLS, with a hub in it."""
    if find_programs() is None:
        pytest.skip("PostgreSQL's server is not installed here; the set-up brings it on Debian")
    started = start_server((certificates / "h.crt").read_bytes(), (certificates / "h.key").read_bytes())
    started.execute("CREATE DATABASE o2o")
    made = Hub(started.url("o2o"))
    init_hub(made)
    made.close()
    yield started
    started.stop()


@pytest.mark.parametrize("mode", ["verify-ca", "verify-full"])
def test_a_hub_that_proves_who_it_is_is_met(desk: Desk, tls_server: Server, certificates: Path, mode: str) -> None:
    hub = Hub(tls_server.url("o2o") + f"?sslmode={mode}&sslrootcert={certificates / 'ours.crt'}")

    result = sync(desk.app.database, hub)

    assert (result.incoming.problem, result.outgoing.problem) == (None, None)
    with hub.read() as tx:
        ssl = tx.connection().exec_driver_sql("SELECT ssl FROM pg_stat_ssl WHERE pid = pg_backend_pid()").scalar()
    hub.close()
    assert ssl is True


@pytest.mark.parametrize("authority", ["other.crt", "none.crt"])
def test_a_hub_that_another_authority_vouches_for_is_refused_in_words(
    desk: Desk, tls_server: Server, certificates: Path, authority: str
) -> None:
    hub = Hub(tls_server.url("o2o") + f"?sslmode=verify-ca&sslrootcert={certificates / authority}")

    with pytest.raises(HubRefusedError, match=r"cannot prove that it is the right one\. Check the certificate file"):
        sync(desk.app.database, hub)
    hub.close()


def test_a_hub_under_another_name_than_its_certificate_s_is_refused_in_words(
    desk: Desk, tls_server: Server, certificates: Path
) -> None:
    url = tls_server.url("o2o").replace("127.0.0.1", "localhost")
    hub = Hub(url + f"?sslmode=verify-full&sslrootcert={certificates / 'ours.crt'}&hostaddr=127.0.0.1")

    with pytest.raises(HubRefusedError, match="cannot prove that it is the right one"):
        sync(desk.app.database, hub)
    hub.close()
