"""The forms that ship with the product, as editable data."""

import json
from typing import Any, Final

from o2o_events import paths
from o2o_events.db.transaction import Tx
from o2o_events.feedback.forms import Form, add_form, list_forms
from o2o_events.feedback.stored import from_stored

CODES: Final = ("evaluation", "session", "barriers", "platform_before", "platform_after")


def read_shipped(code: str) -> dict[str, Any]:
    """A shipped form: its settings as ``add_form`` takes them, with its content."""
    values: dict[str, Any] = json.loads(paths.resource("forms", f"{code}.json").read_text(encoding="utf-8"))
    return values | {"content": from_stored(values["content"])}


def ship_forms(tx: Tx) -> list[Form]:
    """Adds the shipped forms that the project does not have by code; answers those added."""
    known = {form.code for form in list_forms(tx)}
    return [add_form(tx, **read_shipped(code)) for code in CODES if code not in known]
