"""Puts the worked example into a project file, and reads what was worked out by hand."""

import csv
import json
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

from scanned_facts import Scans

from o2o_events.agenda.sessions import add_session
from o2o_events.agenda.slots import add_slot
from o2o_events.checkin.checkpoints import add_checkpoint, list_checkpoints
from o2o_events.db.models import DeskRow, PersonRow, PracticeRow, RegistrationRow
from o2o_events.db.transaction import Tx
from o2o_events.feedback.answering import new_submission, store_answer
from o2o_events.feedback.forms import Form, add_form, current_version
from o2o_events.feedback.questions import FormContent, Option, Question
from o2o_events.registers import barriers, outputs, platforms, products, recommendations
from o2o_events.registers.events import Event, add_event, close_event

FOLDER = Path(__file__).parent / "files" / "worked_example"
DESKS = {"desk1": "Desk 1", "desk2": "Desk 2"}


def expected(scope: str, code: str) -> list[list[str]]:
    """Headings and rows of a table as they were worked out by hand."""
    with (FOLDER / "expected" / f"{scope}.{code}.csv").open(encoding="utf-8", newline="") as stream:
        return list(csv.reader(stream))


def fill_example(tx: Tx) -> dict[str, Event]:
    """Code -> event."""
    data: Mapping[str, Any] = json.loads((FOLDER / "project.json").read_text(encoding="utf-8"))
    for desk, name in DESKS.items():
        tx.add(DeskRow(id=desk, name=name))
    events = {described["code"]: _add_event(tx, described) for described in data["events"]}
    registrations = _add_people(tx, data, events)
    _add_practices(tx, data["practices"], events)
    sessions = _add_sessions(tx, data["sessions"], events)
    _add_scans(tx, data, events, sessions, registrations)
    _add_registers(tx, data, events)
    _add_answers(tx, data, events)
    return events


def _add_event(tx: Tx, described: Mapping[str, Any]) -> Event:
    event = add_event(
        tx,
        code=described["code"],
        name={"en": described["name"]},
        economy=described["economy"],
        venue="",
        timezone=described["timezone"],
        days=[date.fromisoformat(day) for day in described["days"]],
        target=described["target"],
    )
    if described["closed_on"]:
        event = close_event(tx, event=event, on=date.fromisoformat(described["closed_on"]))
    return event


def _dates(record: Mapping[str, Any]) -> dict[str, Any]:
    return {key: date.fromisoformat(v) if key.endswith("_on") and v else v for key, v in record.items()}


def _add_people(tx: Tx, data: Mapping[str, Any], events: Mapping[str, Event]) -> dict[tuple[str, str], str]:
    """Event and person -> registration."""
    for person in data["people"]:
        tx.add(PersonRow(printed_name=f"{person['given_name']} {person['family_name']}", **person))
    found = {}
    for described in data["registrations"]:
        record = {"category": "delegate", "status": "confirmed", "source": "import"} | _dates(described)
        code = record.pop("event")
        row = RegistrationRow(id=f"{code}-{record['person']}", event=events[code].id, **record)
        tx.add(row)
        found[code, record["person"]] = row.id
    tx.flush()
    return found


def _add_practices(tx: Tx, practices: list[dict[str, Any]], events: Mapping[str, Event]) -> None:
    for described in practices:
        values = described | {
            "title": {"en": described["title"]},
            "presented_at": [events[code].id for code in described.get("presented_at", ())],
        }
        tx.add(PracticeRow(**values))
    tx.flush()


def _add_sessions(tx: Tx, sessions: list[dict[str, Any]], events: Mapping[str, Event]) -> dict[str, str]:
    found = {}
    for described in sessions:
        event = events[described["event"]]
        session = add_session(
            tx,
            event=event,
            type="panel",
            title={"en": described["title"]},
            minutes=described["minutes"],
            starts_at=event.parse_moment(described["at"]),
        )
        for slot in described.get("slots", ()):
            add_slot(tx, session=session.id, title={"en": slot["title"]}, minutes=15, practice=slot["practice"])
        found[described["id"]] = session.id
    return found


def _add_scans(
    tx: Tx,
    data: Mapping[str, Any],
    events: Mapping[str, Event],
    sessions: Mapping[str, str],
    registrations: Mapping[tuple[str, str], str],
) -> None:
    for door in data["checkpoints"]:
        session = sessions[door["session"]] if "session" in door else None
        add_checkpoint(tx, event=events[door["event"]], name=door["name"], policy=door["policy"], session=session)
    tx.flush()
    places = {(code, c.name): c.id for code, event in events.items() for c in list_checkpoints(tx, event)}
    scans = Scans(tx)
    for code, door, person, desk, at, outcome, what in data["scans"]:
        scan = scans.add(
            events[code],
            places[code, door],
            registration=registrations[code, person],
            desk=desk,
            at=events[code].parse_moment(at),
            outcome=outcome,
            is_forced=what == "forced",
        )
        if what == "undone":
            scans.undo(scan, desk=desk)


def _add_registers(tx: Tx, data: Mapping[str, Any], events: Mapping[str, Event]) -> None:
    for described in data["platforms"]:
        values = _dates(described)
        values["attended"] = tuple(events[code].id for code in values.get("attended", ()))
        platforms.add_platform(tx, **values)
    for economy, name in data["products"]:
        products.add_product(tx, economy=economy, name=name)
    guide = data["guidebook"]
    published = date.fromisoformat(guide["published_on"])
    output = outputs.add_output(tx, kind="guidebook", title="Guidebook", status="published", published_on=published)
    for day, accesses in guide["readings"]:
        outputs.add_reading(tx, output=output.id, read_on=date.fromisoformat(day), accesses=accesses)
    for code, title, category, source in data["barriers"]:
        barriers.add_barrier(tx, title=title, category=category, level="firm", source=source, event=events[code])
    for described in data["recommendations"]:
        added = recommendations.add_recommendation(
            tx, title=described["title"], drafted_at=events[described["drafted_at"]], stage=described["stage"]
        )
        for economy in described["endorsed_by"]:
            recommendations.endorse(
                tx, recommendation=added.id, economy=economy, endorsed_on=date(2016, 9, 6), endorsed_by=""
            )


def _add_answers(tx: Tx, data: Mapping[str, Any], events: Mapping[str, Event]) -> None:
    scale = (("sa", "Strongly agree"), ("a", "Agree"), ("d", "Disagree"), ("sd", "Strongly disagree"))
    options = tuple(Option(code, {"en": label}, code in ("sa", "a")) for code, label in scale)
    questions = (
        Question("clear", "agreement", {"en": "Objectives clearly defined"}, options=options),
        Question("relevant", "rating", {"en": "Relevance"}, lowest=1, highest=5),
        Question("before", "rating", {"en": "Knowledge before"}, lowest=1, highest=5),
        Question("after", "rating", {"en": "Knowledge after"}, lowest=1, highest=5, pairs_with="before"),
        Question("words", "long_text", {"en": "How it could have been better"}),
    )
    form = _add_form(tx, "evaluation", "during", questions)
    for code, answers in data["answers"]:
        _answer(tx, form, events[code], answers)
    name = (Question("platform", "short_text", {"en": "Platform"}),)
    interviews = {phase: _add_form(tx, f"platform_{phase}", phase, name) for phase in ("before", "after")}
    for phase, platform in data["interviews"]:
        _answer(tx, interviews[phase], events["VN"], {"platform": platform})


def _add_form(tx: Tx, code: str, phase: str, questions: tuple[Question, ...]) -> Form:
    content = FormContent(("en",), {"en": code.capitalize()}, questions=questions)
    return add_form(tx, code=code, name={"en": code.capitalize()}, content=content, phase=phase)


def _answer(tx: Tx, form: Form, event: Event, answers: Mapping[str, Any]) -> None:
    store_answer(
        tx,
        event=event,
        form=form,
        version=current_version(tx, form.id),
        answers=answers,
        channel="paper",
        language="en",
        submission=new_submission(),
    )
