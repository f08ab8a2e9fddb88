"""What was changed on forms and not saved yet, kept in a file beside the project so that no failure loses it."""

import json
import os
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from o2o_events.errors import UserError
from o2o_events.feedback.content_rules import content_problems
from o2o_events.feedback.questions import FormContent
from o2o_events.feedback.stored import from_stored, to_stored

SETTINGS = ("name", "scope", "phase", "is_named", "is_open", "needs_slip", "asks_badge", "layout", "feeds")


@dataclass(frozen=True)
class Draft:
    """What a form asks and is for, as it is being edited."""

    content: FormContent
    settings: Mapping[str, Any]

    @property
    def problems(self) -> list[str]:
        """What keeps it from being saved, in words."""
        return list(content_problems(self.content))


@dataclass(frozen=True)
class KeptDraft:
    """A draft, the saved form that it was begun from, and when it was kept."""

    draft: Draft
    base: Draft
    at: datetime


class KeptDrafts:
    """The drafts of one project's forms, by the form's id. May be asked from any thread, one at a time."""

    def __init__(self, project_file: Path) -> None:
        self.file = project_file.with_name(f"{project_file.stem}.drafts.json")

    def read(self) -> dict[str, KeptDraft]:
        """Those that can be read; a file that is none of ours is put aside, never written over."""
        found = {}
        for form, values in self._stored().items():
            with suppress(KeyError, TypeError, ValueError, AttributeError, UserError):
                found[form] = KeptDraft(
                    _draft(values["draft"]), _draft(values["base"]), datetime.fromisoformat(values["at"])
                )
        return found

    def keep(self, changes: Mapping[str, KeptDraft | None]) -> None:
        """Writes these, takes out those that are None; others stay. Raises ``OSError`` where it cannot."""
        if not changes:
            return
        stored = self._stored()
        for form, kept in changes.items():
            if kept is None:
                stored.pop(form, None)
            else:
                stored[form] = {
                    "draft": _stored_draft(kept.draft), "base": _stored_draft(kept.base), "at": kept.at.isoformat(),
                }  # fmt: skip
        if stored:
            self._write(json.dumps(stored, ensure_ascii=False))
        else:
            self.file.unlink(missing_ok=True)

    def _stored(self) -> dict[str, Any]:
        try:
            values = json.loads(self.file.read_text(encoding="utf-8"))
            if isinstance(values, dict):
                return values
        except FileNotFoundError:
            return {}
        except ValueError:
            pass
        except OSError:
            return {}
        with suppress(OSError):
            self.file.replace(self.file.with_suffix(".unreadable"))
        return {}

    def _write(self, text: str) -> None:
        """Under another name first: the file is whole or as it was, and this account's alone."""
        half = self.file.with_suffix(".half")
        half.touch(mode=0o600)
        with half.open("w", encoding="utf-8") as stream:
            stream.write(text)
            stream.flush()
            os.fsync(stream.fileno())
        half.replace(self.file)


def _stored_draft(draft: Draft) -> dict[str, Any]:
    return {"content": to_stored(draft.content), "settings": dict(draft.settings)}


def _draft(values: Mapping[str, Any]) -> Draft:
    """Raises ``KeyError`` or ``UserError`` where it is none."""
    return Draft(from_stored(values["content"]), {name: values["settings"][name] for name in SETTINGS})
