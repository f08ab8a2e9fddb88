"""``sync`` and ``hub``: exchanging over the venue's network, and setting that up."""

import os
import sys
import threading
from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

import click

from o2o_events.cli.context import Run, pass_run
from o2o_events.cli.exporting import as_row, in_words
from o2o_events.db.database import Database
from o2o_events.errors import UserError
from o2o_events.i18n import _
from o2o_events.replication.exchange import Exchanged
from o2o_events.replication.hub import Hub, with_password
from o2o_events.replication.syncing import Peer
from o2o_events.replication.watch import WatchState

URL = click.argument("url", metavar="URL", envvar="O2O_HUB")


@click.command()
@click.argument("url", metavar="[URL]", envvar="O2O_HUB", required=False)
@click.option("--watch", "keeps_going", is_flag=True, help="Keep going, and answer each time something was exchanged.")
@pass_run
def sync(run: Run, url: str | None, keeps_going: bool) -> None:
    """Exchanges with the PostgreSQL hub at URL (postgresql://user:password@host/database?sslmode=require).

    Without URL with the hub that was met last. Its password is kept in a protected project file only: else it
    is taken from O2O_HUB_PASSWORD, from PostgreSQL's own password file, or asked for.
    """
    from o2o_events.people.arriving import index_arrivals
    from o2o_events.replication.syncing import list_peers
    from o2o_events.replication.syncing import sync as sync_once

    with run.app() as app:
        hub = Hub(url or _last_url(app.database), now=app.now)
        try:
            if keeps_going:
                _watch(run, app.database, hub)
                return
            result = sync_once(app.database, hub, arrived=index_arrivals)
            off = [peer for peer in list_peers(app.database) if peer.is_clock_off]
            run.answer(_row("connected", result, off), _sentence(result))
            for peer in off:
                click.echo(_clock_words(peer.name or peer.address, peer.skew or 0), err=True)
        finally:
            hub.close()
    if result.incoming.problem or result.outgoing.problem:
        sys.exit(1)


def _last_url(database: Database) -> str:
    """The hub that was met last. Raises ``UserError`` where there was none."""
    from o2o_events.replication.syncing import kept_hub

    kept = kept_hub(database)
    if kept is None:
        raise UserError(_("This desk has met no hub yet. Give its address: sync postgresql://…"))
    password = os.environ.get("O2O_HUB_PASSWORD")
    if password is None and not kept.has_password and sys.stdin.isatty():
        words = _("Password for the hub at {address} (empty for none)").format(address=kept.address)
        password = str(click.prompt(words, hide_input=True, err=True, default="", show_default=False))
    return with_password(kept.url, password) if password else kept.url


@click.command()
@pass_run
def peers(run: Run) -> None:
    """Lists the hub, the other desks and the files that this desk has met, and clocks that are off."""
    from o2o_events.replication.syncing import list_peers

    with run.app() as app:
        rows = [
            {"name": peer.name or peer.address, "kind": peer.kind, "met_at": peer.met_at, "problem": peer.problem}
            | {"seconds_ahead": _seconds(peer.skew), "clock_off": peer.is_clock_off}
            for peer in list_peers(app.database)
        ]
    run.answer_all(rows, ["name", "kind", "met_at", "seconds_ahead", "problem"], _("No other desk was met yet."))


def _watch(run: Run, database: Database, hub: Hub) -> None:
    from o2o_events.people.arriving import index_arrivals
    from o2o_events.replication.syncing import list_peers
    from o2o_events.replication.watch import watch

    last: list[WatchState] = []

    def report(state: WatchState) -> None:
        is_news = not last or last[-1].kind != state.kind or _moved(state.result)
        last[:] = [state]
        if not is_news or state.kind == "stopped":
            return
        row = {"state": state.kind, "at": state.at, "reason": state.reason, "pause": state.pause}
        words = _sentence(state.result) if state.result else state.reason
        if state.result:
            row |= _row(state.kind, state.result, [peer for peer in list_peers(database) if peer.is_clock_off])
        run.answer(row, words)
        sys.stdout.flush()

    watch(database, hub, stop=threading.Event(), report=report, arrived=index_arrivals)
    if last and last[-1].kind == "refused":
        sys.exit(1)


def _moved(result: Exchanged | None) -> bool:
    if result is None:
        return False
    both = (result.incoming, result.outgoing)
    return any(way.received or way.quarantined or way.held or way.problem for way in both)


def _row(state: str, result: Exchanged, off: Sequence[Peer]) -> dict[str, Any]:
    """``seconds_ahead``: the hub's clock before this one; ``clocks_off``: those a minute or more from it."""
    clocks = [{"name": peer.name or peer.address, "seconds_ahead": _seconds(peer.skew)} for peer in off]
    both = {"incoming": as_row(result.incoming), "outgoing": as_row(result.outgoing)}
    return {"state": state, "seconds_ahead": _seconds(result.skew), "clocks_off": clocks} | both


def _seconds(skew: int | None) -> float | None:
    return None if skew is None else skew / 1_000_000


def _sentence(result: Exchanged) -> str:
    incoming = result.incoming.problem or in_words(result.incoming)
    outgoing = result.outgoing.problem or in_words(result.outgoing)
    return _("From the hub: {incoming}\nTo the hub: {outgoing}").format(incoming=incoming, outgoing=outgoing)


def _clock_words(name: str, skew: int) -> str:
    minutes = round(abs(skew) / 60_000_000)
    if skew > 0:
        words = _("The clock of {name} is {minutes} minutes ahead of this one. Set the one that is wrong.")
    else:
        words = _("The clock of {name} is {minutes} minutes behind this one. Set the one that is wrong.")
    return words.format(name=name, minutes=minutes)


@click.group()
def hub() -> None:
    """Setting up the hub: its schema, and which desks may use it."""


@hub.command()
@URL
@click.option("--desk", "desks", multiple=True, metavar="NAME", help="Admit this desk too; repeat.")
@pass_run
def init(run: Run, url: str, desks: tuple[str, ...]) -> None:
    """Makes or upgrades the hub in an empty PostgreSQL database (13 or newer) that URL's user owns."""
    from o2o_events.replication.hub_setup import admit_desk, desks_role, init_hub

    opened = Hub(url)
    try:
        version = init_hub(opened)
        logins = [admit_desk(opened, name) for name in desks]
    finally:
        opened.close()
    row = {"hub": opened.address, "schema": version, "role": desks_role(opened), "desks": [asdict(x) for x in logins]}
    words = [_("The hub at {address} is ready.").format(address=opened.address)]
    run.answer(row, "\n".join([*words, *(f"{login.desk}: {login.url}" for login in logins)]))


@hub.command()
@URL
@click.argument("name")
@pass_run
def admit(run: Run, url: str, name: str) -> None:
    """Gives the desk NAME a login of its own, and answers the URL that it syncs with."""
    from o2o_events.replication.hub_setup import admit_desk

    opened = Hub(url)
    try:
        login = admit_desk(opened, name)
    finally:
        opened.close()
    run.answer(asdict(login), f"{login.desk}: {login.url}")


@hub.command()
@URL
@click.argument("name")
@pass_run
def dismiss(run: Run, url: str, name: str) -> None:
    """Takes the access of the desk NAME away, at once."""
    from o2o_events.replication.hub_setup import dismiss_desk

    opened = Hub(url)
    try:
        dismiss_desk(opened, name)
    finally:
        opened.close()
    run.answer({"desk": name}, _("“{desk}” has no access any more.").format(desk=name))
