"""The words of XLSForms (ODK, Kobo): headings, languages, kinds of questions, and what is not supported (pure)."""

import re
from dataclasses import dataclass
from typing import Final

from o2o_events.i18n import LANGUAGES
from o2o_events.text import fold

OURS: Final = "o2o_"
"""What XLSForm has no word for stands in columns and rows whose names begin so; others pass over them."""
INTRODUCTION, THANKS = f"{OURS}introduction", f"{OURS}thanks"
KIND, PAIRS, BARRIER, LOW, HIGH = (f"{OURS}{name}" for name in ("kind", "pairs_with", "barrier_field", "low", "high"))
POSITIVE: Final = f"{OURS}positive"
TRANSLATED: Final = frozenset({"label", "hint", LOW, HIGH, f"{OURS}title", f"{OURS}name"})
_HEADINGS: Final = {
    "list name": "list_name",
    "relevance": "relevant",
    "caption": "label",
    "value": "name",
    "form title": "form_title",
    "title": "form_title",
    "id_string": "form_id",
    "form id": "form_id",
    "default language": "default_language",
    "bind::relevant": "relevant",
    "bind::required": "required",
    "bind::constraint": "constraint",
    "control::appearance": "appearance",
}
_NAMES: Final = {
    "arabic": "ar",
    "bahasa indonesia": "id",
    "chinese": "zh",
    "english": "en",
    "espanol": "es",
    "filipino": "fil",
    "french": "fr",
    "francais": "fr",
    "indonesian": "id",
    "japanese": "ja",
    "khmer": "km",
    "korean": "ko",
    "lao": "lo",
    "malay": "ms",
    "portuguese": "pt",
    "russian": "ru",
    "spanish": "es",
    "tagalog": "tl",
    "thai": "th",
    "traditional chinese": "zh-Hant",
    "vietnamese": "vi",
}
_TAGGED: Final = re.compile(r".*\(\s*([A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{1,8})*)\s*\)\s*")
_TAG: Final = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*")


@dataclass(frozen=True)
class Unsupported:
    """Something in a file that the form does not keep, where it stands and what became of it.

    ``row`` is the sheet's own number, None for the sheet as a whole; ``column`` is the heading, or nothing.
    """

    sheet: str
    row: int | None
    column: str
    value: str
    message: str


@dataclass(frozen=True)
class Heading:
    """What a column is: its name in lower case, and the language of a text (None: the form's own)."""

    name: str
    language: str | None = None


def read_heading(text: str) -> Heading:
    """``label::Tiếng Việt (vi)``, ``label:english``, ``List Name``, ``constraint_message::x`` into their parts."""
    plain = text.strip()
    whole = " ".join(plain.lower().split())
    if whole in _HEADINGS:
        return Heading(_HEADINGS[whole])
    name, colon, words = plain.partition(":")
    key = " ".join(name.lower().split())
    key = _HEADINGS.get(key, key.replace(" ", "_"))
    words = words.lstrip(":").strip()
    if colon and words and key in TRANSLATED:
        return Heading(key, language_tag(words))
    return Heading(whole.replace(" ", "_") if colon else key)


def language_tag(words: str) -> str:
    """The tag of a language as people name it; a private tag for a name that nobody knows, so that nothing is lost."""
    tagged = _TAGGED.fullmatch(words)
    if tagged:
        return _own_spelling(tagged[1].replace("_", "-"))
    for tag, name in LANGUAGES.items():
        if fold(words) in (fold(tag), fold(name)):
            return tag
    known = _NAMES.get(fold(words).strip())
    if known:
        return known
    if _TAG.fullmatch(words) and len(words.partition("-")[0]) == 2:
        return _own_spelling(words)
    letters = "".join(c for c in fold(words) if c.isascii() and c.isalnum())[:8]
    return f"x-{letters or 'other'}"


def _own_spelling(tag: str) -> str:
    return next((ours for ours in LANGUAGES if ours.lower() == tag.lower()), tag)


def language_words(tag: str) -> str:
    """A language as a column names it: ``Tiếng Việt (vi)``."""
    return f"{LANGUAGES.get(tag, tag)} ({tag})" if not tag.startswith("x-") else tag.removeprefix("x-")


@dataclass(frozen=True)
class Kind:
    """A type as an XLSForm writes it: one word, the list of a choice, whether another answer can be given."""

    word: str
    list_name: str = ""
    has_other: bool = False


_MANY = ("select_multiple", "select all that apply from", "select multiple", "select all that apply", "add select")
_ONE = ("select_one", "select one from", "select1", "select one")
_OTHERS = (" or_other", " or specify other", " or other")
_SAME: Final = {
    "string": "text",
    "int": "integer",
    "add text prompt": "text",
    "add note prompt": "note",
    "add integer prompt": "integer",
    "add decimal prompt": "decimal",
    "q string": "text",
    "q int": "integer",
    "begin_group": "begin group",
    "end_group": "end group",
    "begin_repeat": "begin repeat",
    "end_repeat": "end repeat",
    "begin lgroup": "begin repeat",
    "end lgroup": "end repeat",
}


def read_kind(text: str) -> Kind:
    """What a cell of the column “type” says."""
    words = " ".join(text.split())
    lower = words.lower()
    if lower in _SAME:
        return Kind(_SAME[lower])
    has_other = lower.endswith(_OTHERS)
    for ending in _OTHERS:
        if lower.endswith(ending):
            words = words[: -len(ending)]
            break
    for word, spellings in (("select_multiple", _MANY), ("select_one", _ONE)):
        for spelling in spellings:
            if words.lower().startswith(spelling + " "):
                return Kind(word, words[len(spelling) :].strip(), has_other)
    return Kind(lower)
