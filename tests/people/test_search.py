"""Finding people as they are typed."""

import unicodedata

import pytest
from factories import make_event, make_person
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from o2o_events.app import App
from o2o_events.badges.issuing import issue_badges
from o2o_events.db.models import PersonRow, RegistrationRow
from o2o_events.people.search import find_people, rebuild_index, reindex
from o2o_events.registers.events import Event

PEOPLE = (
    {"given_name": "Thị Ngọc Ánh", "family_name": "Nguyễn", "printed_name": "Nguyễn Thị Ngọc Ánh"},
    {"given_name": "Minh Đức", "family_name": "Nguyễn", "printed_name": "Nguyễn Minh Đức",
     "email": "duc.n@gmail.example"},
    {"given_name": "José", "family_name": "Muñoz"},
    {"given_name": "Wei-Ming", "family_name": "Chen", "own_script_name": "陳偉明", "organisation": "經濟部中小企業處"},
    {"given_name": "Yui", "family_name": "TANAKA", "own_script_name": "田中 結衣"},
    {"given_name": "Min-jun", "family_name": "KIM", "own_script_name": "김민준"},
    {"given_name": "Somchai", "family_name": "Srisawat", "own_script_name": "สมชาย ศรีสวัสดิ์",
     "organisation": "กระทรวงพาณิชย์"},
    {"given_name": "Sean", "family_name": "O’Neil-D'Angelo"},
    {"given_name": "Юлия", "family_name": "Щукина", "organisation": "Small Business Council No. 123"},
    {"given_name": "Ngo", "family_name": "Minister", "organisation": "Nguyen Foundation"},
)  # fmt: skip


@pytest.fixture
def crowd(app: App, event: Event) -> Event:
    with app.database.write() as tx:
        for person in PEOPLE:
            make_person(tx, event, **person)
        tx.flush()
        rebuild_index(tx)
    return event


def found(app: App, event: Event, text: str) -> list[str]:
    with app.database.read() as tx:
        return [entry.family_name for entry in find_people(tx, event, text)]


@pytest.mark.parametrize(
    ("typed", "families"),
    [
        ("munoz", ["Muñoz"]),
        ("MUÑOZ josé", ["Muñoz"]),
        ("jose mu", ["Muñoz"]),
        (unicodedata.normalize("NFD", "Muñoz"), ["Muñoz"]),
        ("anh nguyen", ["Nguyễn"]),
        ("ngoc thi", ["Nguyễn"]),
        ("duc", ["Nguyễn"]),
        ("Đức", ["Nguyễn"]),
        ("陳", ["Chen"]),
        ("偉", ["Chen"]),
        ("明", ["Chen"]),
        ("偉明", ["Chen"]),
        ("陳偉明", ["Chen"]),
        ("中小企業處", ["Chen"]),
        ("明偉", []),
        ("田中結衣", ["TANAKA"]),
        ("結衣 田中", ["TANAKA"]),
        ("民", []),
        ("민준", ["KIM"]),
        ("ศรี", ["Srisawat"]),
        ("พาณิชย์", ["Srisawat"]),
        ("weiming", ["Chen"]),
        ("wei ming", ["Chen"]),
        ("minjun", ["KIM"]),
        ("oneil", ["O’Neil-D'Angelo"]),
        ("o'neil", ["O’Neil-D'Angelo"]),
        ("ｙｕｉ", ["TANAKA"]),
        ("council １２３", ["Щукина"]),
        ("щук", ["Щукина"]),
        ("duc.n@gm", ["Nguyễn"]),
        ("DUC.N@gmail.example", ["Nguyễn"]),
        ("@gmail.example", ["Nguyễn"]),
        ("gmail.example", ["Nguyễn"]),
        ("munoz nguyen", []),
        ("zzz", []),
        ("", []),
        ("  ", []),
        ("...", []),
    ],
)
def test_people_are_found_as_typed(app: App, crowd: Event, typed: str, families: list[str]) -> None:
    assert found(app, crowd, typed) == families


def test_whole_words_of_names_come_first(app: App, crowd: Event) -> None:
    assert found(app, crowd, "nguyen") == ["Nguyễn", "Nguyễn", "Minister"]
    assert found(app, crowd, "ngo") == ["Minister", "Nguyễn"]


@pytest.mark.parametrize("cut", [3, 5, 8])
def test_badge_code_is_found_from_its_beginning_in_any_writing(app: App, crowd: Event, cut: int) -> None:
    with app.database.write() as tx:
        issue_badges(tx, event=crowd)
    with app.database.read() as tx:
        entry = next(e for e in find_people(tx, crowd, "munoz") if e.badge)
        code = str(entry.badge)
        start = next(code[:n] for n in range(cut, len(code) + 1) if any(c.isdigit() for c in code[:n]))
        typed = f" {start[:2].lower()}-{start[2:].lower()}"
        assert find_people(tx, crowd, typed)[0].person == entry.person


def test_only_the_event_s_people_are_found(app: App, crowd: Event) -> None:
    with app.database.write() as tx:
        other = make_event(tx, "VN2")
        make_person(tx, other, family_name="Muñoz Otro")
        rebuild_index(tx)

    assert (found(app, crowd, "munoz"), found(app, other, "munoz")) == (["Muñoz"], ["Muñoz Otro"])


def test_changed_and_deleted_people_are_found_as_they_are_now(app: App, crowd: Event) -> None:
    with app.database.write() as tx:
        entry = find_people(tx, crowd, "munoz")[0]
        row = tx.get_one(PersonRow, entry.person)
        row.family_name, row.printed_name = "Vega", "José Vega"
        reindex(tx, [entry.registration])
    assert (found(app, crowd, "munoz"), found(app, crowd, "vega")) == ([], ["Vega"])

    with app.database.write() as tx:
        tx.get_one(RegistrationRow, entry.registration).deleted = True
        reindex(tx, [entry.registration])
    assert found(app, crowd, "vega") == []


def test_limit_is_kept(app: App, crowd: Event) -> None:
    with app.database.read() as tx:
        assert len(find_people(tx, crowd, "n", limit=2)) == 2


HOSTILE = ['"', "'", "*", "a*", "NEAR(a b)", "a AND b", "a OR", "NOT", "(", "words:x", "-a", "^a", "a\0b", "\ud800",
           "x" * 10_000, "a " * 5_000, "%", "_", "陳" * 5_000, "@", "a@", "\ufeff", "😀", "{a b}: c", "+"]  # fmt: skip


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_finds_what_it_finds(app: App, crowd: Event, text: str) -> None:
    assert isinstance(found(app, crowd, text), list)


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(max_size=40))
def test_no_text_fails(app: App, crowd: Event, text: str) -> None:
    assert isinstance(found(app, crowd, text), list)


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.sampled_from(PEOPLE), st.integers(1, 12))
def test_everybody_is_found_by_any_beginning_of_their_names(
    app: App, crowd: Event, person: dict[str, str], length: int
) -> None:
    for name in (person["given_name"], person["family_name"], person.get("own_script_name", "")):
        if name[:length].strip():
            assert person["family_name"] in found(app, crowd, name[:length])
