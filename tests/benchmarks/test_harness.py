"""The benchmarks' frame: ratios, aims and the table that shows them."""

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import pytest


@pytest.fixture(scope="module")
def harness() -> ModuleType:
    spec = importlib.util.spec_from_file_location("bench_harness", Path(__file__).with_name("harness.py"))
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize(("value", "is_met"), [(2.0, True), (6.0, True), (6.01, False)])
def test_a_measure_is_met_up_to_its_limit(harness: ModuleType, value: float, is_met: bool) -> None:
    measure = harness.Measure("scan", value, 2.0, "ms", 3.0)

    assert (measure.ratio, measure.is_met) == (value / 2.0, is_met)


def test_table_names_what_is_missed(harness: ModuleType) -> None:
    met, missed = harness.Measure("scan", 0.6, 0.3, "ms", 3), harness.Measure("sheet", 9, 2, "s", 4)

    rows = [line.split() for line in harness.table([met, missed]).splitlines()]

    assert rows == [
        ["measure", "value", "floor", "unit", "ratio", "aim"],
        ["scan", "0.600", "0.300", "ms", "2.00", "<=", "3", "ok"],
        ["sheet", "9.000", "2.000", "s", "4.50", "<=", "4", "MISSED"],
    ]


def test_percentile_is_a_value_that_was_measured(harness: ModuleType) -> None:
    assert [harness.percentile(range(100, 0, -1), share) for share in (0, 0.5, 0.99, 1)] == [1, 51, 100, 100]


def test_an_unknown_benchmark_is_told_by_name(harness: ModuleType, capsys: pytest.CaptureFixture[str]) -> None:
    assert harness.main(["nothing_like_it"]) == 1
    assert capsys.readouterr().out.startswith("No benchmark is called nothing_like_it.")
