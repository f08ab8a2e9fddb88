"""One gettext catalogue for window, command line and paper; the language belongs to the context.

Texts are marked with ``_("...")`` and translated when they are shown, never at import. Values go in
by ``.format()`` after translation. A worker thread must run in a copy of its caller's context.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from gettext import NullTranslations, translation

from o2o_events import paths

DOMAIN = "o2o_events"
LANGUAGES: Mapping[str, str] = {
    "en": "English",
    "zh-Hant": "繁體中文",
    "es": "Español",
    "vi": "Tiếng Việt",
}
"""Language tags (BCP 47) with the name each language gives itself."""

_language: ContextVar[str] = ContextVar("language", default="en")


@cache
def _catalogue(language: str) -> NullTranslations:
    folder = paths.resource("locale")
    return translation(DOMAIN, str(folder), [language.replace("-", "_")], fallback=True)


def language() -> str:
    """The tag of the language texts are shown in."""
    return _language.get()


def set_language(tag: str) -> None:
    """Shows texts in this language from now on, in this context.

    Raises ``ValueError`` for a tag that is not one of ``LANGUAGES``.
    """
    if tag not in LANGUAGES:
        raise ValueError(tag)
    _language.set(tag)


@contextmanager
def speaking(tag: str) -> Iterator[None]:
    """Shows texts in another language for the length of a block."""
    token = _language.set(tag)
    try:
        yield
    finally:
        _language.reset(token)


def closest_language(tags: list[str]) -> str:
    """The first of our languages that one of the given locale names asks for, else English."""
    for tag in tags:
        first = tag.replace("_", "-").split("-")[0].lower()
        if first == "zh":
            return "zh-Hant"
        if first in LANGUAGES:
            return first
    return "en"


def _(message: str) -> str:
    """The message in the present language."""
    return _catalogue(_language.get()).gettext(message)


def ngettext(one: str, many: str, number: int) -> str:
    """The message in the present language, in the form that goes with a number."""
    return _catalogue(_language.get()).ngettext(one, many, number)


def pgettext(context: str, message: str) -> str:
    """The message in the present language, where one English word means two things."""
    return _catalogue(_language.get()).pgettext(context, message)
