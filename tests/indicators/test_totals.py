"""For random projects: every total is the sum of its parts, and T1 is the count over the raw facts."""

import json
import shutil
import tempfile
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from random_projects import PLACES, RandomProject, fill_project, random_projects
from sqlalchemy import select

from o2o_events.app import App, open_app
from o2o_events.checkin.checkpoints import get_checkpoint
from o2o_events.checkin.queries import event_status
from o2o_events.checkin.session_attendance import session_figures
from o2o_events.db.models import BadgeRow, CategoryRow, FactRow, PersonRow, RegistrationRow
from o2o_events.db.transaction import Tx
from o2o_events.indicators.tables import build_all, build_table
from o2o_events.indicators.values import ParticipantRule, ReportOptions, Table
from o2o_events.people.doubles import recognise
from o2o_events.registers.events import Event
from o2o_events.settings import Settings

SUMMED = ("male", "female", "another_term", "not_stated")
BY_ECONOMY = ("T1", "T1-registered", "T1-no-show", "T2", "T2-roles")
random_files = settings(max_examples=30, deadline=None, suppress_health_check=list(HealthCheck))


@contextmanager
def opened(template: Path) -> Iterator[App]:
    """A project file of one example's own."""
    with tempfile.TemporaryDirectory() as folder:
        app = open_app(Settings(file=Path(shutil.copy(template, Path(folder) / "project.o2o"))))
        try:
            yield app
        finally:
            app.close()


def everybody(tx: Tx) -> ReportOptions:
    return ReportOptions(rule=ParticipantRule(frozenset([*tx.scalars(select(CategoryRow.id)), "not_stated"])))


def column(table: Table, key: str) -> dict[str, int]:
    """Row -> figure."""
    place = [c.key for c in table.columns].index(key)
    return {row.key: int(str(row.cells[place])) for row in table.rows}


def counts(table: Table) -> list[str]:
    return [c.key for c in table.columns if c.kind == "count"]


def came_by_hand(tx: Tx, event: Event) -> dict[str, tuple[str | None, str, str]]:
    """Who came, straight from the facts: holder -> economy, gender, category. Knows nothing of how tables count."""
    entrance = get_checkpoint(tx, event).id
    facts = tx.execute(select(FactRow).where(FactRow.checkpoint == entrance)).scalars().all()
    undone = {fact.refers for fact in facts if fact.kind == "undo"}
    owners = dict(tx.execute(select(BadgeRow.id, BadgeRow.registration)).all())
    places = {row.id: row for row in tx.scalars(select(RegistrationRow))}
    people = {row.id: row for row in tx.scalars(select(PersonRow))}
    found: dict[str, tuple[str | None, str, str]] = {}
    for fact in facts:
        if fact.kind == "scan" and fact.outcome == "admitted" and fact.id not in undone:
            holder = fact.registration or owners.get(fact.badge or "") or fact.badge
            assert holder is not None
            if holder in places:
                person = people[places[holder].person]
                found[holder] = (person.economy, person.gender, places[holder].category)
            else:
                found[holder] = (None, "not_stated", json.loads(fact.body)["category"])
    return found


def row_of(economy: str | None) -> str:
    """Written out anew, apart from the code under test."""
    special = {
        "PECC": "observers",
        "PIF": "observers",
        "INTORG": "guests",
        "NONMEMBER": "guests",
        None: "economy_not_stated",
    }
    return special.get(economy, economy or "")


@given(project=random_projects())
@random_files
def test_every_total_is_the_sum_of_its_parts(template_project: Path, project: RandomProject) -> None:
    with opened(template_project) as app:
        with app.database.write() as tx:
            events = fill_project(tx, project)
        with app.database.read() as tx:
            for scope in (None, *events):
                tables = {table.code: table for table in build_all(tx, scope)}
                for code in (*BY_ECONOMY, *(["T1-unique"] if scope is None else [])):
                    check_sums(tables[code])
                check_people(tables, is_project=scope is None)


def check_sums(table: Table) -> None:
    for key in counts(table):
        figures = column(table, key)
        assert figures.pop("total") == sum(figures.values()), (table.code, key)
    totals = column(table, "total")
    genders = [column(table, gender) for gender in SUMMED]
    assert totals == {row: sum(figures[row] for figures in genders) for row in totals}, table.code
    for row in table.rows:
        for key in counts(table):
            behind = table.sources(row.key, key)
            assert len(behind) == column(table, key)[row.key], "as many rows behind a figure as it says"


def check_people(tables: dict[str, Table], *, is_project: bool) -> None:
    people, days, sheet = tables["people"], tables["days"], tables["reconciliation"]
    registered, absent, came = (column(people, key) for key in ("registered", "no_show", "checked_in"))
    of_those, otherwise = column(people, "came_registered"), column(people, "came_otherwise")
    for row in registered:
        assert registered[row] == absent[row] + of_those[row]
        assert came[row] == of_those[row] + otherwise[row]
    total = column(tables["T1"], "total")["total"]
    assert (column(tables["T1-registered"], "total")["total"], column(tables["T1-no-show"], "total")["total"]) == (
        sum(registered[code] for code, _zone, _days in PLACES if code in registered),
        sum(absent[code] for code, _zone, _days in PLACES if code in absent),
    )
    assert total == (came["attendances"] if is_project else came[next(iter(came))])
    assert column(days, "first_time")["total"] == total, "each has one first day"
    for row in sheet.rows:
        *desks, whole = (int(str(cell)) for cell in row.cells[1:])
        assert whole == sum(desks)
    assert column(sheet, "total")["participants"] == total
    assert len(tables["T4"].rows) == (came["persons"] if is_project else total)
    listed, shared = len(tables["T4"].rows), len(tables["T5"].rows) - 1
    assert tables["T5"].rows[-1].cells[1] == f"{listed - shared} not shared"


@given(project=random_projects())
@random_files
def test_t1_is_the_count_over_the_raw_facts(template_project: Path, project: RandomProject) -> None:
    with opened(template_project) as app:
        with app.database.write() as tx:
            events = fill_project(tx, project)
        with app.database.read() as tx:
            options = everybody(tx)
            usual = set(tx.scalars(select(CategoryRow.id).where(CategoryRow.is_participant)))
            for event in events:
                came = came_by_hand(tx, event)
                for rule, chosen in ((options, came.values()), (None, [c for c in came.values() if c[2] in usual])):
                    by_hand = Counter((row_of(economy), gender) for economy, gender, _category in chosen)
                    table = build_table(tx, "T1", event, rule)
                    found = {
                        (row, gender): n
                        for gender in SUMMED
                        for row, n in column(table, gender).items()
                        if row != "total" and n
                    }
                    assert found == by_hand


@given(project=random_projects())
@random_files
def test_the_project_is_the_sum_of_its_events_and_the_union_of_their_people(
    template_project: Path, project: RandomProject
) -> None:
    with opened(template_project) as app:
        with app.database.write() as tx:
            events = fill_project(tx, project)
        with app.database.read() as tx:
            for code in BY_ECONOMY:
                whole, parts = build_table(tx, code), [build_table(tx, code, event) for event in events]
                for key in counts(whole):
                    summed: Counter[str] = Counter()
                    for part in parts:
                        summed.update(column(part, key))
                    assert Counter({row: n for row, n in column(whole, key).items() if n}) == +summed, (code, key)
            persons = persons_by_hand(tx, events)
            options = everybody(tx)
            assert column(build_table(tx, "T1-unique", None, options), "total")["total"] == len(persons)
            assert column(build_table(tx, "people", None, options), "checked_in")["persons"] == len(persons)


def persons_by_hand(tx: Tx, events: list[Event]) -> set[str]:
    one = recognise(tx).one
    persons = {row.id: one(row.person) for row in tx.scalars(select(RegistrationRow))}
    return {persons.get(holder, holder) for event in events for holder in came_by_hand(tx, event)}


@given(project=random_projects())
@random_files
def test_the_fast_counts_are_those_of_checking_in(template_project: Path, project: RandomProject) -> None:
    """What SQL adds up for reports is what the check-in page counts entry by entry, and so at the sessions' doors."""
    with opened(template_project) as app:
        with app.database.write() as tx:
            events = fill_project(tx, project)
        with app.database.read() as tx:
            for event in events:
                status = event_status(tx, event, get_checkpoint(tx, event))
                sheet = column(build_table(tx, "reconciliation", event), "total")
                assert {key: sheet[key] for key in ("people", "entries", "duplicates", "forced", "undone")} == {
                    "people": status.people,
                    "entries": status.entries,
                    "duplicates": status.cross_desk_duplicates,
                    "forced": status.forced,
                    "undone": status.undone,
                }
                talks = build_table(tx, "T6", event, everybody(tx))
                assert [(row.cells[2], row.cells[3]) for row in talks.rows] == [
                    (figures.checked_in, figures.peak_inside) for figures in session_figures(tx, event)
                ]


def test_an_empty_project_has_tables_of_zeros(app: App) -> None:
    with app.database.read() as tx:
        tables = build_all(tx)

    assert [t.code for t in tables][:2] == ["people", "T1"]
    assert sum(column(tables[1], "total").values()) == 0


def test_a_table_that_there_is_not_is_told(app: App) -> None:
    with app.database.read() as tx, pytest.raises(Exception, match="There is no table “T9”"):
        build_table(tx, "T9")
