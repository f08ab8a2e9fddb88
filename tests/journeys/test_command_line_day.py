"""A whole day through the command line, from the registration list to the attendance file, cell by cell."""

import csv
from collections import Counter
from pathlib import Path
from typing import Any

from commands import run
from papers import codes_on

LIST = Path(__file__).parent.parent / "files" / "registrations" / "viet_nam" / "clean_utf8.csv"
DAY = "2016-03-17"


def read_list() -> dict[str, dict[str, str]]:
    """The registration list as Python's own csv reads it, by e-mail."""
    with LIST.open(encoding="utf-8", newline="") as stream:
        return {row["E-mail"]: row for row in csv.DictReader(stream)}


def test_a_day_at_the_desk(tmp_path: Path) -> None:
    file = tmp_path / "project.o2o"

    def o2o(*arguments: str, stdin: str = "") -> list[dict[str, Any]]:
        answer = run(file, *arguments, stdin=stdin)
        assert (answer.status, answer.err) == (0, "")
        return answer.rows

    # the evening before: the list, the badges, the sheet
    o2o("init", "--name", "SME 02 2015")
    o2o(
        "event", "add", "--code", "VN", "--name", "Workshop I", "--economy", "Vietnam", "--venue", "Ha Noi",
        "--timezone", "Asia/Ho_Chi_Minh", "--day", DAY, "--target", "100",
    )  # fmt: skip
    [imported] = o2o("people", "import", str(LIST), "--event", "VN")
    source = read_list()
    expected = {mail for mail, row in source.items() if row["Status"] == "Approved"}
    assert (imported["created"], imported["rejected"]) == (len(source), 0)
    issued = o2o("badge", "issue", "--event", "VN")
    people = {row["person"]: row for row in o2o("people", "list", "--event", "VN")}
    mails = {row["person"]: row["email"] for row in people.values()}
    assert {mails[row["person"]] for row in issued} == expected
    [sheet] = o2o("badge", "sheet", "--event", "VN", "-o", str(tmp_path / "badges.pdf"))
    assert sheet["badges"] == len(expected)

    # the morning: every badge of the sheet is scanned, the first person twice
    tokens = codes_on(tmp_path / "badges.pdf")
    assert Counter(tokens) == Counter(row["token"] for row in issued)
    token_of = {row["person"]: row["token"] for row in issued}
    staying = sorted(token_of, key=lambda person: mails[person])
    absent, staying = staying[:20], staying[20:]
    morning = "\n".join([*(token_of[person] for person in staying), token_of[staying[0]]])
    verdicts = o2o("scan", "--event", "VN", "--at", f"{DAY}T08:30", stdin=morning)
    assert Counter(row["verdict"] for row in verdicts) == {"admitted": len(staying), "duplicate": 1}

    # a walk-in, somebody not confirmed, a lost badge, a mistake taken back, a late entry
    [walk_in] = o2o(
        "people", "add", "--event", "VN", "--given", "Thuý", "--family", "Đặng", "--economy", "Viet Nam",
        "--category", "guest", "--organisation", "Chè Xanh (illustrative)", "--gender", "female",
    )  # fmt: skip
    [badge] = o2o("badge", "issue", "--event", "VN", "--person", walk_in["person"])
    o2o("scan", "--event", "VN", "--at", f"{DAY}T09:05", badge["badge"].lower())
    pending = next(row for row in people.values() if row["status"] == "not_confirmed")
    o2o("people", "confirm", pending["person"], "--event", "VN", "--reason", "organiser agreed")
    [pending_badge] = o2o("badge", "issue", "--event", "VN")
    assert pending_badge["person"] == pending["person"]
    o2o("scan", "--event", "VN", "--at", f"{DAY}T09:10", pending_badge["token"])
    lost = staying[1]
    [new] = o2o("badge", "reissue", lost, "--event", "VN", "--reason", "lost")
    old, again = o2o("scan", "--event", "VN", "--at", f"{DAY}T09:15", token_of[lost], new["token"])
    assert (old["verdict"], again["verdict"]) == ("revoked", "duplicate")
    mistake = staying[2]
    scan = next(row for row in verdicts if row["person"] == mistake)
    o2o("undo", scan["scan"], "--operator", "Lan", "--reason", "wrong badge held up")
    late = absent[0]
    o2o("scan", "--event", "VN", "--at", f"{DAY}T08:10", token_of[late])
    o2o("people", "withdraw", absent[1], "--event", "VN", "--reason", "ill")
    [forced] = o2o(
        "scan", "--event", "VN", "--at", f"{DAY}T09:30", "--force", "--operator", "Lan", "--reason", "came after all",
        token_of[absent[1]],
    )  # fmt: skip
    assert (forced["verdict"], forced["forced"]) == ("admitted", True)

    # the afternoon: some leave, one comes back
    leaving = staying[10:30]
    o2o("scan", "--event", "VN", "--at", f"{DAY}T15:00", "--direction", "out", *(token_of[p] for p in leaving))
    o2o("scan", "--event", "VN", "--at", f"{DAY}T15:20", token_of[leaving[0]])

    # the evening: figures and the attendance file
    came = {**dict.fromkeys(staying, "08:30"), walk_in["person"]: "09:05", pending["person"]: "09:10", late: "08:10"}
    del came[mistake]
    [status] = o2o("status", "--event", "VN")
    assert status["registered"] == len(expected) + 2 - 1
    assert status["people"] == len(came) + 1
    assert status["entries"] == len(came) + 1 + 1
    assert status["inside"] == len(came) + 1 - len(leaving) + 1
    assert (status["forced"], status["undone"], status["cross_desk_duplicates"]) == (1, 1, 0)
    [attendance] = o2o("attendance", "--event", "VN", "-o", str(tmp_path / "attendance.csv"))
    assert attendance["rows"] == status["registered"]

    with (tmp_path / "attendance.csv").open(encoding="utf-8-sig", newline="") as stream:
        rows = list(csv.DictReader(stream))
    known = {row["person"]: row for row in o2o("people", "list", "--event", "VN")}
    in_list = [p for p, row in known.items() if row["status"] in ("registered", "confirmed")]
    assert len(rows) == len(in_list)
    by_name = Counter((row["Family name"], row["Given name"], row["Economy"], row["Organisation"]) for row in rows)
    assert by_name == Counter(
        (r["family_name"], r["given_name"], r["economy"], r["organisation"]) for p, r in known.items() if p in in_list
    )
    first_in = Counter(row[f"{DAY} first in"] for row in rows)
    last_out = Counter(row[f"{DAY} last out"] for row in rows)
    assert first_in == Counter(came.get(person, "") for person in in_list)
    assert last_out == Counter("15:00" if person in leaving else "" for person in in_list)
    assert [int(row["No."]) for row in rows] == list(range(1, len(rows) + 1))
    [verified] = o2o("verify")
    assert verified == {"ok": True, "problems": []}
