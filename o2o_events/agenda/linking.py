"""Who of the registered people a speaker may be: proposed by name, organisation and e-mail, never decided."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from sqlalchemy import select

from o2o_events.agenda.programme import Speaker
from o2o_events.agenda.queries import list_speakers
from o2o_events.db.models import PersonRow, RegistrationRow
from o2o_events.db.transaction import Tx
from o2o_events.people.matching import Likeness, are_names_compatible, text_key
from o2o_events.people.registration import likeness_of
from o2o_events.registers.events import Event


@dataclass(frozen=True)
class Proposal:
    """Somebody a speaker may be. ``is_sure``: the same name at the same organisation, or the same e-mail address.

    ``person`` is None where nobody who is registered fits: the speaker still has to be registered.
    """

    speaker: Speaker
    person: str | None = None
    name: str = ""
    organisation: str = ""
    is_sure: bool = False


class _Somebody(NamedTuple):
    person: str
    name: str
    organisation: str
    likeness: Likeness


def propose_links(tx: Tx, event: Event, emails: Mapping[str, str] | None = None) -> list[Proposal]:
    """For each speaker who is not linked, by name: whom they may be, the surest first, or that nobody fits.

    ``emails`` are speakers' addresses, by the speaker's id, where a list that was imported has them. People who
    are linked already are proposed to nobody else.
    """
    speakers = list_speakers(tx, event)
    linked = {speaker.person for speaker in speakers}
    people = _People([somebody for somebody in _registered(tx, event) if somebody.person not in linked])
    proposals = []
    for speaker in speakers:
        if speaker.person is None:
            found = people.find(speaker, (emails or {}).get(speaker.id, ""))
            proposals += found or [Proposal(speaker)]
    return proposals


def _registered(tx: Tx, event: Event) -> Iterator[_Somebody]:
    rows = tx.scalars(
        select(PersonRow)
        .join(RegistrationRow, RegistrationRow.person == PersonRow.id)
        .where(RegistrationRow.event == event.id, ~RegistrationRow.deleted, ~PersonRow.deleted)
        .order_by(PersonRow.id)
    )
    for row in rows:
        yield _Somebody(row.id, row.printed_name, row.organisation, likeness_of(row))


class _People:
    """Registered people, found by what two spellings of one name have in common."""

    def __init__(self, people: list[_Somebody]) -> None:
        self._by_key: defaultdict[str, list[_Somebody]] = defaultdict(list)
        for somebody in people:
            for key in _keys(somebody.likeness):
                self._by_key[key].append(somebody)

    def find(self, speaker: Speaker, email: str) -> list[Proposal]:
        likeness = Likeness.of(
            given="",
            family="",
            printed=speaker.name,
            own_script=speaker.own_script_name,
            organisation=speaker.organisation,
            email=email,
        )
        near = {somebody.person: somebody for key in _keys(likeness) for somebody in self._by_key.get(key, ())}
        proposals = [
            Proposal(speaker, s.person, s.name, s.organisation, _is_sure(likeness, s.likeness))
            for s in near.values()
            if _may_be(likeness, s.likeness)
        ]
        sure = [proposal for proposal in proposals if proposal.is_sure]
        if len(sure) > 1:  # two who fit equally well are a question
            proposals = [Proposal(p.speaker, p.person, p.name, p.organisation) for p in proposals]
        return sorted(proposals, key=lambda p: (not p.is_sure, p.name, p.person))


def _keys(likeness: Likeness) -> set[str]:
    name = likeness.name
    keys = {*name.split(), "".join(sorted(name.replace(" ", ""))), text_key(likeness.own_script)}
    return (keys | ({f"@{likeness.email}"} if likeness.email else set())) - {""}


def _may_be(one: Likeness, other: Likeness) -> bool:
    """The same address, or a name that fits: one word of a longer name alone is too little."""
    if one.email and one.email == other.email:
        return True
    is_enough = one.name == other.name or min(len(one.name.split()), len(other.name.split())) > 1
    has_own_script = bool(one.own_script) and text_key(one.own_script) == text_key(other.own_script)
    return are_names_compatible(one, other) and (is_enough or has_own_script)


def _is_sure(one: Likeness, other: Likeness) -> bool:
    if not are_names_compatible(one, other):
        return False
    if one.email and one.email == other.email:
        return True
    return one.name == other.name and bool(one.organisation) and one.organisation == other.organisation
