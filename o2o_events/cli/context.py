"""What every command shares: the open project, and answering in JSON or for people."""

import json
import os
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import click

from o2o_events import paths
from o2o_events.app import App, open_app
from o2o_events.db.encryption import is_protected
from o2o_events.errors import UserError
from o2o_events.i18n import _
from o2o_events.settings import Settings


@dataclass(frozen=True)
class Run:
    """One run of the command line: the options that stand before the command."""

    file: Path | None
    as_json: bool
    passphrase_file: Path | None

    @property
    def settings(self) -> Settings:
        """The settings from options and environment; asks for a passphrase a protected file needs."""
        named = os.environ.get("O2O_FILE")
        file = self.file or (Path(named) if named else paths.default_project_file())
        passphrase = self._passphrase()
        if passphrase is None and file.is_file() and is_protected(file) and sys.stdin.isatty():
            passphrase = click.prompt(_("Passphrase"), hide_input=True, err=True)
        return Settings(file=file, passphrase=passphrase)

    def _passphrase(self) -> str | None:
        if self.passphrase_file is None:
            return os.environ.get("O2O_PASSPHRASE") or None
        return read_passphrase(self.passphrase_file)

    @contextmanager
    def app(self) -> Iterator[App]:
        """The open project, closed afterwards."""
        app = open_app(self.settings)
        try:
            yield app
        finally:
            app.close()

    def answer(self, row: Mapping[str, Any], words: str | None = None) -> None:
        """Answers with one object: as JSON, or in words (without words, as ``key: value`` lines)."""
        if self.as_json:
            click.echo(to_json_line(row))
        elif words is not None:
            click.echo(words)
        else:
            for key, value in row.items():
                click.echo(f"{key}: {plain(value)}")

    def answer_all(self, rows: Iterable[Mapping[str, Any]], columns: Sequence[str], empty: str) -> None:
        """Answers with many objects: a line each, or a table of the named columns, or why there is none."""
        rows = list(rows)
        if self.as_json:
            for row in rows:
                click.echo(to_json_line(row))
        elif not rows:
            click.echo(empty)
        else:
            click.echo(table(rows, columns))

    @property
    def shows_progress(self) -> bool:
        """Whether somebody sits at a terminal to see a progress bar (drawn on standard error)."""
        return sys.stderr.isatty()


def read_passphrase(file: Path) -> str:
    """The first line of a file. Raises ``UserError`` where there is none."""
    try:
        lines = file.read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise UserError(_("The passphrase file “{file}” cannot be read. Check its name.").format(file=file)) from error
    if not lines or not lines[0]:
        raise UserError(
            _("The passphrase file “{file}” is empty. Write the passphrase into its first line.").format(file=file)
        )
    return lines[0]


pass_run = click.make_pass_decorator(Run)


def to_json_line(row: Mapping[str, Any]) -> str:
    """One line of JSON; moments are ISO 8601 in UTC."""
    return json.dumps(row, ensure_ascii=False, default=_json_value)


def _json_value(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Path):
        return str(value)
    raise TypeError(type(value))


def plain(value: Any) -> str:
    """A value as a person reads it."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        return f"{value:%Y-%m-%d %H:%M}"
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, (list, tuple)):
        return "; ".join(map(plain, value))
    if isinstance(value, Mapping):
        return "; ".join(f"{key}: {plain(item)}" for key, item in value.items())
    return str(value)


def table(rows: Sequence[Mapping[str, Any]], columns: Sequence[str]) -> str:
    """Aligned columns, counting wide characters as two."""
    from unicodedata import combining, east_asian_width

    def width(text: str) -> int:
        return sum(0 if combining(c) else 2 if east_asian_width(c) in "WF" else 1 for c in text)

    cells = [list(columns), *([plain(row.get(column)) for column in columns] for row in rows)]
    widths = [max(width(line[i]) for line in cells) for i in range(len(columns))]
    return "\n".join(
        "  ".join(cell + " " * (widths[i] - width(cell)) for i, cell in enumerate(line)).rstrip() for line in cells
    )
