"""Project files of every age: migrations and models agree, newer is refused, older is upgraded, protected opens."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
import sqlcipher3.dbapi2 as sqlite
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from commands import run
from factories import make_event
from sqlalchemy import Connection

from o2o_events import paths
from o2o_events.app import create_project
from o2o_events.db import upgrade
from o2o_events.db.base import Base
from o2o_events.db.checking import check
from o2o_events.db.database import Database
from o2o_events.db.upgrade import open_database
from o2o_events.errors import UserError
from o2o_events.registers.events import list_events
from o2o_events.settings import Settings

OLD_FILES = sorted((Path(__file__).parent / "files").glob("schema_*.o2o"))


@contextmanager
def alembic_on(file: Path) -> Iterator[tuple[Config, Connection]]:
    """Alembic's configuration on a connection to the file; what it did is committed."""
    database = Database(file)
    with database.write() as tx:
        connection = tx.connection()
        config = Config()
        config.set_main_option("script_location", str(paths.migrations()))
        config.attributes["connection"] = connection
        yield config, connection
    database.close()


def schema(file: Path) -> list[tuple[str, str]]:
    """Every table and index with the statement that makes it."""
    with sqlite.connect(str(file)) as raw:
        rows = raw.execute("SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL ORDER BY name").fetchall()
    raw.close()
    return rows


def set_version(file: Path, version: int) -> None:
    raw = sqlite.connect(str(file))
    raw.execute(f"PRAGMA user_version = {version}")
    raw.close()


def add_an_event(file: Path) -> None:
    database = open_database(file)
    with database.write() as tx:
        make_event(tx)
    database.close()


def codes(file: Path, passphrase: str | None = None) -> list[str]:
    database = open_database(file, passphrase=passphrase)
    with database.read() as tx:
        found = [event.code for event in list_events(tx)]
    database.close()
    return found


@pytest.fixture
def next_schema(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The product one schema further: its migrations are these and one more, whose file is answered."""
    folder = tmp_path / "migrations"
    shutil.copytree(paths.migrations(), folder, ignore=shutil.ignore_patterns("__pycache__"))
    file = folder / "versions" / f"{upgrade.SCHEMA + 1:04}_next.py"
    file.write_text(
        f"from alembic import op\nrevision, down_revision = '{upgrade.SCHEMA + 1:04}', '{upgrade.SCHEMA:04}'\n"
        "def upgrade():\n    op.execute('CREATE TABLE later (word TEXT) STRICT')\n",
        encoding="utf-8",
    )
    monkeypatch.setattr(paths, "migrations", lambda: folder)
    monkeypatch.setattr(upgrade, "SCHEMA", upgrade.SCHEMA + 1)
    return file


def test_newest_migration_is_the_schema_number() -> None:
    heads = ScriptDirectory(str(paths.migrations())).get_heads()

    assert heads == [f"{upgrade.SCHEMA:04}"]


def test_migrations_make_what_the_models_say(project_file: Path) -> None:
    with alembic_on(project_file) as (_config, connection):
        shadows = {name for name, _sql in schema(project_file) if name == "search" or name.startswith("search_")}
        context = MigrationContext.configure(
            connection,
            opts={
                "compare_type": True,
                "include_name": lambda name, kind, _parents: (
                    kind != "table" or name not in shadows or name in Base.metadata.tables
                ),
            },
        )

        differences = compare_metadata(context, Base.metadata)

    assert differences == []


def test_every_table_is_strict(project_file: Path) -> None:
    with alembic_on(project_file) as (_config, connection):
        tables = connection.exec_driver_sql("PRAGMA table_list").mappings().all()

    assert {t["name"] for t in tables if t["name"] in Base.metadata.tables} == set(Base.metadata.tables)
    assert [t["name"] for t in tables if t["name"] in Base.metadata.tables and not t["strict"]] == []


def test_migrations_run_down_and_up_again(project_file: Path) -> None:
    before = schema(project_file)

    with alembic_on(project_file) as (config, _connection):
        command.downgrade(config, "base")
    emptied = [name for name, _sql in schema(project_file)]
    with alembic_on(project_file) as (config, _connection):
        command.upgrade(config, "head")

    assert emptied == ["alembic_version"]
    assert schema(project_file) == before


def test_a_newer_file_is_refused_by_name_and_left_untouched(project_file: Path) -> None:
    set_version(project_file, upgrade.SCHEMA + 1)
    before = project_file.read_bytes()

    with pytest.raises(UserError) as refusal:
        open_database(project_file)

    assert str(refusal.value) == (
        "“project.o2o” was written by a newer version of O2O Events. Update this program, then open it again."
    )
    assert project_file.read_bytes() == before
    assert [file.name for file in project_file.parent.iterdir()] == ["project.o2o"]


def test_an_older_file_is_backed_up_and_upgraded(project_file: Path, next_schema: Path) -> None:
    set_version(project_file, upgrade.SCHEMA - 1)
    upgraded = codes(project_file)  # it has no event yet

    backup = project_file.with_name(f"project.before-upgrade-{upgrade.SCHEMA - 1}.o2o")
    tables = dict(schema(project_file))
    assert upgraded == []
    assert "later" in tables
    assert next_schema.exists()
    assert {name: sql for name, sql in tables.items() if name != "later"} == dict(schema(backup))


def test_an_upgrade_keeps_what_is_in_the_file(
    project_file: Path, next_schema: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as present:
        present.setattr(upgrade, "SCHEMA", upgrade.SCHEMA - 1)
        present.setattr(paths, "migrations", lambda: Path(upgrade.__file__).parent / "migrations")
        add_an_event(project_file)

    upgraded = codes(project_file)

    database = open_database(project_file)
    problems = check(database)
    database.close()
    assert upgraded == ["VN"]
    assert problems == []
    assert next_schema.exists()


def test_an_upgrade_that_fails_leaves_the_file_as_it_was(project_file: Path, next_schema: Path) -> None:
    next_schema.write_text(
        next_schema.read_text(encoding="utf-8") + "    op.execute('INSERT INTO nowhere VALUES (1)')\n", encoding="utf-8"
    )
    before = schema(project_file)

    with pytest.raises(Exception, match="nowhere"):
        open_database(project_file)

    with sqlite.connect(str(project_file)) as raw:
        version = raw.execute("PRAGMA user_version").fetchone()[0]
    raw.close()
    assert schema(project_file) == before
    assert version == upgrade.SCHEMA - 1


def test_a_second_upgrade_never_replaces_the_copy_of_the_first(project_file: Path, next_schema: Path) -> None:
    kept = project_file.with_name(f"project.before-upgrade-{upgrade.SCHEMA - 1}.o2o")
    kept.write_bytes(b"an earlier copy")

    open_database(project_file).close()

    assert kept.read_bytes() == b"an earlier copy"
    assert schema(kept.with_name(f"project.before-upgrade-{upgrade.SCHEMA - 1}-2.o2o")) != []
    assert next_schema.exists()


@pytest.mark.parametrize("file", OLD_FILES, ids=lambda file: file.stem)
def test_a_file_of_every_schema_opens_whole(file: Path, tmp_path: Path) -> None:
    mine = Path(shutil.copy(file, tmp_path / "project.o2o"))

    database = open_database(mine)

    problems = check(database)
    database.close()
    status = run(mine, "status", "--event", "VN").row
    assert problems == []
    assert (status["registered"], status["people"], status["undone"], status["forced"]) == (5, 3, 1, 1)


@pytest.fixture
def protected_file(tmp_path: Path) -> Path:
    file = tmp_path / "protected.o2o"
    create_project(Settings(file=file, passphrase="trà sen 蓮"), name="Protected", desk="Desk 1")
    return file


def test_a_protected_file_opens_with_its_passphrase(protected_file: Path) -> None:
    assert codes(protected_file, "trà sen 蓮") == []
    assert b"Protected" not in protected_file.read_bytes()
    assert b"SQLite format 3" not in protected_file.read_bytes()


@pytest.mark.parametrize(
    ("passphrase", "words"),
    [
        ("tra sen", "The passphrase does not open “protected.o2o”. Check it, and that the file is a project file."),
        (None, "“protected.o2o” is protected. Give its passphrase with --passphrase-file or O2O_PASSPHRASE."),
    ],
)
def test_a_protected_file_opens_with_no_other(protected_file: Path, passphrase: str | None, words: str) -> None:
    before = protected_file.read_bytes()

    with pytest.raises(UserError) as refusal:
        open_database(protected_file, passphrase=passphrase)

    assert str(refusal.value) == words
    assert protected_file.read_bytes() == before


def test_an_older_protected_file_is_backed_up_protected(protected_file: Path, next_schema: Path) -> None:
    open_database(protected_file, passphrase="trà sen 蓮").close()

    backup = protected_file.with_name(f"protected.before-upgrade-{upgrade.SCHEMA - 1}.o2o")
    assert b"Protected" not in backup.read_bytes()
    assert backup.read_bytes()[:16] == protected_file.read_bytes()[:16]
    assert next_schema.exists()


def test_the_command_line_takes_the_passphrase_from_the_environment(tmp_path: Path) -> None:
    file = tmp_path / "project.o2o"

    made = run(file, "init", "--name", "N", O2O_PASSPHRASE="one two")
    opened = run(file, "desk", "show", O2O_PASSPHRASE="one two")
    refused = run(file, "desk", "show", O2O_PASSPHRASE="one three")

    assert (made.status, made.row["protected"]) == (0, True)
    assert (opened.status, opened.row["name"]) == (0, "Desk 1")
    assert (refused.status, refused.out) == (1, "")


def test_the_command_line_takes_the_passphrase_from_a_file(tmp_path: Path) -> None:
    file, words = tmp_path / "project.o2o", tmp_path / "passphrase.txt"
    words.write_text("one two\nnot this line\n", encoding="utf-8")

    made = run(file, "--passphrase-file", str(words), "init", "--name", "N")
    opened = run(file, "desk", "show", O2O_PASSPHRASE="one two")

    assert (made.status, made.row["protected"]) == (0, True)
    assert (opened.status, opened.row["name"]) == (0, "Desk 1")


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "“project.o2o” is not a project file of O2O Events. Choose another file."),
        (b"name,economy\n", "“project.o2o” is not a project file of O2O Events. Choose another file."),
        (None, "There is no project file “{file}”. Make one with “init”, or name another with --file."),
    ],
)
def test_what_is_no_project_file_is_refused_in_words(tmp_path: Path, content: bytes | None, words: str) -> None:
    file = tmp_path / "project.o2o"
    if content is not None:
        file.write_bytes(content)

    answer = run(file, "event", "list")

    assert (answer.status, answer.out, answer.err.strip()) == (1, "", words.format(file=file))
    assert (file.read_bytes() if content is not None else None) == content
