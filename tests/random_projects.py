"""Random projects: people with records of their own and twice, and scans of two desks in every order."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from hypothesis import strategies as st
from scanned_facts import Scans

from o2o_events.checkin.checkpoints import add_checkpoint, get_checkpoint
from o2o_events.db.models import CheckpointRow, PersonRow, RegistrationRow
from o2o_events.db.transaction import Tx
from o2o_events.ids import new_id
from o2o_events.registers.events import ENTRANCE, Event, add_event

ECONOMIES = ["AU", "HK", "CL", "TW", "VN", "ABAC", "APECSEC", "PECC", "PIF", "INTORG", "NONMEMBER", None]
PLACES = [("VN", "Asia/Ho_Chi_Minh", [date(2016, 3, 17)]), ("PE", "America/Lima", [date(2016, 9, 6), date(2016, 9, 7)])]
CATEGORIES = ["delegate", "speaker", "moderator", "staff", "media"]

people = st.lists(
    st.fixed_dictionaries(
        {
            "gender": st.sampled_from(["female", "male", "another_term", "not_stated"]),
            "economy": st.sampled_from(ECONOMIES),
            "email": st.sampled_from(["", "", "one@example.org", "two@example.org"]),
        }
    ),
    min_size=1,
    max_size=7,
)
places = st.fixed_dictionaries(
    {
        "category": st.sampled_from(CATEGORIES),
        "status": st.sampled_from(["registered", "confirmed", "confirmed", "not_confirmed", "withdrawn", "blocked"]),
        "deleted": st.sampled_from([False, False, False, True]),
        "is_funded": st.sampled_from([True, False, None]),
        "source": st.sampled_from(["import", "walk_in"]),
    }
)
scans = st.lists(
    st.tuples(
        st.integers(0, 1),  # the event
        st.integers(0, 7),  # whose registration; one more than there are is a badge unknown here
        st.integers(-6, 60),  # hours since the first day began, some before it and after the last
        st.sampled_from(["desk1", "desk2"]),
        st.sampled_from(["admitted", "admitted", "exited", "duplicate", "forged"]),
        st.booleans(),  # forced
        st.sampled_from(["", "", "", "undone", "repeated"]),
        st.booleans(),  # at the session's door
    ),
    max_size=25,
)


@dataclass(frozen=True)
class RandomProject:
    """What a project is made of: its people, who is registered where as what, and its scans in order."""

    people: list[dict[str, Any]]
    registered: Mapping[tuple[int, int], dict[str, Any]]
    scans: list[tuple[int, int, int, str, str, bool, str, bool]]
    policy: str


@st.composite
def random_projects(draw: st.DrawFn) -> RandomProject:
    everybody = draw(people)
    registered = {
        (event, person): draw(places)
        for event in range(len(PLACES))
        for person in range(len(everybody))
        if draw(st.integers(0, 3))
    }
    return RandomProject(
        everybody, registered, draw(scans), draw(st.sampled_from(["daily", "once", "in-out", "every"]))
    )


def fill_project(tx: Tx, project: RandomProject) -> list[Event]:
    """Writes it into an empty project."""
    events = [
        add_event(tx, code=code, name={"en": code}, economy=code, venue="", timezone=zone, days=days, target=1)
        for code, zone, days in PLACES
    ]
    doors = []
    for event in events:
        entrance = get_checkpoint(tx, event, ENTRANCE)
        tx.get_one(CheckpointRow, entrance.id).policy = project.policy
        doors.append((entrance, add_checkpoint(tx, event=event, name="Talk", policy="in-out", session="A talk")))
    for number, person in enumerate(project.people):
        names = {"given_name": "An", "family_name": f"Le{0 if person['email'] else number}", "printed_name": "An Le"}
        tx.add(PersonRow(id=f"p{number}", **names, **person))
    for (event, person), values in project.registered.items():
        tx.add(RegistrationRow(id=f"r{event}{person}", event=events[event].id, person=f"p{person}", **values))
    tx.flush()
    written = Scans(tx)
    for event, person, hours, desk, outcome, is_forced, what, is_at_door in project.scans:
        is_known = (event, person) in project.registered
        scan = new_id()
        first, _next = events[event].day_bounds(events[event].days[0])
        values: dict[str, Any] = {
            "registration": f"r{event}{person}" if is_known else None,
            "badge": None if is_known else f"b{person}",
            "at": first + timedelta(hours=hours),
            "outcome": outcome,
            "is_forced": is_forced,
            "category": CATEGORIES[person % len(CATEGORIES)],
            "scan": scan,
        }
        written.add(events[event], doors[event][is_at_door].id, desk=desk, **values)
        if what == "repeated":
            written.add(
                events[event], doors[event][is_at_door].id, desk="desk2" if desk == "desk1" else "desk1", **values
            )
        if what == "undone":
            written.undo(scan, desk=desk)
    return events
