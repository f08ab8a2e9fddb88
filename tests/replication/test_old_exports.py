"""Files that earlier versions exported: each merges into a file of today's schema, with the figures it had."""

import hashlib
import shutil
from pathlib import Path

import pytest
from commands import run
from sqlalchemy import text

from o2o_events.app import create_project, open_app
from o2o_events.db.upgrade import SCHEMA
from o2o_events.replication.conflicts import list_field_conflicts
from o2o_events.replication.file_merging import merge_file
from o2o_events.replication.opening import open_exported
from o2o_events.settings import Settings

FILES = Path(__file__).parents[1] / "files"
OLD = sorted(file for kind in ("archive", "desk") for file in FILES.glob(f"{kind}_*.sqlite"))
ANONYMOUS = sorted(FILES.glob("anonymous_*.sqlite"))
PASSPHRASE = "correct horse"


@pytest.fixture
def office(tmp_path: Path) -> Path:
    file = tmp_path / "office.o2o"
    create_project(Settings(file=file), name="Office", desk="Office")
    return file


def test_each_kind_of_export_was_kept() -> None:
    assert {file.stem for file in (*OLD, *ANONYMOUS)} >= {"archive_2", "desk_2", "anonymous_2"}


@pytest.mark.parametrize("file", OLD, ids=lambda file: file.stem)
def test_an_old_export_merges_with_all_that_it_holds(file: Path, office: Path, tmp_path: Path) -> None:
    given = Path(shutil.copy(file, tmp_path / file.name))
    before = hashlib.sha256(given.read_bytes()).digest()
    app = open_app(Settings(file=office))

    received = merge_file(app.database, given, passphrase=PASSPHRASE)
    again = merge_file(app.database, given, passphrase=PASSPHRASE)

    with app.database.read() as tx:
        desks = tx.execute(text("SELECT desk, seq FROM chain WHERE seq > 0")).all()
        conflicts = [(c.field, c.kept.value, c.other.value) for c in list_field_conflicts(tx)]
    app.close()
    assert (received.facts, received.quarantined, received.problem) == (6, 0, None)
    assert again.received == 0
    assert [seq for _desk, seq in desks] == [6]
    assert conflicts == [("position", "Directora general", "Director")]
    assert hashlib.sha256(given.read_bytes()).digest() == before
    assert run(office, "verify").row == {"ok": True, "problems": []}


@pytest.mark.parametrize("file", OLD, ids=lambda file: file.stem)
def test_an_old_export_tells_the_same_figures_and_state_as_the_project_it_came_from(
    file: Path, office: Path, tmp_path: Path
) -> None:
    project = Path(shutil.copy(FILES / f"schema_{file.stem.rpartition('_')[2]}.o2o", tmp_path / "project.o2o"))
    status = run(project, "status", "--event", "VN").row
    passphrase = tmp_path / "passphrase"
    passphrase.write_text(PASSPHRASE)

    merged = run(office, "merge", str(file), "--export-passphrase-file", str(passphrase))

    assert (merged.status, status["people"], status["undone"]) == (0, 3, 1)
    assert run(office, "status", "--event", "VN").row == status
    assert run(office, "digest", "--event", "VN").row == run(project, "digest", "--event", "VN").row
    attendance = [
        run(f, "attendance", "--event", "VN", "-o", str(f.with_suffix(".csv"))).row for f in (office, project)
    ]
    assert attendance[0]["rows"] == attendance[1]["rows"] == 5
    assert office.with_suffix(".csv").read_bytes() == project.with_suffix(".csv").read_bytes()


@pytest.mark.parametrize("file", ANONYMOUS, ids=lambda file: file.stem)
def test_an_old_anonymous_export_is_refused_in_words(file: Path, office: Path) -> None:
    refused = run(office, "merge", str(file))

    assert (refused.status, "is anonymous" in refused.err) == (1, True)


def test_an_upgraded_copy_never_takes_the_place_of_the_file(tmp_path: Path) -> None:
    given = Path(shutil.copy(FILES / "archive_2.sqlite", tmp_path / "archive.sqlite"))

    with open_exported(given) as opened, opened.database.connection() as raw:
        version = raw.execute("PRAGMA user_version").fetchone()[0]

    assert version == SCHEMA
    assert [file.name for file in tmp_path.iterdir()] == ["archive.sqlite"]
