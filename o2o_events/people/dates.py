"""Days and moments as people write them in different places (pure).

``habit`` is the order of day, month and year where the list was made: "dmy", "ymd" or "mdy". What can
be read in one way only is read so, whatever the habit.
"""

import re
from collections.abc import Iterable
from datetime import date, datetime, timedelta

from o2o_events.text import fold

_YMD = frozenset({"TW", "CN", "JP", "KR", "CA"})
_MDY = frozenset({"US", "PH"})
_ROC = 1911
"""The year before the first of the Republic of China's calendar."""
_EXCEL_ZERO = date(1899, 12, 30)
_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "jan january ene enero",
            "feb february febrero",
            "mar march marzo",
            "apr april abr abril",
            "may mayo",
            "jun june junio",
            "jul july julio",
            "aug august ago agosto",
            "sep sept september set septiembre setiembre",
            "oct october octubre",
            "nov november noviembre",
            "dec december dic diciembre",
        ),
        1,
    )
    for name in names.split()
}
_FILLER = re.compile(r"\b(?:ngay|nam|de|del|the|of|năm|ngày)\b|(?<=\d)(?:st|nd|rd|th)\b")
_TIME = re.compile(r"[ t]+(?:(上午|下午|오전|오후) *)?(\d{1,2}):(\d{2})(?::(\d{2})(?:\.\d+)?)? *([ap])?\.?(?:m\.?)?$")
_EAST = re.compile(r"(民國)?(\d{1,4}) *[年년] *(\d{1,2}) *[月월] *(\d{1,2}) *[日일号號]?$")
_VIETNAMESE = re.compile(r"(\d{1,2}) *(?:thg|thang|th) *\.?(\d{1,2})[ ,]+(\d{2,4})$")
_NUMBERS = re.compile(r"(\d{1,4})([./\- ])[ ]?(\d{1,2})[./\- ][ ]?(\d{1,4})\.?$")
_WORDS = re.compile(r"[a-z]+|\d+")


def habit_of(economy: str | None) -> str:
    """The order of day, month and year that is usual in an economy."""
    if economy in _YMD:
        return "ymd"
    return "mdy" if economy in _MDY else "dmy"


def read_days(text: str, habit: str, *, latest: int, uses_roc: bool = False) -> list[date]:
    """What day a text may mean, likeliest first; empty for no day.

    More than one only where the habit does not settle it. ``latest`` is the last year that is meant by
    two digits; ``uses_roc`` says that short years may count from 1912.
    """
    text = " ".join(fold(text).split())
    text = _TIME.sub("", text)
    if match := _EAST.match(text):
        year = int(match[2])
        return _days([(year + _ROC if match[1] or year < 200 else year, int(match[3]), int(match[4]))])
    if text.isdigit():
        return _read_digits(text)
    if re.fullmatch(r"\d{5}\.\d+", text):
        return _read_digits(text.split(".")[0])
    if match := _VIETNAMESE.match(_FILLER.sub(" ", text).strip()):
        return _days((year, int(match[2]), int(match[1])) for year in _years(match[3], latest))
    text = text.removeprefix("ngay ").strip()
    if match := _NUMBERS.match(text):
        return _read_numbers(match[1], match[3], match[4], habit, latest, uses_roc)
    return _read_words(text, latest)


def _days(parts: Iterable[tuple[int, int, int]]) -> list[date]:
    found: dict[date, None] = {}
    for year, month, day in parts:
        try:
            found[date(year, month, day)] = None
        except ValueError:
            continue
    return list(found)


def _years(text: str, latest: int) -> list[int]:
    year = int(text)
    if len(text) > 2:
        return [year]
    return [century + year for century in (2000, 1900) if century + year <= latest][:1] or [1900 + year]


def _read_digits(text: str) -> list[date]:
    if len(text) == 8:
        return _days([(int(text[:4]), int(text[4:6]), int(text[6:]))])
    if len(text) == 7:  # a ROC year without separators
        return _days([(int(text[:3]) + _ROC, int(text[3:5]), int(text[5:]))])
    number = int(text) if len(text) <= 5 else 0
    return [_EXCEL_ZERO + timedelta(days=number)] if 3_000 <= number <= 80_000 else []


def _read_numbers(a: str, b: str, c: str, habit: str, latest: int, uses_roc: bool) -> list[date]:
    first, second, third = int(a), int(b), int(c)
    if len(a) == 4:
        return _days([(first, second, third)]) or _days([(first, third, second)])
    if len(c) >= 3:
        day_first, month_first = (third, second, first), (third, first, second)
        return _days([month_first, day_first] if habit == "mdy" else [day_first, month_first])[:1]
    if len(a) == 3:
        return _days([(first + _ROC, second, third)])
    roc = [(first + _ROC, second, third)]
    year_first = [(year, second, third) for year in _years(a, latest)]
    day_first_all = [(year, second, first) for year in _years(c, latest)]
    month_first_all = [(year, first, second) for year in _years(c, latest)]
    if first > 31:
        return _days(roc if uses_roc else [*year_first, *roc])
    if habit == "ymd":
        return _days([*(roc if uses_roc else ()), *year_first, *day_first_all])
    return (
        _days(month_first_all if habit == "mdy" else day_first_all)[:1] or _days([*month_first_all, *day_first_all])[:1]
    )


def _read_words(text: str, latest: int) -> list[date]:
    words = _WORDS.findall(_FILLER.sub(" ", text))
    months = [_MONTHS[word] for word in words if word in _MONTHS]
    numbers = [word for word in words if word.isdigit()]
    if len(months) != 1 or len(numbers) != 2 or len(words) != 3:
        return []
    if len(numbers[0]) == 4:
        return _days([(int(numbers[0]), months[0], int(numbers[1]))])
    return _days((year, months[0], int(numbers[0])) for year in _years(numbers[1], latest))


def read_moment(text: str, habit: str, *, latest: int, uses_roc: bool = False) -> datetime | None:
    """A day with or without a time of day, in local time; None where it is no such thing, or unclear."""
    days = read_days(text, habit, latest=latest, uses_roc=uses_roc)
    if len(days) != 1:
        return None
    moment = datetime(days[0].year, days[0].month, days[0].day)
    match = _TIME.search(" ".join(fold(text).split()))
    if not match:
        return moment
    half, hour, minute, second = match[1] or match[5], int(match[2]), int(match[3]), int(match[4] or 0)
    if half in ("下午", "오후", "p") and hour < 12:
        hour += 12
    elif half in ("上午", "오전", "a") and hour == 12:
        hour = 0
    if hour > 23 or minute > 59 or second > 59:
        return None
    return moment.replace(hour=hour, minute=minute, second=second)


def is_35_or_under(born: date, on: date) -> bool:
    """Whether somebody born then has not turned 36 on a day."""
    years = on.year - born.year - ((on.month, on.day) < (born.month, born.day))
    return years <= 35
