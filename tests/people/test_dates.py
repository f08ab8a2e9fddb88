"""Days and moments as people write them."""

from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from o2o_events.people.dates import habit_of, is_35_or_under, read_days, read_moment

BORN = date(1980, 3, 5)


@pytest.mark.parametrize(
    ("text", "habit"),
    [
        ("1980-03-05", "dmy"),
        ("1980-03-05 00:00", "dmy"),
        ("1980/3/5", "ymd"),
        ("05/03/1980", "dmy"),
        ("3/5/1980", "mdy"),
        ("5.3.1980", "dmy"),
        ("5-3-80", "dmy"),
        ("19800305", "dmy"),
        ("29285", "dmy"),
        ("29285.0", "dmy"),
        ("1980年3月5日", "dmy"),
        ("民國69年3月5日", "ymd"),
        ("69年3月5日", "ymd"),
        ("069/03/05", "dmy"),
        ("0690305", "dmy"),
        ("05 thg 3, 1980", "dmy"),
        ("5 tháng 3 năm 1980", "dmy"),
        ("Ngày 5 tháng 3 năm 1980", "dmy"),
        ("5 de marzo de 1980", "dmy"),
        ("March 5th, 1980", "dmy"),
        ("5-Mar-80", "dmy"),
        ("１９８０／３／５", "ymd"),
    ],
)
def test_day_is_read(text: str, habit: str) -> None:
    assert read_days(text, habit, latest=2016) == [BORN]


def test_day_that_only_one_order_allows_is_read_so() -> None:
    assert read_days("3/25/1980", "dmy", latest=2016) == [date(1980, 3, 25)]


def test_short_year_first_is_of_the_republic_where_that_is_usual() -> None:
    assert read_days("69/3/5", "ymd", latest=2016, uses_roc=True) == [BORN]


def test_short_year_first_is_unclear_elsewhere() -> None:
    assert read_days("69/3/5", "dmy", latest=2016) == [date(1969, 3, 5), BORN]


@pytest.mark.parametrize("text", ["", "1980-02-30", "soon", "12", "5 thg 13, 1980", "99999999", "1/2", "n/a"])
def test_what_is_no_day_is_not_read(text: str) -> None:
    assert read_days(text, "dmy", latest=2016) == []


@given(st.text(max_size=30))
def test_reading_a_day_never_fails(text: str) -> None:
    assert isinstance(read_days(text, "ymd", latest=2016, uses_roc=True), list)


@given(st.dates(date(1920, 1, 1), date(2015, 12, 31)), st.sampled_from(["dmy", "mdy", "ymd"]))
def test_iso_days_are_read_whatever_the_habit(day: date, habit: str) -> None:
    assert read_days(day.isoformat(), habit, latest=2016) == [day]


@pytest.mark.parametrize(
    "text", ["2016-02-05 13:04", "2016-02-05T13:04:00", "5/2/2016 1:04 PM", "5/2/2016 13:04", "2016年2月5日 下午 1:04"]
)
def test_moment_is_read(text: str) -> None:
    assert read_moment(text, "dmy", latest=2016) == datetime(2016, 2, 5, 13, 4)


@pytest.mark.parametrize("text", ["2016-02-05 25:00", "yesterday", ""])
def test_what_is_no_moment_is_not_read(text: str) -> None:
    assert read_moment(text, "dmy", latest=2016) is None


@pytest.mark.parametrize(("born", "answer"), [(date(1980, 3, 18), True), (date(1980, 3, 17), False)])
def test_35_or_under_ends_with_the_36th_birthday(born: date, *, answer: bool) -> None:
    assert is_35_or_under(born, date(2016, 3, 17)) is answer


def test_habits_of_the_venues() -> None:
    assert [habit_of(code) for code in ("VN", "TW", "PE", "US")] == ["dmy", "ymd", "dmy", "mdy"]
