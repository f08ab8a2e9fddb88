"""The fields of people and registrations: what each may hold, whoever enters it (pure)."""

import re
from collections.abc import Sequence
from datetime import date, datetime
from functools import lru_cache
from typing import Final

from email_validator import EmailNotValidError, validate_email

from o2o_events.errors import UserError
from o2o_events.i18n import _
from o2o_events.registers.categories import Category, find_category
from o2o_events.registers.economies import find_economy
from o2o_events.registers.events import Event
from o2o_events.text import clean, fold

GENDERS: Final = ("female", "male", "another_term", "not_stated")
ANSWERS: Final = ("yes", "no", "not_stated")
STATUSES: Final = ("registered", "confirmed", "not_confirmed", "waitlisted", "withdrawn", "blocked")
SOURCES: Final = ("import", "added", "walk_in")
LONGEST_NAME: Final = 500
LONGEST_TEXT: Final = 2_000

_GENDER_WORDS = {
    "female": "female f woman w women mujer femenino femenina fem nu 女 女性 女士 feminine",
    "male": "male m man men hombre h masculino masc masculina nam 男 男性 男士 masculine varon",
    "another_term": "anotherterm other another nonbinary otro otra otrotermino otrogenero nobinario khac"
    " thuatngukhac 其他 其它 其他性別 非二元 diverse x",
    "not_stated": "notstated prefernottosay prefernottostate undisclosed unknown na none notspecified noindica"
    " nodeclarado prefierenodecir prefierenodecirlo noespecifica khongneu khongmuonneu khongtraloi 不願透露 未填 未說明"
    " 不提供 不便透露 nc",
}
_ANSWER_WORDS = {
    "yes": "yes y true 1 si s co 是 有 x v ok agree agreed accept iagree iconsent consent acepto deacuerdo dongy"
    " 同意 願意 checked ✓",
    "no": "no n false 0 khong 否 無 不 disagree decline noacepto khongdongy 不同意 不願意 unchecked",
    "not_stated": "notstated na unknown prefernottosay noindica khongneu 未填 不願透露",
}


def word_key(text: str) -> str:
    """A word as it is looked up: folded, letters and digits only."""
    return "".join(c for c in fold(text) if c.isalnum())


def _table(words: dict[str, str]) -> dict[str, str]:
    return {word_key(word) or word: value for value, many in words.items() for word in many.split()}


_GENDERS = _table(_GENDER_WORDS)
_ANSWERS = _table(_ANSWER_WORDS)


def find_gender(text: str) -> str | None:
    """The gender a word stands for, in English, Spanish, Vietnamese or Chinese; nothing is "not_stated"."""
    key = word_key(text)
    return _GENDERS.get(key) if key else "not_stated"


def find_answer(text: str) -> str | None:
    """Yes, no or not stated, in the same languages."""
    key = word_key(text) or text
    return _ANSWERS.get(key) if key else "not_stated"


def read_gender(text: str) -> str:
    """As ``find_gender``. Raises ``UserError`` for another word."""
    found = find_gender(clean(text))
    if found is None:
        raise UserError(
            _("“{text}” is not a gender this list knows. Give one of: {words}.").format(
                text=clean(text), words=", ".join(GENDERS)
            )
        )
    return found


def read_answer(text: str) -> str:
    """As ``find_answer``. Raises ``UserError`` for another word."""
    found = find_answer(clean(text))
    if found is None:
        raise UserError(
            _("“{text}” is not an answer. Give one of: {words}.").format(text=clean(text), words=", ".join(ANSWERS))
        )
    return found


def read_economy(text: str) -> str | None:
    """The code of an economy or affiliation. Raises ``UserError`` where it is none."""
    if not clean(text):
        return None
    found = find_economy(clean(text))
    if found is None:
        raise UserError(
            _(
                "“{text}” is no APEC economy or affiliation. Check the spelling, or give “Non-member economy” and"
                " name it in the note."
            ).format(text=clean(text))
        )
    return found.code


def read_category(categories: Sequence[Category], text: str) -> str:
    """The code of a category. Raises ``UserError`` with the codes there are."""
    found = find_category(list(categories), clean(text))
    if found is None:
        codes = ", ".join(category.code for category in categories)
        raise UserError(
            _(
                "There is no category “{text}”. Give one of: {codes}; another has to be added to the project first."
            ).format(text=clean(text), codes=codes)
        )
    return found.code


def read_days(event: Event, days: Sequence[date | str]) -> list[str] | None:
    """Registered days as ISO text, None for all. Raises ``UserError`` for a day that is not the event's."""
    wanted = sorted({_read_day(day) for day in days})
    for day in wanted:
        if day not in event.days:
            raise UserError(
                _("{day} is not a day of {event}. Its days are: {days}.").format(
                    day=day.isoformat(), event=event.code, days=", ".join(d.isoformat() for d in event.days)
                )
            )
    return [day.isoformat() for day in wanted] if wanted and len(wanted) < len(event.days) else None


def _read_day(day: date | str) -> date:
    if isinstance(day, datetime):
        return day.date()
    if isinstance(day, date):
        return day
    try:
        return date.fromisoformat(day.strip())
    except ValueError as error:
        raise UserError(_("“{text}” is not a day. Write it like 2016-03-17.").format(text=day)) from error


_PLAIN_LOCAL = re.compile(r"[A-Za-z0-9_+-]+(\.[A-Za-z0-9_+-]+)*$")


def read_email(text: str) -> str:
    """One e-mail address, or nothing. Raises ``UserError`` where it is no address."""
    address = clean(text)
    if address and not is_email(address):
        raise UserError(_("“{text}” is not an e-mail address. Correct it, or leave it empty.").format(text=address))
    return address


def is_email(address: str) -> bool:
    """Whether mail could be sent there, by its writing alone."""
    local, at, domain = address.rpartition("@")
    if at and len(local) <= 64 and _PLAIN_LOCAL.match(local):
        return _is_domain(domain)
    return _is_valid(address)


@lru_cache(maxsize=20_000)
def _is_domain(domain: str) -> bool:
    return _is_valid("a@" + domain)


def _is_valid(address: str) -> bool:
    try:
        validate_email(address, check_deliverability=False)
    except EmailNotValidError:
        return False
    return True


def read_text(text: str, longest: int = LONGEST_TEXT) -> str:
    """One line of cleaned text. Raises ``UserError`` where it is too long to be meant."""
    cleaned = clean(text)
    if len(cleaned) > longest:
        raise UserError(
            _("“{text}…” is longer than {most} characters. Shorten it and try again.").format(
                text=cleaned[:40], most=longest
            )
        )
    return cleaned


def status_label(status: str) -> str:
    """A state in words, in the present language."""
    return {
        "registered": _("registered"),
        "confirmed": _("confirmed"),
        "not_confirmed": _("not confirmed"),
        "waitlisted": _("on the waiting list"),
        "withdrawn": _("withdrawn"),
        "blocked": _("blocked"),
    }[status]
