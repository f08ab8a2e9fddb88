"""Three events, each a project of its own, merged at the project office: totals stay, people count once."""

from dataclasses import dataclass
from itertools import permutations
from pathlib import Path

import pytest
from commands import run
from factories import make_event, make_person
from sqlalchemy import select

from o2o_events.app import create_project, open_app
from o2o_events.badges.issuing import issue_badges
from o2o_events.checkin.checkpoints import get_checkpoint
from o2o_events.checkin.scanning import record_scan
from o2o_events.db.models import ConflictRow, EventRow, RegistrationRow
from o2o_events.people.doubles import find_doubles, list_recognised_people, recognise
from o2o_events.settings import Settings

CODES = ("VN", "TW", "PE")
EVERYWHERE = {"VN": ("Ana", "Both"), "TW": ("ANA", "BOTH"), "PE": ("Ana Maria", "Both")}
"""One person, as three lists have her, with one e-mail address."""
SHARED = {"VN": ("Office", "Desk"), "TW": ("Li", "Chen"), "PE": ("Luis", "Vega")}
"""Three who share a mailbox."""


@dataclass(frozen=True)
class Projects:
    """The folder with the three exported files, and the figures that each event had at its venue."""

    folder: Path
    totals: dict[str, dict[str, object]]

    def merged(self, office: Path, order: tuple[str, ...]) -> list[dict[str, object]]:
        create_project(Settings(file=office), name="Office", desk="Office")
        return run(office, "merge", *(str(self.folder / f"{code}.sqlite") for code in order)).rows


@pytest.fixture(scope="module")
def projects(tmp_path_factory: pytest.TempPathFactory) -> Projects:
    folder = tmp_path_factory.mktemp("venues")
    totals = {}
    for number, code in enumerate(CODES, 1):
        file = folder / f"{code}.o2o"
        create_project(Settings(file=file), name=f"Project {code}", desk="Desk 1")
        app = open_app(Settings(file=file))
        with app.database.write() as tx:
            event = make_event(tx, code)
            for n in range(3 + number):
                make_person(tx, event, given_name=f"{code}{n}", organisation=code)
            for (given, family), mail in ((EVERYWHERE[code], "ana@example.org"), (SHARED[code], "info@example.org")):
                make_person(tx, event, given_name=given, family_name=family, email=mail, organisation=code)
        with app.database.write() as tx:
            opening = event.parse_moment("2016-03-17T09:00")
            for badge in issue_badges(tx, event=event)[: 2 + number]:
                record_scan(tx, checkpoint=get_checkpoint(tx, event), text=badge.token, at=opening)
        app.close()
        assert run(file, "export", "--event", code, "-o", str(folder / f"{code}.sqlite")).status == 0
        totals[code] = run(file, "status", "--event", code).row
    return Projects(folder, totals)


def test_each_event_s_totals_are_those_of_its_venue(projects: Projects, tmp_path: Path) -> None:
    office = tmp_path / "office.o2o"

    rows = projects.merged(office, CODES)

    assert [(row["quarantined"], row["conflicts"]) for row in rows] == [(0, 0)] * 3
    assert {code: run(office, "status", "--event", code).row for code in CODES} == projects.totals
    app = open_app(Settings(file=office))
    with app.database.read() as tx:
        assert sorted(tx.scalars(select(EventRow.code))) == sorted(CODES)
        assert len(set(tx.scalars(select(EventRow.number)))) == 1
        assert tx.scalars(select(ConflictRow)).all() == []
    app.close()


@pytest.mark.parametrize("order", list(permutations(CODES)), ids="-".join)
def test_who_was_at_three_events_counts_once_in_whatever_order_the_files_come(
    projects: Projects, tmp_path: Path, order: tuple[str, ...]
) -> None:
    office = tmp_path / "office.o2o"
    projects.merged(office, order)
    digest = run(office, "digest").row

    app = open_app(Settings(file=office))
    with app.database.read() as tx:
        registered = tx.scalars(select(RegistrationRow.person)).all()
        recognised = recognise(tx)
        [ana] = list_recognised_people(tx)
        doubts = find_doubles(tx)
    app.close()

    assert (len(registered), recognised.count(registered)) == (21, 19)
    assert (ana.email, ana.events, len(ana.persons)) == ("ana@example.org", ("PE", "TW", "VN"), 3)
    assert ana.person == min(ana.persons)
    assert {mail for double in doubts for mail in (double.email, double.other_email)} == {"info@example.org"}
    assert [double.is_certain for double in doubts] == [False] * len(doubts)
    assert run(office, "digest").row == digest
    assert {code: run(office, "status", "--event", code).row for code in CODES} == projects.totals
