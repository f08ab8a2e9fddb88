"""Badge sheets: name, own-script name, organisation, economy and QR of people in every script, in one process.

The floor of 1 makes each ratio a plain figure: the share of a badge's two milliseconds (500 badges a second)
that one badge takes. ``python tests/benchmarks/bench_badge_sheet.py`` shows the profile.
"""

import sys
import tempfile
from collections.abc import Callable
from functools import lru_cache
from itertools import cycle, islice
from pathlib import Path
from time import perf_counter

from papers import EVENT, listed_badges, make_badge

from harness import Measure
from o2o_events.badges.queries import PrintableBadge
from o2o_events.documents import fitting, fonts, qr
from o2o_events.documents.badge_face import audit_badges
from o2o_events.documents.badge_sheet import write_sheet
from o2o_events.documents.layouts import LAYOUTS, Layout

BADGES = 400
WANTED = 500
"""Badges a second."""
_KEPT: tuple[Callable[..., object], ...] = (fitting.fit, fonts.set_line, qr.qr_bits)


@lru_cache
def people(amount: int) -> list[PrintableBadge]:
    """Badges of the registration lists' people, no two with the same name."""
    listed = [badge for event in ("viet_nam", "taipei", "peru") for badge in listed_badges(event)]
    return [
        make_badge(
            printed_name=f"{one.printed_name} {number}",
            own_script_name=one.own_script_name,
            organisation=one.organisation,
            economy_name=one.economy_name,
            category=one.category,
            has_photo_consent=one.has_photo_consent,
        )
        for number, one in enumerate(islice(cycle(listed), amount))
    ]


def seconds_a_badge(layout: Layout, badges: list[PrintableBadge]) -> float:
    """Audit and drawing to a finished file, with nothing remembered from before."""
    for kept in _KEPT:
        kept.cache_clear()  # type: ignore[attr-defined]  # of lru_cache
    with tempfile.TemporaryDirectory() as folder:
        start = perf_counter()
        audit_badges(badges, EVENT.label, layout)
        write_sheet(Path(folder) / "badges.pdf", event=EVENT, badges=badges, layout=layout)
        return (perf_counter() - start) / len(badges)


def run() -> list[Measure]:
    measures = []
    for layout in LAYOUTS.values():
        fastest = min(seconds_a_badge(layout, people(BADGES)) for _nth in range(3))
        share = fastest * WANTED
        name = f"badge sheet {layout.name}, {BADGES} badges ({1 / fastest:,.0f} a second)"
        measures.append(Measure(name, share, 1.0, "of 2 ms", 1.0))
    return measures


if __name__ == "__main__":
    import cProfile
    import pstats

    badges = people(int(sys.argv[1]) if len(sys.argv) > 1 else 2_000)
    with cProfile.Profile() as profile:
        seconds_a_badge(LAYOUTS["a4-8"], badges)
    pstats.Stats(profile).sort_stats("tottime").print_stats(20)
