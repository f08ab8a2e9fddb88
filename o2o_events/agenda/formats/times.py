"""Times in files: moments, durations and clock times as programs and people write them, in venue time (pure)."""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, timezone
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from o2o_events.i18n import _
from o2o_events.text import fold

_LONGEST = 40
"""Characters; what is longer is no time, whatever it looks like."""
_CLOCK = re.compile(
    r"(?:(上午|下午|오전|오후|sa|ch)\s*)?(\d{1,2})\s*(?:[:.h點时時]\s*(\d{2})(?::(\d{2})(?:\.\d+)?)?\s*分?|(?:[h點时時]))?"
    r"\s*(?:([ap])\.?\s?m?\.?|(sa|ch))?\s*(z|[+-]\d{2}:?\d{2})?"
)
_RANGE = re.compile(r"\s*(?:-|–|—|~|～|〜|到|至|\bto\b|\bđến\b|\ba\b)\s*")
_PARTS = re.compile(r"(?:(\d+):)?(\d{1,3}):(\d{2})(?::(\d{2}))?")
_ISO_DURATION = re.compile(r"P(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?)?", re.IGNORECASE)
_MINUTES = re.compile(r"(\d+(?:[.,]\d+)?)\s*(?:min|mins|minutes|minutos|phut|phút|分|分鐘|m|')?\.?", re.IGNORECASE)


@dataclass(frozen=True)
class Clock:
    """A time of day, with its own offset where it was written with one."""

    at: time
    offset: timezone | None = None


def find_zone(name: str) -> ZoneInfo | None:
    """The time zone of this name; None where there is none."""
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return None


def in_venue(local: datetime, zone: ZoneInfo) -> tuple[datetime, str]:
    """The moment (UTC) of a time on the venue's clocks, and a doubt where they skip it or show it twice."""
    moment = local.replace(tzinfo=zone, fold=0).astimezone(UTC)
    if moment.astimezone(zone).replace(tzinfo=None) != local:
        words = _("The clocks at the venue go forward over {time}; check this time.")
        return moment, words.format(time=f"{local:%Y-%m-%d %H:%M}")
    if local.replace(tzinfo=zone, fold=1).astimezone(UTC) != moment:
        words = _("The clocks at the venue show {time} twice; the first is taken.")
        return moment, words.format(time=f"{local:%Y-%m-%d %H:%M}")
    return moment, ""


def read_iso(text: str, zone: ZoneInfo) -> datetime | None:
    """An ISO 8601 moment in UTC; without an offset it is in ``zone``. None where it is none."""
    try:
        moment = datetime.fromisoformat(text.strip())
        if moment.tzinfo is None:
            return in_venue(moment, zone)[0]
        return moment.astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def read_duration(text: str) -> int | None:
    """Minutes of a duration: 01:30, 1:30:00, 0:01:30:00 (days first), PT90M, 90 or 90 min. None where it is none."""
    if len(text) > _LONGEST:
        return None
    text = " ".join(fold(text).split())
    if match := _PARTS.fullmatch(text):
        first, second, third, fourth = match.groups()
        if first is not None and fourth is not None:
            return (int(first) * 24 + int(second)) * 60 + int(third)
        if first is not None:
            return int(first) * 60 + int(second)
        return int(second) * 60 + int(third)
    if text and (match := _ISO_DURATION.fullmatch(text)):
        days, hours, minutes, _seconds = (int(part or 0) for part in match.groups())
        return (days * 24 + hours) * 60 + minutes
    if match := _MINUTES.fullmatch(text):
        return round(float(match[1].replace(",", "."))) if len(match[1]) < 9 else None
    return None


def write_duration(minutes: int) -> str:
    """HH:MM."""
    return f"{minutes // 60:02}:{minutes % 60:02}"


def read_clock(text: str) -> Clock | None:
    """A time of day in words, digits or as a spreadsheet's fraction of a day. None where it is none."""
    if len(text) > _LONGEST:
        return None
    text = " ".join(fold(text).split()).removesuffix(" uhr")
    if re.fullmatch(r"0?\.\d+|0|0\.0", text):
        return Clock(_of_fraction(float(text)))
    if re.fullmatch(r"\d{4}", text):
        text = f"{text[:2]}:{text[2:]}"
    match = _CLOCK.fullmatch(text)
    if match is None or (text.isdigit() and len(text) > 2):
        return None
    half = match[1] or match[5] or match[6]
    hour, minute, second = int(match[2]), int(match[3] or 0), int(match[4] or 0)
    if half in ("下午", "오후", "p", "ch") and hour < 12:
        hour += 12
    elif half in ("上午", "오전", "a", "sa") and hour == 12:
        hour = 0
    if hour > 23 or minute > 59 or second > 59:
        return None
    return Clock(time(hour, minute, second), _offset(match[7]))


def _of_fraction(fraction: float) -> time:
    minutes = round(fraction * 1440) % 1440
    return time(minutes // 60, minutes % 60)


def _offset(text: str | None) -> timezone | None:
    if not text:
        return None
    if text == "z":
        return UTC
    sign = -1 if text[0] == "-" else 1
    digits = text[1:].replace(":", "")
    ahead = timedelta(hours=int(digits[:2]), minutes=int(digits[2:]))
    return timezone(sign * ahead) if ahead < timedelta(hours=24) else None


def split_range(text: str) -> tuple[str, str]:
    """ "09:00-09:45" as its two times; a single time has no second."""
    parts = _RANGE.split(text.strip(), maxsplit=1)
    if len(parts) == 2 and read_clock(parts[0]) and read_clock(parts[1]):
        return parts[0], parts[1]
    return text, ""


def moment_on(day: date, clock: Clock, zone: ZoneInfo) -> tuple[datetime, str]:
    """The moment of a time of day on a day, and a doubt about it."""
    local = datetime.combine(day, clock.at)
    if clock.offset is not None:
        return local.replace(tzinfo=clock.offset).astimezone(UTC), ""
    return in_venue(local, zone)


def write_clock(moment: datetime, zone: ZoneInfo) -> str:
    """The time of day at the venue; with its offset where the clocks show it twice, so that it is clear which."""
    local = moment.astimezone(zone)
    text = f"{local:%H:%M:%S}" if local.second else f"{local:%H:%M}"
    if not in_venue(local.replace(tzinfo=None, fold=0), zone)[1]:
        return text
    return text + f"{local:%z}"[:3] + ":" + f"{local:%z}"[3:5]
