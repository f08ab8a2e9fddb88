"""Several processes on one file, and processes killed at work: nothing lost, nothing twice."""

import json
import os
import random
import signal
import subprocess
import sys
from collections import Counter
from pathlib import Path
from threading import Barrier, Thread

import pytest
from factories import make_event, make_person
from sqlalchemy import select

from o2o_events.app import create_project, open_app
from o2o_events.badges.issuing import issue_badges
from o2o_events.db.facts import verify_chains
from o2o_events.db.models import FactRow
from o2o_events.settings import Settings

COMMAND = [sys.executable, "-m", "o2o_events", "--json"]
KILLS = 50


@pytest.fixture
def project(tmp_path: Path) -> tuple[Path, list[str]]:
    """A project file with a hundred badges for an event in 2016, and their tokens."""
    file = tmp_path / "project.o2o"
    create_project(Settings(file=file), name="Several", desk="Desk 1")
    app = open_app(Settings(file=file))
    with app.database.write() as tx:
        event = make_event(tx)
        tx.flush()
        for number in range(100):
            make_person(tx, event, given_name=f"Person {number}")
    with app.database.write() as tx:
        tokens = [badge.token for badge in issue_badges(tx, event=event)]
    app.close()
    return file, tokens


def scanner(file: Path, *arguments: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [*COMMAND, "--file", str(file), "scan", "--event", "VN", "--at", "2016-03-17T09:00", *arguments],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
    )


def facts_of(file: Path) -> list[FactRow]:
    app = open_app(Settings(file=file))
    with app.database.read() as tx:
        rows = list(tx.scalars(select(FactRow).where(FactRow.kind == "scan")))
        assert list(verify_chains(tx)) == []
    app.close()
    return rows


def test_the_same_badge_at_the_same_instant_is_admitted_once(project: tuple[Path, list[str]]) -> None:
    file, tokens = project
    processes = [scanner(file) for _ in range(2)]
    barrier = Barrier(2)
    verdicts: list[list[str]] = [[], []]

    def feed(index: int) -> None:
        process = processes[index]
        assert process.stdin is not None
        assert process.stdout is not None
        for token in tokens[:30]:
            barrier.wait()
            process.stdin.write(token + "\n")
            process.stdin.flush()
            verdicts[index].append(json.loads(process.stdout.readline())["verdict"])

    threads = [Thread(target=feed, args=(index,)) for index in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    rests = [process.communicate() for process in processes]
    assert rests == [("", ""), ("", "")]
    assert [process.returncode for process in processes] == [0, 0]
    assert [sorted(pair) for pair in zip(*verdicts, strict=True)] == [["admitted", "duplicate"]] * 30


def test_four_processes_scan_a_hundred_badges_each_without_a_lock(project: tuple[Path, list[str]]) -> None:
    file, tokens = project
    processes = [scanner(file) for _ in range(4)]
    texts = ["\n".join(random.Random(seed).sample(tokens, 100)) for seed in range(4)]
    answers: list[tuple[str, str]] = [("", "")] * 4

    def work(index: int) -> None:
        answers[index] = processes[index].communicate(texts[index])

    threads = [Thread(target=work, args=(index,)) for index in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert [error for _out, error in answers] == [""] * 4
    verdicts = Counter(json.loads(line)["verdict"] for out, _error in answers for line in out.splitlines())
    assert verdicts == {"admitted": 100, "duplicate": 300}
    assert len(facts_of(file)) == 400


def test_every_answer_printed_before_a_kill_is_in_the_file(project: tuple[Path, list[str]]) -> None:
    file, tokens = project
    chance = random.Random(7)
    printed: set[str] = set()
    for _ in range(KILLS):
        process = scanner(file)
        assert process.stdin is not None
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdin.write("\n".join(chance.choices(tokens, k=200)) + "\n")
        process.stdin.close()
        for _line in range(chance.randrange(1, 40)):
            printed.add(json.loads(process.stdout.readline())["scan"])
        os.kill(process.pid, signal.SIGKILL)
        rest = process.stdout.read().splitlines()
        printed |= {json.loads(line)["scan"] for line in rest if line.endswith("}")}
        assert process.wait() == -signal.SIGKILL
        process.stdout.close()
        process.stderr.close()

    kept = {row.id for row in facts_of(file)}
    assert printed - kept == set()
    assert len(printed) > KILLS
