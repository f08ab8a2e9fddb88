"""Feedback on the command line: forms, answers a line each, slips and posters, and the pages until they are stopped."""

import json
import signal
import urllib.request
from pathlib import Path

import pytest
from commands import run
from factories import make_session, make_slot
from phones import CODE, FULL, Served, prepare, stored
from ports import free_port

from o2o_events.app import App, open_app
from o2o_events.feedback.forms import add_form, current_version, get_form
from o2o_events.registers.events import Event, get_event
from o2o_events.settings import Settings
from o2o_events.web.addresses import likely_address, page_address
from o2o_events.web.server import Server


@pytest.fixture
def file(project_file: Path) -> Path:
    prepare(project_file)
    return project_file


def answer(file: Path, *lines: str, form: str = CODE, **options: str) -> list[dict[str, object]]:
    more = [part for name, value in options.items() for part in (f"--{name}", value)]
    return run(file, "feedback", "answer", "--form", form, *more, stdin="\n".join(lines)).rows


def test_the_usual_forms_are_added_once_and_listed(file: Path) -> None:
    shipped = [row["form"] for row in run(file, "feedback", "form", "ship").rows]
    again = run(file, "feedback", "form", "ship").rows
    listed = {row["form"]: row["open"] for row in run(file, "feedback", "form", "list", "--event", "VN").rows}

    assert (shipped, again) == (["evaluation", "session", "barriers", "platform_before", "platform_after"], [])
    assert listed == dict.fromkeys([CODE, *shipped], True)


def test_each_line_is_answered_by_itself_and_good_ones_are_kept(file: Path) -> None:
    rows = answer(
        file,
        json.dumps(FULL),
        "",
        "{not json",
        '["fair"]',
        '{"fair": "perhaps", "sellers": "many"}',
        "{}",
        json.dumps(
            {
                "answers": {"fair": "disagree"},
                "id": "a" * 32,
                "language": "vi",
                "gender": "female",
                "economy": "Viet Nam",
            }
        ),
        json.dumps({"answers": {"fair": "agree"}, "id": "a" * 32}),
        json.dumps({"answers": {"fair": "agree"}, "at": "now"}),
        json.dumps({"answers": {"fair": "agree"}, "id": 7}),
        json.dumps({"answers": {"fair": "agree"}, "economy": "Atlantis"}),
        json.dumps({"answers": {"fair": "agree"}, "category": "spy"}),
        json.dumps({"answers": {"fair": "agree"}, "gender": "?"}),
        json.dumps({"answers": {"fair": "agree"}, "badge": "7KQ2-M4XA"}),
        '{"fair": "\\ud800"}',
        '{"answers": {"fair": "agree"}, "id": "' + "b" * 32 + '", "sheet": "\\ud800 7"}',
        "[" * 100_000,
    )

    assert [number for number, row in enumerate(rows) if row.get("is_new")] == [0, 5, 14]
    assert rows[6]["is_new"] is False
    assert [p["question"] for p in rows[3]["problems"]] == ["fair", "sellers"]  # type: ignore[attr-defined]  # a list
    kept = [(a.answers["fair"], a.language, a.gender or "", a.economy or "", a.sheet or "") for a in stored(file)]
    assert sorted(kept) == [
        ("agree", "en", "", "", ""),
        ("agree", "en", "", "", "7"),
        ("disagree", "vi", "female", "VN", ""),
    ]


def test_a_session_form_needs_its_session(file: Path) -> None:
    app = open_app(Settings(file=file))
    with app.database.write() as tx:
        session = make_session(tx, get_event(tx, "VN"), "Chatbots")
    app.close()
    run(file, "feedback", "form", "ship")

    without = run(file, "feedback", "answer", "--form", "session", stdin='{"useful": 4}')
    rows = answer(file, '{"useful": 4}', form="session", session="chatbots")

    assert (without.status, "Name it with --session" in without.err) == (1, True)
    assert [row["is_new"] for row in rows] == [True]
    assert [(a.target, a.answers) for a in stored(file, "session")] == [(session.id, {"useful": 4})]


def test_a_closed_form_takes_no_answer_until_it_is_opened(file: Path) -> None:
    run(file, "feedback", "form", "close", CODE)
    closed = answer(file, '{"fair": "agree"}')
    run(file, "feedback", "form", "open", CODE)
    opened = answer(file, '{"fair": "agree"}')

    assert "is closed" in closed[0]["problems"][0]["message"]  # type: ignore[index]  # a list
    assert opened[0]["is_new"] is True


def test_slips_are_printed_only_for_a_form_that_takes_them(file: Path, tmp_path: Path) -> None:
    paper = tmp_path / "slips.pdf"
    command = ("feedback", "slips", "--event", "VN", "--form", CODE, "--count", "30", "-o", str(paper))
    refused = run(file, *command)
    run(file, "feedback", "form", "slips", CODE)
    made = run(file, *command, "--address", "192.168.1.7")

    assert (refused.status, "Switch slips on first" in refused.err) == (1, True)
    assert made.row == {"file": str(paper), "slips": 30, "pages": 2}
    assert paper.read_bytes().startswith(b"%PDF")


def test_slips_and_posters_lead_to_what_the_form_asks_about(file: Path, tmp_path: Path) -> None:
    app = open_app(Settings(file=file))
    with app.database.write() as tx:
        event = get_event(tx, "VN")
        session = make_session(tx, event, "Panel", at="08:00")
        slot = make_slot(tx, session, "A talk")
        content = current_version(tx, get_form(tx, CODE).id).content
        for scope in ("session", "slot"):
            add_form(tx, code=scope, name={"en": scope}, content=content, scope=scope, needs_slip=True)
    app.close()
    out = ("-o", str(tmp_path / "out.pdf"))
    slips = ("feedback", "slips", "--event", "VN", "--count", "1", *out)
    poster = ("feedback", "poster", "--event", "VN", "--address", "192.168.1.7", *out)
    nameless = [run(file, *slips, "--form", form).err for form in ("session", "slot")]
    made = [run(file, *slips, "--form", form, "--session", what).row["slips"] for form, what in
            (("session", "Panel"), ("slot", "A talk"))]  # fmt: skip
    url = run(file, *poster, "--form", "slot", "--session", "A talk").row["url"]
    nowhere = run(file, *poster, "--form", CODE, "--session", "Panel")

    assert nameless == [f"“{form}” asks about a session. Name it with --session.\n" for form in ("session", "slot")]
    assert (made, url) == ([1, 1], f"http://192.168.1.7:8080/f/slot/{slot.id}")
    assert (nowhere.status, "asks about the whole event. Leave out --session." in nowhere.err) == (1, True)


def test_a_poster_leads_to_the_address_that_is_served(file: Path, tmp_path: Path) -> None:
    paper = str(tmp_path / "poster.pdf")
    made = run(file, "feedback", "poster", "--event", "VN", "--form", CODE, "--address", "192.168.1.7", "-o", paper)

    assert made.row == {"file": paper, "url": f"http://192.168.1.7:8080/f/{CODE}"}


@pytest.mark.parametrize("end", [signal.SIGINT, signal.SIGTERM])
def test_the_pages_are_served_until_they_are_stopped(file: Path, end: signal.Signals) -> None:
    served = Served(file, free_port())
    served.start()
    with urllib.request.urlopen(served.form()) as page:
        status = page.status
    assert served.process is not None
    served.process.send_signal(end)
    left = served.process.wait(30)
    served.stop()

    assert (status, left) == (200, 0)


@pytest.mark.parametrize("address", ["0.0.0.0", "::"])
def test_pages_on_every_address_are_told_under_one_that_phones_reach(app: App, event: Event, address: str) -> None:
    server = Server(app.database, event=event.code, address=address, port=0)
    server.start()
    try:
        assert server.url == page_address(likely_address(), server.port)
    finally:
        server.stop()


def test_an_address_of_another_computer_is_told(file: Path) -> None:
    told = run(file, "feedback", "serve", "--event", "VN", "--address", "203.0.113.7", "--port", "0")

    assert (told.status, told.err) == (
        1,
        "This computer has no address “203.0.113.7”. Choose one of those it has.\n",
    )
