"""``agenda release``, ``agenda changes`` and ``agenda template``: versions of the agenda, and a first one."""

from typing import Any

import click

from o2o_events.agenda import versions
from o2o_events.agenda.templates import TEMPLATES, apply_template
from o2o_events.agenda.versions import Release
from o2o_events.cli.context import Run, pass_run
from o2o_events.cli.day import DAY
from o2o_events.i18n import _
from o2o_events.registers.events import Event, get_event


@click.command()
@click.option("--event", "code", required=True, metavar="C", help="The event's code.")
@click.option("--note", default="", help="What is to be said about it.")
@click.option("--list", "only_list", is_flag=True, help="List the releases, make none.")
@pass_run
def release(run: Run, code: str, note: str, only_list: bool) -> None:
    """Releases the agenda as it is now; the earlier releases are kept."""
    if only_list:
        with run.app() as app, app.database.read() as tx:
            event = get_event(tx, code)
            rows = [_row(event, made) for made in versions.list_releases(tx, event)]
        run.answer_all(rows, ["number", "released_at", "note"], _("The agenda has not been released yet."))
        return
    with run.app() as app, app.database.write() as tx:
        event = get_event(tx, code)
        made = versions.release_agenda(tx, event=event, note=note)
    run.answer(_row(event, made), _("Release {n} of the agenda.").format(n=made.number))


@click.command()
@click.option("--event", "code", required=True, metavar="C", help="The event's code.")
@click.option("--since", metavar="T", help="A moment, such as 2016-03-15T18:00; the last release without it.")
@click.option("--release", "number", type=click.IntRange(min=1), help="The number of a release instead.")
@pass_run
def changes(run: Run, code: str, since: str | None, number: int | None) -> None:
    """Tells what changed since the agenda was released, a sentence each."""
    if since is not None and number is not None:
        raise click.UsageError(_("Give either --since or --release."))
    with run.app() as app, app.database.read() as tx:
        event = get_event(tx, code)
        moment = event.parse_moment(since) if since else None
        rows = [
            {"kind": change.kind, "session": change.session, "message": change.sentence}
            for change in versions.changes_since(tx, event, since=number or moment)
        ]
    run.answer_all(rows, ["message"], _("Nothing changed."))


@click.command()
@click.argument("name", type=click.Choice(list(TEMPLATES)))
@click.option("--event", "code", required=True, metavar="C", help="The event's code.")
@click.option("--day", type=DAY, help="The day it starts on; the event's first without it.")
@pass_run
def template(run: Run, name: str, code: str, day: Any) -> None:
    """Fills empty days with the sessions that such an event usually has."""
    with run.app() as app, app.database.write() as tx:
        made = apply_template(tx, event=get_event(tx, code), template=name, day=day and day.date())
    run.answer({"sessions": made}, _("{n} sessions added. Change what is different.").format(n=len(made)))


def _row(event: Event, made: Release) -> dict[str, Any]:
    return {
        "release": made.id,
        "number": made.number,
        "released_at": event.local(made.released_at),
        "note": made.note,
    }
