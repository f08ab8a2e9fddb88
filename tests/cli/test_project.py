"""``init``, ``verify``, ``backup``, ``restore`` and ``desk`` as a user runs them."""

import csv
import os
import shutil
import threading
from collections import Counter
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
import sqlcipher3.dbapi2 as sqlite
from commands import run
from factories import make_person

from o2o_events import paths
from o2o_events.app import App
from o2o_events.badges.issuing import issue_badges
from o2o_events.checkin.checkpoints import get_checkpoint
from o2o_events.checkin.scanning import record_scan
from o2o_events.registers.economies import ECONOMIES
from o2o_events.registers.events import Event


@pytest.fixture
def scanned(app: App, event: Event) -> Path:
    """A project file with three people admitted."""
    with app.database.write() as tx:
        for given in ("Ana", "Bảo", "陳"):
            make_person(tx, event, given_name=given)
        for badge in issue_badges(tx, event=event):
            record_scan(tx, checkpoint=get_checkpoint(tx, event), text=badge.token)
    return app.database.file


def change(file: Path, statement: str) -> None:
    raw = sqlite.connect(str(file), isolation_level=None)
    raw.execute(statement)
    raw.close()


def names_in(folder: Path) -> list[str]:
    return sorted(file.name for file in folder.iterdir() if not file.name.endswith(("-wal", "-shm")))


def test_init_makes_a_project_and_refuses_to_make_it_again(tmp_path: Path) -> None:
    file = tmp_path / "new" / "project.o2o"

    made = run(file, "init", "--name", "SME 02 2015", "--desk", "North door")
    before = file.read_bytes()
    again = run(file, "init", "--name", "Another")

    assert (made.status, made.row) == (
        0,
        {"file": str(file), "name": "SME 02 2015", "protected": False, "sample": False},
    )
    assert run(file, "desk", "show").row["name"] == "North door"
    assert (again.status, again.out, again.err) == (
        1,
        "",
        f"“{file}” exists already. Choose another name, or open it.\n",
    )
    assert file.read_bytes() == before


@pytest.mark.parametrize("name", ["", "  ", "\u200b"])
def test_init_needs_a_name_that_can_be_seen(tmp_path: Path, name: str) -> None:
    answer = run(tmp_path / "project.o2o", "init", "--name", name)

    assert (answer.status, answer.err) == (1, "A project needs a name. Give it with --name.\n")
    assert names_in(tmp_path) == []


def test_init_tells_where_it_cannot_write(tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("a file where a folder should be", encoding="utf-8")

    answer = run(tmp_path / "taken" / "project.o2o", "init", "--name", "N")

    assert answer.status == 1
    assert answer.err == f"The folder of “{tmp_path / 'taken' / 'project.o2o'}” cannot be made. Choose another.\n"


def test_desk_is_renamed(project_file: Path) -> None:
    renamed = run(project_file, "desk", "set", "--name", "  Cửa  Bắc ")
    nameless = run(project_file, "desk", "set", "--name", " ")

    assert renamed.row == run(project_file, "desk", "show").row
    assert renamed.row["name"] == "Cửa Bắc"
    assert (nameless.status, nameless.err) == (1, "A desk needs a name. Type one, such as “Desk 1”.\n")


def test_verify_finds_a_sound_file_sound(scanned: Path) -> None:
    answer = run(scanned, "verify")

    assert (answer.status, answer.row) == (0, {"ok": True, "problems": []})


@pytest.mark.parametrize(
    ("statement", "seq", "reason"),
    [
        ("UPDATE fact SET at = at + 1 WHERE seq = 2", 2, "a fact was changed"),
        ("UPDATE fact SET outcome = 'duplicate' WHERE seq = 1", 1, "a fact was changed"),
        ("DELETE FROM fact WHERE seq = 2", 2, "facts are missing"),
        ("DELETE FROM fact WHERE seq = 3", 3, "the end of the chain is missing"),
    ],
)
def test_verify_names_the_broken_link(scanned: Path, statement: str, seq: int, reason: str) -> None:
    desk = run(scanned, "desk", "show").row["desk"]
    change(scanned, statement)

    answer = run(scanned, "verify")

    assert answer.status == 1
    assert answer.row == {
        "ok": False,
        "problems": [{"kind": "chain", "message": reason, "desk": desk, "seq": seq}],
    }


def test_verify_finds_a_reference_to_nobody(scanned: Path) -> None:
    change(scanned, "DELETE FROM person WHERE given_name = 'Ana'")

    answer = run(scanned, "verify")

    assert answer.status == 1
    assert [problem["kind"] for problem in answer.row["problems"]] == ["reference"]


@pytest.mark.parametrize("first", [1, 30])
def test_verify_finds_damaged_pages(scanned: Path, app: App, first: int) -> None:
    """From the second page on even the list of tables is gone; from the thirty-first on, only contents are."""
    app.close()
    pages = bytearray(scanned.read_bytes())
    pages[first * 4096 :] = os.urandom(len(pages) - first * 4096)
    scanned.write_bytes(pages)

    answer = run(scanned, "verify")

    assert (answer.status, answer.row["ok"]) == (1, False)
    assert {problem["kind"] for problem in answer.row["problems"]} == {"file"}
    assert answer.err == ""


def test_backup_is_the_project_as_it_was(scanned: Path, tmp_path: Path) -> None:
    backup = tmp_path / "copies" / "monday.o2o"

    answer = run(scanned, "backup", "-o", str(backup))

    assert answer.row == {"file": str(backup), "bytes": backup.stat().st_size, "protected": False}
    assert names_in(backup.parent) == ["monday.o2o"]
    for command in (["status", "--event", "VN"], ["event", "list"], ["verify"]):
        assert run(backup, *command).rows == run(scanned, *command).rows


def test_backup_replaces_nothing_unless_told(scanned: Path, tmp_path: Path) -> None:
    backup = tmp_path / "backup.o2o"
    backup.write_text("a letter", encoding="utf-8")

    refused = run(scanned, "backup", "-o", str(backup))
    content = backup.read_text(encoding="utf-8")
    replaced = run(scanned, "backup", "-o", str(backup), "--overwrite")

    assert (refused.status, refused.err) == (1, f"“{backup}” exists already. Choose another name.\n")
    assert content == "a letter"
    assert (replaced.status, run(backup, "verify").row["ok"]) == (0, True)


def test_backup_never_overwrites_the_project(scanned: Path) -> None:
    answer = run(scanned, "backup", "-o", str(scanned), "--overwrite")

    assert (answer.status, answer.err) == (1, "“project.o2o” is the project itself. Give the backup another name.\n")
    assert run(scanned, "verify").row["ok"] is True


def test_backups_taken_while_a_desk_scans_are_consistent(scanned: Path, app: App, event: Event, tmp_path: Path) -> None:
    done = threading.Event()

    def work() -> None:
        while not done.is_set():
            with app.database.write() as tx:
                make_person(tx, event, given_name="Another")
                record_scan(tx, checkpoint=get_checkpoint(tx, event), text="1" * 58)

    desk = threading.Thread(target=work)
    desk.start()
    try:
        for number in range(5):
            assert run(scanned, "backup", "-o", str(tmp_path / f"{number}.o2o")).status == 0
    finally:
        done.set()
        desk.join()

    for number in range(5):
        assert run(tmp_path / f"{number}.o2o", "verify").row == {"ok": True, "problems": []}


def test_restore_makes_a_desk_of_its_own(scanned: Path, tmp_path: Path) -> None:
    backup, second = tmp_path / "backup.o2o", tmp_path / "second.o2o"
    run(scanned, "backup", "-o", str(backup))

    answer = run(second, "restore", str(backup))

    first_desk = run(scanned, "desk", "show").row
    assert answer.status == 0
    assert answer.row["name"] == "Desk 2"
    assert run(second, "desk", "show").row == {"desk": answer.row["desk"], "name": "Desk 2"}
    assert answer.row["desk"] != first_desk["desk"]
    assert run(second, "status", "--event", "VN").row == run(scanned, "status", "--event", "VN").row
    assert run(second, "verify").row == {"ok": True, "problems": []}


def test_restored_desk_goes_on_scanning_in_its_own_chain(scanned: Path, tmp_path: Path) -> None:
    backup, second = tmp_path / "backup.o2o", tmp_path / "second.o2o"
    run(scanned, "backup", "-o", str(backup))
    run(second, "restore", str(backup), "--desk", "South door")
    code = run(second, "people", "list", "--event", "VN").rows[0]["badge"]

    again = run(second, "scan", "--event", "VN", "--at", "2016-03-17T10:00", code)

    assert (again.row["verdict"], again.row["first_desk"]) == ("duplicate", "Desk 1")
    assert run(second, "verify").row == {"ok": True, "problems": []}


def test_restore_refuses_to_replace_a_project(scanned: Path, tmp_path: Path) -> None:
    backup = tmp_path / "backup.o2o"
    run(scanned, "backup", "-o", str(backup))

    answer = run(scanned, "restore", str(backup))

    assert (answer.status, answer.err) == (1, f"“{scanned}” exists already. Choose another name.\n")


def test_restore_refuses_what_is_damaged_newer_or_missing(scanned: Path, tmp_path: Path) -> None:
    for name in ("cut.o2o", "changed.o2o", "newer.o2o"):
        run(scanned, "backup", "-o", str(tmp_path / name))
    (tmp_path / "cut.o2o").write_bytes((tmp_path / "cut.o2o").read_bytes()[:50_000])
    change(tmp_path / "changed.o2o", "UPDATE fact SET at = at + 1 WHERE seq = 2")
    change(tmp_path / "newer.o2o", "PRAGMA user_version = 99")

    refusals = {
        name: run(tmp_path / "target.o2o", "restore", str(tmp_path / name))
        for name in ("cut.o2o", "changed.o2o", "newer.o2o", "missing.o2o")
    }

    assert {name: answer.status for name, answer in refusals.items()} == dict.fromkeys(refusals, 1)
    assert {name: answer.err.strip() for name, answer in refusals.items()} == {
        "cut.o2o": "“cut.o2o” is damaged. Restore your latest backup with “restore”.",
        "changed.o2o": "“changed.o2o” is damaged (a fact was changed) and was not restored. Take an earlier backup.",
        "newer.o2o": (
            "“newer.o2o” was written by a newer version of O2O Events. Update this program, then open it again."
        ),
        "missing.o2o": (
            f"There is no project file “{tmp_path / 'missing.o2o'}”. Make one with “init”, or name another with --file."
        ),
    }
    assert [name for name in names_in(tmp_path) if name.startswith("target")] == []


def test_a_protected_project_has_protected_backups(tmp_path: Path) -> None:
    file, backup, second = (tmp_path / f"{name}.o2o" for name in ("project", "backup", "second"))
    secret = {"O2O_PASSPHRASE": "one two"}
    run(file, "init", "--name", "Quiet matters", **secret)

    backed_up = run(file, "backup", "-o", str(backup), **secret)
    without = run(second, "restore", str(backup))
    restored = run(second, "restore", str(backup), **secret)

    assert (backed_up.row["protected"], restored.row["protected"]) == (True, True)
    assert b"Quiet matters" not in backup.read_bytes() + second.read_bytes()
    assert (without.status, without.err) == (
        1,
        "“backup.o2o” is protected. Give its passphrase with --passphrase-file or O2O_PASSPHRASE.\n",
    )
    assert run(second, "verify", **secret).row == {"ok": True, "problems": []}


def test_restore_protects_a_plain_backup_where_a_passphrase_is_given(scanned: Path, tmp_path: Path) -> None:
    backup, second = tmp_path / "backup.o2o", tmp_path / "second.o2o"
    run(scanned, "backup", "-o", str(backup))

    restored = run(second, "restore", str(backup), O2O_PASSPHRASE="one two")

    assert restored.row["protected"] is True
    assert "Kinh Bắc".encode() in backup.read_bytes()
    assert "Kinh Bắc".encode() not in second.read_bytes()
    assert (
        run(second, "status", "--event", "VN", O2O_PASSPHRASE="one two").row
        == run(scanned, "status", "--event", "VN").row
    )


@pytest.fixture(scope="module")
def sample_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("sample") / "sample.o2o"
    run(file, "init", "--name", "SME 02 2015", "--sample")
    return file


@pytest.fixture
def sample(sample_file: Path, tmp_path: Path) -> Path:
    return Path(shutil.copy(sample_file, tmp_path / "sample.o2o"))


def sample_rows(name: str) -> list[dict[str, str]]:
    with paths.resource("sample", name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_sample_has_the_three_events_the_first_of_them_today(sample: Path) -> None:
    events = run(sample, "event", "list").rows

    first = date.fromisoformat(events[0]["days"][0])
    now = datetime.now(UTC) + timedelta(hours=7)
    assert first in (now.date(), (now - timedelta(minutes=5)).date())
    assert [(e["code"], e["timezone"], e["target"]) for e in events] == [
        ("VN", "Asia/Ho_Chi_Minh", 100),
        ("TPE", "Asia/Taipei", 200),
        ("PE", "America/Lima", 100),
    ]
    assert [[(date.fromisoformat(day) - first).days for day in e["days"]] for e in events] == [[0], [117, 118], [173]]


def test_sample_registers_everybody_of_its_lists_once(sample: Path) -> None:
    listed = {code: run(sample, "people", "list", "--event", code).rows for code in ("VN", "TPE", "PE")}

    written = Counter(row["event"] for row in sample_rows("registrations.csv"))
    people = {row["person"] for rows in listed.values() for row in rows}
    assert {code: len(rows) for code, rows in listed.items()} == written
    assert len(people) == len(sample_rows("people.csv"))
    entitled = {c: sum(r["status"] in ("registered", "confirmed") for r in rows) for c, rows in listed.items()}
    assert all(entitled[code] > target for code, target in {"VN": 100, "TPE": 200, "PE": 100}.items())


def test_sample_names_no_real_organisation_but_the_platforms() -> None:
    people = sample_rows("people.csv")
    labels = (
        "(illustrative)",
        "(mẫu)",
        "(範例)",
        "(示例)",
        "(見本)",
        "(예시)",
        "(ตัวอย่าง)",
        "(пример)",
        "(ejemplo)",
        "(exemple)",
    )
    affiliations = ("ABAC", "APEC Secretariat", "ASEAN Secretariat", "PECC", "PIF Secretariat")

    unlabelled = {row["organisation"] for row in people if not row["organisation"].endswith(labels)}

    assert unlabelled - set(affiliations) == {"eBay", "Amazon", "Alibaba", "Rakuten", "MercadoLibre"}
    assert {row["email"].partition("@")[2] for row in people} == {"", "example.com", "example.net", "example.org"}


def test_sample_has_people_of_all_member_economies_at_every_event(sample: Path) -> None:
    members = [economy.name for economy in ECONOMIES if economy.is_member]

    for code in ("VN", "TPE", "PE"):
        present = {row["economy"] for row in run(sample, "people", "list", "--event", code).rows}
        assert [name for name in members if name not in present] == []


def test_sample_leaves_badges_to_issue_and_to_print(sample: Path) -> None:
    issued = run(sample, "badge", "issue", "--event", "VN").rows

    late = [row for row in sample_rows("registrations.csv") if row["late"] == "yes"]
    assert len(issued) == len(late)
    assert {len(badge["token"]) for badge in issued} == {58}


def test_sample_can_be_tried_at_once(sample: Path) -> None:
    token = run(sample, "badge", "issue", "--event", "VN").rows[0]["token"]

    verdicts = run(sample, "scan", "--event", "VN", token, token).rows

    assert [row["verdict"] for row in verdicts] == ["admitted", "duplicate"]
    assert run(sample, "verify").row == {"ok": True, "problems": []}


def test_sample_is_kept_as_the_lists_write_it(sample: Path) -> None:
    """Names, organisations and own scripts come back as they stand in the file."""
    listed = [r for code in ("VN", "TPE", "PE") for r in run(sample, "people", "list", "--event", code).rows]

    kept = {(row["printed_name"], row["organisation"]) for row in listed}
    assert kept == {(row["printed_name"], row["organisation"]) for row in sample_rows("people.csv")}


def test_init_takes_the_passphrase_from_a_file_of_its_own(tmp_path: Path) -> None:
    (tmp_path / "words.txt").write_text("mười hai con voi\n", encoding="utf-8")
    file = tmp_path / "project.o2o"

    made = run(file, "init", "--name", "Protected", "--passphrase-file", str(tmp_path / "words.txt"))

    assert (made.status, made.row["protected"]) == (0, True)
    assert run(file, "event", "list").status == 1
    assert run(file, "event", "list", O2O_PASSPHRASE="mười hai con voi").status == 0
