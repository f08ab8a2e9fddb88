"""Finding people among 100,000, every kind of query: the 95th percentile is to stay within 2 ms.

Processor time of the thread: a search waits for nothing, and what other programs do meanwhile is not its cost.
"""

import tempfile
from collections.abc import Callable
from functools import partial
from pathlib import Path
from time import thread_time

from bench_import import new_project
from harness import Measure, percentile
from lists import make_list
from o2o_events.badges.issuing import issue_badges
from o2o_events.db.transaction import Tx
from o2o_events.people.importing import apply_import, read_file
from o2o_events.people.queries import list_people
from o2o_events.people.search import find_people
from o2o_events.registers.events import Event

PEOPLE = 100_000
QUERIES = {
    "one letter": ["n", "a", "s", "w", "q", "1"],
    "beginning of a name": ["ngu", "nguy", "nguye", "quis", "tana", "rodrig", "wil"],
    "whole name word": ["nguyen", "garcia", "tanaka", "kim", "smith"],
    "accents": ["Nguyễn", "Đức", "muñoz", "SÁNCHEZ", "Ōno"],
    "decomposed": ["Nguye\u0302\u0303n", "Mun\u0303oz"],
    "full width": ["ｎｇｕｙｅｎ", "ｋｉｍ"],
    "two words, either order": ["nguyen anh", "anh nguyen", "mary smith", "smith ma", "kim min"],
    "two very common words": [
        "ministry nguyen",
        "chamber commerce",
        "no vnm",
        "example com",
        "n a",
        "national university",
    ],
    "two common words nobody has together": ["nguyen kim", "tanaka garcia", "smith wang"],
    "three words": ["nguyen van son", "thi anh ministry", "jose antonio flores"],
    "one Chinese character": ["陳", "明", "淑"],
    "two and three Chinese characters": ["陳明", "志豪", "林淑芬", "王美玲"],
    "organisation": ["statistics", "chamber", "財團法人", "công thương", "fisheries vnm"],
    "e-mail address": ["guest.77777@example.com", "guest.123", "@example.org", "guest.5", "example.net"],
    "nobody": ["zzzz", "xq", "nguyenx", "龘"],
}


def run() -> list[Measure]:
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, "list.csv")
        file.write_text(make_list(PEOPLE), encoding="utf-8", newline="")
        app, event = new_project(Path(folder, "project.o2o"))
        with app.database.write() as tx:
            apply_import(tx, event=event, file=read_file(file))
        with app.database.write() as tx:
            confirmed = [entry.person for entry in list_people(tx, event) if entry.status == "confirmed"][:10]
            codes = [badge.badge for person in confirmed for badge in issue_badges(tx, event=event, person=person)]
        queries = QUERIES | {"badge code": [*codes[:5], *(code[:5] for code in codes[5:])]}
        with app.database.read() as tx:
            measures = [_measure(tx, event, kind, texts) for kind, texts in queries.items()]
        app.close()
    return measures


def _measure(tx: Tx, event: Event, kind: str, texts: list[str]) -> Measure:
    took = [_cost(partial(find_people, tx, event, text)) for text in texts for _nth in range(40)]
    return Measure(f"search: {kind}", percentile(took, 0.95) * 1000, 1.0, "ms", 2)


def _cost(work: Callable[[], object]) -> float:
    start = thread_time()
    work()
    return thread_time() - start
