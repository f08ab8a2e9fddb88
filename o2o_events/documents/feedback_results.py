"""The results of a form, as the window, paper and workbooks show them: one reading, one set of charts."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from o2o_events.agenda.programme import Programme
from o2o_events.agenda.queries import read_programme
from o2o_events.checkin.checkpoints import get_checkpoint
from o2o_events.checkin.queries import event_status
from o2o_events.checkin.session_attendance import visited_sessions
from o2o_events.db.transaction import Tx
from o2o_events.feedback.combining import Combined, combine
from o2o_events.feedback.forms import Form, list_forms, list_versions
from o2o_events.feedback.queries import AnswerSet, read_answers
from o2o_events.feedback.questions import FormContent
from o2o_events.feedback.respondents import Named, group_key, group_order, group_words, people_of, with_people
from o2o_events.feedback.results import (
    Gain,
    Group,
    QuestionResult,
    gains,
    gains_between,
    kept_back,
    response_rate,
    summarise,
    summarise_groups,
)
from o2o_events.feedback.tags import read_tags
from o2o_events.registers.categories import list_categories
from o2o_events.registers.events import Event

TagsOf = Mapping[tuple[str, str], tuple[str, ...]]
"""Answer and question (with ``_other`` or ``_comment`` for what stands beside it) -> tags."""


@dataclass(frozen=True)
class LabelledGroup:
    """A group of a cut with its name in the present language."""

    label: str
    group: Group


@dataclass(frozen=True)
class Results:
    """What a form's answers say. ``checked_in`` is None where nobody was counted; ``counted`` answers were given there.

    ``is_kept_back``: so few answered about this session, without names, that nothing is shown; then ``answered`` is
    not to be shown either. ``sessions`` are those that can be chosen, by id.
    """

    form: Form
    events: tuple[Event, ...]
    content: FormContent
    target: str | None
    cut: str
    answered: int
    checked_in: int | None
    counted: int
    rate: float | None
    questions: tuple[QuestionResult, ...]
    gains: tuple[Gain, ...]
    groups: tuple[LabelledGroup, ...]
    tags: TagsOf
    sessions: Mapping[str, str]
    is_kept_back: bool = False

    @property
    def target_label(self) -> str:
        return self.sessions.get(self.target or "", "")


@dataclass(frozen=True)
class Gathered:
    """The answers to all versions of a form at some events, and the names of what they are about."""

    form: Form
    events: tuple[Event, ...]
    combined: Combined
    people: Mapping[str, Named]
    sessions: Mapping[str, str]
    categories: Mapping[str, str]


def gather(tx: Tx, form: Form, events: Sequence[Event]) -> Gathered:
    """Reads everything that results and exports are made of."""
    raw = read_answers(tx, form, events=events)
    people = people_of(tx, raw) if form.is_named else {}
    combined = combine(list_versions(tx, form.id), with_people(raw, people))
    sessions: dict[str, str] = {}
    for event in events:
        sessions |= _targets(form, read_programme(tx, event))
    categories = {category.code: category.label for category in list_categories(tx)}
    return Gathered(form, tuple(events), combined, people, sessions, categories)


def _targets(form: Form, programme: Programme) -> dict[str, str]:
    if form.scope == "event":
        return {}
    if form.scope == "slot":
        return {slot.id: f"{session.label}: {slot.label}" for session in programme.sessions for slot in session.slots}
    return {session.id: session.label for session in programme.sessions}


def read_results(tx: Tx, form: Form, *, events: Sequence[Event], target: str | None = None, cut: str = "") -> Results:
    """The results of a form at some events, of one session or slot where ``target`` names it.

    Where answers carry no name, a session with so few answers that they must be kept back shows nothing, and groups
    of a cut are kept back by the same rule.
    """
    gathered = gather(tx, form, events)
    combined = gathered.combined
    sizes = dict.fromkeys([answer.target for answer in combined.answers], 0)
    for answer in combined.answers:
        sizes[answer.target] += 1
    hidden = set() if form.is_named else kept_back(sizes)
    is_kept_back = target is not None and target in hidden
    chosen = [answer for answer in combined.answers if target is None or answer.target == target]
    checked_in, counted = _checked_in(tx, form, events, target, chosen)
    shown = [] if is_kept_back else chosen
    return Results(
        form=form,
        events=tuple(events),
        content=combined.content,
        target=target,
        cut=cut,
        answered=len(shown),
        checked_in=checked_in,
        counted=counted,
        rate=None if checked_in is None or is_kept_back else response_rate(counted, checked_in),
        questions=tuple(summarise(combined.content, shown, combined.asked_in)),
        gains=(*gains(combined.content, shown), *_gains_since(tx, gathered, shown)),
        groups=_groups(gathered, shown, cut) if cut else (),
        tags=read_tags(tx),
        sessions={key: label for key, label in gathered.sessions.items() if key in sizes},
        is_kept_back=is_kept_back,
    )


def _groups(gathered: Gathered, answers: Sequence[AnswerSet], cut: str) -> tuple[LabelledGroup, ...]:
    names = gathered.categories if cut == "category" else gathered.sessions
    combined = gathered.combined
    found = summarise_groups(
        combined.content,
        answers,
        key=group_key(cut),
        is_named=gathered.form.is_named,
        asked_in=combined.asked_in,
    )
    ordered = sorted(found, key=lambda group: group_order(cut, group.key, names))
    return tuple(LabelledGroup(group_words(cut, group.key, names), group) for group in ordered)


def _gains_since(tx: Tx, gathered: Gathered, answers: Sequence[AnswerSet]) -> list[Gain]:
    """The gain since a named form before, of the same persons and the same questions."""
    form = gathered.form
    if form.phase != "after" or not form.is_named:
        return []
    found = []
    for other in list_forms(tx):
        if other.phase == "before" and other.is_named:
            before = gather(tx, other, gathered.events)
            found += gains_between(
                (before.combined.content, _by_person(before.combined.answers, before.people)),
                (gathered.combined.content, _by_person(answers, gathered.people)),
            )
    return found


def _by_person(answers: Sequence[AnswerSet], people: Mapping[str, Named]) -> dict[str, AnswerSet]:
    """The last answer by id of each person: which of two that somebody gave counts is the same at every desk."""
    return {people[a.registration].person: a for a in answers if a.registration and a.registration in people}


def _checked_in(
    tx: Tx, form: Form, events: Sequence[Event], target: str | None, answers: Sequence[AnswerSet]
) -> tuple[int | None, int]:
    """People checked in to what was asked about, and the answers among which they are counted."""
    if form.scope == "event":
        people = sum(event_status(tx, event, get_checkpoint(tx, event)).people for event in events)
        return people or None, _count_respondents(answers)
    counted = {
        visited.session.id: len(visited.visits)
        for event in events
        for visited in visited_sessions(tx, event)
        if visited.session is not None and visited.visits
    }
    owner = {slot.id: s.id for event in events for s in read_programme(tx, event).sessions for slot in s.slots}
    asked = {target} if target is not None else {answer.target for answer in answers if answer.target}
    doors = {ref: counted.get(owner.get(ref or "", ref or "")) for ref in asked}
    known = {ref: people for ref, people in doors.items() if people}
    if not known:
        return None, 0
    return sum(known.values()), _count_respondents([answer for answer in answers if answer.target in known])


def _count_respondents(answers: Sequence[AnswerSet]) -> int:
    """A person whose badge is known counts once for each thing that was asked about, however often they answered."""
    return len({(a.registration, a.target) if a.registration else a.id for a in answers})
