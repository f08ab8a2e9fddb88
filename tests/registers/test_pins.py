"""The organiser's PIN: set, changed, forgotten, and what wrong tries cost."""

import pytest
from conftest import FakeClock

from o2o_events.app import App, open_app
from o2o_events.db.models import SettingRow
from o2o_events.errors import UserError
from o2o_events.registers.audit import list_audit
from o2o_events.registers.pins import (
    FORGOTTEN_WAIT,
    FREE_TRIES,
    ORGANISER,
    fits_pin,
    keep_pin,
    read_standing,
    set_organiser_pin,
    tell_forgotten,
    unlock,
)
from o2o_events.settings import Settings


@pytest.fixture
def locked(app: App) -> App:
    """A project whose PIN is 246810."""
    set_organiser_pin(app.database, pin="246810", operator="Linh")
    return app


def whats(app: App) -> list[str]:
    with app.database.read() as tx:
        return [entry.what for entry in reversed(list_audit(tx))]


def try_wrong(app: App, times: int) -> str:
    words = ""
    for _time in range(times):
        with pytest.raises(UserError) as refusal:
            unlock(app.database, pin="111111")
        words = str(refusal.value)
    return words


def test_pin_is_kept_as_a_hash_that_differs_each_time(locked: App) -> None:
    with locked.database.write() as tx:
        first = tx.get_one(SettingRow, ORGANISER).value
        keep_pin(tx, setting=ORGANISER, pin="246810")
        second = tx.get_one(SettingRow, ORGANISER).value
        fits = fits_pin(tx, "246810"), fits_pin(tx, "246811"), fits_pin(tx, "246810", "kiosk_pin")

    assert (first["hash"] != second["hash"], first["salt"] != second["salt"]) == (True, True)
    assert set(first) == {"n", "r", "p", "salt", "hash"}
    assert fits == (True, False, False)
    assert b"246810" not in locked.database.file.read_bytes()


@pytest.mark.parametrize("pin", ["", "123", "1234567890123", "12a4", "１２３４"])
def test_what_is_no_pin_is_refused(app: App, pin: str) -> None:
    with pytest.raises(UserError, match="4 to 12 digits"):
        set_organiser_pin(app.database, pin=pin)
    assert whats(app) == []


def test_without_a_pin_nothing_opens(app: App) -> None:
    with pytest.raises(UserError, match="no organiser's PIN yet"):
        unlock(app.database, pin="246810")


def test_wrong_tries_are_kept_and_end_in_waiting(locked: App, clock: FakeClock) -> None:
    assert try_wrong(locked, 1).endswith("Tries left before you have to wait: 4.")
    assert try_wrong(locked, FREE_TRIES - 1).endswith("Try again in 1 min, or say that it is forgotten.")
    with pytest.raises(UserError, match="too many wrong PINs"):
        unlock(locked.database, pin="246810")

    assert whats(locked) == ["pin_set", *["pin_wrong"] * FREE_TRIES]
    clock.advance(minutes=1, seconds=1)
    unlock(locked.database, pin="246810")
    assert whats(locked)[-1] == "pin_right"
    with locked.database.read() as tx:
        assert read_standing(tx).wrong == 0


def test_waiting_doubles_and_outlives_the_program(locked: App, clock: FakeClock) -> None:
    try_wrong(locked, FREE_TRIES)
    clock.advance(minutes=1, seconds=1)
    assert "in 2 min" in try_wrong(locked, 1)

    again = open_app(Settings(file=locked.database.file, now=clock))
    try:
        with pytest.raises(UserError, match="in 2 min"):
            unlock(again.database, pin="246810")
    finally:
        again.close()


def test_a_clock_that_was_far_ahead_keeps_nobody_out_once_it_is_right(locked: App, clock: FakeClock) -> None:
    clock.advance(days=365)
    try_wrong(locked, FREE_TRIES)
    with locked.database.write() as tx:
        tell_forgotten(tx, operator="Linh")
    clock.advance(days=-365)

    assert "in 2 min" in try_wrong(locked, 1)
    clock.advance(minutes=1)
    assert "in 1 min" in try_wrong(locked, 1)
    clock.advance(minutes=1, seconds=1)
    with locked.database.write() as tx:
        assert tell_forgotten(tx, operator="Linh").opens_at == clock.now + FORGOTTEN_WAIT
    unlock(locked.database, pin="246810")


def test_pin_is_changed_by_the_old_one_alone(locked: App) -> None:
    with pytest.raises(UserError, match="not the organiser's PIN"):
        set_organiser_pin(locked.database, pin="1357", old="1111")
    set_organiser_pin(locked.database, pin="1357", old="246810")

    unlock(locked.database, pin="1357")
    with pytest.raises(UserError):
        unlock(locked.database, pin="246810")


def test_forgotten_pin_is_replaced_a_day_later(locked: App, clock: FakeClock) -> None:
    with locked.database.write() as tx:
        tell_forgotten(tx, operator="Linh")
    clock.advance(hours=23)
    with pytest.raises(UserError, match="not the organiser's PIN"):
        set_organiser_pin(locked.database, pin="1357")

    clock.advance(hours=1, seconds=1)
    set_organiser_pin(locked.database, pin="1357", operator="Linh")

    unlock(locked.database, pin="1357")
    assert whats(locked) == ["pin_set", "pin_forgotten", "pin_wrong", "pin_set"]


def test_right_pin_ends_what_was_said_to_be_forgotten(locked: App, clock: FakeClock) -> None:
    with locked.database.write() as tx:
        tell_forgotten(tx, operator="Somebody")
    unlock(locked.database, pin="246810")
    clock.advance(days=2)

    with pytest.raises(UserError, match="not the organiser's PIN"):
        set_organiser_pin(locked.database, pin="1357")


def test_forgetting_needs_a_name_and_a_pin(app: App) -> None:
    with app.database.write() as tx, pytest.raises(UserError, match="no organiser's PIN"):
        tell_forgotten(tx, operator="Linh")
    set_organiser_pin(app.database, pin="1357")
    with app.database.write() as tx, pytest.raises(UserError, match="your name"):
        tell_forgotten(tx, operator=" ")
