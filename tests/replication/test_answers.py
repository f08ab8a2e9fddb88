"""Answers, named and anonymous, between two desks and a hub: none lost, none doubled, whatever the way."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from desks import Desk, some_desks
from sqlalchemy import func, select

from o2o_events.db.facts import apart, verify_chains
from o2o_events.db.models import BarrierRow, ChainRow, ConflictRow, FactRow, RegistrationRow
from o2o_events.documents.exported_file import export_event
from o2o_events.feedback.answering import Respondent, new_submission, store_answer, void_answer
from o2o_events.feedback.barrier_feed import Fed, barrier_id, feed_barriers
from o2o_events.feedback.forms import Form, add_form, current_version, get_form
from o2o_events.feedback.queries import AnswerSet, read_answers
from o2o_events.feedback.questions import FormContent, Question
from o2o_events.feedback.shipped import ship_forms
from o2o_events.feedback.tags import read_tags, tag_text
from o2o_events.replication.digest import digest
from o2o_events.replication.exchange import exchange
from o2o_events.replication.file_merging import merge_file
from o2o_events.replication.hub import Hub
from o2o_events.replication.standing import read_standing
from o2o_events.replication.syncing import sync

CONTENT = FormContent(("en",), {"en": "Form"}, questions=(Question("learned", "long_text", {"en": "What?"}),))


@pytest.fixture
def desks(tmp_path: Path) -> Iterator[list[Desk]]:
    """Two desks that both have a form with names and one without."""
    with some_desks(tmp_path, 2) as made:
        with made[0].app.database.write() as tx:
            for code, is_named in (("named", True), ("open", False)):
                add_form(tx, code=code, name={"en": code}, content=CONTENT, is_named=is_named)
        exchange(made[0].end, made[1].end)
        yield made


def answer(desk: Desk, code: str, text: str, submission: str | None = None, registration: str | None = None) -> str:
    desk.clock.advance(seconds=1)
    with desk.app.database.write() as tx:
        form = get_form(tx, code)
        stored = store_answer(
            tx,
            event=desk.event(),
            form=form,
            version=current_version(tx, form.id),
            answers={"learned": text},
            channel="phone",
            language="en",
            submission=submission or new_submission(),
            respondent=Respondent(registration),
        )
    return stored.answer


def answers(desk: Desk, code: str) -> list[AnswerSet]:
    with desk.app.database.read() as tx:
        form: Form = get_form(tx, code)
        return read_answers(tx, form, events=[desk.event()])


def texts(desk: Desk, code: str) -> list[str]:
    return sorted(one.answers["learned"] for one in answers(desk, code))


def registration_of(desk: Desk, person: str) -> str:
    with desk.app.database.read() as tx:
        return tx.scalars(select(RegistrationRow.id).where(RegistrationRow.person == person)).one()


def test_answers_of_two_desks_and_a_hub_merged_thrice_count_once(desks: list[Desk], hub: Hub, tmp_path: Path) -> None:
    a, b = desks
    who = registration_of(a, a.add())
    for number in range(4):
        answer(a, "open", f"a{number}")
        answer(b, "open", f"b{number}")
    answer(a, "named", "mine", registration=who)
    slip = "slip_" + "5" * 40
    answer(a, "open", "slip", slip)
    answer(b, "open", "slip", slip)

    for _time in range(3):
        sync(a.app.database, hub)
        sync(b.app.database, hub)
        exchange(a.end, b.end)
    file = tmp_path / "a.sqlite"
    export_event(a.app.database, file, kind="archive", event=a.event())
    for _time in range(3):
        merge_file(b.app.database, file)

    expected = sorted([f"{desk}{number}" for desk in "ab" for number in range(4)] + ["slip"])
    assert [texts(desk, "open") for desk in desks] == [expected, expected]
    assert [[(one.registration, one.answers) for one in answers(desk, "named")] for desk in desks] == [
        [(who, {"learned": "mine"})]
    ] * 2
    assert answers(a, "open") == answers(b, "open")
    assert a.digest() == b.digest()
    with hub.read() as tx:
        assert list(verify_chains(tx)) == []
        assert digest(tx) == a.digest()
        assert tx.scalar(select(func.count()).select_from(FactRow).where(FactRow.kind == "answer")) == 11


def test_chains_beside_a_desks_own_are_no_desks_and_wait_like_it(desks: list[Desk], hub: Hub) -> None:
    a, b = desks
    answer(a, "open", "one")
    answer(b, "open", "two")
    exchange(a.end, b.end)
    with a.app.database.read() as tx:
        before = read_standing(tx)
        chains = set(tx.scalars(select(ChainRow.desk)))

    sync(a.app.database, hub)
    with a.app.database.read() as tx:
        there = read_standing(tx).waiting
    answer(a, "open", "three")
    with a.app.database.read() as tx:
        after = read_standing(tx).waiting

    assert chains >= {a.id, apart(a.id), apart(b.id)}
    assert [(known.id, known.facts) for known in before.desks] == [(b.id, 1)]
    assert (before.waiting, there, after) == (1, 0, 1)


def test_tags_of_two_desks_come_together(desks: list[Desk]) -> None:
    a, b = desks
    given = answer(a, "open", "Too fast")
    exchange(a.end, b.end)
    for desk, tag in ((a, "Pace"), (b, "Time")):
        with desk.app.database.write() as tx:
            tag_text(tx, answer=given, question="learned", tags=[tag])
    exchange(a.end, b.end)
    with a.app.database.read() as tx:
        both = read_tags(tx)
    with a.app.database.write() as tx:
        tag_text(tx, answer=given, question="learned", tags=["Pace"])
    exchange(a.end, b.end)
    with b.app.database.read() as tx:
        after = read_tags(tx)

    assert set(both[given, "learned"]) == {"Pace", "Time"}
    assert after == {(given, "learned"): ("Pace",)}
    assert a.digest() == b.digest()


@pytest.fixture
def barrier_desks(desks: list[Desk]) -> list[Desk]:
    """Both desks have the barrier form; each took an answer to it, and both have met since."""
    with desks[0].app.database.write() as tx:
        ship_forms(tx)
    exchange(desks[0].end, desks[1].end)
    for desk in desks:
        name_barrier(desk)
    exchange(desks[0].end, desks[1].end)
    return desks


def name_barrier(desk: Desk) -> str:
    desk.clock.advance(seconds=1)
    with desk.app.database.write() as tx:
        form = get_form(tx, "barriers")
        return store_answer(
            tx,
            event=desk.event(),
            form=form,
            version=current_version(tx, form.id),
            answers={"barrier": "High fees", "category": "payment", "level": "environment"},
            channel="kiosk",
            language="en",
            submission=new_submission(),
            respondent=Respondent(economy="VN"),
        ).answer


def feed(desk: Desk) -> Fed:
    desk.clock.advance(seconds=1)
    with desk.app.database.write() as tx:
        return feed_barriers(tx)


def barriers(desk: Desk) -> list[tuple[str, str, str | None, bool]]:
    with desk.app.database.read() as tx:
        rows = tx.scalars(select(BarrierRow).order_by(BarrierRow.id))
        return [(row.id, row.title["en"], row.economy, row.deleted) for row in rows]


def disputes(desk: Desk) -> int:
    with desk.app.database.read() as tx:
        return tx.scalar(select(func.count()).select_from(ConflictRow)) or 0


def test_barriers_that_two_desks_feed_are_one_record_an_answer(barrier_desks: list[Desk], hub: Hub) -> None:
    a, b = barrier_desks
    given = [one.id for one in answers(a, "barriers")]

    assert [feed(a), feed(b)] == [Fed(2, 0), Fed(2, 0)]
    for _time in range(2):
        exchange(a.end, b.end)
        sync(a.app.database, hub)
        sync(b.app.database, hub)

    expected = sorted((barrier_id(answer), "High fees", "VN", False) for answer in given)
    assert [barriers(desk) for desk in (a, b)] == [expected, expected]
    assert [feed(a), feed(b)] == [Fed(0, 0), Fed(0, 0)]
    assert [disputes(desk) for desk in (a, b)] == [0, 0]
    assert a.digest() == b.digest()


def test_barrier_edited_at_one_desk_is_not_undone_by_the_other_that_feeds_later(barrier_desks: list[Desk]) -> None:
    a, b = barrier_desks
    feed(a)
    edited, removed = (id_ for id_, *_rest in barriers(a))
    a.change(BarrierRow, edited, title={"en": "Fees of 4 %"})
    a.change(BarrierRow, removed, deleted=True)

    feed(b)
    exchange(a.end, b.end)

    expected = sorted([(edited, "Fees of 4 %", "VN", False), (removed, "High fees", "VN", True)])
    assert [barriers(desk) for desk in (a, b)] == [expected, expected]
    assert a.digest() == b.digest()


def test_barrier_whose_answer_was_taken_out_at_one_desk_is_out_at_both(barrier_desks: list[Desk]) -> None:
    a, b = barrier_desks
    feed(a)
    feed(b)
    gone = answers(a, "barriers")[0].id
    with a.app.database.write() as tx:
        void_answer(tx, answer=gone, operator="Lan", reason="a test")
    assert [feed(a), feed(b)] == [Fed(0, 1), Fed(0, 0)]

    exchange(a.end, b.end)

    assert feed(b) == Fed(0, 0)
    assert [[id_ for id_, *_, deleted in barriers(desk) if deleted] for desk in (a, b)] == [[barrier_id(gone)]] * 2
    assert a.digest() == b.digest()
