"""Fixtures of hubs: a server for the whole run, a database for each test."""

import secrets
from collections.abc import Iterator

import pytest
from postgres import Server, find_programs, start_server

from o2o_events.replication.hub import Hub
from o2o_events.replication.hub_setup import init_hub


@pytest.fixture(scope="session")
def server() -> Iterator[Server]:
    """A PostgreSQL server with a made hub as its template."""
    if find_programs() is None:
        pytest.skip("PostgreSQL's server is not installed here; the set-up brings it on Debian")
    started = start_server()
    started.execute("CREATE DATABASE made_hub")
    hub = Hub(started.url("made_hub"))
    init_hub(hub)
    hub.close()
    yield started
    started.stop()


@pytest.fixture
def hub_url(server: Server) -> Iterator[str]:
    """The owner's URL of a hub of this test's own."""
    name = f"hub_{secrets.token_hex(4)}"
    server.execute(f"CREATE DATABASE {name} TEMPLATE made_hub")
    yield server.url(name)
    server.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")


@pytest.fixture
def hub(hub_url: str) -> Iterator[Hub]:
    """A hub, open."""
    opened = Hub(hub_url)
    init_hub(opened)
    yield opened
    opened.close()
