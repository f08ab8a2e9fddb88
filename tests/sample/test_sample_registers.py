"""The sample's registers: something to show on every tab, and nobody named who is not."""

import json
from pathlib import Path

import pytest
from commands import run

from o2o_events import paths
from o2o_events.registers.register_list import REGISTERS

COMMANDS = {
    "recommendation_text": ("recommendation", "text"),
    "endorsement": ("recommendation", "endorsement"),
    "reading": ("output", "reading"),
    "dissemination": ("output", "dissemination"),
}
PLATFORMS = ["Alibaba", "Amazon", "eBay", "MercadoLibre", "Rakuten"]


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("sample") / "sample.o2o"
    assert run(file, "init", "--name", "SME 02 2015", "--sample").status == 0
    return file


def described() -> dict[str, list[dict]]:
    return json.loads(paths.resource("sample", "registers.json").read_text(encoding="utf-8"))


def test_every_register_has_all_records_of_the_file(sample: Path) -> None:
    found = {name: len(run(sample, *COMMANDS.get(name, (name,)), "list").rows) for name in REGISTERS}

    assert found == {name: len(records) for name, records in described().items()}
    assert min(found.values()) >= 2


def test_only_platforms_and_bodies_that_the_project_names_are_named() -> None:
    registers = described()

    assert sorted((p["name"] for p in registers["platform"]), key=str.casefold) == PLATFORMS
    invented = ("(illustrative)", "(mẫu)", "(範例)", "(ejemplo)")
    assert [p["company"] for p in registers["product"] if not p["company"].endswith(invented)] == []
    bodies = {b["body"] for b in registers["dissemination"]} | {f["name"] for f in registers["forum"]}
    assert {body for body in bodies if not body.endswith(invented)} == {
        "ABAC",
        "APEC Secretariat",
        "PECC",
        "ASEAN Secretariat",
    }


def test_barriers_cover_every_category_and_level() -> None:
    barriers = described()["barrier"]

    assert {b["category"] for b in barriers} == set(REGISTERS["barrier"].field_named("category").choices())
    assert {b["level"] for b in barriers} == set(REGISTERS["barrier"].field_named("level").choices())
