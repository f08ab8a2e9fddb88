"""Names of economies: the right ones printed, the usual ones understood."""

import csv
import io

import pytest
from sqlalchemy import select

from o2o_events.app import App
from o2o_events.db.models import EconomyRow
from o2o_events.registers.economies import ECONOMIES, economy_name, find_economy, position


def test_the_file_holds_the_economies_of_the_code_in_apec_order(app: App) -> None:
    with app.database.read() as tx:
        rows = tx.execute(
            select(
                EconomyRow.code,
                EconomyRow.position,
                EconomyRow.name,
                EconomyRow.formal_name,
                EconomyRow.iso3,
                EconomyRow.is_member,
                EconomyRow.is_travel_eligible,
            ).order_by(EconomyRow.position)
        ).all()

    assert [tuple(row) for row in rows] == [
        (e.code, e.position, e.name, e.formal_name, e.iso3, e.is_member, e.is_travel_eligible) for e in ECONOMIES
    ]


def test_there_are_21_members_of_which_11_are_travel_eligible() -> None:
    members = [e for e in ECONOMIES if e.is_member]

    assert len(members) == 21
    assert sum(e.is_travel_eligible for e in members) == 11


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Taiwan", "Chinese Taipei"),
        ("CT", "Chinese Taipei"),
        ("TWN", "Chinese Taipei"),
        ("臺灣", "Chinese Taipei"),
        ("chinese taipei", "Chinese Taipei"),
        ("Hong Kong", "Hong Kong, China"),
        ("HONG KONG,  CHINA", "Hong Kong, China"),
        ("HKC", "Hong Kong, China"),
        ("South Korea", "Korea"),
        ("Republic of Korea", "Korea"),
        ("the Republic of Korea", "Korea"),
        ("ROK", "Korea"),
        ("Vietnam", "Viet Nam"),
        ("VIỆT NAM", "Viet Nam"),
        ("VNM", "Viet Nam"),
        ("PRC", "China"),
        ("Russian Federation", "Russia"),
        ("USA", "United States"),
        ("U.S.A.", "United States"),
        ("México", "Mexico"),
        ("Perú", "Peru"),
        ("INA", "Indonesia"),
        ("MAS", "Malaysia"),
        ("PNG", "Papua New Guinea"),
        ("abac", "ABAC"),
    ],
)
def test_find_economy_understands_usual_spellings(text: str, name: str) -> None:
    found = find_economy(text)

    assert found is not None
    assert found.name == name


@pytest.mark.parametrize("text", ["", "  ", "Atlantis", "North Korea", "Argentina", "'; --", "X" * 10_000])
def test_find_economy_invents_none(text: str) -> None:
    assert find_economy(text) is None


def test_every_name_survives_a_csv_round_trip() -> None:
    stream = io.StringIO()
    csv.writer(stream).writerow([e.name for e in ECONOMIES])

    read = next(csv.reader(io.StringIO(stream.getvalue())))

    assert [find_economy(cell) for cell in read] == list(ECONOMIES)


def test_those_without_an_economy_come_last() -> None:
    assert economy_name(None) == ""
    assert max(position(e.code) for e in ECONOMIES) < position(None)


def test_every_code_and_every_spelling_reads_as_its_own_economy() -> None:
    """ "MY" is Malaysia though "Mỹ", without its accent the same letters, is Vietnamese for the United States."""
    wrong = [
        (text, economy.code)
        for economy in ECONOMIES
        for spelling in (economy.code, economy.iso3, economy.name, economy.formal_name, *economy.aliases)
        if spelling
        for text in (spelling, spelling.lower(), f" {spelling} ")
        if find_economy(text) != economy
    ]

    assert wrong == []
    assert find_economy("My\u0303") == find_economy("Mỹ") == find_economy("US")
