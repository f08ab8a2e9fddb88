"""What a list says of its people, in the form in which it is stored (pure)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from o2o_events.clock import from_microseconds
from o2o_events.db.columns import to_json
from o2o_events.people.known import NEED, PERSON, REGISTRATION
from o2o_events.people.listing import PeopleList, printed_names
from o2o_events.people.matching import Likeness, email_key, name_key, text_key
from o2o_events.registers.events import Event
from o2o_events.text import fold, words

_CONSENTS = {
    "consent_list_on": "consent_list",
    "consent_survey_on": "consent_survey",
    "consent_photo_on": "consent_photo",
}
_DEFAULTS: dict[str, Any] = {
    "gender": "not_stated",
    "age_35_or_under": "not_stated",
    "roles": "[]",
    "economy": None,
    "days": None,
    "is_funded": None,
    "registered_at": None,
    "consent_list_on": None,
    "consent_survey_on": None,
    "consent_photo_on": None,
}


@dataclass(frozen=True)
class Wanted:
    """Stored values, column by column: ``columns[field][i]`` belongs to the row ``numbers[i]``.

    ``given`` are the fields that the list itself has; others hold defaults and change nobody.
    ``has_printed[i]`` says whether the list gives the name for the badge.
    """

    numbers: list[int]
    columns: dict[str, list[Any]]
    given: tuple[str, ...]
    has_printed: list[bool]
    headings: dict[str, str]
    damaged: set[tuple[str, int]]


def stored_form(listed: PeopleList, event: Event, *, today: date, category: str) -> Wanted:
    """Fills what is missing: composed names, the default category, days of consent."""
    count = len(listed.numbers)
    values = listed.values
    columns: dict[str, list[Any]] = {}
    for field in (*PERSON, *REGISTRATION, *NEED):
        columns[field] = values.get(field) or [_DEFAULTS.get(field, "")] * count
    printed = values.get("printed_name") or [""] * count
    columns["printed_name"] = printed_names(listed)
    columns["economy"] = [code or None for code in columns["economy"]]
    columns["category"] = [code or category for code in columns["category"]]
    if "roles" in values:
        columns["roles"] = list(map(_Json().__getitem__, columns["roles"]))
    if "days" in values:
        columns["days"] = list(map(_Json({(): None}).__getitem__, columns["days"]))
    if "is_funded" in values:
        columns["is_funded"] = [{"yes": 1, "no": 0}.get(answer) for answer in columns["is_funded"]]
    for field, name in _CONSENTS.items():
        if name in values:
            columns[field] = _consent_days(values[name], columns["registered_at"], event, today)
    given = {*values, *(field for field, name in _CONSENTS.items() if name in values)} & set(columns)
    headings = listed.headings | {field: listed.headings[name] for field, name in _CONSENTS.items() if name in values}
    if "full_name" in headings:
        for field in ("given_name", "family_name", "printed_name"):
            headings.setdefault(field, headings["full_name"])
    return Wanted(
        listed.numbers,
        columns,
        tuple(field for field in columns if field in given),
        list(map(bool, printed)),
        headings,
        listed.damaged,
    )


class _Json(dict[tuple[str, ...], str | None]):
    def __missing__(self, key: tuple[str, ...]) -> str | None:
        self[key] = text = to_json(list(key or ()))
        return text


def _consent_days(
    answers: Sequence[str | date], registered: Sequence[int | None], event: Event, today: date
) -> list[str | None]:
    """The day a consent was given: the one in the list, else the day of registration, else today."""
    days: list[str | None] = []
    for answer, moment in zip(answers, registered, strict=True):
        if isinstance(answer, date):
            days.append(answer.isoformat())
        elif answer == "yes":
            days.append((event.day_of(from_microseconds(moment)) if moment else today).isoformat())
        else:
            days.append(None)
    return days


def likenesses(wanted: Wanted) -> list[Likeness]:
    """What of everybody is compared. Each part of a name is taken apart once."""
    columns = wanted.columns
    parts = _Words()
    names = []
    for given, family, printed, own in zip(
        columns["given_name"],
        columns["family_name"],
        columns["printed_name"],
        columns["own_script_name"],
        strict=True,
    ):
        found = parts[given] + parts[family]
        names.append(" ".join(sorted(found)) if found else name_key("", "", printed, own))
    organisations = _Keys()
    return list(
        map(
            Likeness,
            map(email_key, columns["email"]),
            names,
            columns["own_script_name"],
            map(organisations.__getitem__, columns["organisation"]),
            columns["phone"],
            columns["source_ref"],
        )
    )


class _Words(dict[str, list[str]]):
    def __missing__(self, text: str) -> list[str]:
        self[text] = found = words(fold(text))
        return found


class _Keys(dict[str, str]):
    def __missing__(self, text: str) -> str:
        self[text] = key = text_key(text)
        return key
