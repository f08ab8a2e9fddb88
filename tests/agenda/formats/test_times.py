"""Times in files, as programs and people write them."""

from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from o2o_events.agenda.formats.times import (
    Clock,
    in_venue,
    moment_on,
    read_clock,
    read_duration,
    split_range,
    write_clock,
    write_duration,
)
from o2o_events.agenda.formats.vocabulary import find_role, language_tag, tag_of, type_of

BERLIN = ZoneInfo("Europe/Berlin")


@pytest.mark.parametrize(
    ("text", "minutes"),
    [
        ("00:30", 30), ("1:30", 90), ("01:30:00", 90), ("1:02:03:00", 1563), ("PT1H30M", 90), ("P1DT2H", 1560),
        ("90", 90), ("90 min", 90), ("45 phút", 45), ("30分鐘", 30), ("22.5", 22), ("", None), ("soon", None),
        ("-5", None), ("P", 0), ("9" * 5_000 + ":00:00", None), ("9" * 40, None),
    ],
)  # fmt: skip
def test_duration(text: str, minutes: int | None) -> None:
    assert read_duration(text) == minutes


@pytest.mark.parametrize(
    ("text", "clock"),
    [
        ("09:05", time(9, 5)), ("9.05", time(9, 5)), ("9h", time(9)), ("9h05", time(9, 5)), ("0905", time(9, 5)),
        ("9:05 PM", time(21, 5)), ("12 a.m.", time(0)), ("下午 1:30", time(13, 30)), ("上午9點", time(9)),
        ("2:30 CH", time(14, 30)), ("0.5", time(12)), ("23:59:59", time(23, 59, 59)), ("9", time(9)),
        ("24:00", None), ("9:75", None), ("noon", None), ("", None), ("12345", None),
    ],
)  # fmt: skip
def test_clock(text: str, clock: time | None) -> None:
    read = read_clock(text)
    assert (read and read.at) == clock


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("09:00-09:45", ("09:00", "09:45")),
        ("9h30 – 10h", ("9h30", "10h")),
        ("9:00 AM to 1:00 PM", ("9:00 AM", "1:00 PM")),
        ("09:00", ("09:00", "")),
        ("a-b", ("a-b", "")),
    ],
)
def test_range(text: str, parts: tuple[str, str]) -> None:
    assert split_range(text) == parts


def test_clock_with_an_offset_needs_no_zone() -> None:
    clock = read_clock("02:30+01:00")
    assert clock is not None
    assert moment_on(date(2016, 10, 30), clock, BERLIN) == (datetime(2016, 10, 30, 1, 30, tzinfo=UTC), "")


@given(
    st.datetimes(datetime(2010, 1, 1), datetime(2030, 1, 1)), st.sampled_from(["Europe/Berlin", "Asia/Taipei", "UTC"])
)
def test_clock_that_was_written_gives_its_moment(local: datetime, name: str) -> None:
    moment, zone = local.replace(second=0, microsecond=0, tzinfo=UTC), ZoneInfo(name)
    clock = read_clock(write_clock(moment, zone))
    assert clock is not None
    assert moment_on(moment.astimezone(zone).date(), clock, zone) == (moment, "")


@given(st.integers(1, 44_640))
def test_duration_that_was_written_is_read(minutes: int) -> None:
    assert read_duration(write_duration(minutes)) == minutes


def test_times_the_clocks_skip_or_show_twice_are_told() -> None:
    assert in_venue(datetime(2016, 3, 27, 2, 30), BERLIN)[1] != ""
    assert in_venue(datetime(2016, 10, 30, 2, 30), BERLIN)[1] != ""
    assert in_venue(datetime(2016, 10, 30, 3, 0), BERLIN) == (datetime(2016, 10, 30, 2, tzinfo=UTC), "")
    assert Clock(time(9)).offset is None


@pytest.mark.parametrize(
    ("text", "tag"),
    [("中文", "zh-Hant"), ("Tiếng Việt", "vi"), ("English", "en"), ("ZH-TW", "zh-Hant"),
     ("fi", "fi"), ("", ""), ("Two of them", "Two of them")],
)  # fmt: skip
def test_language(text: str, tag: str) -> None:
    assert language_tag(text) == tag


@pytest.mark.parametrize(
    ("text", "language", "tag"),
    [("Payments", "", "en"), ("支付", "en", "zh-Hant"), ("支払い", "", "ja"), ("결제", "", "ko"),
     ("Pago", "es", "es"), ("Pay", "中文", "en")],
)  # fmt: skip
def test_language_of_a_text_goes_by_its_script_first(text: str, language: str, tag: str) -> None:
    assert tag_of(text, language) == tag


def test_words_of_types_and_roles_in_every_language() -> None:
    assert [type_of(word, "x") for word in ("Tọa đàm", "座談會", "Mesa redonda", "Panel")] == ["panel"] * 4
    assert [find_role(word) for word in ("主持人", "Moderador", "Người điều phối")] == ["moderator"] * 3
