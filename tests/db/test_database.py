"""Blocks on a real file: whole or not at all, announced after the commit, locks never shown."""

import threading
from pathlib import Path

import pytest
from sqlalchemy import select, text

from o2o_events.app import App, open_app
from o2o_events.db.database import connect
from o2o_events.db.models import DeskRow
from o2o_events.errors import UserError
from o2o_events.settings import Settings


def rename(app: App, name: str) -> None:
    with app.database.write() as tx:
        tx.scalars(select(DeskRow)).one().name = name


def name_of(app: App) -> str:
    with app.database.read() as tx:
        return tx.scalars(select(DeskRow)).one().name


def test_write_announces_what_changed_after_the_commit(app: App) -> None:
    heard: list[tuple[frozenset[str], str]] = []
    app.notices.subscribe(lambda subjects: heard.append((subjects, name_of(app))))

    rename(app, "Desk 2")

    assert heard == [(frozenset({"desk"}), "Desk 2")]


def test_a_failed_block_changes_and_announces_nothing(app: App) -> None:
    heard: list[frozenset[str]] = []
    app.notices.subscribe(heard.append)

    def fail() -> None:
        with app.database.write() as tx:
            tx.scalars(select(DeskRow)).one().name = "Desk 3"
            tx.flush()
            raise UserError("no")

    with pytest.raises(UserError):
        fail()

    assert (name_of(app), heard) == ("Desk 1", [])


def test_a_listener_that_fails_stops_nobody(app: App, caplog: pytest.LogCaptureFixture) -> None:
    heard: list[frozenset[str]] = []

    def fail(subjects: frozenset[str]) -> None:
        raise RuntimeError(sorted(subjects))

    app.notices.subscribe(fail)
    app.notices.subscribe(heard.append)

    rename(app, "Desk 2")

    assert heard == [frozenset({"desk"})]
    assert "a listener failed" in caplog.text


def test_a_writer_waits_for_another_process(app: App, project_file: Path) -> None:
    holder = connect(project_file, None)
    holder.execute("BEGIN IMMEDIATE")
    waiting = threading.Thread(target=rename, args=(app, "Desk 4"))
    waiting.start()
    waiting.join(0.3)
    is_waiting = waiting.is_alive()
    holder.execute("ROLLBACK")
    holder.close()
    waiting.join()

    assert (is_waiting, name_of(app)) == (True, "Desk 4")


def test_a_reader_sees_one_moment_while_others_write(app: App) -> None:
    with app.database.read() as tx:
        before = tx.scalars(select(DeskRow.name)).one()
        rename(app, "Desk 5")
        during = tx.scalars(select(DeskRow.name)).one()

    assert (before, during, name_of(app)) == ("Desk 1", "Desk 1", "Desk 5")


def test_change_counter_grows_with_another_process_s_commit(app: App, project_file: Path) -> None:
    before = app.database.change_counter()
    other = open_app(Settings(file=project_file))
    rename(other, "Desk 6")
    other.close()

    assert app.database.change_counter() > before


def test_files_are_durable_strict_and_checked(app: App) -> None:
    with app.database.read() as tx:
        names = ("journal_mode", "synchronous", "foreign_keys")
        pragmas = {name: tx.execute(text(f"PRAGMA {name}")).scalar() for name in names}
        strict = tx.execute(
            text("SELECT name, strict FROM pragma_table_list WHERE type = 'table' AND schema = 'main'")
        ).all()

    assert pragmas == {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1}
    lax = {name for name, is_strict in strict if not is_strict}
    assert lax - {"sqlite_schema", "alembic_version"} == set()


@pytest.mark.parametrize("content", [b"", b"not a database at all, but long enough to be read as one", bytes(4096)])
def test_what_is_no_project_file_is_refused_in_words(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "letter.o2o"
    file.write_bytes(content)

    with pytest.raises(UserError, match=r"letter\.o2o"):
        open_app(Settings(file=file))
    assert file.read_bytes() == content


def test_a_folder_is_refused_in_words(tmp_path: Path) -> None:
    with pytest.raises(UserError):
        open_app(Settings(file=tmp_path))
