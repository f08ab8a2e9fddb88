"""Who in a project is one person though there are two records, and who may be (pure).

What is certain counts as one at once, in every database alike: it is worked out from the records and from what
people decided, never written. So no order of merging matters, and no merge changes a record.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import combinations

from o2o_events.people.matching import Likeness, Register, are_names_compatible

DIFFERENT = "different"
_NOT_STATED = ("", "not_stated", None)


@dataclass(frozen=True)
class Somebody:
    """A record of a person, as far as it is compared and shown."""

    id: str
    likeness: Likeness
    printed_name: str
    email: str
    gender: str
    economy: str | None


def are_certainly_one(one: Somebody, other: Somebody) -> bool:
    """The same mailbox, names that may be one person's, and nothing said of both that contradicts."""
    mine, theirs = one.likeness, other.likeness
    if not mine.email or mine.email != theirs.email or not are_names_compatible(mine, theirs):
        return False
    return not _contradict(one.gender, other.gender) and not _contradict(one.economy, other.economy)


def _contradict(one: str | None, other: str | None) -> bool:
    return one not in _NOT_STATED and other not in _NOT_STATED and one != other


def certain_groups(people: Iterable[Somebody], kept_apart: frozenset[tuple[str, str]]) -> list[tuple[Somebody, ...]]:
    """Those who share a mailbox, in groups of one person each; whoever is in doubt is in none.

    ``kept_apart``: the ids, in order, of those of whom somebody decided that they are two. Where not everybody
    in a chain of likenesses is like everybody else ("Nguyen" is like both "Nguyen Van An" and "Nguyen Thi Hoa"),
    only those of exactly one name are one.
    """
    waiting = {person.id: person for person in people}
    like: dict[str, set[str]] = {id_: set() for id_ in waiting}
    for one, other in combinations(sorted(waiting), 2):
        if (one, other) not in kept_apart and are_certainly_one(waiting[one], waiting[other]):
            like[one].add(other)
            like[other].add(one)
    found = []
    while waiting:
        members = _reach(min(waiting), like)
        together = [waiting.pop(id_) for id_ in sorted(members)]
        found += [tuple(g) for g in _whole(together, like) if len(g) > 1]
    return found


def united(groups: Iterable[set[str]]) -> list[set[str]]:
    """Groups that share a member made one."""
    of: dict[str, set[str]] = {}
    for group in groups:
        whole = set(group).union(*(of[id_] for id_ in group if id_ in of))
        of |= dict.fromkeys(whole, whole)
    return list({id(group): group for group in of.values()}.values())


def _reach(start: str, like: Mapping[str, set[str]]) -> set[str]:
    reached, fresh = {start}, {start}
    while fresh:
        fresh = set().union(*(like[id_] for id_ in fresh)) - reached
        reached |= fresh
    return reached


def _whole(together: list[Somebody], like: Mapping[str, set[str]]) -> Iterator[list[Somebody]]:
    """The group itself where everybody is like everybody, else those of one name in it of whom that is so."""
    if _are_all_alike(together, like):
        yield together
        return
    by_name: dict[str, list[Somebody]] = {}
    for person in together:
        by_name.setdefault(person.likeness.name, []).append(person)
    yield from (group for _name, group in sorted(by_name.items()) if _are_all_alike(group, like))


def _are_all_alike(group: list[Somebody], like: Mapping[str, set[str]]) -> bool:
    ids = {person.id for person in group}
    return all(ids - {id_} <= like[id_] for id_ in ids)


@dataclass
class Crowd:
    """Everybody in a project by what they may share; what is asked costs what is shared, not what there is."""

    people: dict[str, Somebody] = field(default_factory=dict)
    _sharing: dict[str, set[str]] = field(default_factory=dict)
    _crowded: set[str] = field(default_factory=set)

    def put(self, person: Somebody) -> None:
        """Somebody new, or with other fields than before."""
        self.remove(person.id)
        self.people[person.id] = person
        for key in _keys(person):
            sharing = self._sharing.setdefault(key, set())
            sharing.add(person.id)
            if len(sharing) == 2:
                self._crowded.add(key)

    def remove(self, id_: str) -> None:
        """Somebody is not here any more, if they were."""
        person = self.people.pop(id_, None)
        for key in _keys(person) if person else ():
            sharing = self._sharing[key]
            sharing.remove(id_)
            if len(sharing) == 1:
                self._crowded.discard(key)
            if not sharing:
                del self._sharing[key]

    def groups(self, kept_apart: frozenset[tuple[str, str]]) -> list[tuple[Somebody, ...]]:
        """Those who are certainly one person."""
        found = []
        for key in sorted(key for key in self._crowded if key.startswith(_MAILBOX)):
            found += certain_groups([self.people[id_] for id_ in self._sharing[key]], kept_apart)
        return found

    def pairs(self) -> list[tuple[Somebody, Somebody]]:
        """Everybody who is like somebody before them, with the closest of those."""
        ids = sorted({id_ for key in self._crowded for id_ in self._sharing[key]})
        register, known, found = Register(), [], []
        for person in (self.people[id_] for id_ in ids):
            match = register.find(person.likeness)
            register.add(person.likeness)
            known.append(person)
            if match is not None:
                found.append((known[match.number], person))
        return found


_MAILBOX = "@"


def _keys(person: Somebody) -> list[str]:
    likeness = person.likeness
    keys = [_MAILBOX + likeness.email] if likeness.email else []
    return [*keys, f"{likeness.name}\n{likeness.organisation}"] if likeness.name else keys
