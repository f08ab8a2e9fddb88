"""``agenda`` as a user runs it."""

from io import BytesIO
from pathlib import Path

import pytest
from commands import run
from factories import make_event, make_person
from PIL import Image

from o2o_events.agenda.templates import TEMPLATES
from o2o_events.app import App
from o2o_events.registers.events import Event


@pytest.fixture
def file(app: App, event: Event) -> Path:
    """A project file with the event VN."""
    assert event.code == "VN"
    return app.database.file


def agenda(file: Path, *arguments: str, event: str = "VN") -> list[dict[str, object]]:
    """The rows that an ``agenda`` command answers."""
    answer = run(file, "agenda", *arguments, "--event", event)
    assert (answer.status, answer.err) == (0, "")
    return answer.rows


def refused(file: Path, *arguments: str) -> tuple[int, str]:
    answer = run(file, "agenda", *arguments, "--event", "VN")
    assert answer.out == ""
    return answer.status, answer.err.strip()


def add(file: Path, title: str, *options: str, kind: str = "panel", minutes: int = 60) -> dict[str, object]:
    [row] = agenda(file, "add", "--title", title, "--type", kind, "--minutes", str(minutes), *options)
    return row


def test_a_session_is_added_listed_and_shown_in_venue_time(file: Path) -> None:
    agenda(file, "room", "add", "--name", "Hall", "--capacity", "120")

    added = add(file, "Opening", "--at", "2016-03-17T09:00", "--room", "hall", "--title-in", "vi=Khai mạc")
    waiting = add(file, "Later", kind="keynote")

    assert agenda(file, "list") == [added, waiting]
    assert (added["starts_at"], added["ends_at"]) == ("2016-03-17T02:00:00+00:00", "2016-03-17T03:00:00+00:00")
    assert (added["day"], added["start"], added["end"], added["room"]) == ("2016-03-17", "09:00", "10:00", "Hall")
    assert added["titles"] == {"en": "Opening", "vi": "Khai mạc"}
    assert [row["title"] for row in run(file, "--lang", "vi", "agenda", "list", "--event", "VN").rows] == [
        "Khai mạc",
        "Later",
    ]
    assert agenda(file, "list", "--day", "2016-03-17") == [added]
    words = run(file, "agenda", "list", "--event", "VN", as_json=False).out.splitlines()
    assert words[1].split()[:6] == ["2016-03-17", "09:00", "10:00", "Hall", "Opening", "panel"]


def test_a_session_is_edited_moved_cancelled_restored_and_removed(file: Path) -> None:
    for name in ("Hall", "Room B"):
        agenda(file, "room", "add", "--name", name)
    add(file, "Panel", "--at", "2016-03-17T09:00", "--room", "Hall", "--abstract", "Why", "--expected", "40")

    [edited] = agenda(
        file, "edit", "panel", "--minutes", "45", "--title-in", "es=Mesa", "--language", "es", "--track", "A"
    )
    [moved] = agenda(file, "move", "Panel", "--at", "2016-03-17T10:00", "--room", "Room B")
    [cancelled] = agenda(file, "cancel", "Panel")
    [restored] = agenda(file, "restore", "Panel")
    [waiting] = agenda(file, "edit", "Panel", "--at", "", "--room", "")
    [removed] = agenda(file, "remove", "Panel")

    assert (edited["minutes"], edited["titles"], edited["expected"]) == (45, {"en": "Panel", "es": "Mesa"}, 40)
    assert (edited["language"], edited["track"], edited["abstract"]) == ("es", "A", {"en": "Why"})
    assert (moved["start"], moved["end"], moved["room"]) == ("10:00", "10:45", "Room B")
    assert [row["state"] for row in (cancelled, restored, removed)] == ["cancelled", "planned", "removed"]
    assert (waiting["starts_at"], waiting["room"]) == (None, None)
    assert [row["sequence"] for row in (edited, moved, cancelled, restored, waiting)] == [1, 2, 3, 4, 5]
    assert agenda(file, "list") == []


def test_what_cannot_be_is_refused_in_words_with_the_status_of_its_kind(file: Path) -> None:
    add(file, "Panel")

    assert refused(file, "edit", "Panel")[0] == 2
    assert refused(file, "add", "--title", "X", "--type", "party", "--minutes", "5")[0] == 2
    assert refused(file, "edit", "Panel", "--title-in", "vi")[0] == 2
    assert refused(file, "changes", "--since", "2016-03-17", "--release", "1")[0] == 2
    assert refused(file, "add", "--title", " ", "--type", "panel", "--minutes", "5") == (
        1, "A session needs a title. Type one, in any language.",
    )  # fmt: skip
    assert refused(file, "add", "--title", "X", "--type", "panel", "--minutes", "0") == (
        1, "It cannot take 0 minutes. Give at least 1, and at most 44640.",
    )  # fmt: skip
    assert refused(file, "move", "Panel", "--at", "noon") == (
        1, "“noon” is not a moment. Write it like 2016-03-17T09:30, in venue time.",
    )  # fmt: skip
    assert refused(file, "move", "Panel", "--at", "9999-12-31T23:59") == (
        1, "The year 9999 cannot be meant. Give a moment like 2016-03-17T09:30.",
    )  # fmt: skip
    assert refused(file, "move", "Panel", "--at", "2016-03-17T09:00", "--room", "Hall") == (
        1, "This event has no room yet. Add one with “agenda room add”.",
    )  # fmt: skip
    assert refused(file, "edit", "Panel", "--title-in", "x y=?") == (
        1, "“x y” is no language. Write it like en, zh-Hant, es or vi.",
    )  # fmt: skip
    assert refused(file, "cancel", "Nothing")[0] == 1
    assert [row["sequence"] for row in agenda(file, "list")] == [0]


def test_check_lists_each_clash_with_the_sessions_it_is_about(file: Path) -> None:
    agenda(file, "room", "add", "--name", "Hall")
    assert run(file, "agenda", "check", "--event", "VN", as_json=False).out == "Nothing clashes.\n"
    sessions = [
        add(file, t, "--at", f"2016-03-17T{at}", "--room", "Hall") for t, at in (("A", "09:00"), ("B", "09:30"))
    ]

    [clash] = [row for row in agenda(file, "check") if row["severity"] == "error"]

    assert clash["kind"] == "room_twice"
    assert clash["sessions"] == [session["session"] for session in sessions]
    assert "“A”" in str(clash["message"])


def test_rooms_are_listed_renamed_put_in_order_and_taken_away(file: Path) -> None:
    for name in ("A", "B", "C"):
        agenda(file, "room", "add", "--name", name)
    agenda(file, "room", "edit", "C", "--position", "1", "--capacity", "20", "--name", "Small")
    add(file, "Panel", "--room", "Small")

    assert [(row["name"], row["position"], row["capacity"]) for row in agenda(file, "room", "list")] == [
        ("Small", 1, 20), ("A", 2, None), ("B", 3, None),
    ]  # fmt: skip
    assert refused(file, "room", "remove", "Small")[0] == 1
    agenda(file, "room", "remove", "A")
    assert refused(file, "room", "add", "--name", "small") == (
        1, "There is a room “small” already. Choose another name.",
    )  # fmt: skip
    assert [row["name"] for row in agenda(file, "room", "list")] == ["Small", "B"]
    assert refused(file, "room", "edit", "B")[0] == 2
    agenda(file, "room", "edit", "Small", "--capacity", "0")
    assert agenda(file, "room", "list")[0]["capacity"] is None


def test_slots_are_added_moved_changed_and_taken_out(file: Path) -> None:
    add(file, "One", "--at", "2016-03-17T09:00")
    add(file, "Two", "--at", "2016-03-17T13:00")
    for title in ("Rice", "Boats", "Silk"):
        agenda(file, "slot", "add", "One", "--title", title, "--minutes", "15")

    agenda(file, "slot", "move", "Silk", "--position", "1")
    agenda(file, "slot", "move", "Boats", "--session", "Two")
    agenda(file, "slot", "edit", "Silk", "--minutes", "20", "--title", "Silk online")
    [added] = agenda(file, "slot", "add", "One", "--title", "Tea", "--minutes", "10", "--position", "2")

    assert (added["position"], added["start"]) == (2, "09:20")
    assert [(row["title"], row["start"]) for row in agenda(file, "slot", "list", "One")] == [
        ("Silk online", "09:00"), ("Tea", "09:20"), ("Rice", "09:30"),
    ]  # fmt: skip
    assert [row["title"] for row in agenda(file, "slot", "list", "Two")] == ["Boats"]
    agenda(file, "slot", "remove", "Tea")
    assert [row["position"] for row in agenda(file, "slot", "list", "One")] == [1, 2]
    assert refused(file, "slot", "edit", "Tea", "--minutes", "5") == (
        1, "There is no slot “Tea”. Give its title or its id.",
    )  # fmt: skip
    assert refused(file, "slot", "add", "One", "--minutes", "5") == (
        1, "A slot needs a title. Type one, or choose a best practice.",
    )  # fmt: skip


def test_speakers_get_parts_and_are_matched_with_who_is_registered(file: Path, app: App, event: Event) -> None:
    with app.database.write() as tx:
        person = make_person(
            tx, event, given_name="Quang", family_name="Lê", printed_name="Lê Quang", organisation="Lúa"
        )
    add(file, "Panel", "--at", "2016-03-17T09:00")
    agenda(file, "slot", "add", "Panel", "--title", "Rice", "--minutes", "15")
    agenda(file, "speaker", "add", "--name", "Quang Lê", "--organisation", "Lúa", "--economy", "Vietnam")
    agenda(file, "speaker", "add", "--name", "Grace Tan", "--available", "2016-03-17T09:00/2016-03-17T12:00")

    agenda(file, "speaker", "assign", "Quang Lê", "Panel", "--role", "presenter", "--slot", "Rice")
    agenda(file, "speaker", "assign", "Grace Tan", "Panel", "--role", "moderator")
    proposals = agenda(file, "speaker", "match")
    after = agenda(file, "speaker", "match", "--link-sure")

    assert [(row["name"], row["person"], row["sure"]) for row in proposals] == [
        ("Grace Tan", None, False), ("Quang Lê", person, True),
    ]  # fmt: skip
    assert [(row["name"], row["message"]) for row in after] == [("Grace Tan", "Not registered yet: register them.")]
    grace, quang = agenda(file, "speaker", "list")
    assert (quang["economy"], quang["registered"], quang["person"]) == ("Viet Nam", True, person)
    assert grace["available"] == [["2016-03-17T02:00:00+00:00", "2016-03-17T05:00:00+00:00"]]
    [session] = agenda(file, "list")
    assert [(p["name"], p["role"], p["slot"] is None) for p in session["people"]] == [  # type: ignore[attr-defined]  # rows of JSON
        ("Grace Tan", "moderator", True), ("Quang Lê", "presenter", False),
    ]  # fmt: skip
    assert refused(file, "speaker", "assign", "Grace Tan", "Panel", "--role", "moderator")[0] == 1
    assert refused(file, "speaker", "unassign", "Grace Tan", "Panel", "--role", "chair")[0] == 1
    agenda(file, "speaker", "unassign", "Grace Tan", "Panel")
    agenda(file, "speaker", "link", "Quang Lê")
    agenda(file, "speaker", "remove", "Grace Tan")
    assert [(row["name"], row["registered"]) for row in agenda(file, "speaker", "list")] == [("Quang Lê", False)]


def test_a_speaker_is_edited_and_given_a_photograph(file: Path, tmp_path: Path) -> None:
    image = BytesIO()
    Image.new("RGB", (40, 50), "teal").save(image, "PNG")
    (tmp_path / "face.png").write_bytes(image.getvalue())
    (tmp_path / "face.txt").write_text("no image", encoding="utf-8")
    agenda(file, "speaker", "add", "--name", "Ana")

    [row] = agenda(
        file, "speaker", "edit", "Ana", "--photo", str(tmp_path / "face.png"), "--biography", "A life.", "--position",
        "Chair", "--own-script-name", "安娜", "--organization", "Office",
        "--available", "2016-03-17T09:00/2016-03-17T10:00",
    )  # fmt: skip
    [cleared] = agenda(file, "speaker", "edit", "安娜", "--available", "always")

    assert (row["has_photo"], row["biography"], row["position"], row["organisation"]) == (
        True, {"en": "A life."}, "Chair", "Office",
    )  # fmt: skip
    assert (cleared["has_photo"], cleared["available"]) == (True, None)
    assert refused(file, "speaker", "edit", "Ana", "--photo", str(tmp_path / "face.txt"))[0] == 1
    assert refused(file, "speaker", "edit", "Ana", "--photo", str(tmp_path / "none.png"))[0] == 1
    assert refused(file, "speaker", "edit", "Ana", "--available", "morning")[0] == 2
    assert refused(file, "speaker", "edit", "Ana")[0] == 2
    assert refused(file, "speaker", "edit", "Ana", "--available", "2016-03-17T10:00/2016-03-17T09:00")[0] == 1


def test_releases_are_listed_and_what_changed_since_is_told(file: Path) -> None:
    assert agenda(file, "list", "--released") == []
    assert refused(file, "changes")[0] == 1
    add(file, "Panel", "--at", "2016-03-17T09:00")
    [made] = agenda(file, "release", "--note", "First")
    agenda(file, "move", "Panel", "--at", "2016-03-17T09:30")

    assert (made["number"], made["note"]) == (1, "First")
    assert [row["start"] for row in agenda(file, "list", "--released")] == ["09:00"]
    [change] = agenda(file, "changes")
    assert (change["kind"], change["message"]) == ("moved", "“Panel” moved from 09:00 to 09:30 on 2016-03-17.")
    assert agenda(file, "changes", "--release", "1") == [change]
    assert agenda(file, "release", "--list") == [made]
    assert refused(file, "changes", "--since", "2016-01-01T00:00")[0] == 1
    assert run(file, "agenda", "changes", "--event", "VN", as_json=False).out.endswith(str(change["message"]) + "\n")


def test_a_session_and_a_whole_day_are_copied(app: App, file: Path) -> None:
    from datetime import date

    with app.database.write() as tx:
        make_event(tx, "TPE", [date(2016, 7, 12), date(2016, 7, 13)])
    agenda(file, "add", "--title", "A", "--type", "panel", "--minutes", "30", "--at", "2016-07-12T09:00", event="TPE")
    agenda(file, "slot", "add", "A", "--title", "Rice", "--minutes", "30", event="TPE")

    [copied] = agenda(file, "copy", "A", "--at", "2016-07-12T10:00", event="TPE")
    [day] = agenda(file, "copy-day", "--day", "2016-07-12", "--to", "2016-07-13", event="TPE")

    rows = agenda(file, "list", event="TPE")
    assert [(row["day"], row["start"], len(row["slots"])) for row in rows] == [  # type: ignore[arg-type]  # rows of JSON
        ("2016-07-12", "09:00", 1), ("2016-07-12", "10:00", 1), ("2016-07-13", "09:00", 1), ("2016-07-13", "10:00", 1),
    ]  # fmt: skip
    assert day["sessions"] == [row["session"] for row in rows[2:]]
    assert copied["session"] == rows[1]["session"]


def test_a_template_fills_an_empty_event(file: Path) -> None:
    [made] = agenda(file, "template", "workshop")

    rows = agenda(file, "list")
    assert made["sessions"] == [row["session"] for row in rows]
    assert len(rows) == len(TEMPLATES["workshop"].days[0])
    assert (rows[0]["type"], rows[-1]["type"]) == ("registration", "closing")
    assert refused(file, "template", "workshop")[0] == 1
    assert refused(file, "template", "summit")[0] == 1
