"""The report package: complete or absent, the same bytes for the same state, and a manifest that holds."""

import hashlib
import json
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import docx
import openpyxl
import pytest
from conftest import FakeClock
from factories import make_event, make_person
from papers import page_texts
from reports_by_hand import csv_rows, heads
from sqlalchemy import select

from o2o_events import __version__
from o2o_events.app import App
from o2o_events.badges.issuing import issue_badges
from o2o_events.checkin.checkpoints import get_checkpoint
from o2o_events.checkin.scanning import record_scan
from o2o_events.db.models import FactRow
from o2o_events.documents.report_content import codes_of, read_report
from o2o_events.documents.report_files import Release, write_report
from o2o_events.documents.report_package import write_package
from o2o_events.errors import UserError
from o2o_events.i18n import speaking
from o2o_events.indicators.options import set_options
from o2o_events.registers.events import Event
from o2o_events.registers.pins import set_organiser_pin
from o2o_events.registers.report_head import read_head_fields, set_head_fields

PIN = "246810"


@pytest.fixture
def summit(app: App) -> Event:
    """Two days; three came of four, one of whom agreed to be on the shared list."""
    with app.database.write() as tx:
        event = make_event(tx, "TP", [date(2016, 7, 14), date(2016, 7, 15)])
        people = [
            make_person(tx, event, given_name="Ana", family_name="Díaz", economy="PE", gender="female",
                        email="ana@example.org", consent_list_on=date(2016, 6, 1)),
            make_person(tx, event, given_name="Bảo", family_name="Lê", economy="VN", gender="male"),
            make_person(tx, event, given_name="Tai Man", family_name="CHAN", economy="HK", own_script_name="陳大文"),
            make_person(tx, event, given_name="Nobody", family_name="Came", economy="JP", gender="male"),
        ]  # fmt: skip
        tokens = {badge.person: badge.token for badge in issue_badges(tx, event=event)}
        for person in people[:3]:
            at = datetime(2016, 7, 14, 1, 5, tzinfo=UTC)
            record_scan(tx, checkpoint=get_checkpoint(tx, event), text=tokens[person], direction="in", at=at)
        set_head_fields(tx, forum="SMEWG", submitted_by="Chinese Taipei")
        set_head_fields(tx, event=event, agenda_item="5.2")
    return event


def opened(file: Path, folder: Path) -> dict[str, Any]:
    """Unpacks a package; answers its manifest."""
    with ZipFile(file) as package:
        package.extractall(folder)
        assert package.namelist()[0] == "manifest.json"
    manifest: dict[str, Any] = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    return manifest


def handed_out(app: App) -> list[tuple[str, str, int]]:
    """Audit facts of contacts: by whom, what, how many."""
    with app.database.read() as tx:
        rows = tx.scalars(select(FactRow.body).where(FactRow.kind == "audit", FactRow.outcome == "contacts"))
        bodies = [json.loads(body) if isinstance(body, str) else body for body in rows]
    return [(body["by"], body["what"], body["rows"]) for body in bodies]


def test_the_manifest_tells_every_file_with_its_sum(app: App, summit: Event, tmp_path: Path) -> None:
    written = write_package(app.database, event=summit, file=tmp_path / "p.zip")
    manifest = opened(tmp_path / "p.zip", tmp_path / "p")
    found = {
        path.relative_to(tmp_path / "p").as_posix(): (
            path.stat().st_size,
            hashlib.sha256(path.read_bytes()).hexdigest(),
        )
        for path in (tmp_path / "p").rglob("*")
        if path.is_file() and path.name != "manifest.json"
    }

    assert {file["name"]: (file["size"], file["sha256"]) for file in manifest["files"]} == found
    assert sorted(found) == sorted(
        ["TP report.xlsx", "TP report.pdf", "TP completion annex.docx"]
        + [f"tables/{code}.csv" for code in codes_of("package")]
    )
    assert (written.files, written.sha256) == (
        len(found),
        hashlib.sha256((tmp_path / "p.zip").read_bytes()).hexdigest(),
    )
    assert (manifest["event"]["code"], manifest["has_contacts"]) == ("TP", False)


def test_workbook_and_csv_hold_the_same_tables_as_the_project(app: App, summit: Event, tmp_path: Path) -> None:
    write_package(app.database, event=summit, file=tmp_path / "p.zip")
    manifest = opened(tmp_path / "p.zip", tmp_path / "p")
    with app.database.read() as tx, speaking("en"):
        report = read_report(tx, what="package", event=summit)
    book = openpyxl.load_workbook(tmp_path / "p" / "TP report.xlsx")

    for section, told in zip(report.sections, manifest["tables"], strict=True):
        rows = csv_rows(tmp_path / "p" / "tables" / f"{section.table.code}.csv")
        page = book[section.name]
        assert rows[0] == heads(section.table) == [cell.value for cell in page[2]][: len(section.table.columns)]
        assert len(rows) - 1 == len(section.table.rows) == told["rows"] + told["totals"]
        assert told["columns"] == heads(section.table)


def test_the_manifest_says_when_by_which_version_and_by_which_choices(
    app: App, summit: Event, clock: FakeClock, tmp_path: Path
) -> None:
    write_package(app.database, event=summit, file=tmp_path / "usual.zip")
    with app.database.write() as tx:
        set_options(tx, categories=["delegate", "speaker"], over_is_more=False, targets={6: 25})
    write_package(app.database, event=summit, file=tmp_path / "p.zip")
    usual = opened(tmp_path / "usual.zip", tmp_path / "usual")["choices"]
    manifest = opened(tmp_path / "p.zip", tmp_path / "p")

    assert (manifest["program"], manifest["made_at"][:19]) == (f"O2O Events {__version__}", clock().isoformat()[:19])
    assert manifest["choices"] == {
        "participants": {"delegate": "Delegate", "speaker": "Speaker"},
        "participants_are_usual": False,
        "entrances": ["Entrance"],
        "handouts": None,
        "youth_of": "all",
        "products_of": "members",
        "economies_of": "register",
        "over_is_more": False,
        "consent": "list",
        "lists_no_shows": False,
        "targets": {"6": 25},
    }
    assert (usual["participants_are_usual"], "organiser" in usual["participants"]) == (True, False)


def test_every_file_of_a_package_opens_as_what_it_is(app: App, summit: Event, tmp_path: Path) -> None:
    with app.database.write() as tx:
        person = make_person(tx, summit, given_name='=HYPERLINK("http://x.org")', family_name="@SUM(A1)")
        token = next(badge.token for badge in issue_badges(tx, event=summit) if badge.person == person)
        at = datetime(2016, 7, 14, 1, 5, tzinfo=UTC)
        record_scan(tx, checkpoint=get_checkpoint(tx, summit), text=token, at=at)
    write_package(app.database, event=summit, file=tmp_path / "p.zip")
    folder = tmp_path / "p"
    manifest = opened(tmp_path / "p.zip", folder)
    csvs = [folder / file["name"] for file in manifest["files"] if file["name"].endswith(".csv")]
    cells = [cell for file in csvs for line in csv_rows(file) for cell in line]

    assert [file.read_bytes()[:3] for file in csvs] == [b"\xef\xbb\xbf"] * len(csvs)
    assert [cell for cell in cells if cell[:1] in tuple("=@")] == []
    assert [cell for cell in cells if "SUM" in cell or "HYPERLINK" in cell] == [
        "'@SUM(A1)",
        '\'=HYPERLINK("http://x.org")',
    ]
    assert len(openpyxl.load_workbook(folder / "TP report.xlsx").sheetnames) == len(manifest["tables"]) + 2
    assert len(docx.Document(str(folder / "TP completion annex.docx")).tables) == len(manifest["tables"]) + 2
    headings = "".join(page_texts(folder / "TP report.pdf")[1:])
    assert [table["title"] for table in manifest["tables"] if table["title"] not in headings] == []


def test_the_head_is_the_projects_and_the_events_own(app: App, summit: Event, tmp_path: Path) -> None:
    write_package(app.database, event=summit, file=tmp_path / "p.zip")
    opened(tmp_path / "p.zip", tmp_path / "p")
    front = openpyxl.load_workbook(tmp_path / "p" / "TP report.xlsx")["About this report"]
    told = {line[0]: line[1] for line in front.iter_rows(3, 9, 1, 2, values_only=True)}

    assert told == {
        "Agenda item": "5.2",
        "Purpose": None,
        "Submitted by": "Chinese Taipei",
        "Forum": "SMEWG",
        "Meeting": "Workshop TP",
        "Place": "Ha Noi, Viet Nam",
        "Date": "14–15 July 2016",
    }
    with app.database.read() as tx:
        assert (read_head_fields(tx).agenda_item, read_head_fields(tx, summit).forum) == ("", "SMEWG")


def test_the_same_state_and_clock_give_the_same_package(app: App, summit: Event, tmp_path: Path) -> None:
    first = write_package(app.database, event=summit, file=tmp_path / "a.zip")
    second = write_package(app.database, event=summit, file=tmp_path / "b.zip")

    assert (first.sha256, (tmp_path / "a.zip").read_bytes()) == (second.sha256, (tmp_path / "b.zip").read_bytes())


def test_another_state_is_told_in_the_manifest(app: App, summit: Event, clock: FakeClock, tmp_path: Path) -> None:
    write_package(app.database, event=summit, file=tmp_path / "a.zip")
    clock.advance(minutes=5)
    with app.database.write() as tx:
        make_person(tx, summit, given_name="Late")
    write_package(app.database, event=summit, file=tmp_path / "b.zip")
    first, second = opened(tmp_path / "a.zip", tmp_path / "a"), opened(tmp_path / "b.zip", tmp_path / "b")

    assert (first["state"] == second["state"], first["made_at"] == second["made_at"]) == (False, False)


def test_contacts_stay_out_without_leave(app: App, summit: Event, tmp_path: Path) -> None:
    write_package(app.database, event=summit, file=tmp_path / "p.zip")
    opened(tmp_path / "p.zip", tmp_path / "p")
    texts = [path.read_bytes() for path in (tmp_path / "p").rglob("*.csv")]
    paper = " ".join(page_texts(tmp_path / "p" / "TP report.pdf"))

    assert [b"ana@example.org" in text for text in texts] == [False] * len(texts)
    assert "ana@example.org" not in paper
    assert handed_out(app) == []


def test_contacts_are_in_with_the_pin_and_leave_a_trace(app: App, summit: Event, tmp_path: Path) -> None:
    set_organiser_pin(app.database, pin=PIN)
    write_package(app.database, event=summit, file=tmp_path / "p.zip", release=Release(PIN, "Lin"))
    manifest = opened(tmp_path / "p.zip", tmp_path / "p")
    rows = csv_rows(tmp_path / "p" / "tables" / "T5.csv")

    assert (manifest["has_contacts"], handed_out(app)) == (True, [("Lin", "T5", 1)])
    assert ["ana@example.org" in line for line in rows].count(True) == 1


@pytest.mark.parametrize(
    ("release", "words"),
    [(None, "PIN only"), (Release("1357", "Lin"), "not the organiser's PIN"), (Release(PIN, " "), "give your name")],
)
def test_t5_without_leave_is_refused_and_leaves_no_file(
    app: App, summit: Event, tmp_path: Path, release: Release | None, words: str
) -> None:
    set_organiser_pin(app.database, pin=PIN)
    with pytest.raises(UserError, match=words):
        write_report(app.database, what="T5", file=tmp_path / "t5.xlsx", event=summit, release=release)

    assert (list(tmp_path.glob("t5*")), handed_out(app)) == ([], [])


def test_a_package_that_fails_leaves_what_was_there(
    app: App, summit: Event, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "p.zip"
    file.write_bytes(b"before")

    def fail(*_arguments: object) -> None:
        raise OSError("disk full")

    monkeypatch.setattr("o2o_events.documents.completion_annex.write", fail)
    with pytest.raises(UserError, match="disk full"):
        write_package(app.database, event=summit, file=file)

    assert (file.read_bytes(), sorted(tmp_path.glob("*.part"))) == (b"before", [])


def test_another_ending_is_refused_in_words(app: App, summit: Event, tmp_path: Path) -> None:
    with pytest.raises(UserError, match=r"\.zip"):
        write_package(app.database, event=summit, file=tmp_path / "p.rar")
    with pytest.raises(UserError, match=r"\.xlsx, \.pdf, \.csv, \.docx"):
        write_report(app.database, what="T1", file=tmp_path / "t1.ods", event=summit)
