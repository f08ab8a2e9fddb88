"""Reports before and after events are anonymised: every figure is the same, and nobody is named any more."""

from collections import Counter
from datetime import UTC, datetime
from pathlib import Path
from zipfile import ZipFile

import pytest
from conftest import FakeClock
from papers import page_texts
from worked_example import fill_example

from o2o_events.agenda.speakers import add_speaker
from o2o_events.app import App
from o2o_events.badges.issuing import issue_badges
from o2o_events.badges.queries import badges_to_print
from o2o_events.db.models import PersonRow
from o2o_events.db.transaction import Tx
from o2o_events.documents.attendance import write_attendance
from o2o_events.documents.report_package import write_package
from o2o_events.indicators.tables import CODES, build_table
from o2o_events.indicators.values import Table
from o2o_events.people.anonymised import NO_NAME
from o2o_events.people.privacy import anonymise_event, scrub_file
from o2o_events.people.search import find_people, rebuild_index
from o2o_events.registers.events import Event

LISTS = ("T4", "T5")
"""They name people; what else is in them is compared as counts."""
NAMELESS = ("", NO_NAME)


@pytest.fixture
def events(app: App, clock: FakeClock) -> dict[str, Event]:
    """The worked example long after its last day, with somebody on the programme and everything found by search."""
    clock.now = datetime(2020, 6, 1, tzinfo=UTC)
    with app.database.write() as tx:
        events = fill_example(tx)
        add_speaker(tx, event=events["VN"], name="Mei-Ling Chen", person="p03", biography={"en": "Of Kinh Bắc"})
        rebuild_index(tx)
    return events


def names_of(tx: Tx) -> set[str]:
    """Every name, address and telephone of a person, long enough not to be part of other words."""
    found = set()
    for row in tx.query(PersonRow):
        found |= {row.family_name, row.given_name, row.own_script_name, row.email, row.phone}
    return {text for text in found if len(text) > 3}


def tables_of(app: App, event: Event | None) -> dict[str, Table]:
    with app.database.read() as tx:
        return {code: build_table(tx, code, event) for code in CODES if event is None or code != "T1-unique"}


def counts(table: Table) -> Counter[tuple[object, ...]]:
    """The rows of a list without what names anybody: gender, role and days, of member economies the economy too."""
    kept = [
        place
        for place, column in enumerate(table.columns)
        if column.key in ("gender", "role") or column.key.startswith("day:")
    ]
    return Counter(tuple(row.cells[place] for place in kept) for row in table.rows if not row.is_total)


def listed(table: Table) -> int:
    """Everybody in a list: by name, or among those not shared."""
    shared = sum(not row.is_total for row in table.rows)
    rest = [str(row.cells[1]) for row in table.rows if row.is_total]
    return shared + sum(int(words.removesuffix(" not shared")) for words in rest)


@pytest.mark.parametrize("order", [("VN", "TPE", "PE"), ("PE", "VN", "TPE")], ids="-".join)
def test_every_table_and_every_indicator_stays(app: App, events: dict[str, Event], order: tuple[str, ...]) -> None:
    scopes = (None, *events.values())
    before = [tables_of(app, scope) for scope in scopes]

    for code in order:
        with app.database.write() as tx:
            anonymise_event(tx, event=events[code], operator="Linh")
        after = [tables_of(app, scope) for scope in scopes]
        for was, now in zip(before, after, strict=True):
            assert {c: t for c, t in now.items() if c not in LISTS} == {
                c: t for c, t in was.items() if c not in LISTS
            }, code
            assert counts(now["T4"]) == counts(was["T4"])
            assert listed(now["T5"]) == listed(was["T5"])


def test_no_list_names_anybody_afterwards(app: App, events: dict[str, Event]) -> None:
    with app.database.write() as tx:
        for event in events.values():
            anonymise_event(tx, event=event, operator="Linh")

    for scope in (None, *events.values()):
        tables = tables_of(app, scope)
        t4, t5 = tables["T4"], tables["T5"]
        named = ("title", "family_name", "given_name", "position", "organisation", "sector")
        cells = {str(t4.cell(row.key, key)) for row in t4.rows for key in named}
        assert cells <= set(NAMELESS)
        assert [row.is_total for row in t5.rows] == [True]


def test_one_event_can_be_anonymised_while_others_keep_their_names(app: App, events: dict[str, Event]) -> None:
    with app.database.write() as tx:
        anonymise_event(tx, event=events["VN"], operator="Linh")

    vn, pe = tables_of(app, events["VN"])["T4"], tables_of(app, events["PE"])["T4"]

    assert {row.cells[3] for row in vn.rows} == {
        NO_NAME,
        "Chen",
        "Nguyễn",
        "Smith",
    }  # the names are of those at another event too
    assert {row.cells[3] for row in pe.rows} == {"Quispe", "Tan", "Nguyễn"}


def test_search_badges_documents_and_the_file_name_nobody(app: App, events: dict[str, Event], tmp_path: Path) -> None:
    with app.database.write() as tx:
        for event in events.values():
            issue_badges(tx, event=event)
        names = names_of(tx)
    assert {name for name in names if name.encode() in stored(app)} == names
    with app.database.write() as tx:
        for event in events.values():
            anonymise_event(tx, event=event, operator="Linh")
    assert scrub_file(app.database)

    with app.database.read() as tx:
        assert [find_people(tx, event, name) for event in events.values() for name in names] == [[]] * 3 * len(names)
        assert [badges_to_print(tx, event) for event in events.values()] == [[]] * 3
    for scope in (None, *events.values()):
        write_package(app.database, event=scope, file=tmp_path / "p.zip")
        assert named_in(tmp_path / "p.zip", tmp_path / "p", names) == []
    for event in events.values():
        write_attendance(app.database, event=event, file=tmp_path / "attendance.csv")
        assert [name for name in names if name in (tmp_path / "attendance.csv").read_text("utf-8-sig")] == []
    assert [name for name in names if name.encode() in stored(app)] == []


def stored(app: App) -> bytes:
    """All bytes of the project's file and of its log."""
    return b"".join(file.read_bytes() for file in app.database.file.parent.glob(f"{app.database.file.name}*"))


def named_in(package: Path, folder: Path, names: set[str]) -> list[tuple[str, str]]:
    """File and name, for every name that stands in any file of a package, those within its documents too."""
    with ZipFile(package) as opened:
        opened.extractall(folder)
    found = []
    for file in sorted(path for path in folder.rglob("*") if path.is_file()):
        if file.suffix == ".pdf":
            text = "".join(page_texts(file))
        elif file.suffix in (".xlsx", ".docx"):
            with ZipFile(file) as inner:
                text = "".join(inner.read(name).decode("utf-8", "replace") for name in inner.namelist())
        else:
            text = file.read_text("utf-8-sig")
        found += [(file.name, name) for name in names if name in text]
    return found
