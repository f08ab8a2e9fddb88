"""Which language a page is in: what was chosen, else what the phone asks for, among those of the form (pure)."""

from collections.abc import Sequence
from typing import Final

from o2o_events.i18n import LANGUAGES, closest_language

_LONGEST: Final = 500
_FROM_THE_RIGHT: Final = frozenset({"ar", "fa", "he", "ps", "ug", "ur", "yi"})


def wanted_languages(accept: str) -> list[str]:
    """The languages of an Accept-Language header, the most wanted first."""
    weighed = []
    for place, part in enumerate(accept[:_LONGEST].split(",")):
        tag, _semicolon, rest = part.partition(";")
        weight = _weight(rest)
        if tag.strip() and weight > 0:
            weighed.append((-weight, place, tag.strip()))
    return [tag for _weight_, _place, tag in sorted(weighed)]


def _weight(text: str) -> float:
    try:
        return float(text.strip().removeprefix("q=")) if text.strip() else 1.0
    except ValueError:
        return 0.0


def choose_language(offered: Sequence[str], chosen: str | None, accept: str) -> str:
    """One of those offered, which are in the order of preference of who wrote the form."""
    if chosen in offered:
        return str(chosen)
    for wanted in wanted_languages(accept):
        for tag in offered:
            if tag.lower() == wanted.lower():
                return tag
        for tag in offered:
            if _base(tag) == _base(wanted):
                return tag
    return "en" if "en" in offered else next(iter(offered), "en")


def _base(tag: str) -> str:
    return tag.replace("_", "-").split("-")[0].lower()


def direction(tag: str) -> str:
    """Which way a language is written: ``ltr`` or ``rtl``."""
    return "rtl" if _base(tag) in _FROM_THE_RIGHT else "ltr"


def words_language(tag: str) -> str:
    """The language of the page's own words beside a form in this language."""
    return closest_language([tag])


def in_usual_order(tags: Sequence[str]) -> list[str]:
    """The languages in the order of every other page, those that we do not speak last."""
    usual = list(LANGUAGES)
    return sorted(tags, key=lambda tag: usual.index(tag) if tag in usual else len(usual))


def own_name(tag: str) -> str:
    """What a language calls itself; its tag where we do not know."""
    return LANGUAGES.get(tag, tag)
