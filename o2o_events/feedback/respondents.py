"""Who gave the answers of a form with names; and by what answers may be told apart without."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from sqlalchemy import select

from o2o_events.db.models import PersonRow, RegistrationRow
from o2o_events.db.transaction import Tx
from o2o_events.feedback.queries import AnswerSet
from o2o_events.i18n import _
from o2o_events.registers.economies import BY_CODE, economy_name, position

CUTS: Final = ("gender", "economy", "members", "category", "session")
MEMBERS, OTHERS = "members", "others"
_GENDERS: Final = ("female", "male", "another_term")


@dataclass(frozen=True)
class Named:
    """Who a registration is; ``person`` is the same at several events."""

    person: str
    name: str
    economy: str | None
    gender: str | None
    category: str


def people_of(tx: Tx, answers: Sequence[AnswerSet]) -> dict[str, Named]:
    """Registration -> who that is; one whose record is not here is left out."""
    wanted = {answer.registration for answer in answers if answer.registration}
    if not wanted:
        return {}
    rows = tx.execute(
        select(RegistrationRow.id, RegistrationRow.category, PersonRow).join(
            PersonRow, RegistrationRow.person == PersonRow.id
        )
    )
    return {
        registration: Named(who.id, who.printed_name, who.economy, who.gender or None, category)
        for registration, category, who in rows
        if registration in wanted
    }


def with_people(answers: Sequence[AnswerSet], people: Mapping[str, Named]) -> list[AnswerSet]:
    """The answers with the economy, gender and category of the person, where it is known."""
    found = []
    for answer in answers:
        who = people.get(answer.registration or "")
        found.append(replace(answer, economy=who.economy, gender=who.gender, category=who.category) if who else answer)
    return found


def group_key(cut: str) -> Callable[[AnswerSet], str | None]:
    """What an answer belongs to in a cut; None where it does not say. Raises ``KeyError`` for no cut of ours."""
    return {
        "gender": lambda answer: _stated(answer.gender),
        "economy": lambda answer: _economy(answer.economy),
        "members": lambda answer: _membership(answer.economy),
        "category": lambda answer: answer.category or None,
        "session": lambda answer: answer.target or None,
    }[cut]


def _stated(gender: str | None) -> str | None:
    return gender if gender and gender != "not_stated" else None


def _economy(code: str | None) -> str | None:
    """A member economy, or all others together."""
    if not code:
        return None
    return code if code in BY_CODE and BY_CODE[code].is_member else OTHERS


def _membership(code: str | None) -> str | None:
    economy = _economy(code)
    return economy if economy in (None, OTHERS) else MEMBERS


def group_words(cut: str, key: str | None, names: Mapping[str, str]) -> str:
    """A group in the present language; ``names`` are those of sessions and categories by id or code."""
    if key is None:
        return _("Not stated")
    if cut == "gender":
        return {"female": _("Female"), "male": _("Male"), "another_term": _("Another term")}.get(key, key)
    if key == OTHERS and cut in ("economy", "members"):
        return _("Others (guests, observers, non-members)")
    if cut == "members":
        return _("APEC member economies")
    if cut == "economy":
        return economy_name(key) or key
    return names.get(key) or (_("Removed from the programme") if cut == "session" else key)


def cut_words(cut: str) -> str:
    return {
        "gender": _("Gender"),
        "economy": _("Economy"),
        "members": _("Economy group"),
        "category": _("Category"),
        "session": _("Session"),
    }[cut]


def group_order(cut: str, key: str | None, names: Mapping[str, str]) -> tuple[int, int, str]:
    """Where a group stands: APEC's order of economies, the programme's of sessions; not stated last."""
    if key is None:
        return 2, 0, ""
    if cut == "economy":
        return 1 if key == OTHERS else 0, position(key) if key in BY_CODE else 0, key
    if cut == "gender":
        return 0, _GENDERS.index(key) if key in _GENDERS else len(_GENDERS), key
    if cut == "members":
        return 0, int(key == OTHERS), key
    known = list(names)
    return 0, known.index(key) if key in known else len(known), key
