"""Exported files: what is in them, who can read them, what is refused, and that nothing is changed by any of it."""

import hashlib
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
import sqlcipher3.dbapi2 as sqlcipher
from commands import run
from desks import Desk, some_desks
from factories import make_event, make_person
from sqlalchemy import select, text

from o2o_events.app import create_project
from o2o_events.badges.issuing import issue_badges
from o2o_events.checkin.checkpoints import add_checkpoint
from o2o_events.checkin.scanning import record_scan
from o2o_events.db.encryption import is_protected, raw_key
from o2o_events.db.models import BadgeKeyRow, PersonRow
from o2o_events.db.upgrade import SCHEMA
from o2o_events.documents.exported_file import export_event
from o2o_events.documents.suppressing import suppress
from o2o_events.errors import UserError
from o2o_events.feedback.answering import new_submission, store_answer
from o2o_events.feedback.forms import current_version, get_form
from o2o_events.feedback.shipped import ship_forms
from o2o_events.people.arriving import index_arrivals
from o2o_events.people.search import find_people
from o2o_events.replication.exported import new_seal, seal
from o2o_events.replication.file_merging import merge_file
from o2o_events.settings import Settings

PASSPHRASE = "correct horse"


@pytest.fixture
def desks(tmp_path: Path) -> Iterator[list[Desk]]:
    with some_desks(tmp_path, 2) as made:
        yield made


@pytest.fixture
def full(desks: list[Desk]) -> Desk:
    """A desk with three people, two of them in, one out again."""
    desk = desks[0]
    tokens = [
        desk.badge(desk.add(given_name=given, family_name=family, email=f"{given}@example.org", desk_note="allergic"))
        for given, family in (("Đức", "Nguyễn"), ("怡君", "陳"), ("Ana", "Díaz"))
    ]
    desk.scan(tokens[0])
    desk.scan(tokens[1])
    desk.clock.advance(hours=1)
    desk.scan(tokens[0], direction="out")
    return desk


def export(desk: Desk, file: Path, kind: str = "archive", **options: object) -> Path:
    passphrase = PASSPHRASE if kind == "desk" else None
    export_event(desk.app.database, file, kind=kind, event=desk.event(), passphrase=passphrase, **options)  # type: ignore[arg-type]  # the test's own options
    return file


def rows_of(file: Path, statement: str) -> list[dict[str, object]]:
    """What any SQLite tool sees: read by another library in another process's stead."""
    raw = sqlite3.connect(file)
    raw.row_factory = sqlite3.Row
    found = [dict(row) for row in raw.execute(statement)]
    raw.close()
    return found


def test_archive_carries_its_marks_and_one_manifest(full: Desk, tmp_path: Path) -> None:
    file = export(full, tmp_path / "vn.sqlite")

    [manifest] = rows_of(file, "SELECT * FROM manifest")
    assert rows_of(file, "PRAGMA application_id") == [{"application_id": 0x4F324F45}]
    assert rows_of(file, "PRAGMA user_version") == [{"user_version": SCHEMA}]
    assert rows_of(file, "PRAGMA integrity_check") == [{"integrity_check": "ok"}]
    marks = [manifest[name] for name in ("event", "kind", "desk", "schema")]
    assert marks == ["VN", "archive", "Desk 1", SCHEMA]
    assert (manifest["made_at"], manifest["facts"]) == (full.clock.now.isoformat(), 3)
    assert manifest["digest"] == full.digest()


def test_archive_has_views_that_people_can_read(full: Desk, tmp_path: Path) -> None:
    file = export(full, tmp_path / "vn.sqlite")

    attendance = rows_of(file, "SELECT * FROM attendance ORDER BY first_in")
    assert [(r["event"], r["day"], r["family_name"], r["given_name"], r["economy"]) for r in attendance] == [
        ("VN", "2016-03-17", "Nguyễn", "Đức", "Peru"),
        ("VN", "2016-03-17", "陳", "怡君", "Peru"),
    ]
    assert [(r["first_in"], r["last_out"], r["entries"], r["desk"]) for r in attendance] == [
        ("2016-03-17T09:00:01+07:00", "2016-03-17T10:00:03+07:00", 1, "Desk 1"),
        ("2016-03-17T09:00:02+07:00", None, 1, "Desk 1"),
    ]
    participants = rows_of(file, "SELECT * FROM participants")
    assert [(r["event"], r["family_name"], r["category"], r["organisation"], r["status"]) for r in participants] == [
        ("VN", family, "delegate", "Kinh Bắc (illustrative)", "confirmed") for family in ("Díaz", "Nguyễn", "陳")
    ]
    assert rows_of(file, "SELECT event, session, form, question, answer, submitted_at FROM feedback_answers") == []


def test_archive_tells_who_was_at_a_session(full: Desk, tmp_path: Path) -> None:
    with full.app.database.write() as tx:
        room = add_checkpoint(tx, event=full.event(), name="Room A", policy="in-out", categories=[], session="Trade",
            opens_at=full.clock.now, closes_at=full.clock.now + timedelta(hours=2), capacity=None, allows_reentry=True,
            max_entries=None, minutes_between=None)  # fmt: skip
        token = issue_badges(tx, event=full.event(), person=make_person(tx, full.event(), given_name="In room"))[
            0
        ].token
    for minutes, direction in ((10, "in"), (40, "out")):
        full.clock.advance(minutes=minutes)
        with full.app.database.write() as tx:
            record_scan(tx, checkpoint=room, text=token, direction=direction)

    rows = rows_of(export(full, tmp_path / "vn.sqlite"), "SELECT * FROM session_attendance")

    assert [(r["event"], r["session"], r["minutes_inside"]) for r in rows] == [("VN", "Trade", 40)]


def test_archive_holds_no_badge_key_nor_anything_of_another_event(full: Desk, tmp_path: Path) -> None:
    with full.app.database.write() as tx:
        peru = make_event(tx, "PE")
        make_person(tx, peru, given_name="Onlyinperu", family_name="Secret")
        [secret] = tx.scalars(select(BadgeKeyRow.secret))

    file = export(full, tmp_path / "vn.sqlite")

    content = file.read_bytes()
    assert (secret in content, b"Onlyinperu" in content) == (False, False)
    assert "Đức".encode() in content
    assert rows_of(file, "SELECT code FROM event") == [{"code": "VN"}]
    assert rows_of(file, "SELECT * FROM badge_key") == []


def test_a_desk_s_file_opens_only_with_its_passphrase(full: Desk, tmp_path: Path) -> None:
    file = export(full, tmp_path / "desk.sqlite", kind="desk")

    assert is_protected(file)
    with pytest.raises(UserError, match="protected"):
        merge_file(full.app.database, file)
    with pytest.raises(UserError, match="passphrase"):
        merge_file(full.app.database, file, passphrase="wrong")


def test_a_desk_s_file_becomes_a_desk_that_knows_everything(full: Desk, tmp_path: Path) -> None:
    file = export(full, tmp_path / "desk.sqlite", kind="desk")
    laptop = tmp_path / "laptop.o2o"

    made = run(laptop, "restore", str(file), "--desk", "North door", O2O_PASSPHRASE=PASSPHRASE)

    assert (made.status, made.err) == (0, "")
    assert run(laptop, "verify", O2O_PASSPHRASE=PASSPHRASE).row == {"ok": True, "problems": []}
    assert run(laptop, "desk", "show", O2O_PASSPHRASE=PASSPHRASE).row["name"] == "North door"
    status = run(laptop, "status", "--event", "VN", O2O_PASSPHRASE=PASSPHRASE).row
    assert (status["people"], status["registered"]) == (2, 3)


def test_an_archive_does_not_become_a_desk(full: Desk, tmp_path: Path) -> None:
    file = export(full, tmp_path / "vn.sqlite")

    refused = run(tmp_path / "laptop.o2o", "restore", str(file))

    assert (refused.status, (tmp_path / "laptop.o2o").exists()) == (1, False)
    assert "vn.sqlite" in refused.err


def test_a_desk_s_file_brings_its_keys_to_another_desk(desks: list[Desk], full: Desk, tmp_path: Path) -> None:
    other = desks[1]
    with other.app.database.write() as tx:
        tx.delete(tx.scalars(select(BadgeKeyRow)).one())
        tx.next_revision()
    token = full.badge(full.add(given_name="Late"))

    merge_file(other.app.database, export(full, tmp_path / "d.sqlite", kind="desk"), passphrase=PASSPHRASE)

    assert other.scan(token).verdict == "admitted"


def test_anonymous_names_nobody(full: Desk, tmp_path: Path) -> None:
    for number in range(6):
        token = full.badge(full.add(given_name=f"Carmen{number}", family_name="Quispe", economy="PE", phone="+51 999"))
        full.scan(token)
    with full.app.database.read() as tx:
        ids = list(tx.scalars(select(PersonRow.id)))

    file = export(full, tmp_path / "open.sqlite", kind="anonymous")

    content = file.read_bytes()
    private = [
        "Đức",
        "Nguyễn",
        "陳",
        "Carmen",
        "Quispe",
        "example.org",
        "+51 999",
        "Kinh Bắc",
        "allergic",
        "Desk 1",
        *ids,
    ]
    assert [word for word in [*private, *ids] if word.encode() in content] == []
    people = rows_of(file, "SELECT * FROM participants")
    assert {(r["family_name"], r["given_name"], r["organisation"]) for r in people} == {(None, None, None)}
    assert len(people) == 9
    assert {r["first_in"] for r in rows_of(file, "SELECT first_in FROM attendance")} <= {
        f"2016-03-17T{hour}:00:00+07:00" for hour in ("09", "10")
    }
    with pytest.raises(UserError, match="anonymous"):
        merge_file(full.app.database, file)


def test_small_groups_are_suppressed_column_by_column() -> None:
    rows: list[tuple[str | None, ...]] = [("Peru", "female")] * 5 + [("Chile", "female")] * 4 + [("Japan", "male")]

    assert suppress(rows) == [("Peru", "female")] * 5 + [(None, None)] * 5


def test_what_is_left_of_suppressed_groups_is_shown_where_enough_share_it() -> None:
    rows: list[tuple[str | None, ...]] = [("Chile", "female")] * 3 + [("Japan", "female")] * 2 + [("Japan", "male")]

    assert suppress(rows) == [(None, "female")] * 5 + [(None, None)]


def test_exporting_and_merging_what_is_known_change_no_digest(full: Desk, tmp_path: Path) -> None:
    before = (full.digest(), full.app.database.change_counter())

    archive = export(full, tmp_path / "a.sqlite")
    export(full, tmp_path / "b.sqlite", kind="anonymous")
    export(full, tmp_path / "c.sqlite", kind="desk")
    received = merge_file(full.app.database, archive)

    assert (received.received, received.conflicts) == (0, 0)
    assert (full.digest(), full.app.database.change_counter()) == before
    assert [file.name for file in tmp_path.iterdir() if "stage" in file.name or "part" in file.name] == []


def test_an_archive_brings_everything_to_the_other_desk(desks: list[Desk], full: Desk, tmp_path: Path) -> None:
    other = desks[1]
    event = full.event()

    received = merge_file(other.app.database, export(full, tmp_path / "vn.sqlite"), arrived=index_arrivals)

    assert (received.facts, received.records, received.quarantined) == (3, 9, 0)
    assert other.digest(event.id) == full.digest(event.id)
    assert (other.status(), merge_file(other.app.database, tmp_path / "vn.sqlite").received) == (full.status(), 0)
    with other.app.database.read() as tx:
        assert [entry.given_name for entry in find_people(tx, event, "duc")] == ["Đức"]


def test_files_taken_both_ways_make_two_desks_equal(desks: list[Desk], full: Desk, tmp_path: Path) -> None:
    other = desks[1]
    other.scan(other.badge(other.add(given_name="Other")))
    one, two = export(full, tmp_path / "one.sqlite"), export(other, tmp_path / "two.sqlite")

    merge_file(other.app.database, one)
    merge_file(full.app.database, two)

    assert [desk.status().people for desk in desks] == [3, 3]
    assert full.digest() == other.digest()


def test_an_export_never_overwrites_unless_told_to(full: Desk, tmp_path: Path) -> None:
    file = tmp_path / "vn.sqlite"
    file.write_text("mine")

    with pytest.raises(UserError, match="exists"):
        export(full, file)
    assert file.read_text() == "mine"

    export(full, file, overwrite=True)
    assert rows_of(file, "SELECT kind FROM manifest") == [{"kind": "archive"}]


def test_the_project_itself_is_never_the_target(full: Desk) -> None:
    with pytest.raises(UserError, match="project itself"):
        export(full, full.file, overwrite=True)
    full.digest()


def reseal(file: Path) -> None:
    """What somebody would do who knows how the file is sealed."""
    place = new_seal()
    raw = sqlite3.connect(file)
    raw.execute("UPDATE manifest SET seal = ?", [place])
    raw.commit()
    raw.close()
    seal(file, place)


def change(file: Path, *statements: str) -> None:
    raw = sqlite3.connect(file)
    for statement in statements:
        raw.execute(statement)
    raw.commit()
    raw.close()


@pytest.mark.parametrize(
    ("statements", "reason"),
    [
        (["UPDATE person SET family_name = 'Other'"], "altered or damaged"),
        (["UPDATE fact SET outcome = 'withdrawn' WHERE seq = 2"], "“Desk 1” do not hold from number 2 on"),
        (["DELETE FROM fact WHERE seq = 2"], "“Desk 1” do not hold from number 2 on"),
        (["DELETE FROM fact WHERE seq = 3"], "“Desk 1” do not hold from number 4 on|number 3 on"),
        (["UPDATE fact SET desk = 'stranger'"], "do not hold from number 1 on"),
        (["DELETE FROM manifest"], "manifest"),
        (["INSERT INTO manifest SELECT * FROM manifest"], "manifest"),
        (["DROP TABLE manifest"], "manifest"),
        (["PRAGMA user_version = 99"], "newer"),
        (["PRAGMA application_id = 7"], "not an exported file"),
        (["DROP TABLE fact"], "damaged"),
    ],
)
def test_an_altered_file_is_refused_whole_with_the_reason(
    desks: list[Desk], full: Desk, tmp_path: Path, statements: list[str], reason: str
) -> None:
    file = export(full, tmp_path / "vn.sqlite")
    before = (desks[1].digest(), desks[1].app.database.change_counter())

    change(file, *statements)

    with pytest.raises(UserError, match=reason):
        merge_file(desks[1].app.database, file)
    assert (desks[1].digest(), desks[1].app.database.change_counter()) == before


def test_a_file_altered_and_sealed_anew_is_still_refused(desks: list[Desk], full: Desk, tmp_path: Path) -> None:
    file = export(full, tmp_path / "vn.sqlite")
    change(file, "UPDATE person SET family_name = 'Other'")
    reseal(file)

    with pytest.raises(UserError, match="content is not what was written"):
        merge_file(desks[1].app.database, file)


@pytest.mark.parametrize("kind", ["archive", "desk"])
@pytest.mark.parametrize("share", [0.0, 0.001, 0.1, 0.5, 0.9, 0.999])
def test_a_truncated_or_flipped_file_is_refused_whole(
    desks: list[Desk], full: Desk, tmp_path: Path, share: float, kind: str
) -> None:
    file = export(full, tmp_path / "vn.sqlite", kind=kind)
    whole = file.read_bytes()
    before = desks[1].digest()
    at = int(len(whole) * share)

    for content in (whole[:at], whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1 :]):
        file.write_bytes(content)
        with pytest.raises(UserError, match=r"vn\.sqlite"):
            merge_file(desks[1].app.database, file, passphrase=PASSPHRASE)

    assert desks[1].digest() == before


@pytest.mark.parametrize("content", [b"", b"not a database", bytes(8192), b"SQLite format 3\0" + bytes(5000)])
def test_what_is_no_export_is_refused_in_words(full: Desk, tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "letter.sqlite"
    file.write_bytes(content)

    with pytest.raises(UserError, match=r"letter\.sqlite"):
        merge_file(full.app.database, file, passphrase="x")


def test_a_project_file_is_not_merged_by_mistake(desks: list[Desk], full: Desk) -> None:
    with pytest.raises(UserError, match="Export it there"):
        merge_file(full.app.database, desks[1].file)


def test_a_file_of_a_desk_that_was_rewritten_since_is_refused(desks: list[Desk], full: Desk, tmp_path: Path) -> None:
    file = export(full, tmp_path / "vn.sqlite")
    merge_file(desks[1].app.database, file)
    with desks[1].app.database.write() as tx:
        tx.execute(text("UPDATE fact SET hash = zeroblob(32) WHERE seq = 3 AND desk = :d"), {"d": full.id})
        tx.execute(text("UPDATE chain SET hash = zeroblob(32) WHERE desk = :d"), {"d": full.id})

    with pytest.raises(UserError, match="“Desk 1” are not those that are here"):
        merge_file(desks[1].app.database, file)


def test_an_older_schema_is_upgraded_in_a_copy_and_merged(tmp_path: Path) -> None:
    old = Path(shutil.copy(Path(__file__).parents[1] / "files" / "schema_1.o2o", tmp_path / "old.sqlite"))
    raw = sqlcipher.connect(str(old))
    raw.executescript("PRAGMA journal_mode = DELETE; DELETE FROM badge_key; DROP TABLE search;")
    facts = raw.execute("SELECT count(*) FROM fact").fetchone()[0]
    raw.execute(
        "CREATE TABLE manifest AS SELECT 'archive' kind, 'VN' event, 'P' project, 'D' desk, 'd' desk_id, '' made_at,"
        " 1 schema, ? facts, 0 records, '' digest, '' seal",
        [facts],
    )
    raw.execute(f"PRAGMA application_id = {0x4F324F45}")
    raw.commit()
    raw.close()
    reseal(old)
    before = hashlib.sha256(old.read_bytes()).digest()
    office = tmp_path / "office.o2o"
    create_project(Settings(file=office), name="Office", desk="Office")

    merged = run(office, "merge", str(old))

    assert (merged.status, merged.row["facts"], merged.row["quarantined"]) == (0, facts, 0)
    assert run(office, "status", "--event", "VN").row["people"] == 3
    assert hashlib.sha256(old.read_bytes()).digest() == before


def test_exporting_while_another_process_scans_gives_one_moment(full: Desk, tmp_path: Path) -> None:
    tokens = [full.badge(full.add(given_name=f"{n}")) for n in range(60)]
    command = [sys.executable, "-m", "o2o_events", "--json", "--file", str(full.file), "scan", "--event", "VN"]
    scanner = subprocess.Popen(
        [*command, "--at", "2016-03-17T09:30"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert scanner.stdin is not None
    assert scanner.stdout is not None
    scanner.stdin.write(tokens[0] + "\n")
    scanner.stdin.flush()
    scanner.stdout.readline()
    scanner.stdin.write("\n".join(tokens[1:]) + "\n")
    scanner.stdin.flush()

    files = [export(full, tmp_path / f"{n}.sqlite") for n in range(3)]

    scanner.communicate()
    counts = [rows_of(file, "SELECT facts, (SELECT count(*) FROM fact) AS n FROM manifest")[0] for file in files]
    assert [row["facts"] for row in counts] == [row["n"] for row in counts]
    for file in files:
        merge_file(full.app.database, file)
    assert full.status().people == 62


def test_the_commands_answer_as_promised(full: Desk, tmp_path: Path) -> None:
    file = tmp_path / "vn.sqlite"

    exported = run(full.file, "export", "--event", "vn", "-o", str(file))

    assert exported.row == {
        "file": str(file),
        "kind": "archive",
        "facts": 3,
        "records": exported.row["records"],
        "sha256": hashlib.sha256(file.read_bytes()).hexdigest(),
    }
    merged = run(full.file, "merge", str(file))
    assert [merged.row[name] for name in ("received", "conflicts", "quarantined")] == [0, 0, 0]
    refused = run(full.file, "merge", str(tmp_path / "none.sqlite"), str(file))
    assert (refused.status, len(refused.rows)) == (1, 1)
    assert run(full.file, "export", "-o", str(tmp_path / "x.sqlite")).status == 1
    assert run(full.file, "export", "--kind", "desk", "-o", str(tmp_path / "x.sqlite")).status == 1
    desk = run(full.file, "export", "--kind", "desk", "-o", str(tmp_path / "x.sqlite"), O2O_PASSPHRASE=PASSPHRASE)
    assert (desk.status, is_protected(tmp_path / "x.sqlite")) == (0, True)
    assert run(full.file, "digest").row == {"digest": full.digest()}
    assert run(full.file, "digest", "--event", "VN").row == {"digest": full.digest(full.event().id)}


def test_a_protected_project_exports_a_plain_archive_and_takes_one_in(tmp_path: Path, full: Desk) -> None:
    archive = export(full, tmp_path / "vn.sqlite")
    file = tmp_path / "protected.o2o"
    create_project(Settings(file=file, passphrase=PASSPHRASE), name="Protected", desk="Desk 9")

    merged = run(file, "merge", str(archive), O2O_PASSPHRASE=PASSPHRASE)
    again = run(file, "export", "--event", "VN", "-o", str(tmp_path / "out.sqlite"), O2O_PASSPHRASE=PASSPHRASE)

    assert (merged.row["facts"], again.row["facts"], is_protected(tmp_path / "out.sqlite")) == (3, 3, False)
    raw = sqlcipher.connect(str(file))
    raw.execute(f'PRAGMA key = "{raw_key(file, PASSPHRASE)}"')
    assert raw.execute("SELECT count(*) FROM fact").fetchone() == (3,)
    raw.close()


def answered(desk: Desk, code: str, answers: dict[str, object], **fields: object) -> None:
    """Somebody's answer to a shipped form."""
    with desk.app.database.write() as tx:
        form = get_form(tx, code)
        version = current_version(tx, form.id)
        store_answer(tx, event=desk.event(), form=form, version=version, answers=answers, channel="phone",
            language="en", submission=new_submission(), **fields)  # type: ignore[arg-type]  # any field  # fmt: skip


def test_archive_tells_what_was_answered_and_anonymous_answers_by_the_day_alone(full: Desk, tmp_path: Path) -> None:
    with full.app.database.write() as tx:
        ship_forms(tx)
    answered(full, "evaluation", {"relevance": 5, "better": "More tea"})
    answered(full, "platform_before", {"sme_sellers": 12})

    rows = rows_of(export(full, tmp_path / "vn.sqlite"), "SELECT * FROM feedback_answers ORDER BY form, question_code")

    local = full.event().local(full.clock.now)
    found = [(r["form"], r["question_code"], r["answer_code"], str(r["submitted_at"])[:16]) for r in rows]
    assert found == [
        ("evaluation", "better", "More tea", "2016-03-17"),
        ("evaluation", "relevance", "5", "2016-03-17"),
        ("platform_before", "sme_sellers", "12", f"{local:%Y-%m-%dT%H:%M}"),
    ]
    assert rows[1]["question"] == "How relevant was the event to you and your economy?"
    assert rows[1]["answer"] == "5"


def test_anonymous_file_has_no_word_that_somebody_wrote(full: Desk, tmp_path: Path) -> None:
    with full.app.database.write() as tx:
        ship_forms(tx)
    for _person in range(6):
        answered(full, "evaluation", {"relevance": 5, "relevance_comment": "Secretword", "better": "Secretword"})
        answered(full, "platform_before", {"platform": "Secretword", "sme_sellers": 5551234})
    for session, count in (("talk", 5), ("other talk", 2)):
        for _person in range(count):
            answered(full, "session", {"useful": 4, "remark": "Secretword"}, target=session)

    file = export(full, tmp_path / "vn.sqlite", "anonymous")
    rows = rows_of(file, "SELECT form, session, question, answer, submitted_at, count(*) AS n FROM feedback_answers"
        " GROUP BY 1, 2, 3, 4, 5 ORDER BY 1, 2")  # fmt: skip

    assert [tuple(row.values()) for row in rows] == [
        ("evaluation", None, "relevance", "5", "2016-03-17", 6),
        ("session", None, "useful", "4", "2016-03-17", 7),
    ]
    assert b"Secretword" not in file.read_bytes()
    assert b"5551234" not in file.read_bytes()
