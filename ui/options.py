"""What the window is started with (no Qt here: the command line is told apart before Qt is loaded)."""

import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from o2o_events.i18n import LANGUAGES

_WITH_VALUE = ("--file", "--lang", "--passphrase-file")


@dataclass(frozen=True)
class Options:
    """The project file that was named, the language and the passphrase, where given."""

    file: Path | None = None
    language: str | None = None
    passphrase: str | None = None


def read_words(arguments: Sequence[str]) -> dict[str, str] | None:
    """The window's options by name; None where there is a command or anything else that is the command line's."""
    given: dict[str, str] = {}
    rest = list(arguments)
    while rest:
        name, has_value, value = rest.pop(0).partition("=")
        if name not in _WITH_VALUE or not (has_value or rest):
            return None
        given[name] = value if has_value else rest.pop(0)
    return given if given.get("--lang", "en") in LANGUAGES else None


def read_options(given: dict[str, str]) -> Options:
    """The options with the passphrase read from its file. Raises ``UserError`` where that cannot be."""
    passphrase = os.environ.get("O2O_PASSPHRASE") or None
    if "--passphrase-file" in given:
        from o2o_events.cli.context import Run  # heavy, and rarely needed

        run = Run(file=None, as_json=False, passphrase_file=Path(given["--passphrase-file"]))
        passphrase = run.settings.passphrase
    named = given.get("--file") or os.environ.get("O2O_FILE")
    return Options(Path(named) if named else None, given.get("--lang"), passphrase)
