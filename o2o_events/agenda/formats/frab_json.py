"""schedule.json (frab, pentabarf, pretalx; the public schema of c3voc), read and written (pure)."""

import json
from collections.abc import Mapping
from typing import Any
from zoneinfo import ZoneInfo

from o2o_events.agenda.formats import coscup_json, frab
from o2o_events.agenda.formats.draft import ProgrammeDraft
from o2o_events.agenda.formats.frab_writing import own_ids, schedule_tree
from o2o_events.agenda.formats.keeping import from_kept, restored, to_kept
from o2o_events.agenda.formats.opening import no_programme
from o2o_events.agenda.formats.problems import Notes
from o2o_events.errors import UserError
from o2o_events.i18n import _

FORMAT = "frab-json"
KEPT = "o2o_events"
"""Where the rest of our programme stands: in ``conference.meta``, which the schema leaves to every program."""


def read(text: str, *, name: str, venue: ZoneInfo) -> ProgrammeDraft:
    """A schedule, or COSCUP's list of sessions. Raises ``UserError`` where it is neither."""
    tree = _parse(text, name)
    if coscup_json.is_such(tree):
        return coscup_json.read_tree(tree, venue=venue, notes=Notes())
    schedule = tree.get("schedule") if isinstance(tree, Mapping) else None
    if not isinstance(schedule, Mapping) or not isinstance(schedule.get("conference"), Mapping):
        raise UserError(no_programme(name))
    draft = frab.read_tree(schedule, format=FORMAT, venue=venue, notes=Notes())
    meta = schedule["conference"].get("meta")
    kept = from_kept(meta.get(KEPT)) if isinstance(meta, Mapping) else None
    if kept is None:
        return draft
    shown = frab.read_tree(schedule_tree(kept), format=FORMAT, venue=venue, notes=Notes())
    return restored(draft, kept, shown, own_ids(kept))


def _parse(text: str, name: str) -> Any:
    try:
        return json.loads(text)
    except RecursionError as error:
        raise UserError(no_programme(name)) from error
    except ValueError as error:
        line = getattr(error, "lineno", 1)
        raise UserError(
            _(
                "“{file}” breaks off or is damaged at line {line}. Export it again from the other program, then import"
                " it."
            ).format(file=name, line=line)
        ) from error


def write(draft: ProgrammeDraft) -> str:
    """The whole programme; what the schema has no place for is in ``conference.meta``."""
    tree = schedule_tree(draft)
    tree["conference"]["meta"] = {KEPT: to_kept(draft)}
    document = {
        "$schema": "https://c3voc.de/schedule/schema.json",
        "generator": {"name": "o2o-events"},
        "schedule": tree,
    }
    return json.dumps(document, ensure_ascii=False, indent=1) + "\n"
