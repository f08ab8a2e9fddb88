"""The day itself: marking starts, ends and missing presenters, taking marks back, and reading how it went."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import select

from o2o_events.agenda.actual import (
    END,
    EVERYBODY,
    MISSING,
    PRESENT,
    RESET,
    START,
    UNTOUCHED,
    Compared,
    Mark,
    Run,
    Step,
    compare,
    derive_runs,
    next_steps,
    standing_marks,
)
from o2o_events.agenda.programme import AgendaSession, Programme, Slot
from o2o_events.agenda.queries import get_session, get_speaker, read_programme
from o2o_events.agenda.versions import Release, latest_release, read_release
from o2o_events.clock import from_microseconds
from o2o_events.db import facts
from o2o_events.db.facts import NewFact
from o2o_events.db.models import FactRow
from o2o_events.db.transaction import Tx
from o2o_events.errors import UserError
from o2o_events.i18n import _
from o2o_events.ids import new_id
from o2o_events.registers.events import Event
from o2o_events.text import clean, fold

KIND: Final = "run"
_AHEAD = timedelta(minutes=5)
"""How far in the future something may be said to have happened: clocks differ a little."""


@dataclass(frozen=True)
class Made:
    """A mark that was made or taken back: what it is about, in words."""

    session: str
    slot: str | None
    title: str
    outcome: str
    at: datetime
    speaker: str | None = None


@dataclass(frozen=True)
class Subject:
    """A session, or a slot inside it."""

    session: AgendaSession
    slot: Slot | None = None

    @property
    def id(self) -> str:
        return self.slot.id if self.slot else self.session.id

    @property
    def title(self) -> str:
        return self.slot.label if self.slot else self.session.label


def read_marks(tx: Tx, event: Event) -> list[Mark]:
    """All marks of an event's day, as every desk made them; what cannot be read is left aside."""
    c = FactRow
    rows = tx.execute(
        select(c.id, c.refers, c.outcome, c.at, c.hlc, c.desk, c.body).where(c.kind == KIND, c.event == event.id)
    )
    marks = []
    for row in rows:
        body = json.loads(row.body)
        if row.refers and row.outcome:
            marks.append(
                Mark(
                    id=row.id,
                    subject=row.refers,
                    outcome=row.outcome,
                    at=from_microseconds(row.at),
                    hlc=row.hlc,
                    desk=row.desk,
                    step=body.get("step") or row.id,
                    speaker=body.get("speaker") or EVERYBODY,
                    takes_back=body.get("takes_back"),
                )
            )
    return marks


def read_runs(tx: Tx, event: Event) -> dict[str, Run]:
    """How each session and slot ran so far, by its id."""
    return derive_runs(read_marks(tx, event))


def find_subject(tx: Tx, event: Event, ref: str) -> Subject:
    """The session or slot of this id or title. Raises ``UserError`` where there is none, or there are several."""
    programme = read_programme(tx, event)
    subjects = [Subject(s) for s in programme.sessions]
    subjects += [Subject(s, slot) for s in programme.sessions for slot in s.slots]
    wanted = fold(clean(ref))
    found = [subject for subject in subjects if subject.id == ref.strip()]
    found = found or [s for s in subjects if wanted in map(fold, (s.slot or s.session).title.values())]
    if len(found) > 1:
        listed = "; ".join(f"{subject.title} ({subject.id})" for subject in found)
        raise UserError(
            _("“{ref}” stands for several: {names}. Give the id of one.").format(ref=clean(ref), names=listed)
        )
    return found[0] if found else Subject(get_session(tx, event, ref))


def start(tx: Tx, *, event: Event, subject: str, at: datetime | None = None) -> Made:
    """Notes that a session or slot (by id or title) began, now or at a moment.

    A slot that begins brings its session with it. Raises ``UserError`` where it runs already or is cancelled.
    """
    found = find_subject(tx, event, subject)
    runs = read_runs(tx, event)
    run = runs.get(found.id, UNTOUCHED)
    _check_cancelled(found.session)
    if run.is_running and at is None and run.started_at is not None:
        raise UserError(
            _("“{title}” runs already, since {time}. End it first, or give the time when it began.").format(
                title=found.title, time=f"{event.local(run.started_at):%H:%M}"
            )
        )
    steps = [Step(START, found.id)]
    if found.slot is not None and not runs.get(found.session.id, UNTOUCHED).is_running:
        steps.insert(0, Step(START, found.session.id))
    return _make(tx, event, found.session, steps, at)[-1]


def end(tx: Tx, *, event: Event, subject: str, at: datetime | None = None) -> Made:
    """Notes that a session or slot ended; a session that ends ends the slot that runs in it.

    Raises ``UserError`` where it never began, or ended before.
    """
    found = find_subject(tx, event, subject)
    runs = read_runs(tx, event)
    run = runs.get(found.id, UNTOUCHED)
    if run.started_at is None:
        raise UserError(_("“{title}” has not begun. Start it first.").format(title=found.title))
    if run.ended_at is not None and at is None:
        raise UserError(
            _("“{title}” ended already, at {time}. Give the time when it ended, to correct it.").format(
                title=found.title, time=f"{event.local(run.ended_at):%H:%M}"
            )
        )
    if at is not None and at < run.started_at:
        raise UserError(
            _("“{title}” would end before it began ({time}). Check the time.").format(
                title=found.title, time=f"{event.local(run.started_at):%H:%M}"
            )
        )
    steps = [Step(END, found.id)]
    if found.slot is None:
        steps = [Step(END, s.id) for s in found.session.slots if runs.get(s.id, UNTOUCHED).is_running] + steps
    return _make(tx, event, found.session, steps, at)[-1]


def advance(tx: Tx, *, event: Event, session: str, at: datetime | None = None) -> tuple[Made, ...]:
    """The one key: starts a session, goes on to its next slot, or ends it; answers what was marked.

    Raises ``UserError`` where it is over or cancelled.
    """
    found = get_session(tx, event, session)
    _check_cancelled(found)
    steps = next_steps(found, read_runs(tx, event))
    if not steps:
        raise UserError(_("“{title}” is over. Choose the next session.").format(title=found.label))
    return _make(tx, event, found, steps, at)


def _check_cancelled(session: AgendaSession) -> None:
    if session.is_cancelled:
        raise UserError(
            _("“{title}” is cancelled. Restore it in the agenda before it starts.").format(title=session.label)
        )


def mark_missing(tx: Tx, *, event: Event, subject: str, speaker: str | None = None) -> Made:
    """Notes that who presents a session or slot is not there; one of several by ``speaker`` (id or name)."""
    return _mark_presence(tx, event, subject, speaker, MISSING)


def mark_present(tx: Tx, *, event: Event, subject: str, speaker: str | None = None) -> Made:
    """Notes that who was missing has come."""
    return _mark_presence(tx, event, subject, speaker, PRESENT)


def _mark_presence(tx: Tx, event: Event, subject: str, speaker: str | None, outcome: str) -> Made:
    found = find_subject(tx, event, subject)
    name = EVERYBODY if speaker is None else _speaker_of(tx, event, found, speaker)
    return _make(tx, event, found.session, [Step(outcome, found.id)], None, name)[-1]


def _speaker_of(tx: Tx, event: Event, found: Subject, ref: str) -> str:
    speaker = get_speaker(tx, event, ref)
    if all(part.speaker != speaker.id for part in found.session.appearances):
        raise UserError(
            _("{name} has no part in “{title}”. Choose one of its speakers.").format(
                name=speaker.name, title=found.title
            )
        )
    return speaker.id


def take_back(tx: Tx, *, event: Event, session: str | None = None) -> tuple[Made, ...]:
    """Takes back what the last key marked (in one session, where it is given); answers what was taken back.

    Raises ``UserError`` where nothing is left to take back.
    """
    programme = read_programme(tx, event)
    subjects = _subjects(programme, get_session(tx, event, session) if session else None)
    standing = [mark for mark in standing_marks(read_marks(tx, event)) if mark.subject in subjects]
    if not standing:
        raise UserError(_("Nothing was started or ended here, so there is nothing to take back."))
    last = standing[-1].step
    taken = [mark for mark in standing if mark.step == last]
    facts.append_all(
        tx,
        [
            NewFact(kind=KIND, event=event.id, refers=mark.subject, outcome=RESET, body={"takes_back": mark.id})
            for mark in taken
        ],
    )
    return tuple(_made(subjects[mark.subject], mark.outcome, mark.at, mark.speaker) for mark in taken)


def reset(tx: Tx, *, event: Event, subject: str) -> Made:
    """Forgets all that was marked about a session (with its slots) or a slot."""
    found = find_subject(tx, event, subject)
    steps = [Step(RESET, found.id)]
    if found.slot is None:
        runs = read_runs(tx, event)
        steps = [Step(RESET, slot.id) for slot in found.session.slots if slot.id in runs] + steps
    return _make(tx, event, found.session, steps, None)[-1]


def _subjects(programme: Programme, only: AgendaSession | None) -> dict[str, Subject]:
    sessions = programme.sessions if only is None else (only,)
    found = {session.id: Subject(session) for session in sessions}
    return found | {slot.id: Subject(session, slot) for session in sessions for slot in session.slots}


def _make(
    tx: Tx,
    event: Event,
    session: AgendaSession,
    steps: Sequence[Step],
    at: datetime | None,
    speaker: str = EVERYBODY,
) -> tuple[Made, ...]:
    if at is not None and at > tx.now() + _AHEAD:
        raise UserError(_("This time is still to come. Give the time when it happened, or none for now."))
    subjects = _subjects(Programme(event.id, event.timezone, event.days, sessions=(session,)), None)
    step = new_id()
    moment = at or tx.now()  # the marks of one key have one moment
    made = []
    for entry in steps:
        body = {"step": step} | ({"speaker": speaker} if speaker else {}) | ({"at_given": True} if at else {})
        facts.append(
            tx, NewFact(kind=KIND, event=event.id, refers=entry.subject, at=moment, outcome=entry.outcome, body=body)
        )
        made.append(_made(subjects[entry.subject], entry.outcome, moment, speaker))
    return tuple(made)


def _made(subject: Subject, outcome: str, at: datetime, speaker: str) -> Made:
    return Made(
        subject.session.id, subject.slot.id if subject.slot else None, subject.title, outcome, at, speaker or None
    )


def compare_with_release(tx: Tx, event: Event, release: Release | None = None) -> list[Compared]:
    """How the days went against what was released (the latest release without one), against the plan where none was."""
    chosen = release or latest_release(tx, event)
    released = read_release(tx, chosen) if chosen else None
    return compare(released, read_programme(tx, event), read_runs(tx, event))
