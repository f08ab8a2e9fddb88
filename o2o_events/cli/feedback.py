"""``feedback``: forms, answers, the pages for phones, and what is printed; each command where it is imported from."""

import importlib

import click

from o2o_events.cli.help import in_present_language

COMMANDS = {
    "answer": "o2o_events.cli.feedback_answers:answer",
    "barriers": "o2o_events.cli.feedback_barriers:barriers",
    "export": "o2o_events.cli.feedback_results:export",
    "form": "o2o_events.cli.feedback_forms:form",
    "paper": "o2o_events.cli.feedback_sheets:paper",
    "poster": "o2o_events.cli.feedback_paper:poster",
    "results": "o2o_events.cli.feedback_results:results",
    "serve": "o2o_events.cli.feedback_serve:serve",
    "slips": "o2o_events.cli.feedback_paper:slips",
    "tag": "o2o_events.cli.feedback_tags:tag",
    "texts": "o2o_events.cli.feedback_tags:texts",
}
"""Command -> where it is; imported when it is called for, so that an answer does not load a web server."""


class FeedbackGroup(click.Group):
    """The group imports a command when it is used."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return sorted(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        module, name = COMMANDS[cmd_name].split(":")
        command: click.Command = getattr(importlib.import_module(module), name)
        return in_present_language(command)


@click.group("feedback", cls=FeedbackGroup)
def feedback() -> None:
    """Forms that participants answer, and what they said."""
