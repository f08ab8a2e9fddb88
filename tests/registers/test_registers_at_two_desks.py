"""Registers edited at two desks: fields merge one by one, what clashes is listed, and the same thing is one record."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from desks import Desk, some_desks
from factories import make_event
from filled_registers import fill_registers

from o2o_events.people.disputed import disputed_name, value_in_words
from o2o_events.registers import outputs, recommendations
from o2o_events.registers.events import get_event
from o2o_events.registers.register import Register
from o2o_events.registers.register_list import REGISTERS
from o2o_events.registers.register_records import edit_entry, list_entries
from o2o_events.registers.register_values import read_value
from o2o_events.registers.settings import read_setting, write_setting
from o2o_events.replication.conflicts import list_field_conflicts
from o2o_events.replication.exchange import exchange


@pytest.fixture
def desks(tmp_path: Path) -> Iterator[list[Desk]]:
    """Two desks with the same registers."""
    with some_desks(tmp_path, 2) as made:
        with made[0].app.database.write() as tx:
            fill_registers(tx, get_event(tx, "VN"))
        exchange(made[0].end, made[1].end)
        yield made


def listed(desk: Desk, register: Register) -> list:
    with desk.app.database.read() as tx:
        return list_entries(tx, register)


def edit(desk: Desk, register: Register, record: str, changes: dict) -> None:
    desk.clock.advance(seconds=5)
    with desk.app.database.write() as tx:
        edit_entry(tx, register, record, changes)


NEW_VALUES = {
    "line": "Written here",
    "lines": "Written here",
    "localized": {"en": "Written here"},
    "number": 77,
    "date": date(2018, 1, 2),
    "economy": "NZ",
}


@pytest.mark.parametrize("register", REGISTERS.values(), ids=REGISTERS)
def test_different_fields_of_one_record_are_both_kept(desks: list[Desk], register: Register) -> None:
    a, b = desks
    record = listed(a, register)[0]
    fields = [field for field in register.fields if field.kind in NEW_VALUES][:2]
    for desk, field in zip(desks, fields, strict=True):
        edit(desk, register, record.id, {field.name: NEW_VALUES[field.kind]})
    exchange(a.end, b.end)

    assert listed(a, register) == listed(b, register)
    merged = next(entry for entry in listed(a, register) if entry.id == record.id)
    assert [getattr(merged, field.name) for field in fields] == [
        read_value(field, NEW_VALUES[field.kind]) for field in fields
    ]
    with a.app.database.read() as tx:
        assert list_field_conflicts(tx) == []


def test_the_same_field_written_at_both_desks_is_listed(desks: list[Desk]) -> None:
    a, b = desks
    register = REGISTERS["barrier"]
    record = listed(a, register)[0]
    for desk, level in zip(desks, ("firm", "environment"), strict=True):
        edit(desk, register, record.id, {"level": level})
    exchange(a.end, b.end)

    assert listed(a, register) == listed(b, register)
    with a.app.database.read() as tx:
        [conflict] = list_field_conflicts(tx)
    assert (conflict.subject, conflict.record, conflict.field) == ("barrier", record.id, "level")
    assert {conflict.kept.value, conflict.other.value} == {"firm", "environment"}


def test_a_disagreement_is_told_in_words(desks: list[Desk]) -> None:
    a, b = desks
    texts = listed(a, REGISTERS["recommendation_text"])
    platform = listed(a, REGISTERS["platform"])[0]
    with a.app.database.read() as tx:
        event = get_event(tx, "VN")
    other = make_event_at(a)
    exchange(a.end, b.end)
    b.clock.advance(seconds=60)
    for desk, stage, attended in ((a, "drafted", (other,)), (b, "revised", (event.id, other))):
        edit(desk, REGISTERS["recommendation_text"], texts[-1].id, {"stage": stage})
        edit(desk, REGISTERS["platform"], platform.id, {"attended": attended})
    exchange(a.end, b.end)

    with a.app.database.read() as tx:
        told = {
            (disputed_name(tx, c), c.field): {value_in_words(tx, c, side.value) for side in (c.kept, c.other)}
            for c in list_field_conflicts(tx)
        }
    assert {field: words for (_name, field), words in told.items()} == {
        "stage": {"Drafted", "Revised"},
        "attended": {"TPE", "VN, TPE"},
    }
    assert {name for name, _field in told} == {"1. =Simplify · Revised · 2016-07-30", "eBay"}


def make_event_at(desk: Desk) -> str:
    with desk.app.database.write() as tx:
        return make_event(tx, code="TPE").id


def test_one_endorsement_and_one_reading_entered_at_both_desks_stay_one(desks: list[Desk]) -> None:
    for desk in desks:
        desk.clock.advance(seconds=5)
        with desk.app.database.write() as tx:
            first = recommendations.list_recommendations(tx)[0]
            guide = outputs.list_outputs(tx)[0]
            recommendations.endorse(
                tx, recommendation=first.id, economy="PE", endorsed_on=date(2016, 9, 5), endorsed_by="Ms Díaz"
            )
            outputs.add_reading(tx, output=guide.id, read_on=date(2016, 12, 1), accesses=500)
    a, b = desks
    exchange(a.end, b.end)

    for name, number in (("endorsement", 4), ("reading", 3)):
        assert listed(a, REGISTERS[name]) == listed(b, REGISTERS[name])
        assert len(listed(a, REGISTERS[name])) == number
    with a.app.database.read() as tx:
        assert list_field_conflicts(tx) == []


def test_setting_reaches_the_other_desk(desks: list[Desk]) -> None:
    a, b = desks
    with a.app.database.write() as tx:
        write_setting(tx, name="counted", value=["delegate", "speaker"])
    exchange(a.end, b.end)

    with b.app.database.read() as tx:
        assert read_setting(tx, "counted") == ["delegate", "speaker"]
        assert read_setting(tx, "nothing", 7) == 7
