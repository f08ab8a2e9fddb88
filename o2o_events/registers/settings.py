"""Settings of the whole project, by name."""

from typing import Any

from o2o_events.db.models import SettingRow
from o2o_events.db.transaction import Tx


def read_setting(tx: Tx, name: str, default: Any = None) -> Any:
    """What is set under a name, as JSON knows it; ``default`` where nothing is."""
    row = tx.get(SettingRow, name)
    return default if row is None or row.deleted else row.value


def write_setting(tx: Tx, *, name: str, value: Any) -> None:
    """Sets a value that JSON knows; it reaches every desk."""
    row = tx.get(SettingRow, name)
    if row is None:
        tx.add(SettingRow(id=name, value=value))
    elif row.deleted or row.value != value:
        row.deleted, row.value = False, value
    tx.flush()
