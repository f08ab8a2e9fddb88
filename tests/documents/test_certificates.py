"""Certificates: who gets one, what stands on it, and that its code is read and believed."""

from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from uuid import UUID

import pytest
from commands import run
from conftest import OPENING, FakeClock
from factories import make_event, make_person, make_session
from papers import codes_on, page_sizes, page_texts

from o2o_events.app import App
from o2o_events.badges.certificate_code import CertificateClaim, sign_claim, spelled
from o2o_events.badges.issuing import issue_badges
from o2o_events.checkin.attended_shares import attended_shares
from o2o_events.checkin.checkpoints import Checkpoint, get_checkpoint
from o2o_events.checkin.scanning import record_scan
from o2o_events.checkin.session_doors import add_session_door
from o2o_events.documents.certificate_page import Signatory
from o2o_events.documents.certificates import (
    RefusedCertificateError,
    VerifiedCertificate,
    attested_words,
    verify_certificate,
    write_certificates,
)
from o2o_events.documents.event_words import written_days
from o2o_events.errors import UserError
from o2o_events.people.privacy import anonymise_event
from o2o_events.registers.audit import list_audit
from o2o_events.registers.events import Event

NAMES = {
    "Ana": ("Ana", "Díaz", "PE", ""),
    "Bảo": ("Bảo", "Lê", "VN", ""),
    "Chan": ("Tai Man", "CHAN", "HK", "陳大文"),
    "Nobody": ("Nobody", "Came", "JP", ""),
}


@pytest.fixture
def summit(app: App) -> Event:
    """Two days and three sessions, two of them parallel. Ana came always, Bảo on day two, Chan on day one."""
    with app.database.write() as tx:
        event = make_event(tx, "TP", [date(2016, 7, 14), date(2016, 7, 15)])
        people = {
            key: make_person(tx, event, given_name=given, family_name=family, economy=economy, own_script_name=own)
            for key, (given, family, economy, own) in NAMES.items()
        }
        tokens = {badge.person: badge.token for badge in issue_badges(tx, event=event)}
        doors = [
            add_session_door(tx, event=event, session=make_session(tx, event, title, at))
            for title, at in [("First", "09:00"), ("Second", "10:00"), ("Beside it", "10:00")]
        ]
        entrance = get_checkpoint(tx, event)

        def scan(key: str, place: Checkpoint, day: int, hour: int) -> None:
            at = datetime(2016, 7, day, hour, 5, tzinfo=UTC)
            assert record_scan(tx, checkpoint=place, text=tokens[people[key]], direction="in", at=at).accepted

        for key, days in {"Ana": [14, 15], "Bảo": [15], "Chan": [14]}.items():
            for day in days:
                scan(key, entrance, day, 1)
        for key, door, hour in [("Ana", 0, 2), ("Ana", 1, 3), ("Chan", 2, 3), ("Bảo", 1, 3), ("Bảo", 2, 3)]:
            scan(key, doors[door], 14, hour)
    return event


def figures(app: App, event: Event) -> dict[str, tuple[int, int, int, int]]:
    with app.database.read() as tx:
        return {s.row.given_name: (s.days, s.of_days, s.sessions, s.of_sessions) for s in attended_shares(tx, event)}


def verified(app: App, code: str) -> VerifiedCertificate:
    with app.database.read() as tx:
        return verify_certificate(tx, code)


def test_days_and_sessions_are_counted_out_of_what_one_person_can_attend(app: App, summit: Event) -> None:
    assert figures(app, summit) == {
        "Tai Man": (1, 2, 1, 2),
        "Nobody": (0, 2, 0, 2),
        "Ana": (2, 2, 2, 2),
        "Bảo": (1, 2, 1, 2),
    }


@pytest.mark.parametrize(
    ("measure", "percent", "pages"), [("days", 100, 1), ("days", 50, 3), ("sessions", 51, 1), ("sessions", 50, 3)]
)
def test_those_with_the_share_get_one(
    app: App, summit: Event, tmp_path: Path, measure: str, percent: float, pages: int
) -> None:
    file = tmp_path / "all.pdf"
    written = write_certificates(
        app.database,
        event=summit,
        file=file,
        measure=measure,  # type: ignore[arg-type]  # one of the two
        percent=percent,
    )

    assert (written.certificates, written.below, written.nameless, written.missing) == (pages, 3 - pages, 0, "")
    assert page_sizes(file) == [(297.0, 210.0)] * pages


def test_a_certificate_says_who_attended_what_where_and_when(app: App, summit: Event, tmp_path: Path) -> None:
    file = tmp_path / "all.pdf"
    write_certificates(
        app.database, event=summit, file=file, percent=50, signatories=[Signatory("林小華", "Project overseer")]
    )
    lines = page_texts(file)[0].replace("\r\n", "\n").split("\n")

    assert lines[:11] == [
        "Test project",
        "Certificate of Attendance",
        "This is to certify that",
        "Tai Man CHAN",
        "陳大文",
        "Kinh Bắc (illustrative); Hong Kong, China",
        "attended",
        "Workshop TP",
        "Ha Noi, Viet Nam, 14–15 July 2016",
        "1 of 2 days; 1 of 2 sessions counted at the door",
        "林小華",
    ]


def test_the_code_is_read_off_paper_and_verified_against_the_project(app: App, summit: Event, tmp_path: Path) -> None:
    file = tmp_path / "all.pdf"
    write_certificates(app.database, event=summit, file=file, percent=50)
    texts, codes = page_texts(file), codes_on(file)
    found = [verified(app, code) for code in codes]

    assert [f.name for f in found] == ["Tai Man CHAN", "Ana Díaz", "Bảo Lê"]
    assert [f.economy_name for f in found] == ["Hong Kong, China", "Peru", "Viet Nam"]
    assert [(f.claim.days, f.claim.sessions, f.claim.issued_on) for f in found] == [
        (1, 1, date(2016, 3, 17)),
        (2, 2, date(2016, 3, 17)),
        (1, 1, date(2016, 3, 17)),
    ]
    assert [f.event for f in found] == [summit] * 3
    for text, code in zip(texts, codes, strict=True):  # what is printed to be typed is the same code
        assert "".join(text.split()).count("".join(spelled(code).split())) == 1


def test_a_code_of_another_key_or_text_is_refused_in_words(app: App, summit: Event, tmp_path: Path) -> None:
    write_certificates(app.database, event=summit, file=tmp_path / "all.pdf")
    [code] = codes_on(tmp_path / "all.pdf")
    claim = verified(app, code).claim
    forged = sign_claim(replace(claim, days=1), bytes(32))

    foreign = sign_claim(replace(claim, key_number=(claim.key_number + 1) % 1000), bytes(32))
    for text, verdict, words in [
        (forged, "forged", "forged or mistyped"),
        (foreign, "foreign", "another project's"),
        ("Ana", "not_a_certificate", "no certificate"),
        ("", "not_a_certificate", "no certificate"),
    ]:
        with pytest.raises(RefusedCertificateError, match=words) as refused:
            verified(app, text)
        assert refused.value.verdict == verdict


def test_one_altered_character_is_enough(app: App, summit: Event, tmp_path: Path) -> None:
    write_certificates(app.database, event=summit, file=tmp_path / "all.pdf")
    [code] = codes_on(tmp_path / "all.pdf")

    for place in range(len(code)):
        altered = code[:place] + ("3" if code[place] != "3" else "4") + code[place + 1 :]
        with pytest.raises(RefusedCertificateError):
            verified(app, altered)


def test_making_them_leaves_a_trace(app: App, summit: Event, tmp_path: Path) -> None:
    write_certificates(app.database, event=summit, file=tmp_path / "a.pdf", percent=50, operator=" Linh ")
    with pytest.raises(UserError):
        write_certificates(app.database, event=summit, file=tmp_path / "b.pdf", people={"x"}, operator="Linh")

    with app.database.read() as tx:
        [kept] = list_audit(tx)
        assert (kept.what, kept.by, kept.rows, kept.event) == ("certificates", "Linh", 3, summit.id)
        assert (kept.desk, kept.at.replace(microsecond=0)) == ("Desk 1", OPENING)


def test_an_anonymised_persons_certificate_stays_genuine_without_a_name(
    app: App, summit: Event, tmp_path: Path, clock: FakeClock
) -> None:
    write_certificates(app.database, event=summit, file=tmp_path / "all.pdf")
    [code] = codes_on(tmp_path / "all.pdf")
    clock.advance(days=3 * 366)
    with app.database.write() as tx:
        anonymise_event(tx, event=summit, operator="Linh")
    found = verified(app, code)

    assert (found.name, found.is_known, found.is_anonymised, found.claim.days) == ("", True, True, 2)
    with pytest.raises(UserError, match="No name is known"):
        write_certificates(app.database, event=summit, file=tmp_path / "again.pdf")
    assert not (tmp_path / "again.pdf").exists()


def test_somebody_unknown_here_is_said_to_be_unknown(app: App, summit: Event, tmp_path: Path) -> None:
    write_certificates(app.database, event=summit, file=tmp_path / "all.pdf")
    [code] = codes_on(tmp_path / "all.pdf")
    known = verified(app, code)
    with app.database.read() as tx:
        from o2o_events.badges.keys import current_key

        _number, secret = current_key(tx)
    stranger = sign_claim(replace(known.claim, registration="01a20cc2-0000-7000-8000-000000000000"), secret)

    assert (verified(app, stranger).is_known, verified(app, stranger).name) == (False, "")


def test_one_file_each_is_named_so_that_it_is_found(app: App, summit: Event, tmp_path: Path) -> None:
    folder = tmp_path / "each"
    folder.mkdir()
    with app.database.write() as tx:
        person = make_person(tx, summit, given_name="../=x", family_name="", printed_name="../a:b*?\n.")
        [badge] = [b for b in issue_badges(tx, event=summit) if b.person == person]
        at = datetime(2016, 7, 14, 1, 9, tzinfo=UTC)
        record_scan(tx, checkpoint=get_checkpoint(tx, summit), text=badge.token, direction="in", at=at)
    written = write_certificates(app.database, event=summit, file=folder, percent=50, each=True)

    assert sorted(path.name for path in folder.iterdir()) == [
        "0001 Tai Man CHAN.pdf",
        "0003 a b.pdf",
        "0004 Ana Díaz.pdf",
        "0005 Bảo Lê.pdf",
    ]
    assert written.certificates == 4


def test_the_same_state_and_clock_give_the_same_bytes(app: App, summit: Event, tmp_path: Path) -> None:
    for name in ("a.pdf", "b.pdf"):
        write_certificates(app.database, event=summit, file=tmp_path / name)

    assert (tmp_path / "a.pdf").read_bytes() == (tmp_path / "b.pdf").read_bytes()


def test_nobody_to_certify_is_said_and_no_file_is_left(app: App, event: Event, summit: Event, tmp_path: Path) -> None:
    for asked, words in [
        ({"event": event}, "Nobody of those"),
        ({"event": summit, "percent": 0}, "more than 0"),
        ({"event": summit, "people": {"x"}}, "Nobody of those"),
        ({"event": summit, "file": tmp_path / "a.docx"}, r"\.pdf"),
        ({"event": summit, "file": tmp_path / "none", "each": True}, "no folder"),
    ]:
        with pytest.raises(UserError, match=words):
            write_certificates(app.database, **({"file": tmp_path / "a.pdf"} | asked))  # type: ignore[arg-type]  # mixed
    assert list(tmp_path.glob("*.pdf")) == []


def test_what_it_attests_leaves_sessions_out_where_none_was_counted() -> None:
    claim = CertificateClaim(1, 1, str(UUID(int=1)), 1, 2, 0, 0, date(2016, 3, 18))

    assert attested_words(claim) == "1 of 2 days"
    assert attested_words(replace(claim, of_sessions=3)) == "1 of 2 days; 0 of 3 sessions counted at the door"


@pytest.mark.parametrize(
    ("days", "words"),
    [
        ([date(2016, 3, 17)], "17 March 2016"),
        ([date(2016, 7, 14), date(2016, 7, 15)], "14–15 July 2016"),
        ([date(2016, 6, 30), date(2016, 7, 1)], "30 June – 1 July 2016"),
        ([date(2016, 12, 31), date(2017, 1, 1)], "31 December 2016 – 1 January 2017"),
    ],
)
def test_days_are_written_as_people_write_them(days: list[date], words: str) -> None:
    assert written_days(days) == words


@pytest.mark.usefixtures("summit")
def test_the_commands_print_list_and_verify(app: App, project_file: Path, tmp_path: Path) -> None:
    app.close()
    file, other = tmp_path / "c.pdf", tmp_path / "other.o2o"
    printed = run(
        project_file, "certificate", "print", "--event", "TP", "--share", "50", "--signatory", "Lin; Chair",
        "--operator", "Linh", "-o", str(file),
    ).row  # fmt: skip
    listed = run(project_file, "certificate", "list", "--event", "TP").rows
    code = codes_on(file)[1]
    run(other, "init", "--name", "Another project")

    def checked(project: Path, text: str) -> tuple[int, str, str | None]:
        answer = run(project, "certificate", "verify", *spelled(text).split())
        assert answer.row["genuine"] == (answer.status == 0)
        return answer.status, answer.row["verdict"], answer.row.get("name")

    assert (printed["certificates"], printed["below"]) == (3, 0)
    assert {row["name"]: row["certificate"] for row in listed} == {
        "Tai Man CHAN": False,
        "Ana Díaz": True,
        "Bảo Lê": False,
    }
    assert checked(project_file, code) == (0, "genuine", "Ana Díaz")
    assert checked(project_file, code[:-1] + ("2" if code[-1] != "2" else "3")) == (1, "forged", None)
    assert checked(other, code)[::2] == (1, None)
    assert checked(project_file, "Ana") == (1, "not_a_certificate", None)
    assert [(r["what"], r["by"], r["event"], r["rows"]) for r in run(project_file, "pin", "audit").rows] == [
        ("certificates", "Linh", "TP", 3)
    ]
