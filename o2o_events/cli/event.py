"""``event``: the events of the project."""

from datetime import datetime

import click

from o2o_events.cli.context import Run, pass_run
from o2o_events.cli.day import DAY
from o2o_events.i18n import _, language
from o2o_events.registers import events
from o2o_events.registers.economies import economy_name


@click.group()
def event() -> None:
    """The events of the project."""


@event.command()
@click.option("--code", required=True, help="A short code, such as VN.")
@click.option("--name", required=True)
@click.option("--economy", required=True, help="The host's name or code.")
@click.option("--venue", required=True)
@click.option("--timezone", required=True, help="Such as Asia/Ho_Chi_Minh.")
@click.option("--day", "days", multiple=True, required=True, type=DAY, help="A day; repeat.")
@click.option("--target", type=int, default=0, show_default=True, help="People expected.")
@pass_run
def add(
    run: Run, code: str, name: str, economy: str, venue: str, timezone: str, days: tuple[datetime, ...], target: int
) -> None:
    """Adds an event with its checkpoint Entrance."""
    with run.app() as app, app.database.write() as tx:
        added = events.add_event(
            tx,
            code=code,
            name={"en": name},
            economy=economy,
            venue=venue,
            timezone=timezone,
            days=[day.date() for day in days],
            target=target,
        )
    run.answer(_row(added), _("Event {code} added.").format(code=added.code))


@event.command()
@click.argument("code")
@click.option("--name", help="The name in the present language.")
@click.option("--economy", help="The host's name or code.")
@click.option("--venue")
@click.option("--timezone", help="Such as Asia/Ho_Chi_Minh.")
@click.option("--day", "days", multiple=True, type=DAY, help="A day, instead of those there are; repeat.")
@click.option("--target", type=int, help="People expected.")
@pass_run
def edit(
    run: Run,
    code: str,
    name: str | None,
    economy: str | None,
    venue: str | None,
    timezone: str | None,
    days: tuple[datetime, ...],
    target: int | None,
) -> None:
    """Changes the event CODE and says what that does to its sessions and people."""
    from o2o_events.checkin.event_editing import edit_event, effect_words

    with run.app() as app, app.database.write() as tx:
        old = events.get_event(tx, code)
        changed, effect = edit_event(
            tx,
            event=old,
            name=old.name if name is None else {**old.name, language(): name},
            economy=old.economy if economy is None else economy,
            venue=old.venue if venue is None else venue,
            timezone=old.timezone if timezone is None else timezone,
            days=[day.date() for day in days] or old.days,
            target=old.target if target is None else target,
        )
    said = effect_words(effect)
    words = [_("Event {code} changed.").format(code=changed.code), *said]
    run.answer({**_row(changed), "effects": said}, "\n".join(words))


@event.command("list")
@pass_run
def list_(run: Run) -> None:
    """Lists the events."""
    with run.app() as app, app.database.read() as tx:
        rows = [_row(event) for event in events.list_events(tx)]
    run.answer_all(rows, ["code", "name", "days", "target"], _("No event yet. Add one with “event add”."))


@event.command()
@click.argument("code")
@click.option("--on", "day", type=DAY, help="The day; the event's last without it.")
@pass_run
def close(run: Run, code: str, day: datetime | None) -> None:
    """Notes that an event was held, so that it counts as such."""
    with run.app() as app, app.database.write() as tx:
        closed = events.close_event(tx, event=events.get_event(tx, code), on=day.date() if day else None)
    run.answer(_row(closed), _("{event} is closed.").format(event=closed.code))


@event.command()
@click.argument("code")
@pass_run
def reopen(run: Run, code: str) -> None:
    """Takes back that an event was closed."""
    with run.app() as app, app.database.write() as tx:
        opened = events.reopen_event(tx, event=events.get_event(tx, code))
    run.answer(_row(opened), _("{event} is open again.").format(event=opened.code))


def _row(event: events.Event) -> dict[str, object]:
    return {
        "code": event.code,
        "name": event.label,
        "timezone": event.timezone,
        "days": [day.isoformat() for day in event.days],
        "target": event.target,
        "economy": economy_name(event.economy),
        "venue": event.venue,
        "closed_on": event.closed_on.isoformat() if event.closed_on else None,
    }
