"""Help of the command line in the present language: the commands' texts, and the words click says itself."""

import gettext
import os
from collections.abc import Iterator
from contextlib import contextmanager
from copy import copy
from inspect import cleandoc
from typing import Final
from unicodedata import east_asian_width

import click

from o2o_events import i18n, paths

_WIDTH: Final = 80
_MARGINS: Final = 6
"""Columns that click leaves around the names of commands."""
CLICK_WORDS: tuple[str | tuple[str, str], ...] = (
    "Usage:",
    "Options",
    "Commands",
    "default: {default}",
    "required",
    "Show this message and exit.",
    "Show the version and exit.",
    "Try '{command} {option}' for help.",
    "Error: {message}",
    "Missing command.",
    "Missing argument",
    "Missing option",
    "No such command {name!r}.",
    "No such option {name!r}.",
    ("Did you mean {possibility}?", "(Did you mean one of: {possibilities}?)"),
    ("Got unexpected extra argument ({args})", "Got unexpected extra arguments ({args})"),
    ("Option {name!r} requires an argument.", "Option {name!r} requires {nargs} arguments."),
    "Option {name!r} does not take a value.",
    "Invalid value: {message}",
    "Invalid value for {param_hint}: {message}",
    "Choose from:\n\t{choices}",
    ("{value!r} is not {choice}.", "{value!r} is not one of {choices}."),
    "{value!r} is not a valid {number_type}.",
    "{value} is not in the range {range}.",
    ("{value!r} does not match the format {format}.", "{value!r} does not match the formats {formats}."),
    "{name} {filename!r} is not readable.",
)
"""Click's own texts that our commands can show, as click asks for them; a pair has a singular and a plural."""


def in_present_language(command: click.Command) -> click.Command:
    """The command with its help, that of its options and that of its subcommands translated.

    A copy: the command itself stays as it was written, so that the next language starts from there.
    """
    shown = copy(command)
    shown.help = _translated(command.help)
    shown.short_help = _translated(command.short_help)
    shown.epilog = _translated(command.epilog)
    shown.params = [copy(param) for param in command.params]
    for param in shown.params:
        param.help = _translated(param.help)
    if isinstance(shown, click.Group):
        shown.commands = {name: in_present_language(found) for name, found in shown.commands.items()}
        room = _WIDTH - _MARGINS - max(map(len, shown.commands), default=0)
        for found in shown.commands.values():
            found.short_help = _fitting(found, room)
    return shown


def _fitting(command: click.Command, room: int) -> str | None:
    """The short help of a command, cut where its letters are wide: click counts each as one column."""
    text = command.short_help or (command.help or "").partition("\n")[0]
    if width(text) <= room or width(text) == len(text):
        return command.short_help
    kept = ""
    for letter in text:
        if width(kept + letter) > room - 1:
            break
        kept += letter
    return kept + "…"


def width(text: str) -> int:
    """How many columns of a terminal a text takes."""
    return sum(2 if east_asian_width(letter) in "WF" else 1 for letter in text)


def _translated(text: str | None) -> str | None:
    return i18n._(cleandoc(text)) if text else text


def every_command(root: click.Command) -> Iterator[click.Command]:
    """The command and all under it."""
    yield root
    if isinstance(root, click.Group):
        context = click.Context(root)
        for name in root.list_commands(context):
            found = root.get_command(context, name)
            if found is not None:
                yield from every_command(found)


def texts(command: click.Command) -> list[str]:
    """What ``in_present_language`` looks up for the command itself, subcommands apart."""
    found = [command.help, command.short_help, command.epilog, *(param.help for param in command.params)]
    return [cleandoc(text) for text in found if text]


def asked_language(root: click.Command, arguments: list[str]) -> str | None:
    """The language that ``--lang`` names among the options before the command, wherever it stands there.

    Found before anything is parsed in earnest, so that help and complaints are in it already.
    """
    context = click.Context(root, resilient_parsing=True, ignore_unknown_options=True)
    given, _rest, _order = copy(root).make_parser(context).parse_args(list(arguments))
    tag = given.get("lang")
    return tag if tag in i18n.LANGUAGES else None


@contextmanager
def click_speaking(tag: str) -> Iterator[None]:
    """Lets click take its own words from our catalogue for the length of a block.

    Click asks the standard library's gettext, which goes by its text domain and by ``LANGUAGE``.
    """
    domain, before = gettext.textdomain(), os.environ.get("LANGUAGE")
    gettext.bindtextdomain(i18n.DOMAIN, str(paths.resource("locale")))
    gettext.textdomain(i18n.DOMAIN)
    os.environ["LANGUAGE"] = tag.replace("-", "_")
    try:
        yield
    finally:
        gettext.textdomain(domain)
        os.environ.pop("LANGUAGE", None)
        if before is not None:
            os.environ["LANGUAGE"] = before
