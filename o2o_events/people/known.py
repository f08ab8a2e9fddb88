"""The people that the project has, as an import compares and changes them: raw rows, read at once."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final

from o2o_events.db import stamps
from o2o_events.db.transaction import Tx
from o2o_events.people.matching import Likeness
from o2o_events.registers.events import Event

PERSON: Final = (
    "title",
    "given_name",
    "family_name",
    "printed_name",
    "own_script_name",
    "gender",
    "economy",
    "economy_note",
    "organisation",
    "position",
    "sector",
    "email",
    "phone",
)
REGISTRATION: Final = (
    "category",
    "roles",
    "status",
    "days",
    "desk_note",
    "age_35_or_under",
    "consent_list_on",
    "consent_survey_on",
    "consent_photo_on",
    "is_funded",
    "source_ref",
    "registered_at",
)
NEED: Final = ("dietary", "access")
FACT: Final = "import"
"""The kind of fact that an import leaves: the file, the counts, and the stamp of all that it wrote."""

_READ: Final = (
    "SELECT p.id, r.id, n.id, p.stamps, r.stamps, n.stamps, n.deleted, "
    + ", ".join([*(f"p.{c}" for c in PERSON), *(f"r.{c}" for c in REGISTRATION), *(f"n.{c}" for c in NEED)])
    + """ FROM person p LEFT JOIN registration r ON r.person = p.id AND +r.event = ? AND NOT r.deleted
    LEFT JOIN need n ON n.id = r.id WHERE NOT p.deleted ORDER BY p.id, r.id"""
)
_FIRST: Final = 7
_FIELDS: Final = (*PERSON, *REGISTRATION, *NEED)
_TABLE: Final = {**dict.fromkeys(PERSON, 0), **dict.fromkeys(REGISTRATION, 1), **dict.fromkeys(NEED, 2)}


@dataclass(frozen=True)
class Known:
    """Somebody in the project: values as stored, and who wrote them. ``registration`` is None without one here."""

    row: tuple[Any, ...]

    @property
    def person(self) -> str:
        return str(self.row[0])

    @property
    def registration(self) -> str | None:
        registration: str | None = self.row[1]
        return registration

    @property
    def need(self) -> str | None:
        need: str | None = self.row[2]
        return need

    @property
    def is_need_gone(self) -> bool:
        return bool(self.row[6])

    @cached_property
    def values(self) -> Mapping[str, Any]:
        """Field -> stored value; fields of a registration or need that there is not are None."""
        return dict(zip(_FIELDS, self.row[_FIRST:], strict=True))

    @cached_property
    def stamps(self) -> tuple[stamps.Stamps, stamps.Stamps, stamps.Stamps]:
        """The stamps of person, registration and need."""
        person, registration, need = (json.loads(text or "{}") for text in self.row[3:6])
        return person, registration, need

    def is_from_desk(self, field: str, imports: frozenset[str]) -> bool:
        """Whether a field's present value was entered at a desk, and not by an import."""
        history = stamps.history(self.stamps[_TABLE[field]], field)
        return bool(history) and history[0] not in imports

    def was_touched(self, field: str) -> bool:
        """Whether a field was written after its record was made."""
        return field in self.stamps[_TABLE[field]]

    def likeness(self) -> Likeness:
        values = self.values
        return Likeness.of(
            given=values["given_name"],
            family=values["family_name"],
            printed=values["printed_name"],
            own_script=values["own_script_name"],
            organisation=values["organisation"],
            email=values["email"],
            phone=values["phone"],
            ref=values["source_ref"] or "",
        )


def read_known(tx: Tx, event: Event) -> list[Known]:
    """Everybody in the project, with the registration for this event if there is one."""
    found: dict[str, Known] = {}
    for row in tx.connection().exec_driver_sql(_READ, (event.id,)):
        found.setdefault(row[0], Known(tuple(row)))
    return list(found.values())


def read_import_stamps(tx: Tx) -> frozenset[str]:
    """The stamps of all that imports wrote, at whichever desk."""
    rows = tx.connection().exec_driver_sql("SELECT body FROM fact WHERE kind = ?", (FACT,))
    return frozenset(json.loads(row[0]).get("stamp", "") for row in rows)
