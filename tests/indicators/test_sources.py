"""From a figure to the rows behind it."""

from datetime import UTC, datetime

import pytest
from conftest import FakeClock
from worked_example import fill_example

from o2o_events.app import App
from o2o_events.indicators.sources import list_sources
from o2o_events.indicators.tables import build_all, build_table
from o2o_events.registers.events import Event


@pytest.fixture
def events(app: App, clock: FakeClock) -> dict[str, Event]:
    clock.now = datetime(2017, 6, 1, tzinfo=UTC)
    with app.database.write() as tx:
        return fill_example(tx)


def test_a_cell_leads_to_the_people_in_it(app: App, events: dict[str, Event]) -> None:
    with app.database.read() as tx:
        table = build_table(tx, "T1", events["VN"])
        women = list_sources(tx, table.sources("total", "female"))
        everybody = list_sources(tx, table.sources("VN"))

    assert sorted((s.label, s.detail) for s in women) == [
        ("Mei-Ling Chen", "Chinese Taipei"),
        ("Siti Rahma", "ABAC"),
        ("Thị Lan Nguyễn", "Kinh Bắc (illustrative); Viet Nam"),
    ]
    assert [(s.kind, s.id) for s in everybody] == [("registration", "VN-p01")]


def test_an_indicator_leads_to_its_records(app: App, events: dict[str, Event]) -> None:
    with app.database.read() as tx:
        table = build_table(tx, "T3")
        found = {row.key: list_sources(tx, row.sources) for row in table.rows}

    assert [(s.label, s.detail) for s in found["indicator:6"]] == [
        ("Alpaca", "Tejidos (ejemplo)"),
        ("Tea", "山嵐茶行 (範例)"),
        ("Village shop", "Kinh Bắc (illustrative)"),
        ("Somewhere", "Sin nombre (ejemplo)"),
    ]
    assert [(s.label, s.detail) for s in found["indicator:12"]] == [
        ("100", "2016-11-01"), ("850", "2017-03-31"), ("900", "2017-04-01"), ("1500", "2017-05-01"),
    ]  # fmt: skip
    assert [s.kind for s in found["indicator:13"]] == ["platform", "answer", "answer", "platform", "platform"]
    assert [s.label for s in found["indicator:5"]] == [event.label for event in events.values()]


@pytest.mark.usefixtures("events")
def test_whatever_a_table_names_is_found(app: App) -> None:
    with app.database.read() as tx:
        refs = {ref for table in build_all(tx) for row in table.rows for ref in row.sources}
        found = list_sources(tx, sorted(refs))

    assert {s.kind for s in found} == {
        "registration", "practice", "platform", "product", "barrier", "recommendation", "reading", "event",
        "checkpoint", "answer",
    }  # fmt: skip
    assert [s.ref for s in found if s.label == "Not on this desk"] == []


def test_what_is_not_here_is_told(app: App) -> None:
    with app.database.read() as tx:
        found = list_sources(tx, ["registration:gone", "badge:b1", "something:else"])

    assert [(s.label, s.detail) for s in found] == [
        ("Not on this desk", ""), ("Badge b1", "registered at another desk"), ("Not on this desk", ""),
    ]  # fmt: skip
