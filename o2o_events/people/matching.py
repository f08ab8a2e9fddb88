"""Whether two descriptions are of the same person (pure). Never merged on a doubt: a doubt is told.

The same e-mail address and a compatible name, or the same name at the same organisation with nothing
against it, is the same person. A mailbox shared by two names, and a name at one organisation with other
contacts, are different people until somebody says otherwise.
"""

from collections.abc import Iterable
from enum import IntEnum
from typing import NamedTuple

from o2o_events.people.names import name_words
from o2o_events.text import fold, words

_PHONE_DIGITS = 8
"""Digits at the end of a telephone number that are compared: codes before them are written in many ways."""
_SHORTEST_PHONE = 6


class Kind(IntEnum):
    """How two descriptions compare."""

    DIFFERENT = 0
    SHARED_EMAIL = 1
    OTHER_CONTACTS = 2
    SAME_OTHER_EMAIL = 3
    SAME = 4

    @property
    def is_same(self) -> bool:
        return self >= Kind.SAME_OTHER_EMAIL

    @property
    def is_doubt(self) -> bool:
        return self in (Kind.SHARED_EMAIL, Kind.OTHER_CONTACTS)


class Likeness(NamedTuple):
    """What of a person is compared. E-mail, name and organisation are keys: folded, order and punctuation aside;
    the own-script name and telephone become keys when they are needed. ``ref`` is the list's own number.
    """

    email: str
    name: str
    own_script: str
    organisation: str
    phone: str
    ref: str

    @classmethod
    def of(
        cls,
        *,
        given: str,
        family: str,
        printed: str = "",
        own_script: str = "",
        organisation: str = "",
        email: str = "",
        phone: str = "",
        ref: str = "",
    ) -> "Likeness":
        """The keys of a person's fields."""
        return cls(
            email_key(email),
            name_key(given, family, printed, own_script),
            own_script,
            text_key(organisation),
            phone,
            ref,
        )


def email_key(text: str) -> str:
    """Addresses that differ in case alone are one mailbox."""
    return text.casefold()


def name_key(given: str, family: str, printed: str = "", own_script: str = "") -> str:
    """The words of a name in no order."""
    return " ".join(name_words(given, family) or name_words(printed) or name_words(own_script))


def text_key(text: str) -> str:
    """An organisation without case, accents, spaces and punctuation."""
    return "".join(words(fold(text)))


def phone_key(text: str) -> str:
    """The end of a telephone number; nothing where it has too few digits to tell people apart."""
    if not text:
        return ""
    digits = "".join(c for c in fold(text) if c.isdigit())
    return digits[-_PHONE_DIGITS:] if len(digits) >= _SHORTEST_PHONE else ""


def compare(one: Likeness, other: Likeness) -> Kind:
    """How two descriptions compare; the same either way round."""
    if one.email and one.email == other.email:
        is_same = are_names_compatible(one, other) or bool(one.ref and one.ref == other.ref)
        return Kind.SAME if is_same else Kind.SHARED_EMAIL
    if not one.name or one.name != other.name or one.organisation != other.organisation:
        return Kind.DIFFERENT
    emails_differ = bool(one.email and other.email)
    phone, other_phone = phone_key(one.phone), phone_key(other.phone)
    phones_differ = bool(phone and other_phone and phone != other_phone)
    has_same_phone = bool(phone) and phone == other_phone
    if not one.organisation and not has_same_phone:
        return _compare_bare_names(one, other)
    if not emails_differ and not phones_differ:
        return Kind.SAME
    return Kind.SAME_OTHER_EMAIL if emails_differ and has_same_phone else Kind.OTHER_CONTACTS


def _compare_bare_names(one: Likeness, other: Likeness) -> Kind:
    """The same name without an organisation: only where there is nothing else at all on either side."""
    if one.email or other.email or phone_key(one.phone) or phone_key(other.phone):
        return Kind.DIFFERENT
    return Kind.OTHER_CONTACTS if one.ref and other.ref and one.ref != other.ref else Kind.SAME


def are_names_compatible(one: Likeness, other: Likeness) -> bool:
    """Whether two names may be one person's: the same words, or all words of the shorter among the longer's."""
    own_script = text_key(one.own_script)
    if one.name == other.name or (own_script and own_script == text_key(other.own_script)):
        return True
    mine, theirs = set(one.name.split()), set(other.name.split())
    if not mine or not theirs:
        return False
    return mine <= theirs or theirs <= mine or _letters(one.name) == _letters(other.name)


def _letters(name: str) -> list[str]:
    """The letters of a name in no order: "Yi Chun" and "Yichun" are one."""
    return sorted(name.replace(" ", ""))


class Match(NamedTuple):
    """Whom somebody was found to be like: the number the other was added under, and how."""

    number: int
    kind: Kind


class Register:
    """Descriptions to compare with, found by e-mail and by name with organisation."""

    def __init__(self) -> None:
        self.people: list[Likeness] = []
        self._by_email: dict[str, list[int]] = {}
        self._by_name: dict[str, list[int]] = {}

    def add(self, likeness: Likeness) -> int:
        """Adds a description; answers its number."""
        number = len(self.people)
        self.people.append(likeness)
        email, name, _own, organisation, _phone, _ref = likeness
        if email:
            self._by_email.setdefault(email, []).append(number)
        if name:
            self._by_name.setdefault(f"{name}\n{organisation}", []).append(number)
        return number

    def has_email(self, email: str) -> bool:
        return email in self._by_email

    def find(self, likeness: Likeness) -> Match | None:
        """The one it is the same as, else the first it is in doubt with, else None.

        Like several people equally well is a doubt.
        """
        email, name, _own, organisation, _phone, _ref = likeness
        of_name = self._by_name.get(f"{name}\n{organisation}") if name else None
        of_email = self._by_email.get(email) if email else None
        if of_name is None and of_email is None:
            return None
        numbers = dict.fromkeys([*(of_email or ()), *(of_name or ())])
        matches = [Match(number, compare(likeness, self.people[number])) for number in numbers]
        same = [match for match in matches if match.kind.is_same]
        if same:
            return self._closest(likeness, same)
        doubts = [match for match in matches if match.kind.is_doubt]
        return doubts[0] if doubts else None

    def _closest(self, likeness: Likeness, same: Iterable[Match]) -> Match:
        ranked = sorted(same, key=lambda match: self._closeness(likeness, match), reverse=True)
        if len(ranked) > 1 and self._closeness(likeness, ranked[0]) == self._closeness(likeness, ranked[1]):
            return Match(ranked[0].number, Kind.OTHER_CONTACTS)
        return ranked[0]

    def _closeness(self, likeness: Likeness, match: Match) -> tuple[bool, bool, bool, bool, bool]:
        other = self.people[match.number]
        return (
            match.kind is Kind.SAME,
            bool(likeness.email) and likeness.email == other.email,
            likeness.name == other.name,
            bool(likeness.ref) and likeness.ref == other.ref,
            (likeness.email, phone_key(likeness.phone)) == (other.email, phone_key(other.phone)),
        )
