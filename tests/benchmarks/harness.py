"""Runs every benchmark beside this file and shows each figure as a ratio against its floor.

A benchmark is a file ``bench_<thing>.py`` with ``run() -> list[Measure]``. A floor is the least that the
work can cost on this machine, measured in the same run, so that ratios hold on any machine.

    python tests/benchmarks/harness.py            all of them
    python tests/benchmarks/harness.py scan       those whose name contains "scan"
"""

import importlib
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from time import perf_counter


@dataclass(frozen=True)
class Measure:
    """One figure: ``value`` and ``floor`` in the same ``unit``; ``limit`` is the most their ratio may be.

    A floor of 1 makes the ratio the value itself, for aims that are plain figures.
    """

    name: str
    value: float
    floor: float
    unit: str
    limit: float

    @property
    def ratio(self) -> float:
        return self.value / self.floor

    @property
    def is_met(self) -> bool:
        return self.ratio <= self.limit


def seconds(work: Callable[[], object]) -> float:
    """How long one call takes."""
    start = perf_counter()
    work()
    return perf_counter() - start


def times(work: Callable[[], object], repeats: int) -> list[float]:
    """How long each of many calls takes, in seconds, sorted."""
    return sorted(seconds(work) for _ in range(repeats))


def best(work: Callable[[], object], repeats: int = 3) -> float:
    """The least of a few calls, in seconds: what the work costs when nothing else is in its way."""
    return times(work, repeats)[0]


def percentile(values: Sequence[float], share: float) -> float:
    """The value that this share (0 to 1) of the values does not exceed."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


def middle(values: Sequence[float]) -> float:
    """The median."""
    return median(values)


def table(measures: Sequence[Measure]) -> str:
    """Aligned columns: name, value, floor, ratio, aim, whether it is met."""
    lines = [("measure", "value", "floor", "unit", "ratio", "aim", "")]
    lines += [
        (
            m.name,
            f"{m.value:.3f}",
            f"{m.floor:.3f}",
            m.unit,
            f"{m.ratio:.2f}",
            f"<= {m.limit:g}",
            "ok" if m.is_met else "MISSED",
        )
        for m in measures
    ]
    widths = [max(len(line[i]) for line in lines) for i in range(len(lines[0]))]
    left = {0, 3, 6}
    return "\n".join(
        "  ".join(c.ljust(widths[i]) if i in left else c.rjust(widths[i]) for i, c in enumerate(line)).rstrip()
        for line in lines
    )


def main(wanted: Sequence[str]) -> int:
    """Runs the benchmarks that are wanted (all, if none is named); 1 if any misses its aim."""
    here = Path(__file__).resolve().parent
    names = sorted(file.stem for file in here.glob("bench_*.py"))
    chosen = [name for name in names if not wanted or any(part in name for part in wanted)]
    if not chosen:
        print(f"No benchmark is called {' or '.join(wanted) or 'bench_*.py'}. There are: {', '.join(names) or 'none'}.")
        return 1
    measures: list[Measure] = []
    for name in chosen:
        print(f"{name} ...", file=sys.stderr, flush=True)
        measures += importlib.import_module(name).run()
    print(table(measures))
    return 0 if all(measure.is_met for measure in measures) else 1


if __name__ == "__main__":
    root = Path(__file__).resolve().parents[2]
    sys.path[:0] = [str(Path(__file__).resolve().parent), str(root / "tests"), str(root)]
    sys.modules["harness"] = sys.modules["__main__"]
    sys.exit(main(sys.argv[1:]))
