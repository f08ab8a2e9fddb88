"""The sample's agendas and practices: whole, without a clash, and with something to show on every page."""

import json
from collections import Counter
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from commands import run

from o2o_events import paths

SHARES = 10
"""Practices that are to be selected for Workshop II."""


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("sample") / "sample.o2o"
    assert run(file, "init", "--name", "SME 02 2015", "--sample").status == 0
    return file


def rows(file: Path, *command: str, event: str) -> list[dict]:  # type: ignore[type-arg]  # JSON of many shapes
    answer = run(file, "agenda", *command, "--event", event)
    assert (answer.status, answer.err) == (0, "")
    return answer.rows


@pytest.mark.parametrize("event", ["VN", "TPE", "PE"])
def test_an_agenda_runs_on_the_days_of_its_event_without_an_error(sample: Path, event: str) -> None:
    days = {e["code"]: e["days"] for e in run(sample, "event", "list").rows}[event]
    sessions = rows(sample, "list", event=event)

    assert sorted({s["day"] for s in sessions if s["day"]}) == days
    assert [clash["message"] for clash in rows(sample, "check", event=event) if clash["severity"] == "error"] == []
    kinds = {s["type"] for s in sessions}
    assert {"registration", "opening", "group_photo", "keynote", "panel", "best_practice", "lunch"} <= kinds
    assert {"break", "policy_dialogue", "evaluation", "closing", "q_and_a"} <= kinds


def test_the_first_agenda_is_todays(sample: Path) -> None:
    [day] = run(sample, "event", "list").rows[0]["days"]

    assert {s["day"] for s in rows(sample, "list", "--day", day, event="VN")} == {day}


def test_every_title_that_is_planned_is_in_the_four_languages(sample: Path) -> None:
    missing = [
        (event, session["title"])
        for event in ("VN", "TPE", "PE")
        for session in rows(sample, "list", event=event)
        if set(session["titles"]) != {"en", "zh-Hant", "es", "vi"}
    ]

    assert missing == []


def test_the_summit_shows_every_accepted_practice_once_and_workshop_two_the_selected(sample: Path) -> None:
    shown = {
        event: Counter(
            slot["practice"]
            for s in rows(sample, "list", event=event)
            if s["type"] == "best_practice"
            for slot in s["slots"]
        )
        for event in ("TPE", "PE")
    }

    assert len(shown["TPE"]) >= 20
    assert set(shown["TPE"].values()) == {1}
    assert (len(shown["PE"]), set(shown["PE"].values())) == (SHARES, {1})
    assert set(shown["PE"]) <= set(shown["TPE"])


def test_every_slot_has_a_presenter_and_nearly_every_speaker_is_registered(sample: Path) -> None:
    for event in ("VN", "TPE", "PE"):
        for session in rows(sample, "list", event=event):
            presenting = {part["slot"] for part in session["people"] if part["role"] == "presenter"}
            assert {slot["slot"] for slot in session["slots"]} == presenting
    waiting = {event: rows(sample, "speaker", "match", event=event) for event in ("VN", "TPE", "PE")}

    assert [(row["name"], row["may_be"], row["sure"]) for row in waiting["VN"]] == [
        ("Nguyen Latoya", "Latoya Nguyen", True)
    ]
    assert [row["person"] for row in waiting["TPE"]] == [None, None]
    assert [row["person"] for row in waiting["PE"]] == [None, None]


def test_what_was_released_differs_from_what_stands_now(sample: Path) -> None:
    assert [change["kind"] for change in rows(sample, "changes", event="VN")] == ["length", "speaker_new"]
    assert rows(sample, "release", "--list", event="PE") == []


def test_the_days_sessions_follow_each_other_in_each_room(sample: Path) -> None:
    for event in ("VN", "TPE", "PE"):
        last: dict[str, datetime] = {}
        for session in rows(sample, "list", event=event):
            if session["starts_at"]:
                start = datetime.fromisoformat(session["starts_at"])
                assert last.get(session["room"], start) <= start
                last[session["room"]] = start + timedelta(minutes=session["minutes"])


def test_the_practices_are_invented_enough_and_judged_by_a_rule() -> None:
    practices = json.loads(paths.resource("sample", "practices.json").read_text(encoding="utf-8"))
    accepted = [p for p in practices if p["status"] == "accepted"]

    assert len(accepted) >= 20
    assert len({p["economy"] for p in accepted}) >= 10
    assert sum(p["selected"] for p in practices) == SHARES
    assert [p["number"] for p in practices if not p["company"].endswith(")")] == []
    for flag, rule in (("is_women_led", "women_led_rule"), ("is_youth_led", "youth_led_rule")):
        assert [p["number"] for p in practices if bool(p[flag]) != bool(p[rule])] == []
