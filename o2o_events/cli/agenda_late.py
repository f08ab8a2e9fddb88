"""``agenda late``: the rest of the day moved, shown before or carried out, and taken back."""

from typing import Any

import click

from o2o_events.agenda import running
from o2o_events.agenda.delays import Shifted, shift, usually_fixed
from o2o_events.agenda.queries import get_room, get_session, read_programme
from o2o_events.agenda.rescheduling import apply_shift, take_back_delay
from o2o_events.cli.context import Run, pass_run
from o2o_events.db.transaction import Tx
from o2o_events.i18n import _, ngettext
from o2o_events.registers.events import Event, get_event

_EVENT = click.option("--event", "code", required=True, metavar="C", help="The event's code.")


@click.command(context_settings={"ignore_unknown_options": True})
@click.argument("minutes", type=int, required=False)
@_EVENT
@click.option("--at", metavar="T", help="From when on; now without it.")
@click.option("--fix", "fixed", multiple=True, metavar="S", help="A session that stays at its time; repeat.")
@click.option("--move-all", is_flag=True, help="Move lunch, receptions and visits too.")
@click.option("--leave-out", multiple=True, metavar="S", help="A session to cancel, to win time; repeat.")
@click.option("--room", "rooms", multiple=True, metavar="R", help="Only this room is late; repeat.")
@click.option("--shorten-breaks", is_flag=True, help="Let breaks that everybody has take up the delay.")
@click.option("--day-ends", metavar="T", help="When the day must end; when its last session was to end without it.")
@click.option("--dry-run", is_flag=True, help="Show what would come of it; change nothing.")
@click.option("--undo", "is_undo", is_flag=True, help="Take the last delay back.")
@pass_run
def late(
    run: Run,
    minutes: int | None,
    code: str,
    at: str | None,
    fixed: tuple[str, ...],
    move_all: bool,
    leave_out: tuple[str, ...],
    rooms: tuple[str, ...],
    shorten_breaks: bool,
    day_ends: str | None,
    dry_run: bool,
    is_undo: bool,
) -> None:
    """Moves the rest of the day by MINUTES (below zero: earlier), and tells what then clashes and falls out."""
    if (minutes is None) != is_undo:
        raise click.UsageError(_("Give either the minutes, or --undo."))
    with run.app() as app, app.database.write() as tx:
        event = get_event(tx, code)
        if minutes is None:
            _take_back(run, tx, event)
            return
        programme, runs = read_programme(tx, event), running.read_runs(tx, event)
        moment = event.parse_moment(at) if at else tx.now().replace(second=0, microsecond=0)
        stays = {get_session(tx, event, ref).id for ref in fixed}
        if not move_all:
            stays |= usually_fixed(programme, moment, runs)
        shifted = shift(
            programme,
            from_moment=moment,
            minutes=minutes,
            fixed=stays,
            left_out={get_session(tx, event, ref).id for ref in leave_out},
            rooms={get_room(tx, event, ref).id for ref in rooms} or None,
            shortens_breaks=shorten_breaks,
            ends_by=event.parse_moment(day_ends) if day_ends else None,
            runs=runs,
        )
        if not dry_run:
            apply_shift(tx, event=event, shifted=shifted, minutes=minutes)
    run.answer(_shift_row(shifted) | {"applied": not dry_run}, _shift_words(event, shifted, dry_run=dry_run))


def _take_back(run: Run, tx: Tx, event: Event) -> None:
    taken = take_back_delay(tx, event=event)
    sessions = read_programme(tx, event).sessions_by_id
    words = ngettext("{n} session is back where it was.", "{n} sessions are back where they were.", len(taken.restored))
    words = words.format(n=len(taken.restored))
    if taken.changed_since:
        names = "; ".join(sessions[id_].label if id_ in sessions else id_ for id_ in taken.changed_since)
        words += " " + _("Changed since, and left as they are: {names}.").format(names=names)
    row = {"minutes": taken.minutes, "restored": list(taken.restored), "changed_since": list(taken.changed_since)}
    run.answer(row, words)


def _shift_row(shifted: Shifted) -> dict[str, Any]:
    return {
        "moved": [
            {
                "session": moved.before.id,
                "title": moved.before.label,
                "from": moved.before.starts_at,
                "to": moved.after.starts_at,
                "minutes": moved.minutes,
                "shortened": moved.shortened,
            }
            for moved in shifted.moved
        ],
        "kept": [session.id for session in shifted.kept],
        "left_out": [session.id for session in shifted.left_out],
        "falls_out": [session.id for session in shifted.falls_out],
        "clashes": [
            {"kind": c.kind, "severity": c.severity, "sessions": list(c.sessions), "message": c.message}
            for c in shifted.clashes
        ],
        "minutes_left": shifted.minutes_left,
    }


def _shift_words(event: Event, shifted: Shifted, *, dry_run: bool) -> str:
    lines = [_("This would move:") if dry_run else _("Moved:")]
    for moved in shifted.moved:
        assert moved.before.starts_at is not None
        assert moved.after.starts_at is not None
        clock = f"{event.local(moved.before.starts_at):%H:%M} → {event.local(moved.after.starts_at):%H:%M}"
        short = _("{n} minutes shorter").format(n=moved.shortened) if moved.shortened else ""
        lines.append(f"  {clock}  {moved.after.label}" + (f"  ({short})" if short else ""))
    stays, left_out = _("stays"), _("left out")
    lines += [f"  {stays}: {session.label}" for session in shifted.kept]
    lines += [f"  {left_out}: {session.label}" for session in shifted.left_out]
    if shifted.falls_out and shifted.ends_by:
        lines.append(_("After the day’s end ({time}):").format(time=f"{event.local(shifted.ends_by):%H:%M}"))
        lines += [f"  {session.label}" for session in shifted.falls_out]
    if shifted.clashes:
        lines.append(_("New clashes:"))
        lines += [f"  {clash.message}" for clash in shifted.clashes]
    return "\n".join(lines)
