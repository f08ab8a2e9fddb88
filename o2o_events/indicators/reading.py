"""All that the tables of one report are made of, each part read once and of one state of the file."""

from collections.abc import Iterable
from functools import cached_property

from o2o_events.agenda.programme import Programme
from o2o_events.agenda.queries import read_programme
from o2o_events.checkin.checkpoints import Checkpoint, list_checkpoints
from o2o_events.db.transaction import Tx
from o2o_events.indicators.attendees import UNKNOWN, Attendee, read_attendees
from o2o_events.indicators.entries import Entries, read_entries
from o2o_events.indicators.options import with_rule
from o2o_events.indicators.values import ParticipantRule, ReportOptions
from o2o_events.indicators.words import rule_words
from o2o_events.people.doubles import Recognised, recognise
from o2o_events.registers.categories import Category, list_categories
from o2o_events.registers.events import Event, list_events
from o2o_events.registers.practice_queries import list_practices
from o2o_events.registers.practices import Practice
from o2o_events.text import clean


class Reading:
    """What is reported on: an event, or the project where ``event`` is None. Valid within its transaction."""

    def __init__(self, tx: Tx, event: Event | None, options: ReportOptions | None = None) -> None:
        self.tx, self.event = tx, event
        self.options = with_rule(tx, options)
        self._entries: dict[str, Entries] = {}
        self._attendees: dict[str, list[Attendee]] = {}
        self._programmes: dict[str, Programme] = {}
        self._checkpoints: dict[str, list[Checkpoint]] = {}

    @property
    def is_project(self) -> bool:
        return self.event is None

    @cached_property
    def every_event(self) -> list[Event]:
        return list_events(self.tx)

    @property
    def events(self) -> list[Event]:
        """The events that are reported on, by their first day."""
        return self.every_event if self.event is None else [self.event]

    @cached_property
    def categories(self) -> list[Category]:
        return list_categories(self.tx)

    @property
    def rule(self) -> ParticipantRule:
        assert self.options.rule is not None, "with_rule gave one"
        return self.options.rule

    @property
    def rule_words(self) -> str:
        return rule_words(self.rule, self.categories)

    @cached_property
    def recognised(self) -> Recognised:
        return recognise(self.tx)

    @cached_property
    def practices(self) -> list[Practice]:
        return list_practices(self.tx)

    def checkpoints(self, event: Event) -> list[Checkpoint]:
        if event.id not in self._checkpoints:
            self._checkpoints[event.id] = list_checkpoints(self.tx, event)
        return self._checkpoints[event.id]

    def entrances(self, event: Event) -> list[Checkpoint]:
        """Where somebody checks in to the event."""
        names = {clean(name).casefold() for name in self.options.entrances}
        return [c for c in self.checkpoints(event) if c.name.casefold() in names]

    def entries(self, event: Event) -> Entries:
        if event.id not in self._entries:
            self._entries[event.id] = read_entries(self.tx, event, self.entrances(event))
        return self._entries[event.id]

    def everybody(self, event: Event) -> list[Attendee]:
        """All who are registered or came, whatever their category."""
        if event.id not in self._attendees:
            found = read_attendees(self.tx, event, self.entrances(event), self.entries(event))
            self._attendees[event.id] = found
        return self._attendees[event.id]

    def participants(self, event: Event) -> list[Attendee]:
        return [a for a in self.everybody(event) if a.category in self.rule.categories]

    def programme(self, event: Event) -> Programme:
        if event.id not in self._programmes:
            self._programmes[event.id] = read_programme(self.tx, event)
        return self._programmes[event.id]

    def all_participants(self) -> list[Attendee]:
        """Those of every event that is reported on: somebody at three events is there three times."""
        return [a for event in self.events for a in self.participants(event)]

    def person_of(self, attendee: Attendee) -> str:
        """Who somebody is in the whole project; a badge whose person is not on this desk stands for one person."""
        return attendee.holder if attendee.person is None else self.recognised.one(attendee.person)

    def grouped(self, attendees: Iterable[Attendee]) -> dict[str, list[Attendee]]:
        """Unique persons, each with their attendances, in the order given."""
        groups: dict[str, list[Attendee]] = {}
        for attendee in attendees:
            groups.setdefault(self.person_of(attendee), []).append(attendee)
        return groups

    def merged(self, attendees: Iterable[Attendee]) -> list[Attendee]:
        """Unique persons, each as at the first of their attendances, with what only a later one states."""
        return [own[0] if len(own) == 1 else _merge(own) for own in self.grouped(attendees).values()]


def _merge(own: list[Attendee]) -> Attendee:
    gender = next((a.gender for a in own if a.gender != UNKNOWN), UNKNOWN)
    with_economy = next((a for a in own if a.economy is not None), own[0])
    return own[0]._replace(
        gender=gender,
        economy=with_economy.economy,
        economy_note=with_economy.economy_note,
        is_funded=any(a.is_funded for a in own),
        age=next((a.age for a in own if a.age != UNKNOWN), UNKNOWN),
    )
