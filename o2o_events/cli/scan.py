"""``scan`` and ``undo``: badges at a checkpoint."""

import sys
from collections.abc import Iterable, Iterator

import click

from o2o_events.checkin.answers import ScanAnswer
from o2o_events.checkin.checkpoints import get_checkpoint
from o2o_events.checkin.scanning import Force, record_scan
from o2o_events.checkin.undoing import undo_scan
from o2o_events.cli.context import Run, pass_run
from o2o_events.i18n import _
from o2o_events.registers.events import ENTRANCE, get_event


@click.command()
@click.option("--event", "event_code", required=True, metavar="C", help="The event's code.")
@click.option("--checkpoint", "checkpoint_name", default=ENTRANCE, show_default=True, metavar="N")
@click.option("--direction", type=click.Choice(["in", "out"]), default="in", show_default=True)
@click.option("--at", metavar="T", help="When it happened, for late entries; venue time unless it has an offset.")
@click.option("--id", "scan_id", metavar="UUID", help="Makes a retry safe: the same id is kept once.")
@click.option("--force", "is_forced", is_flag=True, help="Let in against the rules; needs --operator and --reason.")
@click.option("--operator", default="", metavar="O")
@click.option("--reason", default="", metavar="R")
@click.argument("tokens", metavar="[TOKEN]...", nargs=-1)
@pass_run
def scan(
    run: Run,
    event_code: str,
    checkpoint_name: str,
    direction: str,
    at: str | None,
    scan_id: str | None,
    is_forced: bool,
    operator: str,
    reason: str,
    tokens: tuple[str, ...],
) -> None:
    """Answers each TOKEN; without any, each line of standard input, at once."""
    if scan_id is not None and len(tokens) != 1:
        raise click.UsageError(_("--id goes with exactly one token."))
    if is_forced and not (operator.strip() and reason.strip()):
        raise click.UsageError(_("--force needs --operator and --reason."))
    with run.app() as app:
        with app.database.read() as tx:
            event = get_event(tx, event_code)
            checkpoint = get_checkpoint(tx, event, checkpoint_name)
        moment = event.parse_moment(at) if at else None
        force = Force(operator, reason) if is_forced else None
        for text in tokens or _lines(sys.stdin):
            with app.database.write() as tx:
                answer = record_scan(
                    tx,
                    checkpoint=checkpoint,
                    text=text,
                    direction=direction,
                    at=moment,
                    scan_id=scan_id,
                    force=force,
                )
            run.answer(answer.to_json(), _in_words(answer))


def _lines(stream: Iterable[str]) -> Iterator[str]:
    for line in stream:
        if line.strip():
            yield line


def _in_words(answer: ScanAnswer) -> str:
    mark = "✓" if answer.accepted else "✗"
    note = f"  [{answer.attention}]" if answer.attention else ""
    return f"{mark} {answer.message}{note}  ({answer.scan or '-'})"


@click.command()
@click.argument("scan_id", metavar="SCAN")
@click.option("--operator", required=True, metavar="O", help="Who takes it back.")
@click.option("--reason", required=True, metavar="R")
@pass_run
def undo(run: Run, scan_id: str, operator: str, reason: str) -> None:
    """Takes a scan back; the history keeps both."""
    with run.app() as app, app.database.write() as tx:
        undone = undo_scan(tx, scan=scan_id, operator=operator, reason=reason)
    run.answer(undone.to_json(), _("Undone: {name}.").format(name=undone.name or undone.scan))
