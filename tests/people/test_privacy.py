"""Turning an event into counts: nothing that names anybody is left, every total is, and no merge brings names back."""

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from conftest import FakeClock
from desks import Desk, some_desks
from factories import make_event, make_person, make_session, make_speaker
from people_lists import ANA, import_list, write_list

from o2o_events.agenda.versions import list_releases, release_agenda
from o2o_events.app import App
from o2o_events.badges.issuing import issue_badges
from o2o_events.checkin.checkpoints import get_checkpoint
from o2o_events.checkin.queries import attendance_rows, event_status
from o2o_events.checkin.scanning import record_scan
from o2o_events.db.facts import verify_chains
from o2o_events.db.models import (
    BadgeRow,
    ConflictRow,
    ForumRow,
    NeedRow,
    PersonRow,
    QuarantineRow,
    RegistrationRow,
    SpeakerRow,
)
from o2o_events.db.transaction import Tx
from o2o_events.errors import UserError
from o2o_events.people.anonymised import NO_NAME, anonymised_on
from o2o_events.people.arriving import index_arrivals
from o2o_events.people.doubles import recognise
from o2o_events.people.privacy import anonymise_event, goes_words, plan_anonymisation, scrub_file, stays_words
from o2o_events.people.registration import (
    PersonDetails,
    RegistrationDetails,
    add_person,
    edit_person,
)
from o2o_events.people.retention import read_retention, set_retention
from o2o_events.people.search import find_people, rebuild_index
from o2o_events.registers.events import Event, get_event
from o2o_events.replication.applying import hold
from o2o_events.replication.conflicts import list_field_conflicts
from o2o_events.replication.exchange import exchange
from o2o_events.replication.exporting import Derived, export_archive
from o2o_events.replication.file_merging import merge_file

SECRETS = (b"Xuanhuong", b"xuanhuong", b"Quangvinh", b"quangvinh", b"secretmail", b"0987654321", b"Geheimfirma",
           b"geheimfirma", b"kosherwish", b"rampwish", b"noteatdesk", b"biographytext", b"UEhPVE8", b"forumperson",
           b"whytheywent")  # fmt: skip
"""Parts of everything that names somebody in ``furnish``: as written, and as the search index folds it."""
PERSON = {
    "given_name": "Xuanhuong",
    "family_name": "Quangvinh",
    "organisation": "Geheimfirma",
    "email": "secretmail@example.com",
    "phone": "+84 0987654321",
    "gender": "female",
    "economy": "VN",
}


def over(clock: FakeClock, years: int = 3) -> None:
    """The retention date is over."""
    clock.advance(days=366 * years)


def furnish(tx: Tx, event: Event, **fields: object) -> str:
    """Somebody of whom everything is known, who came, and stands on the programme."""
    values = PERSON | {"desk_note": "noteatdesk", "needs_attention": True, "status_reason": "whytheywent"} | fields
    person = make_person(tx, event, consent_list_on=date(2016, 3, 1), **values)
    registration = tx.query(RegistrationRow).filter_by(person=person, event=event.id).one()
    tx.add(NeedRow(id=registration.id, dietary="kosherwish", access="rampwish"))
    tx.add(ForumRow(id=f"forum-{event.code}", event=event.id, name="ABAC", representatives="forumperson"))
    session = make_session(tx, event)
    speaker = make_speaker(tx, event, "Xuanhuong Quangvinh", person=person, biography={"en": "biographytext"})
    tx.get_one(SpeakerRow, speaker.id).photo = "UEhPVE8="
    assert session.id
    release_agenda(tx, event=event, note="noteatdesk")
    [badge] = issue_badges(tx, event=event, person=person)
    record_scan(tx, checkpoint=get_checkpoint(tx, event), text=badge.token)
    rebuild_index(tx)
    return person


def anonymise(app: App, event: Event) -> None:
    with app.database.write() as tx:
        anonymise_event(tx, event=event, operator="Linh")
    scrub_file(app.database)


def found_secrets(file: Path) -> list[tuple[str, bytes]]:
    """What of the secrets stands in the file, its log or any other file beside it."""
    beside = [other for other in file.parent.glob(f"{file.name}*") if other.is_file()]
    return [(other.name, secret) for other in beside for secret in SECRETS if secret in other.read_bytes()]


def person_row(app: App, person: str) -> PersonRow:
    with app.database.read() as tx:
        row = tx.get_one(PersonRow, person)
        tx.expunge(row)
        return row


def test_nothing_that_names_anybody_is_left_in_the_file(app: App, event: Event, clock: FakeClock) -> None:
    with app.database.write() as tx:
        person = furnish(tx, event)
    assert {secret for _file, secret in found_secrets(app.database.file)} == set(SECRETS)
    over(clock)

    anonymise(app, event)

    assert found_secrets(app.database.file) == []
    row = person_row(app, person)
    assert (row.printed_name, row.gender, row.economy, row.deleted) == (NO_NAME, "female", "VN", False)
    with app.database.read() as tx:
        assert list(verify_chains(tx)) == []
        assert find_people(tx, event, "Xuanhuong") == []
        assert list_releases(tx, event) == []
        assert [badge.revoked_at is not None for badge in tx.query(BadgeRow)] == [True]
        place = tx.query(RegistrationRow).one()
        assert (place.status, place.category, place.consent_list_on) == ("confirmed", "delegate", None)
        assert tx.get_one(NeedRow, place.id).deleted


def test_every_total_stays(app: App, event: Event, clock: FakeClock) -> None:
    with app.database.write() as tx:
        furnish(tx, event)
        for number, (gender, economy, category) in enumerate(
            [("male", "PE", "delegate"), ("not_stated", None, "media"), ("female", "TH", "speaker")]
        ):
            person = make_person(tx, event, gender=gender, economy=economy, category=category, email=f"{number}@x.com")
            [badge] = issue_badges(tx, event=event, person=person)
            clock.advance(minutes=1)
            record_scan(tx, checkpoint=get_checkpoint(tx, event), text=badge.token)
        make_person(tx, event, economy="PE", given_name="No", family_name="Show")
    before = figures(app, event)
    over(clock)

    anonymise(app, event)

    assert before[0][:3] == (5, 4, 4)
    assert figures(app, event) == before


def figures(app: App, event: Event) -> tuple[tuple[object, ...], list[tuple[object, ...]]]:
    """The status of the entrance, and who came by economy, gender, category and moment, without who it was."""
    with app.database.read() as tx:
        checkpoint = get_checkpoint(tx, event)
        status = event_status(tx, event, checkpoint)
        rows = attendance_rows(tx, event, checkpoint)
        people = recognise(tx).count(row.person for row in rows)
    counted = (status.registered, status.people, status.entries, status.by_category, status.by_economy, people)
    came = [(r.economy, r.gender, r.category, r.role, r.status, r.days, r.is_no_show) for r in rows]
    return counted, sorted(came, key=repr)


def test_who_counted_as_one_person_still_does(app: App, event: Event, clock: FakeClock) -> None:
    with app.database.write() as tx:
        other = make_event(tx, "PE", [date(2016, 9, 1)])
        one, two = make_person(tx, event, **PERSON), make_person(tx, other, **PERSON)
        assert recognise(tx).count([one, two]) == 1
    over(clock)

    anonymise(app, event)

    with app.database.read() as tx:
        assert tx.get_one(PersonRow, two).given_name == "Xuanhuong"
        assert recognise(tx).count([one, two]) == 1
    anonymise(app, other)
    with app.database.read() as tx:
        assert recognise(tx).count([one, two]) == 1
    assert found_secrets(app.database.file) == []


def test_anonymised_people_are_nobodys_doubles(app: App, event: Event, clock: FakeClock) -> None:
    with app.database.write() as tx:
        people = [make_person(tx, event, **PERSON | {"email": f"{n}@x.com", "family_name": n}) for n in ("A", "B", "C")]
    over(clock)

    anonymise(app, event)

    with app.database.read() as tx:
        assert recognise(tx).count(people) == 3


def test_who_is_at_another_event_too_is_kept_until_that_one_goes(app: App, event: Event, clock: FakeClock) -> None:
    with app.database.write() as tx:
        person = furnish(tx, event)
        other = make_event(tx, "PE", [date(2016, 9, 1)])
        place = make_person(tx, other, given_name="Other")
        row = tx.query(RegistrationRow).filter_by(person=place).one()
        row.person, row.desk_note = person, "noteatdesk"
    over(clock)
    with app.database.read() as tx:
        plan = plan_anonymisation(tx, event)

    anonymise(app, event)

    assert (plan.people, plan.kept, plan.is_last) == (0, 1, False)
    row = person_row(app, person)
    assert (row.given_name, row.email) == ("Xuanhuong", "secretmail@example.com")
    with app.database.read() as tx:
        assert [(r.desk_note, r.event == other.id) for r in tx.query(RegistrationRow).order_by(RegistrationRow.id)] == [
            ("", False),
            ("noteatdesk", True),
        ]
        assert [entry.person for entry in find_people(tx, other, "Xuanhuong")] == [person]
    anonymise(app, other)
    assert found_secrets(app.database.file) == []


def test_who_was_taken_out_goes_too(app: App, event: Event, clock: FakeClock) -> None:
    with app.database.write() as tx:
        person = make_person(tx, event, **PERSON)
        tx.get_one(PersonRow, person).deleted = True
        tx.query(RegistrationRow).one().deleted = True
    over(clock)

    anonymise(app, event)

    assert found_secrets(app.database.file) == []


def test_both_sides_of_a_disagreement_go_and_what_was_kept_aside(app: App, event: Event, clock: FakeClock) -> None:
    with app.database.write() as tx:
        person = furnish(tx, event)
        tx.add(
            ConflictRow(
                id="c", kind="field", subject="person", record=person, field="given_name", kept='"Xuanhuong"',
                other='"Quangvinh"', kept_stamp="1", other_stamp="2",
            )
        )  # fmt: skip
        held = {"id": "r9", "event": event.id, "person": "p9", "desk_note": "noteatdesk"}
        hold(tx, "elsewhere", "registration", "r9", "person: unknown here", json.dumps(held))
        hold(tx, "elsewhere", "person", "p9", "too long", json.dumps({"id": "p9", "given_name": "Xuanhuong"}))
        hold(tx, "elsewhere", "person", "p10", "too long", json.dumps({"id": "p10", "given_name": "Someone else"}))
    over(clock)

    anonymise(app, event)

    assert found_secrets(app.database.file) == []
    with app.database.read() as tx:
        assert [row.record for row in tx.query(QuarantineRow)] == ["p10"]
        assert [(row.kept, row.other) for row in tx.query(ConflictRow).filter_by(kind="field")] == [('""', '""')]
        assert list_field_conflicts(tx) == []


def test_an_edit_elsewhere_that_comes_after_leaves_nothing_to_settle(desks: list[Desk]) -> None:
    a, b = desks
    person = a.add(**PERSON)
    exchange(a.end, b.end, arrived=index_arrivals)
    b.change(PersonRow, person, organisation="Elsewhere")
    later(a, b)
    anonymise(a.app, a.event())

    exchange(a.end, b.end, arrived=index_arrivals)
    exchange(a.end, b.end, arrived=index_arrivals)

    for desk in desks:
        with desk.app.database.read() as tx:
            assert list_field_conflicts(tx) == []
            assert {row.organisation for row in tx.query(PersonRow)} == {""}
    assert a.digest() == b.digest()


def test_it_waits_for_the_retention_date(app: App, event: Event, clock: FakeClock) -> None:
    with app.database.write() as tx:
        make_person(tx, event)
        assert read_retention(tx, event).until == date(2018, 3, 17)
        with pytest.raises(UserError, match="kept until 2018-03-17"):
            anonymise_event(tx, event=event, operator="Linh")
        with pytest.raises(UserError, match="lasts until 2016-03-17"):
            set_retention(tx, event=event, until=date(2016, 3, 16))
        assert set_retention(tx, event=event, until=date(2016, 3, 17)).is_over is False
    clock.advance(days=1)

    anonymise(app, event)

    with app.database.write() as tx:
        assert anonymised_on(tx, event) == date(2016, 3, 18)
        with pytest.raises(UserError, match="anonymised on 2016-03-18"):
            anonymise_event(tx, event=event, operator="Linh")
        with pytest.raises(UserError, match="anonymised on 2016-03-18"):
            set_retention(tx, event=event, until=date(2030, 1, 1))


def test_it_says_before_what_goes_and_what_stays(app: App, event: Event) -> None:
    copy = app.database.file.with_name("project.before-upgrade-4.o2o")
    copy.write_bytes(b"")
    with app.database.write() as tx:
        furnish(tx, event)
        plan = plan_anonymisation(tx, event, app.database.file)

    assert plan.counts == {"registration": 1, "need": 1, "speaker": 1, "badge": 1, "agenda_release": 1, "forum": 1}
    assert (plan.people, plan.kept, plan.is_last, plan.copies) == (1, 0, True, (copy,))
    assert [line for line in goes_words(plan) if line.endswith(": 1")] == [
        "Names, titles, positions, organisations, sectors, e-mail addresses and telephones of people: 1",
        "Notes, reasons and consents of registrations: 1",
        "Dietary and access needs of people: 1",
        "Names, biographies and photographs of speakers on the programme: 1",
        "Badges, which open no door any more: 1",
        "Released versions of the agenda, which name the speakers: 1",
        "Names of those who represented outside fora: 1",
    ]
    assert [line for line in stays_words(plan) if copy.name in line] == [
        f"Older copies of this project beside it, which you should delete: {copy.name}"
    ]


def test_nobody_is_put_in_again(app: App, event: Event, clock: FakeClock, tmp_path: Path) -> None:
    with app.database.write() as tx:
        person = furnish(tx, event)
    over(clock)
    anonymise(app, event)

    details, place = PersonDetails(given_name="A", family_name="B"), RegistrationDetails(category="delegate")
    with app.database.write() as tx:
        with pytest.raises(UserError, match="was anonymised on"):
            add_person(tx, event=event, details=details, registration=place)
        with pytest.raises(UserError, match="turned into a count"):
            edit_person(tx, person=person, event=event, changes={"given_name": "Xuanhuong"})
        with pytest.raises(UserError, match="was anonymised on"):
            issue_badges(tx, event=event)
    with pytest.raises(UserError, match="was anonymised on"):
        import_list(app, event, write_list(tmp_path / "list.csv", ANA))


@pytest.fixture
def desks(tmp_path: Path) -> Iterator[list[Desk]]:
    with some_desks(tmp_path, 2) as desks:
        yield desks


def later(*desks: Desk) -> None:
    for desk in desks:
        over(desk.clock)


def test_another_desk_follows_though_it_wrote_later_and_knows_more(desks: list[Desk]) -> None:
    a, b = desks
    person = a.add(**PERSON)
    exchange(a.end, b.end, arrived=index_arrivals)
    later(a, b)
    b.clock.advance(hours=1)
    b.change(PersonRow, person, organisation="Geheimfirma Neu", phone="0987654321 neu")
    alone = b.add(**PERSON | {"email": "secretmail2@example.com"})
    anonymise(a.app, a.event())

    exchange(b.end, a.end, arrived=index_arrivals)
    exchange(a.end, b.end, arrived=index_arrivals)
    exchange(b.end, a.end, arrived=index_arrivals)

    assert a.digest() == b.digest()
    for desk in desks:
        scrub_file(desk.app.database)
        assert found_secrets(desk.file) == []
        assert desk.value(PersonRow, alone, "printed_name") == NO_NAME
        with desk.app.database.read() as tx:
            assert find_people(tx, get_event(tx, "VN"), "Xuanhuong") == []
            assert [row.other for row in tx.query(ConflictRow) if row.other not in ('""', "")] == []


def test_an_old_file_brings_no_name_back(desks: list[Desk], tmp_path: Path) -> None:
    a, b = desks
    person = a.add(**PERSON)
    token = a.badge(person)
    exchange(a.end, b.end, arrived=index_arrivals)
    b.add(**PERSON | {"email": "secretmail2@example.com"})
    b.change(PersonRow, person, position="whytheywent")
    old = tmp_path / "old.sqlite"
    with b.app.database.read() as tx:
        event = get_event(tx, "VN")
    export_archive(b.app.database, old, event=event.id, derive=lambda _tx: Derived((), ()))
    later(a)
    anonymise(a.app, event)

    received = merge_file(a.app.database, old, arrived=index_arrivals)

    assert (received.quarantined, received.conflicts) == (0, 0)
    scrub_file(a.app.database)
    assert found_secrets(a.file) == []
    with a.app.database.read() as tx:
        assert {row.printed_name for row in tx.query(PersonRow)} == {NO_NAME}
        assert tx.query(RegistrationRow).count() == 2
        assert [row.position for row in tx.query(PersonRow)] == ["", ""]
    assert a.scan(token).verdict == "revoked"


def test_anonymising_at_two_desks_is_no_disagreement(desks: list[Desk]) -> None:
    a, b = desks
    a.add(**PERSON)
    exchange(a.end, b.end, arrived=index_arrivals)
    later(a, b)
    for desk in desks:
        anonymise(desk.app, desk.event())

    exchange(a.end, b.end, arrived=index_arrivals)
    exchange(a.end, b.end, arrived=index_arrivals)

    assert a.digest() == b.digest()
    with a.app.database.read() as tx:
        assert tx.query(ConflictRow).filter_by(kind="field").count() == 0
