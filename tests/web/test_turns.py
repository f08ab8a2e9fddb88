"""Turns: one thread computes at a time, and whoever writes goes first."""

from concurrent.futures import ThreadPoolExecutor
from threading import Thread

import pytest

from o2o_events.web.turns import Turns


def test_one_at_a_time_whoever_asks() -> None:
    turns, inside, most = Turns(), [0], [0]

    def compute() -> None:
        inside[0] += 1
        most[0] = max(most[0], inside[0], sum(range(1000)) and inside[0])
        inside[0] -= 1

    def work(number: int) -> None:
        with turns.one(is_urgent=number % 3 == 0):
            compute()
            with turns.given_up():
                sum(range(1000))
            compute()

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(work, range(200)))

    assert (inside, most, turns.is_urgent) == ([0], [1], False)


def test_whoever_writes_comes_before_all_that_wait() -> None:
    turns, order = Turns(), []

    def work(name: str) -> None:
        with turns.one(is_urgent=name == "writer"):
            order.append(name)

    pages = [Thread(target=work, args=(f"page {number}",)) for number in range(5)]
    writer = Thread(target=work, args=("writer",))
    with turns.one():
        for thread in (*pages, writer):
            thread.start()
        while not turns.is_urgent:
            pass
    for thread in (*pages, writer):
        thread.join()

    assert (order[0], sorted(order[1:])) == ("writer", [f"page {number}" for number in range(5)])


def test_a_turn_is_over_when_its_work_fails() -> None:
    turns = Turns()
    with pytest.raises(ZeroDivisionError), turns.one():
        raise ZeroDivisionError
    with turns.one():
        order = ["next"]
    assert order == ["next"]


def test_giving_up_without_a_turn_takes_none() -> None:
    turns = Turns()
    with turns.given_up(), turns.one():
        pass
    with turns.one(), turns.given_up(), turns.one():
        order = ["other"]
    assert order == ["other"]
