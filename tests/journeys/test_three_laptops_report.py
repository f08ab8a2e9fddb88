"""The sample's three events at three laptops, their files merged in the office, and one command for the report."""

import csv
import io
import json
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from commands import run

from o2o_events.indicators.tables import CODES

EVENTS = ("VN", "TPE", "PE")
SHARE = {"VN": 90, "TPE": 150, "PE": 70}
"""How many of each event's people come."""
NOT_PARTICIPANTS = {"organiser", "staff", "liaison", "interpreter", "media"}
SUMMED = ("T1", "T1-registered", "T1-no-show", "T2", "T2-roles")
Person = dict[str, Any]
Rows = list[dict[str, str]]


@dataclass
class Day:
    """What one laptop saw: person -> who they are, of those who came; who was at the keynote, and copies given."""

    came: dict[str, Person] = field(default_factory=dict)
    keynote: str = ""
    at_keynote: list[Person] = field(default_factory=list)
    copies: int = 0

    @property
    def participants(self) -> dict[str, Person]:
        return {id_: row for id_, row in self.came.items() if row["category"] not in NOT_PARTICIPANTS}


@dataclass(frozen=True)
class Project:
    """The office's file after merging, what each laptop exported, and what each saw."""

    office: Path
    files: Mapping[str, Path]
    days: Mapping[str, Day]
    guest: str


def o2o(file: Path, *arguments: str, stdin: str = "") -> list[Any]:
    answer = run(file, *arguments, stdin=stdin)
    assert (answer.status, answer.err) == (0, "")
    return answer.rows


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Project:
    folder = tmp_path_factory.mktemp("three")
    office, copy = folder / "office.o2o", folder / "copy.o2o"
    o2o(office, "init", "--name", "SME 02 2015", "--sample")
    for code in EVENTS:
        o2o(office, "badge", "issue", "--event", code)
    everybody = {code: o2o(office, "people", "list", "--event", code) for code in EVENTS}
    guest = next(row for row in everybody["VN"] if row["email"] and only_at(row, "VN", everybody))
    o2o(office, "backup", "-o", str(copy))
    seen, files = {}, {}
    for code in EVENTS:
        laptop = folder / f"{code}.o2o"
        o2o(laptop, "restore", str(copy), "--desk", f"Laptop {code}")
        walk_in = guest if code == "PE" else None
        seen[code] = hold_event(laptop, code, everybody[code], walk_in)
        files[code] = folder / f"{code}.sqlite"
        o2o(laptop, "export", "--event", code, "-o", str(files[code]))
    merged = o2o(office, "merge", *(str(files[code]) for code in EVENTS))
    assert [(row["quarantined"], row["held"], row["problem"]) for row in merged] == [(0, {}, None)] * 3
    return Project(office, files, seen, guest["person"])


def only_at(row: Person, code: str, everybody: Mapping[str, list[Person]]) -> bool:
    """Whether somebody who will come is of no other event."""
    place = [one["person"] for one in everybody[code]].index(row["person"])
    others = {one["person"] for other, rows in everybody.items() if other != code for one in rows}
    return row["status"] == "confirmed" and place < SHARE[code] and row["person"] not in others


def hold_event(laptop: Path, code: str, listed: list[Person], walk_in: Person | None) -> Day:
    """People come on the first day, half of them again on the second; one scan is undone."""
    [event] = [row for row in o2o(laptop, "event", "list") if row["code"] == code]
    day = Day()
    expected = [row for row in listed if row["status"] in ("registered", "confirmed") and row["badge"]]
    people = {row["person"]: row for row in expected}
    coming = [row for row in expected if row["person"] in {one["person"] for one in listed[: SHARE[code]]}]
    for number, date in enumerate(event["days"]):
        badges = [row["badge"] for row in (coming if number == 0 else coming[::2])]
        for verdict in o2o(laptop, "scan", "--event", code, "--at", f"{date}T08:30", stdin="\n".join(badges)):
            assert verdict["verdict"] in ("admitted", "wrong_day")
            if verdict["accepted"]:
                day.came[verdict["person"]] = people[verdict["person"]]
    first = event["days"][0]
    mistake = next(row for row in expected if row not in coming and first in (row["days"] or [first]))
    [scan] = o2o(laptop, "scan", "--event", code, "--at", f"{first}T09:00", mistake["badge"])
    o2o(laptop, "undo", scan["scan"], "--operator", "Linh", "--reason", "wrong badge held up")
    attend_keynote(laptop, code, day)
    takers = [row["badge"] for row in list(day.came.values())[: len(code) * 7]]
    given = o2o(
        laptop, "scan", "--event", code, "--checkpoint", "Guidebook hand-out", "--at", f"{first}T16:00", *takers
    )
    day.copies = sum(verdict["accepted"] for verdict in given)
    if walk_in is not None:
        added = register_again(laptop, code, walk_in)
        [badge] = o2o(laptop, "badge", "issue", "--event", code, "--person", added["person"])
        [verdict] = o2o(laptop, "scan", "--event", code, "--at", f"{first}T10:00", badge["badge"])
        assert verdict["verdict"] == "admitted"
        day.came[added["person"]] = added
    if code == "VN":  # today; the others are still to come
        o2o(laptop, "event", "close", code)
    return day


def register_again(laptop: Path, code: str, person: Person) -> Person:
    """Somebody of another event comes without being registered: a second record of one person."""
    return o2o(
        laptop, "people", "add", "--event", code, "--given", person["given_name"], "--family", person["family_name"],
        "--economy", person["economy"], "--category", "delegate", "--email", person["email"], "--walk-in",
        "--gender", person["gender"],
    )[0]  # fmt: skip


def attend_keynote(laptop: Path, code: str, day: Day) -> None:
    """Twenty people scan in at the door of the first keynote."""
    [keynote, *_others] = [row for row in o2o(laptop, "agenda", "list", "--event", code) if row["type"] == "keynote"]
    o2o(
        laptop, "checkpoint", "add", "--event", code, "--name", "Keynote", "--policy", "in-out", "--session",
        keynote["session"],
    )  # fmt: skip
    people = list(day.came.values())[:20]
    badges = [row["badge"] for row in people]
    scans = o2o(laptop, "scan", "--event", code, "--checkpoint", "Keynote", "--at", keynote["starts_at"], *badges)
    day.keynote = keynote["title"]
    day.at_keynote = [row for row, verdict in zip(people, scans, strict=True) if verdict["accepted"]]


@dataclass(frozen=True)
class Package:
    manifest: dict[str, Any]
    names: list[str]
    tables: dict[str, Rows]

    def figures(self, code: str, column: str) -> dict[str, int]:
        """Row -> figure."""
        first = next(iter(self.tables[code][0]))
        return {row[first]: int(row[column]) for row in self.tables[code]}

    def totals(self, code: str) -> dict[tuple[str, str], int]:
        """Row and column -> figure, of every column that holds figures; zeros left out."""
        heads = list(self.tables[code][0])
        found = {(row[heads[0]], head): int(row[head]) for row in self.tables[code] for head in heads[1:]}
        return {key: figure for key, figure in found.items() if figure}


def package(file: Path, target: Path, *arguments: str) -> Package:
    """Everything in one command."""
    o2o(file, "report", "package", "-o", str(target), *arguments)
    with ZipFile(target) as opened:
        names = opened.namelist()
        texts = {name: opened.read(name).decode("utf-8-sig") for name in names if name.endswith((".csv", ".json"))}
    tables = {
        Path(name).stem: list(csv.DictReader(io.StringIO(text))) for name, text in texts.items() if name != names[0]
    }
    return Package(json.loads(texts["manifest.json"]), names, tables)


@pytest.fixture(scope="module")
def whole(project: Project, tmp_path_factory: pytest.TempPathFactory) -> Package:
    return package(project.office, tmp_path_factory.mktemp("whole") / "project.zip")


@pytest.fixture(scope="module")
def of_event(project: Project, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Package]:
    """The package of each event, from the merged file."""
    folder = tmp_path_factory.mktemp("events")
    return {code: package(project.office, folder / f"{code}.zip", "--event", code) for code in EVENTS}


def added(parts: Iterable[dict[Any, int]]) -> dict[Any, int]:
    total: Counter[Any] = Counter()
    for part in parts:
        total.update(part)
    return dict(total)


def test_one_command_writes_the_whole_report(whole: Package) -> None:
    assert whole.names == [
        "manifest.json",
        "Project completion annex.docx",
        "Project report.pdf",
        "Project report.xlsx",
        *sorted(f"tables/{code}.csv" for code in CODES if code != "T5"),
    ]
    assert [event["code"] for event in whole.manifest["events"]] == list(EVENTS)
    assert "event" not in whole.manifest
    assert whole.manifest["project"] == "SME 02 2015"


@pytest.mark.parametrize("code", SUMMED)
def test_tables_by_economy_are_the_sum_of_the_events(whole: Package, of_event: dict[str, Package], code: str) -> None:
    assert whole.totals(code) == added(of_event[event].totals(code) for event in EVENTS)


def test_each_event_counts_who_came_to_its_laptop(project: Project, of_event: dict[str, Package]) -> None:
    for code, day in project.days.items():
        by_economy = Counter(row["economy"] for row in day.participants.values())
        found = of_event[code].figures("T1", "Total")
        assert found["Total"] == len(day.participants)
        members = {economy: n for economy, n in found.items() if economy in by_economy}
        assert members == {economy: n for economy, n in by_economy.items() if economy in found}


def test_unique_persons_are_the_union(project: Project, whole: Package) -> None:
    [again] = [id_ for id_, row in project.days["PE"].participants.items() if row["source"] == "walk_in"]
    union = {project.guest if id_ == again else id_ for day in project.days.values() for id_ in day.participants}

    assert whole.figures("T1-unique", "Total")["Total"] == len(union) < whole.figures("T1", "Total")["Total"]
    assert len(whole.tables["T4"]) == len(union)
    people = {row["Event"]: row for row in whole.tables["people"]}
    assert int(people["Unique persons"]["Checked in"]) == len(union)
    attendances = sum(len(day.participants) for day in project.days.values())
    assert int(people["Attendances, summed over the events"]["Checked in"]) == attendances


def test_days_and_sessions_are_those_of_the_events(whole: Package, of_event: dict[str, Package]) -> None:
    def days(found: Package) -> Rows:
        return [row for row in found.tables["days"] if row["Day"]]

    assert days(whole) == [row for code in EVENTS for row in days(of_event[code])]
    sessions = [
        row | {"Session": f"{code}: {row['Session']}"} for code in EVENTS for row in of_event[code].tables["T6"]
    ]
    assert whole.tables["T6"] == sessions


def test_a_session_counts_the_participants_who_entered(project: Project, of_event: dict[str, Package]) -> None:
    for code, day in project.days.items():
        [row] = [row for row in of_event[code].tables["T6"] if row["Session"] == day.keynote]
        counted = [person for person in day.at_keynote if person["category"] not in NOT_PARTICIPANTS]
        assert len(counted) > 5
        assert (row["Checked in"], row["Peak inside"]) == (str(len(counted)),) * 2


def test_indicators_of_participants_add_up(project: Project, whole: Package) -> None:
    actual = {row["Indicator"].partition(".")[0]: row["# actual"] for row in whole.tables["T3"]}
    counts = [len(project.days[code].participants) for code in EVENTS]

    assert [actual[number] for number in "1234"] == [str(sum(counts)), *map(str, counts)]
    assert actual["5"] == "1"
    copies = [day.copies for day in project.days.values()]
    assert (actual["16"], min(copies) > 10) == (str(sum(copies)), True)
    [guide] = [row for row in o2o(project.office, "output", "list") if row["kind"] == "guidebook"]
    assert guide["copies_handed_out"] == sum(copies)
    assert guide["standing"].endswith(f"{sum(copies)} copies handed out")
    assert list(actual) == [str(number) for number in range(1, 19)]


def test_reconciliation_has_a_column_for_each_laptop(project: Project, whole: Package) -> None:
    rows = {row["Figure"]: row for row in whole.tables["reconciliation"]}
    came = rows["People who checked in, by the desk of their first entry"]

    assert {code: int(came[f"Laptop {code}"]) for code in EVENTS} == {c: len(d.came) for c, d in project.days.items()}
    assert {code: rows["Scans taken back"][f"Laptop {code}"] for code in EVENTS} == dict.fromkeys(EVENTS, "1")


@pytest.mark.parametrize("code", EVENTS)
def test_an_events_own_file_gives_the_report_that_the_merged_project_gives(
    project: Project, of_event: dict[str, Package], tmp_path: Path, code: str
) -> None:
    alone = tmp_path / "alone.o2o"
    o2o(alone, "init", "--name", "SME 02 2015")
    o2o(alone, "merge", str(project.files[code]))

    own = package(alone, tmp_path / "own.zip", "--event", code)

    assert own.tables.keys() == of_event[code].tables.keys()
    for table, rows in of_event[code].tables.items():
        assert [row for row in own.tables[table] if row not in rows] == [], table
        assert [row for row in rows if row not in own.tables[table]] == [], table
