"""Real disagreements: both sides shown, one decision settles them, everywhere."""

from collections.abc import Iterator
from datetime import timedelta
from itertools import pairwise
from pathlib import Path

import pytest
from commands import run
from conftest import OPENING
from desks import Desk, some_desks
from factories import make_event, make_person
from sqlalchemy import select

from o2o_events.badges.issuing import revoke_badge
from o2o_events.checkin.attended_shares import attended_shares
from o2o_events.checkin.checkpoints import get_checkpoint
from o2o_events.db.models import CheckpointRow, ConflictRow, EventRow, PersonRow, RegistrationRow
from o2o_events.documents.exported_file import export_event
from o2o_events.errors import UserError
from o2o_events.people.doubles import recognise
from o2o_events.people.registration import set_status
from o2o_events.registers.events import get_event
from o2o_events.replication.conflicts import FieldConflict, list_field_conflicts, settle_field
from o2o_events.replication.exchange import exchange
from o2o_events.replication.file_merging import merge_file


@pytest.fixture
def desks(tmp_path: Path) -> Iterator[list[Desk]]:
    with some_desks(tmp_path, 3) as made:
        yield made


def meet(*desks: Desk) -> None:
    for one, other in pairwise(desks):
        exchange(one.end, other.end)


def open_conflicts(desk: Desk) -> list[FieldConflict]:
    with desk.app.database.read() as tx:
        return list_field_conflicts(tx)


def disagree(desks: list[Desk]) -> str:
    """Two desks write different telephone numbers, and meet; answers the person."""
    a, b, _c = desks
    person = a.add(given_name="Ana")
    meet(a, b)
    a.change(PersonRow, person, phone="+51 1")
    b.clock.advance(minutes=5)
    b.change(PersonRow, person, phone="+51 2")
    meet(a, b)
    return person


def test_a_conflict_shows_both_values_who_when_and_where(desks: list[Desk]) -> None:
    a, b, _c = desks
    person = disagree(desks)

    for desk in (a, b):
        [found] = open_conflicts(desk)
        assert (found.subject, found.record, found.field) == ("person", person, "phone")
        assert (found.kept.value, found.kept.desk, found.kept.at) == ("+51 2", "Desk 2", b.clock.now)
        assert (found.other.value, found.other.desk, found.other.at) == ("+51 1", "Desk 1", a.clock.now)
        assert desk.value(PersonRow, person, "phone") == "+51 2"


@pytest.mark.parametrize(
    ("choice", "value", "result"), [("kept", None, "+51 2"), ("other", None, "+51 1"), ("value", "+51 3", "+51 3")]
)
def test_settling_writes_over_both_and_travels(desks: list[Desk], choice: str, value: str | None, result: str) -> None:
    a, b, c = desks
    person = disagree(desks)
    meet(b, c)
    [found] = open_conflicts(c)

    with c.app.database.write() as tx:
        settle_field(tx, conflict=found.id, choice=choice, operator="Lan", value=value)
    meet(c, b, a)

    assert [desk.value(PersonRow, person, "phone") for desk in desks] == [result] * 3
    assert [open_conflicts(desk) for desk in desks] == [[], [], []]
    assert len({desk.digest() for desk in (a, b)}) == 1
    with a.app.database.read() as tx:
        [settled] = list_field_conflicts(tx, settled_too=True)
    assert (settled.is_open, settled.choice, settled.settled_by) == (False, choice, "Lan")


def test_a_later_edit_that_knew_both_settles_by_itself(desks: list[Desk]) -> None:
    a, b, _c = desks
    person = disagree(desks)

    b.change(PersonRow, person, phone="+51 9")
    meet(a, b)

    assert [open_conflicts(desk) for desk in (a, b)] == [[], []]


def test_three_desks_that_disagree_are_all_heard(desks: list[Desk]) -> None:
    a, b, c = desks
    person = a.add()
    meet(a, b)
    meet(a, c)
    for number, desk in enumerate(desks):
        desk.clock.advance(minutes=number)
        desk.change(PersonRow, person, phone=str(number))

    meet(a, b)
    meet(b, c)
    meet(c, a, b)

    for desk in desks:
        values = {side.value for found in open_conflicts(desk) for side in (found.kept, found.other)}
        assert values == {"0", "1", "2"}
    [first, *_rest] = open_conflicts(a)
    with a.app.database.write() as tx:
        settle_field(tx, conflict=first.id, choice="kept", operator="Lan")
    meet(a, b)
    meet(a, c)
    assert [open_conflicts(desk) for desk in desks] == [[], [], []]


def test_two_who_settle_differently_are_asked_once_more(desks: list[Desk]) -> None:
    a, b, _c = desks
    person = disagree(desks)
    for desk, choice in ((a, "kept"), (b, "other")):
        [found] = open_conflicts(desk)
        desk.clock.advance(minutes=1)
        with desk.app.database.write() as tx:
            settle_field(tx, conflict=found.id, choice=choice, operator=choice)

    meet(a, b)

    for desk in (a, b):
        [again] = open_conflicts(desk)
        assert {again.kept.value, again.other.value} == {"+51 1", "+51 2"}
    assert a.value(PersonRow, person, "phone") == b.value(PersonRow, person, "phone")


def test_the_same_change_on_both_sides_is_none(desks: list[Desk]) -> None:
    a, b, _c = desks
    person = a.add()
    meet(a, b)
    for desk in (a, b):
        desk.change(PersonRow, person, phone="same")
        with desk.app.database.write() as tx:
            set_status(tx, event=desk.event(), person=person, status="withdrawn", reason=f"told {desk.id}")

    meet(a, b)

    assert [open_conflicts(desk) for desk in (a, b)] == [[], []]


def test_a_badge_revoked_at_both_desks_is_no_question(desks: list[Desk]) -> None:
    a, b, _c = desks
    person = a.add()
    token = a.badge(person)
    meet(a, b)
    for desk in (a, b):
        desk.clock.advance(minutes=1)
        with desk.app.database.write() as tx:
            revoke_badge(tx, event=desk.event(), person=person, reason=f"lost, {desk.id}")

    meet(a, b)

    assert [open_conflicts(desk) for desk in (a, b)] == [[], []]
    assert [desk.scan(token).verdict for desk in (a, b)] == ["revoked", "revoked"]


def test_a_value_that_cannot_stand_is_refused_in_words(desks: list[Desk]) -> None:
    a = desks[0]
    disagree(desks)
    [found] = open_conflicts(a)

    for options in ({"choice": "value", "value": 7}, {"choice": "kept", "operator": " "}, {"choice": "?"}):
        with pytest.raises(UserError), a.app.database.write() as tx:
            settle_field(tx, **({"conflict": found.id, "operator": "Lan"} | options))  # type: ignore[arg-type]  # wrong on purpose
    assert open_conflicts(a) == [found]


def test_conflicts_found_in_files_are_the_same_as_those_found_face_to_face(desks: list[Desk], tmp_path: Path) -> None:
    a, b, _c = desks
    person = a.add()
    meet(a, b)
    a.change(PersonRow, person, phone="1")
    b.change(PersonRow, person, phone="2")
    files = []
    for desk in (a, b):
        files.append(tmp_path / f"{desk.id}.sqlite")
        export_event(desk.app.database, files[-1], kind="archive", event=desk.event())

    assert merge_file(b.app.database, files[0]).conflicts == 1
    assert merge_file(a.app.database, files[1]).conflicts == 1

    assert open_conflicts(a) == open_conflicts(b)
    assert a.digest() == b.digest()


def test_the_command_lists_and_resolves_a_field(desks: list[Desk]) -> None:
    a, b, _c = desks
    person = disagree(desks)

    [row] = run(a.file, "conflicts", "list").rows

    assert (row["kind"], row["name"], row["field"], row["state"]) == ("field", "Ana Díaz", "phone", "open")
    assert (row["one"]["value"], row["one"]["desk"], row["other"]["value"]) == ("+51 2", "Desk 2", "+51 1")
    settled = run(a.file, "conflicts", "resolve", row["conflict"], "--choose", "other", "--operator", "Lan").row
    assert (settled["state"], settled["settled_by"]) == ("settled", "Lan")
    assert run(a.file, "conflicts", "list").rows == []
    assert len(run(a.file, "conflicts", "list", "--all").rows) == 1
    assert run(a.file, "people", "list", "--event", "VN").status == 0
    meet(a, b)
    assert b.value(PersonRow, person, "phone") == "+51 1"
    assert run(a.file, "conflicts", "resolve", "nothing", "--choose", "one", "--operator", "Lan").status == 1
    assert run(a.file, "conflicts", "resolve", row["conflict"], "--choose", "seen", "--operator", "L").status == 1
    assert run(a.file, "conflicts", "resolve", row["conflict"], "--operator", "L").status == 2
    assert "Ana" in run(a.file, "conflicts", "list", "--all", as_json=False).out


def register_twice(desks: list[Desk]) -> tuple[str, str]:
    """The same person registered and let in at two desks; the desks meet. Answers both persons."""
    a, b, _c = desks
    people = []
    for desk in (b, a):
        desk.clock.advance(minutes=1)
        people.append(desk.add(given_name="Ana", family_name="Díaz", email="ana@example.org"))
        desk.clock.advance(minutes=1)
        desk.scan(desk.badge(people[-1]))
    meet(a, b)
    return people[0], people[1]


def test_one_person_registered_at_two_desks_is_listed_and_made_one(desks: list[Desk]) -> None:
    a, b, _c = desks
    people = register_twice(desks)
    rows = [run(desk.file, "conflicts", "list").row for desk in (a, b)]
    assert rows[0] == rows[1]
    assert (rows[0]["kind"], rows[0]["events"], rows[0]["certain"]) == ("person", ["VN"], True)
    assert {rows[0]["one"]["person"], rows[0]["other"]["person"]} == set(people)
    assert a.status().people == 2

    run(a.file, "conflicts", "resolve", rows[0]["conflict"], "--choose", "same", "--operator", "Lan")
    meet(a, b)

    assert [(desk.status().registered, desk.status().people) for desk in (a, b)] == [(1, 1), (1, 1)]
    assert [run(desk.file, "conflicts", "list").rows for desk in (a, b)] == [[], []]
    assert a.digest() == b.digest()
    with b.app.database.read() as tx:
        assert len(tx.scalars(select(RegistrationRow.id).where(~RegistrationRow.deleted)).all()) == 1


def test_who_came_on_one_day_under_each_registration_was_there_on_both(desks: list[Desk]) -> None:
    a, b, _c = desks
    a.change(EventRow, a.event().id, days=["2016-03-17", "2016-03-18"])
    meet(a, b)
    one = b.add(given_name="Ana", family_name="Díaz", email="ana@example.org")
    b.scan(b.badge(one), at=OPENING)
    other = a.add(given_name="Ana", family_name="Díaz", email="ana@example.org", gender="female", phone="+51 1")
    badge = a.badge(other)
    a.scan(badge, at=OPENING + timedelta(hours=1))
    a.scan(badge, at=OPENING + timedelta(days=1))
    meet(a, b)
    for desk in (a, b):
        [row] = run(desk.file, "conflicts", "list").rows
        run(desk.file, "conflicts", "resolve", row["conflict"], "--choose", "same", "--operator", "Lan")
    meet(a, b)

    for desk in (a, b):
        with desk.app.database.read() as tx:
            [person] = tx.scalars(select(PersonRow).where(~PersonRow.deleted))
            [came] = [own for own in attended_shares(tx, get_event(tx, "VN")) if own.days]
        assert (person.gender, person.phone, came.days) == ("female", "+51 1", 2)
        assert (desk.status().people, desk.status().entries) == (1, 2)
    assert a.digest() == b.digest()


def test_who_withdrew_one_of_two_registrations_still_comes(desks: list[Desk]) -> None:
    a = desks[0]
    first = a.add(given_name="Ana", family_name="Díaz", email="ana@example.org")
    with a.app.database.write() as tx:
        set_status(tx, event=get_event(tx, "VN"), person=first, status="withdrawn", reason="ill")
    a.add(given_name="Ana", family_name="Díaz", email="ana@example.org")
    [row] = run(a.file, "conflicts", "list").rows
    run(a.file, "conflicts", "resolve", row["conflict"], "--choose", "same", "--operator", "Lan")

    assert a.status().registered == 1


def test_two_persons_kept_apart_are_not_asked_about_again(desks: list[Desk]) -> None:
    a, b, c = desks
    register_twice(desks)
    [row] = run(a.file, "conflicts", "list").rows

    run(a.file, "conflicts", "resolve", row["conflict"], "--choose", "different", "--operator", "Lan")
    meet(a, b, c)

    assert [run(desk.file, "conflicts", "list").rows for desk in desks] == [[], [], []]
    assert [desk.status().people for desk in desks] == [2, 2, 2]


def test_a_badge_let_in_at_two_desks_is_listed_with_both_until_somebody_has_seen_it(desks: list[Desk]) -> None:
    a, b, c = desks
    token = a.badge(a.add(given_name="Ana"))
    meet(a, b)
    a.scan(token)
    b.clock.advance(minutes=3)
    b.scan(token)
    meet(a, b)

    rows = [run(desk.file, "conflicts", "list").row for desk in (a, b)]

    assert rows[0] == rows[1]
    assert (rows[0]["kind"], rows[0]["name"], rows[0]["checkpoint"]) == ("badge", "Ana Díaz", "Entrance")
    assert (rows[0]["one"]["desk"], rows[0]["other"]["desk"]) == ("Desk 1", "Desk 2")
    run(b.file, "conflicts", "resolve", rows[0]["conflict"], "--choose", "seen", "--operator", "Lan")
    meet(b, a, c)
    assert [run(desk.file, "conflicts", "list").rows for desk in desks] == [[], [], []]
    assert a.status().cross_desk_duplicates == 1


def at_two_events(desk: Desk) -> tuple[str, str]:
    """Ana at both events, and somebody else with her mailbox at the second; answers Ana's two records."""
    one = desk.add(given_name="Ana", family_name="Díaz", email="ana@example.org")
    with desk.app.database.write() as tx:
        peru = make_event(tx, "PE")
        other = make_person(tx, peru, given_name="Ana", family_name="Díaz", email="Ana@example.org")
        make_person(tx, peru, given_name="Somebody", family_name="Else", email="ana@example.org")
    return one, other


def test_somebody_at_two_events_is_recognised_once_and_the_doubt_is_listed(desks: list[Desk]) -> None:
    a = desks[0]
    one, other = at_two_events(a)

    rows = run(a.file, "conflicts", "list").rows
    everything = run(a.file, "conflicts", "list", "--all").rows
    [recognised] = run(a.file, "conflicts", "recognised").rows

    assert [(row["certain"], row["recognised"], row["events"]) for row in rows] == [(False, False, [])]
    assert [(row["certain"], row["recognised"], row["state"], row["choice"]) for row in everything] == [
        (True, True, "settled", "same"),
        (False, False, "open", ""),
    ]
    assert (recognised["name"], sorted(recognised["persons"])) == ("Ana Díaz", sorted([one, other]))
    assert recognised["events"] == ["PE", "VN"]
    assert "Ana Díaz" in run(a.file, "conflicts", "recognised", as_json=False).out
    with a.app.database.read() as tx:
        people = tx.scalars(select(PersonRow.id)).all()
        assert recognise(tx).count(people) == 2
        assert tx.scalars(select(ConflictRow)).all() == []


def test_whom_somebody_kept_apart_counts_twice_everywhere(desks: list[Desk]) -> None:
    a, b, _c = desks
    persons = at_two_events(a)
    [row] = [row for row in run(a.file, "conflicts", "list", "--all").rows if row["recognised"]]

    run(a.file, "conflicts", "resolve", row["conflict"], "--choose", "different", "--operator", "Lan")
    meet(a, b)

    for desk in (a, b):
        with desk.app.database.read() as tx:
            assert recognise(tx).count(persons) == 2
        assert run(desk.file, "conflicts", "recognised").rows == []


def test_two_records_made_one_by_a_person_are_one(desks: list[Desk]) -> None:
    a = desks[0]
    at_two_events(a)
    [row] = [row for row in run(a.file, "conflicts", "list", "--all").rows if row["recognised"]]

    run(a.file, "conflicts", "resolve", row["conflict"], "--choose", "same", "--operator", "Lan")

    with a.app.database.read() as tx:
        registered = tx.scalars(select(RegistrationRow.person)).all()
        assert len(tx.scalars(select(PersonRow.id).where(~PersonRow.deleted)).all()) == 2
        assert recognise(tx).count(registered) == 2
        assert {row.kind for row in tx.scalars(select(ConflictRow))} == {"person"}


def test_who_was_edited_since_is_looked_at_again(desks: list[Desk]) -> None:
    a = desks[0]
    one, other = at_two_events(a)
    with a.app.database.read() as tx:
        assert recognise(tx).one(one) == recognise(tx).one(other)

    a.change(PersonRow, other, email="other@example.org", organisation="Elsewhere")

    with a.app.database.read() as tx:
        assert recognise(tx).count([one, other]) == 2
    a.change(PersonRow, other, email="ana@example.org")
    with a.app.database.write() as tx:
        assert recognise(tx).count([one, other]) == 1
        tx.get_one(PersonRow, other).deleted = True
        tx.flush()
        assert recognise(tx).of == {}


def test_a_disagreement_is_told_in_words(desks: list[Desk]) -> None:
    a, b, _c = desks
    person = a.add(printed_name="Trần Thị Đào")
    meet(a, b)
    event = a.event()
    with a.app.database.read() as tx:
        registration = tx.scalars(select(RegistrationRow.id).where(RegistrationRow.person == person)).one()
        door = get_checkpoint(tx, event).id
    for desk, status, economy, name, hour in (
        (a, "withdrawn", "PE", {"en": "Workshop on trade"}, 1),
        (b, "blocked", "VN", {"en": "Workshop about trade"}, 2),
    ):
        desk.change(RegistrationRow, registration, status=status)
        desk.change(PersonRow, person, economy=economy)
        desk.change(EventRow, event.id, name=name)
        desk.change(CheckpointRow, door, opens_at=OPENING.replace(hour=hour))
    a.change(PersonRow, person, economy="CL")
    meet(a, b)

    rows = {row["field"]: row for row in run(a.file, "conflicts", "list").rows}

    told = {field: (r["name"], {r["one"]["words"], r["other"]["words"]}) for field, r in rows.items()}
    assert told == {
        "status": ("Trần Thị Đào", {"withdrawn", "blocked"}),
        "economy": ("Trần Thị Đào", {"Chile", "Viet Nam"}),
        "name": ("VN", {"Workshop on trade", "Workshop about trade"}),
        "opens_at": ("VN: Entrance", {"2016-03-17 01:00 UTC", "2016-03-17 02:00 UTC"}),
    }
    assert "Chile" in run(a.file, "conflicts", "list", as_json=False).out


def test_a_disagreement_says_who_settled_it_before(desks: list[Desk]) -> None:
    a, b, _c = desks
    disagree(desks)
    for desk, choice, operator in ((a, "kept", "Lan"), (b, "other", "Rosa")):
        [found] = open_conflicts(desk)
        desk.clock.advance(minutes=1)
        with desk.app.database.write() as tx:
            settle_field(tx, conflict=found.id, choice=choice, operator=operator)

    meet(a, b)

    [again] = open_conflicts(a)
    assert {(side.value, side.by) for side in (again.kept, again.other)} == {("+51 2", ""), ("+51 1", "Rosa")}


def test_a_disagreement_names_the_file_that_a_value_was_imported_from(desks: list[Desk], tmp_path: Path) -> None:
    a, b, _c = desks
    person = a.add(given_name="Ana", family_name="Díaz", email="ana@example.org", economy="PE")
    meet(a, b)
    lists = tmp_path / "final list.csv"
    lists.write_text("Given name,Family name,Email,Economy,Phone\nAna,Díaz,ana@example.org,Peru,+51 999 111 222\n")
    b.change(PersonRow, person, phone="+51 999 333 444")
    assert run(a.file, "people", "import", str(lists), "--event", "VN").row["updated"] == 1
    meet(a, b)

    [found] = open_conflicts(b)

    assert {side.by for side in (found.kept, found.other)} == {"", "final list.csv"}


def test_a_page_of_disagreements_says_how_many_more_there_are(desks: list[Desk]) -> None:
    a, b, _c = desks
    people = [a.add(given_name=f"Person {number}") for number in range(5)]
    meet(a, b)
    for number, desk in enumerate((a, b)):
        for person in people:
            desk.change(PersonRow, person, phone=str(number))
    meet(a, b)

    first = run(a.file, "conflicts", "list", "--limit", "2")
    rest = run(a.file, "conflicts", "list", "--limit", "10", "--skip", "2")

    assert (len(first.rows), len(rest.rows)) == (2, 3)
    assert "3 more" in first.err
    assert rest.err == ""
    assert len({row["conflict"] for row in (*first.rows, *rest.rows)}) == 5


def test_the_quarantine_is_shown_by_a_command(desks: list[Desk]) -> None:
    a, b, _c = desks
    b.add(given_name="Bad")
    with b.app.database.connection() as raw:
        raw.execute("UPDATE person SET stamps = '{}'")
    meet(a, b)

    rows = run(a.file, "conflicts", "quarantine").rows

    assert [(row["source"], row["subject"], row["reason"]) for row in rows] == [
        ("Desk 2", "person", "stamps: not those of a record"),
        ("Desk 2", "registration", "person: unknown here"),
    ]
