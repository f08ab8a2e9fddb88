"""Texts in several languages, as organisers type them (pure)."""

import re
from collections.abc import Mapping

from o2o_events.db.columns import LocalizedText
from o2o_events.errors import UserError
from o2o_events.i18n import _, language
from o2o_events.text import clean, clean_lines

LONGEST_LINE = 500
LONGEST_TEXT = 50_000
_TAG = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*")


def with_text(text: LocalizedText, tag: str, written: str, *, lines: bool = False) -> LocalizedText:
    """The text with what was written in one language; without it where nothing was written.

    ``lines`` keeps line breaks. Raises ``UserError`` where the language or the text cannot be.
    """
    return {other: kept for other, kept in text.items() if other != tag} | read_text({tag: written}, lines=lines)


def read_text(written: object, *, before: LocalizedText | None = None, lines: bool = False) -> LocalizedText:
    """A text by language, cleaned, languages without any left out.

    Plain ``str`` is in the present language and leaves the others as they were ``before``.
    """
    if isinstance(written, str):
        return with_text(before or {}, language(), written, lines=lines)
    if not isinstance(written, Mapping):
        raise TypeError(written)
    cleaned = {_read_tag(tag): _read(text, lines) for tag, text in written.items()}
    return {tag: text for tag, text in cleaned.items() if text}


def read_line(written: str) -> str:
    """One line in one language. Raises ``UserError`` where it is too long."""
    return _read(written, lines=False)


def _read(written: str, lines: bool) -> str:
    text = clean_lines(written) if lines else clean(written)
    most = LONGEST_TEXT if lines else LONGEST_LINE
    if len(text) > most:
        raise UserError(
            _("“{text}…” is too long: {length} characters. Shorten it to {most}.").format(
                text=text[:40], length=len(text), most=most
            )
        )
    return text


def _read_tag(tag: str) -> str:
    if not _TAG.fullmatch(tag):
        raise UserError(_("“{tag}” is no language. Write it like en, zh-Hant, es or vi.").format(tag=tag))
    return tag
