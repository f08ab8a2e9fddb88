"""Best practices edited at two desks: fields merge one by one, and attached files arrive byte for byte."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from desks import Desk, some_desks
from factories import make_practice

from o2o_events.registers import attachments, practices
from o2o_events.registers.practice_queries import SUBJECT, list_practices
from o2o_events.registers.practices import Practice
from o2o_events.replication.conflicts import list_field_conflicts
from o2o_events.replication.exchange import exchange


@pytest.fixture
def desks(tmp_path: Path) -> Iterator[list[Desk]]:
    with some_desks(tmp_path, 2) as made:
        yield made


def listed(desk: Desk) -> list[Practice]:
    with desk.app.database.read() as tx:
        return list_practices(tx)


def test_different_fields_of_one_practice_are_both_kept(desks: list[Desk]) -> None:
    a, b = desks
    with a.app.database.write() as tx:
        made = make_practice(tx, status="accepted")
    exchange(a.end, b.end)
    for desk in desks:
        desk.clock.advance(seconds=5)
    with a.app.database.write() as tx:
        practices.select_practice(tx, practice=made.id)
    with b.app.database.write() as tx:
        practices.edit_practice(tx, practice=made.id, changes={"company": "Sen (illustrative)"})
    exchange(a.end, b.end)

    assert listed(a) == listed(b)
    [merged] = listed(a)
    assert (merged.company, merged.is_selected) == ("Sen (illustrative)", True)
    with a.app.database.read() as tx:
        assert list_field_conflicts(tx) == []


def test_the_same_field_written_at_both_desks_is_listed(desks: list[Desk]) -> None:
    a, b = desks
    with a.app.database.write() as tx:
        made = make_practice(tx)
    exchange(a.end, b.end)
    for desk, status in zip(desks, ("accepted", "declined"), strict=True):
        desk.clock.advance(seconds=5)
        with desk.app.database.write() as tx:
            practices.set_status(tx, practice=made.id, status=status)
    exchange(a.end, b.end)

    assert listed(a) == listed(b)
    with a.app.database.read() as tx:
        [conflict] = list_field_conflicts(tx)
    assert (conflict.subject, conflict.record, conflict.field) == ("practice", made.id, "status")
    assert {conflict.kept.value, conflict.other.value} == {"accepted", "declined"}


def test_an_attached_file_arrives_identical(desks: list[Desk]) -> None:
    a, b = desks
    content = os.urandom(1_000_000)
    with a.app.database.write() as tx:
        made = make_practice(tx)
        attachments.attach_file(tx, subject=SUBJECT, record=made.id, name="Ảnh.jpg", content=content)
    exchange(a.end, b.end)

    with b.app.database.read() as tx:
        [kept] = attachments.list_attachments(tx, SUBJECT, made.id)
        assert attachments.read_attachment(tx, kept.id) == content
