"""Many phones at once and a desk that scans beside them: every answer is kept once, every scan is decided."""

import asyncio
import socket
import sys
from concurrent.futures import ThreadPoolExecutor
from threading import Thread

import pytest
from factories import make_person
from many_phones import send_all
from phones import CODE, make_form

from o2o_events.app import App
from o2o_events.badges.issuing import issue_badges
from o2o_events.checkin.checkpoints import get_checkpoint
from o2o_events.checkin.scanning import record_scan
from o2o_events.db.facts import verify_chains
from o2o_events.db.models import PersonRow
from o2o_events.db.transaction import Tx
from o2o_events.errors import UserError
from o2o_events.feedback.forms import current_version
from o2o_events.feedback.queries import read_answers
from o2o_events.registers.events import Event
from o2o_events.web.keeping import Keeper
from o2o_events.web.server import Server

PHONES, PRESSES, PEOPLE = 60, 3, 20


def test_every_answer_is_kept_once_while_the_desk_scans(app: App, event: Event) -> None:
    with app.database.write() as tx:
        form = make_form(tx)
        version = current_version(tx, form.id)
        for number in range(PEOPLE):
            make_person(tx, event, given_name=f"Person {number}")
        tokens = [badge.token for badge in issue_badges(tx, event=event)]
        checkpoint = get_checkpoint(tx, event)
    server = Server(app.database, event="VN", port=0)
    server.start()
    fields = {"version": version.id, "shown_in": "vi", "q_fair": "agree", "q_more": "Rất hay"}
    sent: list[tuple[str, float, int]] = []
    phones = Thread(
        target=lambda: sent.extend(asyncio.run(send_all(server.port, f"/f/{CODE}", fields, PHONES, PRESSES)))
    )
    phones.start()
    verdicts = []
    for token in tokens:
        with app.database.write() as tx:
            verdicts.append(record_scan(tx, checkpoint=checkpoint, text=token).verdict)
    phones.join()
    server.stop()
    with app.database.read() as tx:
        kept = [answer.id for answer in read_answers(tx, form, events=[event])]
        breaks = list(verify_chains(tx))

    assert [status for _submission, _seconds, status in sent] == [200] * PHONES * PRESSES
    assert sorted(kept) == sorted({submission for submission, _seconds, _status in sent})
    assert (len(kept), verdicts, breaks) == (PHONES, ["admitted"] * PEOPLE, [])


def test_what_fails_takes_nothing_along_that_was_handed_in_beside_it(app: App, event: Event) -> None:
    keeper = Keeper(app.database)
    keeper.start()

    def add(number: int) -> str:
        def work(tx: Tx) -> str:
            person = make_person(tx, event, given_name=f"Person {number}")
            if number % 5 == 0:
                raise UserError(f"no {number}")
            return person

        try:
            return keeper.keep(work)
        except UserError as error:
            return str(error)

    with ThreadPoolExecutor(12) as pool:
        told = list(pool.map(add, range(40)))
    keeper.close()
    with app.database.read() as tx:
        kept = {person: row.given_name for person in told if (row := tx.get(PersonRow, person)) is not None}

    assert [text for text in told if text.startswith("no ")] == [f"no {n}" for n in range(0, 40, 5)]
    assert list(kept.values()) == [f"Person {n}" for n in range(40) if n % 5]


@pytest.mark.skipif(sys.platform == "win32", reason="an open file cannot be renamed there")
def test_answers_are_kept_though_the_file_cannot_be_looked_at(app: App, event: Event) -> None:
    file, away = app.database.file, app.database.file.with_suffix(".away")
    keeper = Keeper(app.database)
    keeper.start()
    people = [keeper.keep(lambda tx: make_person(tx, event, given_name="Before"))]
    file.rename(away)
    try:
        people.append(keeper.keep(lambda tx: make_person(tx, event, given_name="Meanwhile")))
    finally:
        away.rename(file)
    people.append(keeper.keep(lambda tx: make_person(tx, event, given_name="After")))
    keeper.close()
    with app.database.read() as tx:
        kept = [row.given_name for person in people if (row := tx.get(PersonRow, person)) is not None]

    assert kept == ["Before", "Meanwhile", "After"]


def test_who_hands_in_while_it_closes_is_kept_all_the_same(app: App, event: Event) -> None:
    keeper = Keeper(app.database)
    keeper.start()

    def add(number: int) -> str:
        if number == 20:
            keeper.close()
        return keeper.keep(lambda tx: make_person(tx, event, given_name=f"Person {number}"))

    with ThreadPoolExecutor(8) as pool:
        people = list(pool.map(add, range(40)))
    with app.database.read() as tx:
        kept = [row.given_name for person in people if (row := tx.get(PersonRow, person)) is not None]

    assert kept == [f"Person {number}" for number in range(40)]


@pytest.mark.usefixtures("event")
def test_an_address_that_this_computer_does_not_have_is_told(app: App) -> None:
    with pytest.raises(UserError, match=r"has no address “203\.0\.113\.7”"):
        Server(app.database, event="VN", address="203.0.113.7", port=0).start()


@pytest.mark.usefixtures("event")
def test_a_port_in_use_is_told(app: App) -> None:
    first = Server(app.database, event="VN", port=0)
    first.start()
    try:
        with pytest.raises(UserError, match=f"Port {first.port} is in use"):
            Server(app.database, event="VN", port=first.port).start()
    finally:
        first.stop()


@pytest.mark.usefixtures("event")
def test_a_stopped_server_can_be_started_again_at_the_same_port(app: App) -> None:
    server = Server(app.database, event="VN", port=0)
    server.start()
    port = server.port
    server.stop()
    server.start()
    server.stop()

    assert server.port == port


@pytest.mark.usefixtures("event")
def test_who_sends_a_request_byte_by_byte_is_cut_off(app: App) -> None:
    server = Server(app.database, event="VN", port=0)
    server.start()
    inner = server._server
    assert inner is not None
    with socket.create_connection(("127.0.0.1", server.port), timeout=10) as phone:
        phone.sendall(b"POST /f/x HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\nx")
        while not (channels := [c for c in list(inner.active_channels.values()) if c.begun_at is not None]):
            pass
        for seconds, is_cut in ((59, False), (61, True)):
            channels[0].last_activity = channels[0].begun_at + seconds  # bytes go on coming
            inner.maintenance(channels[0].begun_at + seconds)
            assert channels[0].will_close is is_cut
        inner.pull_trigger()
        said = phone.recv(10)
    server.stop()

    assert said == b""
