"""``agenda presenters``, ``agenda actual`` and ``agenda attendance``: who is there, and how the day went."""

from pathlib import Path
from typing import Any

import click

from o2o_events.agenda import roles, running
from o2o_events.agenda.actual import Compared
from o2o_events.agenda.versions import get_release
from o2o_events.cli.context import Run, pass_run
from o2o_events.cli.day import DAY
from o2o_events.i18n import _
from o2o_events.registers.events import Event, get_event

_EVENT = click.option("--event", "code", required=True, metavar="C", help="The event's code.")


@click.command()
@_EVENT
@click.option("--day", type=DAY, help="Another day than today.")
@click.option("--all", "everybody", is_flag=True, help="Also those who are here, or whose part is over.")
@pass_run
def presenters(run: Run, code: str, day: Any, everybody: bool) -> None:
    """Lists which of the day's presenters are not here yet, and where and when they are due."""
    from o2o_events.checkin.presenters import awaited, presenters_of_day

    with run.app() as app, app.database.read() as tx:
        event = get_event(tx, code)
        found = presenters_of_day(tx, event, day.date() if day else None)
    rows = []
    for presenter in found if everybody else awaited(found):
        part = presenter.next_part or presenter.parts[-1]
        rows.append(
            {
                "due": event.local(part.at),
                "name": presenter.name,
                "state": presenter.state,
                "role": part.role if run.as_json else roles.label(part.role),
                "room": part.room,
                "title": part.title,
                "first_in": presenter.first_in,
                "speaker": presenter.speaker,
                "person": presenter.person,
            }
        )
    run.answer_all(rows, ["due", "name", "state", "role", "room", "title"], _("All presenters are here."))


@click.command()
@_EVENT
@click.option("--release", type=click.IntRange(min=1), metavar="N", help="Against this release; the latest without it.")
@click.option("-o", "--output", "file", type=click.Path(path_type=Path), metavar="FILE", help=".csv, .xlsx or .json")
@pass_run
def actual(run: Run, code: str, release: int | None, file: Path | None) -> None:
    """Sets what was released beside what is planned now and what really happened."""
    from o2o_events.documents.day_record import to_json, write_day_record

    with run.app() as app:
        with app.database.read() as tx:
            event = get_event(tx, code)
            chosen = get_release(tx, event, release) if release else None
            rows = running.compare_with_release(tx, event, chosen)
        if file is not None:
            written = write_day_record(app.database, event=event, file=file, release=release)
            run.answer({"rows": written.rows}, _("Written: {file}.").format(file=written.file))
            return
    if run.as_json:
        run.answer_all(map(to_json, rows), [], "")
        return
    columns = ["day", "released", "planned", "started", "ended", "late", "room", "session", "slot", "change"]
    run.answer_all([_compared_row(event, row) for row in rows], columns, _("There is no session yet."))


def _compared_row(event: Event, row: Compared) -> dict[str, Any]:
    from o2o_events.documents.day_record import change_words

    first = row.released_start or row.planned_start
    clocks = {"released": row.released_start, "planned": row.planned_start, "started": row.started_at}
    return {
        "day": first and event.day_of(first).isoformat(),
        **{name: at and f"{event.local(at):%H:%M}" for name, at in (clocks | {"ended": row.ended_at}).items()},
        "late": row.minutes_late,
        "room": row.room,
        "session": None if row.slot else row.title,
        "slot": row.title if row.slot else None,
        "change": change_words(row.change),
    }


@click.command()
@_EVENT
@pass_run
def attendance(run: Run, code: str) -> None:
    """Tells how many people were at each session, how many at once, and how long."""
    from o2o_events.checkin.session_attendance import session_figures

    with run.app() as app, app.database.read() as tx:
        event = get_event(tx, code)
        rows = [
            {
                "session": f.session,
                "title": f.title,
                "room": f.room,
                "starts_at": f.starts_at and event.local(f.starts_at),
                "expected": f.expected,
                "capacity": f.capacity,
                "counted": f.has_door,
                "checked_in": f.checked_in if f.has_door else None,
                "peak_inside": f.peak_inside if f.has_door else None,
                "minutes_inside": f.minutes_inside,
                "by_gender": f.by_gender,
            }
            for f in session_figures(tx, event)
        ]
    columns = ["starts_at", "title", "room", "expected", "checked_in", "peak_inside", "minutes_inside", "by_gender"]
    run.answer_all(rows, columns, _("There is no session yet."))
