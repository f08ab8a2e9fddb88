"""``o2o-events``: the options every command takes, and where each command is."""

import importlib
import logging
import os
import sys
from collections.abc import Sequence
from pathlib import Path

import click

from o2o_events import __version__, i18n
from o2o_events.cli.context import Run
from o2o_events.cli.help import asked_language, click_speaking, in_present_language
from o2o_events.errors import UserError
from o2o_events.i18n import _
from o2o_events.logs import start_log

COMMANDS = {
    "agenda": "o2o_events.cli.agenda:agenda",
    "attendance": "o2o_events.cli.attendance:attendance",
    "backup": "o2o_events.cli.project:backup",
    "badge": "o2o_events.cli.badge:badge",
    "barrier": "o2o_events.cli.barrier:barrier",
    "category": "o2o_events.cli.category:category",
    "certificate": "o2o_events.cli.certificates:certificate",
    "checkpoint": "o2o_events.cli.checkpoint:checkpoint",
    "conflicts": "o2o_events.cli.conflicts:conflicts",
    "desk": "o2o_events.cli.desk:desk",
    "digest": "o2o_events.cli.digest:digest",
    "event": "o2o_events.cli.event:event",
    "export": "o2o_events.cli.exporting:export",
    "feedback": "o2o_events.cli.feedback:feedback",
    "forum": "o2o_events.cli.forum:forum",
    "hub": "o2o_events.cli.sync:hub",
    "init": "o2o_events.cli.project:init",
    "merge": "o2o_events.cli.exporting:merge",
    "output": "o2o_events.cli.output:output",
    "peers": "o2o_events.cli.sync:peers",
    "people": "o2o_events.cli.people:people",
    "pin": "o2o_events.cli.pin:pin",
    "platform": "o2o_events.cli.platform:platform",
    "practice": "o2o_events.cli.practice:practice",
    "product": "o2o_events.cli.product:product",
    "recommendation": "o2o_events.cli.recommendation:recommendation",
    "report": "o2o_events.cli.report:report",
    "restore": "o2o_events.cli.project:restore",
    "scan": "o2o_events.cli.scan:scan",
    "status": "o2o_events.cli.status:status",
    "sync": "o2o_events.cli.sync:sync",
    "undo": "o2o_events.cli.scan:undo",
    "verify": "o2o_events.cli.project:verify",
}
"""Command -> where it is; imported when it is called for, so that a scan does not load Excel."""


class LazyGroup(click.Group):
    """A group that imports a command when it is used, and shows its help in the present language."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return sorted(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        module, name = COMMANDS[cmd_name].split(":")
        command: click.Command = getattr(importlib.import_module(module), name)
        return in_present_language(command)


@click.group(cls=LazyGroup)
@click.option("--file", type=click.Path(path_type=Path), help="The project file (also O2O_FILE).")
@click.option("--json", "as_json", is_flag=True, help="Answer with JSON, one object a line.")
@click.option("--lang", type=click.Choice(list(i18n.LANGUAGES)), help="The language of answers.", expose_value=False)
@click.option("--passphrase-file", type=click.Path(path_type=Path), help="A file whose first line is the passphrase.")
@click.version_option(__version__)
@click.pass_context
def cli(ctx: click.Context, file: Path | None, as_json: bool, passphrase_file: Path | None) -> None:
    """Registration desk, badges, check-in and attendance for APEC project events, offline."""
    ctx.obj = Run(file=file, as_json=as_json, passphrase_file=passphrase_file)


def _language_of_environment() -> str:
    tag = os.environ.get("O2O_LANG", "")
    if tag in i18n.LANGUAGES:
        return tag
    names = [os.environ.get(name, "") for name in ("LC_ALL", "LC_MESSAGES", "LANG")]
    return i18n.closest_language([name for name in names if name][:1])


def main(arguments: Sequence[str] | None = None) -> None:
    """Runs one command in the language asked for; ends the process with 0, 1 (told in words) or 2 (wrong usage)."""
    arguments = sys.argv[1:] if arguments is None else list(arguments)
    for stream, errors in ((sys.stdin, "replace"), (sys.stdout, "backslashreplace"), (sys.stderr, "backslashreplace")):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors=errors)
    i18n.set_language(asked_language(cli, arguments) or _language_of_environment())
    with click_speaking(i18n.language()):
        _run(arguments)


def _run(arguments: list[str]) -> None:
    try:
        in_present_language(cli).main(args=arguments, prog_name="o2o-events", standalone_mode=False)
    except UserError as error:
        click.echo(str(error), err=True)
        sys.exit(1)
    except click.UsageError as error:
        error.show()
        sys.exit(2)
    except click.ClickException as error:
        error.show()
        sys.exit(1)
    except (click.Abort, KeyboardInterrupt):
        click.echo(_("Stopped. What was answered so far is kept."), err=True)
        sys.exit(1)
    except BrokenPipeError:
        sys.stdout = None
        sys.exit(1)
    except Exception:
        click.echo(_keep_failure(), err=True)
        sys.exit(1)


def _keep_failure() -> str:
    """Logs a fault of the program whole; answers what the user is told of it."""
    file = start_log()
    logging.getLogger(__name__).exception("a command failed")
    return _(
        "Something went wrong in the program; what was saved before is safe. Send {file} with your report."
    ).format(file=file)
