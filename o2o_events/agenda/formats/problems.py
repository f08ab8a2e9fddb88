"""What goes wrong while a file is read, noted beside what is good; texts are cleaned and cut on the way (pure)."""

from dataclasses import dataclass, field
from typing import Any

from o2o_events.agenda.formats.draft import DraftProblem
from o2o_events.agenda.sessions import MOST_MINUTES
from o2o_events.i18n import _
from o2o_events.registers.texts import LONGEST_LINE, LONGEST_TEXT
from o2o_events.text import clean, clean_lines

_MOST_TOLD = 500
FIRST_YEAR, LAST_YEAR = 1990, 2199


@dataclass
class Notes:
    """The problems of one file; ``unread`` are ids of what was named but not understood."""

    problems: list[DraftProblem] = field(default_factory=list)
    unread: set[str] = field(default_factory=set)
    is_whole: bool = True

    def tell(
        self,
        place: str,
        message: str,
        *,
        row: int | None = None,
        column: str = "",
        value: object = "",
        is_lost: bool = False,
    ) -> None:
        if len(self.problems) < _MOST_TOLD:
            self.problems.append(DraftProblem(place, message, row, column, clean(str(value))[:120], is_lost))

    def lose(
        self, place: str, ref: str, message: str, *, row: int | None = None, column: str = "", value: object = ""
    ) -> None:
        """Notes a session that could not be read; what is known of it here stays, whichever it is."""
        self.tell(place, message, row=row, column=column, value=value, is_lost=True)
        if ref:
            self.unread.add(ref)
        else:
            self.is_whole = False

    def line(self, value: Any, place: str, *, row: int | None = None, column: str = "") -> str:
        """One line of text, cut where it is far too long."""
        return self._cut(clean(as_text(value)), LONGEST_LINE, place, row, column)

    def lines(self, value: Any, place: str, *, row: int | None = None, column: str = "") -> str:
        """Text of several lines, cut where it is far too long."""
        return self._cut(clean_lines(as_text(value)), LONGEST_TEXT, place, row, column)

    def _cut(self, text: str, most: int, place: str, row: int | None, column: str) -> str:
        if len(text) <= most:
            return text
        words = _("This text is longer than {most} characters; what is beyond was cut off.")
        self.tell(place, words.format(most=most), row=row, column=column, value=text[:60])
        return text[:most].rstrip()


def as_text(value: Any) -> str:
    """Text of whatever a file has where text should be; structures are none."""
    if isinstance(value, str):
        return value
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        return ""
    return str(value)[:40]


def is_length(minutes: int | None) -> bool:
    """Whether a session can take so long."""
    return minutes is not None and 1 <= minutes <= MOST_MINUTES
