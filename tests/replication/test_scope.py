"""What of a project an event's file takes along: all that its records point to, nothing of other events."""

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa
from desks import Desk, some_desks
from factories import make_event, make_person

from o2o_events.db.base import BOOKKEEPING, Base, Replicated
from o2o_events.db.columns import Day, Flag, Json, Moment
from o2o_events.db.models import AttachmentPartRow, AttachmentRow, ConflictRow, PersonRow, PracticeRow, SpeakerRow
from o2o_events.documents.exported_file import export_event
from o2o_events.ids import new_id
from o2o_events.replication.endpoint import CHARACTERS_AT_ONCE
from o2o_events.replication.exchange import exchange
from o2o_events.replication.exporting import Derived, export_archive
from o2o_events.replication.file_merging import merge_file
from o2o_events.replication.tables import record_tables


@pytest.fixture
def desks(tmp_path: Path) -> Iterator[list[Desk]]:
    with some_desks(tmp_path, 2) as made:
        yield made


def attach(desk: Desk, subject: str, record: str, content: str) -> str:
    """A file of one piece attached to a record; answers its id."""
    with desk.app.database.write() as tx:
        row = AttachmentRow(
            id=new_id(), subject=subject, record=record, name="a.pdf", media_type="application/pdf", size=1, sha256=""
        )
        tx.add(row)
        tx.flush()
        tx.add(AttachmentPartRow(id=new_id(), attachment=row.id, position=0, content=content))
    return row.id


def export(desk: Desk, file: Path) -> Path:
    export_event(desk.app.database, file, kind="archive", event=desk.event())
    return file


def rows_of(file: Path, statement: str) -> list[tuple[object, ...]]:
    raw = sqlite3.connect(file)
    found = raw.execute(statement).fetchall()
    raw.close()
    return found


def test_an_event_s_file_takes_along_whoever_its_programme_names(desks: list[Desk], tmp_path: Path) -> None:
    desk, office = desks
    with desk.app.database.write() as tx:
        peru = make_event(tx, "PE")
        on_programme = make_person(tx, peru, given_name="Speaks", family_name="Only")
        make_person(tx, peru, given_name="Other", family_name="Event")
        for person, name in ((on_programme, "Speaks Only"), (None, "Not registered")):
            tx.add(SpeakerRow(id=new_id(), event=desk.event().id, person=person, name=name))
    desk.add(given_name="Registered")

    file = export(desk, tmp_path / "vn.sqlite")

    assert rows_of(file, "SELECT given_name FROM person ORDER BY given_name") == [("Registered",), ("Speaks",)]
    assert merge_file(office.app.database, file).quarantined == 0
    with office.app.database.read() as tx:
        assert sorted(tx.scalars(sa.select(SpeakerRow.name))) == ["Not registered", "Speaks Only"]


def test_an_event_s_file_takes_no_attached_file_of_another_event(desks: list[Desk], tmp_path: Path) -> None:
    desk = desks[0]
    with desk.app.database.write() as tx:
        peru = make_event(tx, "PE")
        practice = PracticeRow(id=new_id(), title={"en": "Shared"}, company="C", economy=None)
        tx.add(practice)
    mine = attach(desk, "event", desk.event().id, "of viet nam")
    shared = attach(desk, "practice", practice.id, "of the project")
    attach(desk, "event", peru.id, "of peru")

    file = export(desk, tmp_path / "vn.sqlite")

    assert sorted(rows_of(file, "SELECT id FROM attachment")) == sorted([(mine,), (shared,)])
    assert sorted(rows_of(file, "SELECT content FROM attachment_part")) == [("of the project",), ("of viet nam",)]
    assert b"of peru" not in file.read_bytes()


def test_an_event_s_file_takes_along_what_desks_disagree_on(desks: list[Desk], tmp_path: Path) -> None:
    a, b = desks
    person = a.add()
    exchange(a.end, b.end)
    a.change(PersonRow, person, phone="1")
    b.change(PersonRow, person, phone="2")
    exchange(a.end, b.end)

    file = export(a, tmp_path / "vn.sqlite")

    assert rows_of(file, "SELECT subject, field FROM conflict") == [("person", "phone")]


def test_only_what_is_exchanged_leaves_in_an_event_s_file(desks: list[Desk], tmp_path: Path) -> None:
    exchange(desks[0].end, desks[1].end)

    file = export(desks[0], tmp_path / "vn.sqlite")

    tables = {name for (name,) in rows_of(file, "SELECT name FROM sqlite_master WHERE type = 'table'")}
    filled = {name for name in tables if rows_of(file, f'SELECT 1 FROM "{name}" LIMIT 1')}
    not_exchanged = {name for name, table in Base.metadata.tables.items() if "stamps" not in table.columns}
    assert filled & not_exchanged <= {"fact", "chain", "installation", "economy"}
    assert tables >= {"peer", "badge_key"}


def test_answers_are_shown_by_their_view(desks: list[Desk], tmp_path: Path) -> None:
    row = ("VN", "Trade", "Evaluation", "How was it?", "good", "2016-03-17", "how", "good")
    file = tmp_path / "vn.sqlite"

    export_archive(
        desks[0].app.database, file, event=desks[0].event().id, derive=lambda _tx: Derived([], [], answers=[row])
    )

    columns = "event, session, form, question, answer, submitted_at, question_code, answer_code"
    assert rows_of(file, f"SELECT {columns} FROM feedback_answers") == [row]
    assert merge_file(desks[1].app.database, file).quarantined == 0


def test_whole_files_travel_a_few_at_a_time(desks: list[Desk]) -> None:
    a, b = desks
    content = "x" * (CHARACTERS_AT_ONCE // 3)
    for _number in range(8):
        attach(a, "event", a.event().id, content)

    assert exchange(a.end, b.end).outgoing.quarantined == 0

    assert a.digest() == b.digest()
    with b.app.database.read() as tx:
        assert tx.scalars(sa.select(sa.func.length(AttachmentPartRow.content))).all() == [len(content)] * 8


REPLICATED = sorted(
    (mapper.local_table for mapper in Base.registry.mappers if issubclass(mapper.class_, Replicated)),
    key=lambda table: table.name,
)


@pytest.mark.parametrize("table", REPLICATED, ids=lambda table: table.name)
def test_every_record_can_travel(table: sa.Table) -> None:
    """What a table needs so that exchange, export and merge take it along without knowing it."""
    pointing = [key for key in table.foreign_keys if key.column.table.name not in record_tables()]
    kinds = (Flag, Json, Moment, Day, sa.Text, sa.Integer)
    unknown = [c.name for c in table.columns if not isinstance(c.type, kinds) and not _is_stored_as(c.type, kinds)]

    assert table.name in record_tables()
    assert {c.name for c in table.primary_key} == {"id"}
    assert pointing == []
    assert [key.parent.name for key in table.foreign_keys if key.column.name != "id"] == []
    assert [key.parent.name for key in table.foreign_keys if not key.constraint.deferrable] == []
    assert [c.name for c in table.columns if c.unique] == []
    assert [item for item in table.constraints if isinstance(item, sa.UniqueConstraint)] == []
    assert unknown == []
    assert set(record_tables()[table.name].fields) == {c.name for c in table.columns} - BOOKKEEPING


def _is_stored_as(kind: sa.types.TypeEngine, kinds: tuple[type, ...]) -> bool:
    return isinstance(getattr(kind, "impl", None), kinds)


def test_disagreements_are_kept_of_conflicts_by_none() -> None:
    assert record_tables()[ConflictRow.__tablename__].quiet >= {"state", "choice"}
