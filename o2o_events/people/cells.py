"""The cells of one column, read: each different one once, with what is wrong with it (pure)."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from zoneinfo import ZoneInfo

from o2o_events.clock import to_microseconds
from o2o_events.i18n import _
from o2o_events.people import mojibake
from o2o_events.people.dates import habit_of, is_35_or_under, read_days, read_moment
from o2o_events.people.fields import LONGEST_TEXT, find_answer, find_gender, is_email, word_key
from o2o_events.people.statuses import find_status
from o2o_events.registers.categories import Category, find_category
from o2o_events.registers.economies import find_economy
from o2o_events.registers.events import Event
from o2o_events.text import clean, fold


class Reader(dict[str, object]):
    """Reads cells, remembering each: ``reader[cell]`` is its value. ``wrong`` says what is wrong with a cell.

    Every cell is cleaned and, where UTF-8 was read as Windows-1252 and that is certain, put right and told.
    """

    def __init__(
        self,
        read: Callable[[str], object],
        *,
        is_name: bool = False,
        is_plain: Callable[[Sequence[str]], bool] | None = None,
    ) -> None:
        super().__init__()
        self._is_plain = is_plain
        self.wrong: dict[str, str] = {}
        self.fatal: dict[str, str] = {}
        self.damaged: set[str] = set()
        """Cells whose text came damaged and could not be put right."""
        self._read = read
        self._is_name = is_name

    def read_all(self, cells: list[str]) -> list[object]:
        """The values of a whole column."""
        if self._is_plain is not None and is_clean(cells) and self._is_plain(cells):
            return list(cells)
        return list(map(self.__getitem__, cells))

    def __missing__(self, cell: str) -> object:
        text = clean(cell)
        if not text.isascii() or "?" in text:
            text = self._mend(cell, text)
        if len(text) > LONGEST_TEXT:
            self.wrong[cell] = _("This text is longer than {most} characters; what is beyond was cut off.").format(
                most=LONGEST_TEXT
            )
            text = text[:LONGEST_TEXT]
        try:
            value = self._read(text)
        except Rejected as error:
            self.fatal[cell] = str(error)
            value = ""
        except Doubtful as error:
            self.wrong.setdefault(cell, str(error))
            value = error.value
        self[cell] = value
        return value

    def _mend(self, cell: str, text: str) -> str:
        if mojibake.is_damaged(cell):
            reading, is_certain = mojibake.likely_reading(cell)
            reading = clean(reading)
            if is_certain:
                self.wrong[cell] = _("This text was damaged before it came here; it was read as “{text}”.").format(
                    text=reading
                )
                return reading
            self.damaged.add(cell)
            self.wrong[cell] = _(
                "This text was damaged before it came here; “{text}” is most likely meant. Correct it in the list."
            ).format(text=reading)
        elif self._is_name and mojibake.has_lost_letter(text):
            self.damaged.add(cell)
            self.wrong[cell] = _("A question mark stands where a letter most likely was lost. Correct it in the list.")
        return text


def is_clean(cells: Sequence[str]) -> bool:
    """Whether all cells of a column are plain text that needs no cleaning: seen at once, not cell by cell."""
    text = "\n".join(cells)
    if not text.isascii() or "?" in text or "  " in text or " \n" in text or "\n " in text:
        return False
    is_one_line_each = text.count("\n") == max(len(cells) - 1, 0)
    return is_one_line_each and text.replace("\n", "").isprintable() and text == text.strip(" ")


def _are_short(cells: Sequence[str]) -> bool:
    return max(map(len, cells), default=0) <= LONGEST_TEXT


def _are_emails(cells: Sequence[str]) -> bool:
    return all(not cell or is_email(cell) for cell in cells)


def _are_phones(cells: Sequence[str]) -> bool:
    return _are_short(cells) and "E" not in "".join(cells).upper()


class Doubtful(Exception):  # noqa: N818 a cell in doubt is no error: its value is used
    """A cell is not as it should be; ``value`` is what is made of it."""

    def __init__(self, message: str, value: object) -> None:
        super().__init__(message)
        self.value = value


class Rejected(Exception):  # noqa: N818 it tells what happens to the row
    """A cell without which its row cannot go in."""


@dataclass(frozen=True)
class Place:
    """Where and when the list is for: what its dates, days and categories are read by."""

    event: Event
    categories: Sequence[Category]
    habit: str = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "habit", habit_of(self.event.economy))

    @property
    def uses_roc(self) -> bool:
        return self.event.economy == "TW"


def reader_for(field_name: str, place: Place, cells: Sequence[str]) -> Reader:
    """What reads a field's column; ``cells`` are all of the column, where the meaning of one depends on others."""
    match field_name:
        case "email":
            return Reader(read_email, is_plain=_are_emails)
        case "economy":
            return Reader(_read_economy)
        case "gender":
            return Reader(_gender_reader(cells))
        case "status":
            return Reader(_read_status)
        case "category":
            return Reader(lambda text: _read_category(place, text))
        case "roles":
            return Reader(lambda text: _read_roles(place, text))
        case "registered_at":
            return Reader(_moment_reader(place))
        case "birth_date":
            return Reader(lambda text: _read_birth(place, text, place.uses_roc))
        case "birth_date_roc":
            return Reader(lambda text: _read_birth(place, text, True))
        case "age_35_or_under" | "is_funded":
            return Reader(_read_answer)
        case "consent_list" | "consent_survey" | "consent_photo":
            return Reader(lambda text: _read_consent(place, text))
        case "days":
            return Reader(lambda text: _read_event_days(place, text))
        case "phone":
            return Reader(_read_phone, is_plain=_are_phones)
        case _:
            return Reader(_same, is_name=field_name.endswith("_name"), is_plain=_are_short)


def _same(text: str) -> str:
    return text


_EMAIL_SEPARATORS = re.compile(r"[;,\s]+|\s+/\s+")
_IN_BRACKETS = re.compile(r"<([^<>]+)>\s*$")


def read_email(text: str) -> str:
    """One address. What had to be stripped, chosen or dropped is told."""
    if not text or (text.isascii() and is_email(text)):
        return text
    address = text
    if match := _IN_BRACKETS.search(address):
        address = match[1]
    if address.lower().startswith("mailto:"):
        address = address[len("mailto:") :]
    parts = [part for part in _EMAIL_SEPARATORS.split(address.strip()) if part]
    good = [part for part in parts if is_email(part)]
    if not good:
        raise Doubtful(
            _("This is no e-mail address; the person is without one. Correct it in the list, or at the desk."), ""
        )
    if len(good) > 1:
        raise Doubtful(_("There are several addresses here; “{email}” was taken.").format(email=good[0]), good[0])
    if len(parts) > 1 or good[0] != text:
        raise Doubtful(_("“{email}” was taken as the address.").format(email=good[0]), good[0])
    raise Doubtful(_("This address has letters that many mail systems refuse. Check that it is right."), good[0])


def _read_economy(text: str) -> str:
    if not text:
        return ""
    if (economy := find_economy(text)) is None:
        raise Doubtful(
            _(
                "This is no APEC economy or affiliation; the person is without one. Correct it in the list, or at the"
                " desk."
            ),
            "",
        )
    return economy.code


def _gender_reader(cells: Sequence[str]) -> Callable[[str], str]:
    """In Spanish lists that say H for hombre, M is mujer."""
    is_spanish = any(cell.strip() in ("H", "h") for cell in cells) and not any(
        cell.strip() in ("F", "f") for cell in cells
    )

    def read(text: str) -> str:
        found = "female" if is_spanish and text in ("M", "m") else find_gender(text)
        if found is None:
            raise Doubtful(_("This is no gender that the program knows; “not stated” was taken."), "not_stated")
        return found

    return read


def _read_status(text: str) -> str:
    if not text:
        return ""
    found = find_status(text)
    if found is None:
        raise Doubtful(
            _("This is no state of a registration that the program knows; “not confirmed” was taken."), "not_confirmed"
        )
    return found


def _read_category(place: Place, text: str) -> str:
    if not text:
        return ""
    found = find_category(list(place.categories), text)
    if found is None:
        raise Rejected(
            _(
                "There is no category “{text}”. Add it with “category add”, or correct the cell, then import again."
            ).format(text=text)
        )
    return found.code


def _read_roles(place: Place, text: str) -> tuple[str, ...]:
    found: dict[str, None] = {}
    unknown = []
    for part in re.split(r"[;,/、，\n]+", text):
        if part.strip():
            category = find_category(list(place.categories), part)
            if category is None:
                unknown.append(part.strip())
            else:
                found[category.code] = None
    if unknown:
        raise Doubtful(_("There is no role “{text}”; it was left out.").format(text=unknown[0]), tuple(found))
    return tuple(found)


def _moment_reader(place: Place) -> Callable[[str], int | None]:
    """Moments as microseconds since 1970. The zone's offset is looked up once an hour of the calendar."""
    zone = ZoneInfo(place.event.timezone)
    hours: dict[str, int] = {}

    def read(text: str) -> int | None:
        if not text:
            return None
        try:
            moment = datetime.fromisoformat(text)
        except ValueError:
            found = read_moment(text, place.habit, latest=place.event.days[0].year, uses_roc=place.uses_roc)
            if found is None:
                raise Doubtful(_("This is no day and time that the program can read; it was left out."), None) from None
            moment = found
        if moment.tzinfo is not None:
            return to_microseconds(moment)
        hour = text[:13]
        if hour not in hours:
            start = moment.replace(minute=0, second=0, microsecond=0)
            hours[hour] = to_microseconds(start.replace(tzinfo=zone))
        return hours[hour] + (moment.minute * 60 + moment.second) * 1_000_000

    return read


def _read_birth(place: Place, text: str, uses_roc: bool) -> str:
    """Whether somebody born then is 35 or under on the event's first day: all that is ever kept of a birth date."""
    if not text:
        return "not_stated"
    first = place.event.days[0]
    days = read_days(text, place.habit, latest=first.year, uses_roc=uses_roc)
    sensible = [day for day in days if first.year - 120 <= day.year and day <= first]
    answers = {is_35_or_under(day, first) for day in sensible}
    if len(answers) == 1:
        return "yes" if answers.pop() else "no"
    if not answers:
        raise Doubtful(_("This is no date of birth; whether the person is 35 or under is not stated."), "not_stated")
    raise Doubtful(
        _("This date can be read in several ways; whether the person is 35 or under is not stated."), "not_stated"
    )


def _read_answer(text: str) -> str:
    found = find_answer(text)
    if found is None:
        raise Doubtful(_("This is neither yes nor no; “not stated” was taken."), "not_stated")
    return found


def _read_consent(place: Place, text: str) -> str | date:
    """The day on which somebody consented, or yes, no, not stated."""
    found = find_answer(text)
    if found is not None:
        return found
    days = read_days(text, place.habit, latest=place.event.days[-1].year, uses_roc=place.uses_roc)
    if len(days) == 1:
        return days[0]
    folded = fold(text)
    for start, answer in (("yes", "yes"), ("no ", "no"), ("no,", "no"), ("i agree", "yes"), ("i consent", "yes")):
        if folded.startswith(start):
            return answer
    raise Doubtful(_("This is no clear yes; consent is taken as not given."), "not_stated")


_ALL_DAYS = frozenset(
    map(
        word_key, ("all", "both", "all days", "both days", "cả hai", "tất cả", "todos", "ambos", "全程", "兩天", "全部")
    )
)
_NTH_DAY = re.compile(r"(?:day|ngay|dia|第)? *([1-9]) *(?:天|日)?$")


def _read_event_days(place: Place, text: str) -> tuple[str, ...]:
    """Registered days as ISO text; none for all."""
    if not text or word_key(text) in _ALL_DAYS:
        return ()
    found, unknown = set(), []
    for part in re.split(r"[;,、，\n&+]| and | y | và ", text):
        if not part.strip():
            continue
        day = _read_event_day(place, part.strip())
        if day is None:
            unknown.append(part.strip())
        else:
            found.add(day.isoformat())
    days = tuple(sorted(found)) if len(found) < len(place.event.days) else ()
    if unknown:
        raise Doubtful(
            _("“{text}” is no day of {event}; its days are {days}. It was left out.").format(
                text=unknown[0], event=place.event.code, days=", ".join(d.isoformat() for d in place.event.days)
            ),
            days,
        )
    return days


def _read_event_day(place: Place, text: str) -> date | None:
    days = place.event.days
    if (match := _NTH_DAY.match(fold(text))) and int(match[1]) <= len(days):
        return days[int(match[1]) - 1]
    return next(
        (day for day in read_days(text, place.habit, latest=days[-1].year, uses_roc=place.uses_roc) if day in days),
        None,
    )


_ROUNDED = re.compile(r"\d(?:[.,]\d+)?E\+?\d+$", re.IGNORECASE)


def _read_phone(text: str) -> str:
    if "E" in text.upper() and _ROUNDED.match(text):
        raise Doubtful(
            _("A spreadsheet rounded this telephone number; some digits are lost. Correct it in the list."), text
        )
    return text
