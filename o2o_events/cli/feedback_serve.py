"""``feedback serve``: the forms on the venue's network, until it is stopped."""

import signal
import threading
from types import FrameType

import click

from o2o_events.cli.context import Run, pass_run
from o2o_events.feedback.forms import get_form
from o2o_events.i18n import _
from o2o_events.logs import start_log
from o2o_events.registers.events import get_event


@click.command()
@click.option("--event", "event_code", required=True, metavar="C", help="The event's code.")
@click.option("--address", metavar="A", help="Which of this computer's addresses; the likeliest if none is named.")
@click.option(
    "--port", type=click.IntRange(0, 65535), default=8080, show_default=True, help="0 takes any that is free."
)
@click.option(
    "--form", "form_codes", multiple=True, metavar="F", help="Only this form; repeat. Else all without names."
)
@pass_run
def serve(run: Run, event_code: str, address: str | None, port: int, form_codes: tuple[str, ...]) -> None:
    """Serves the open forms to phones on this network, and nothing else."""
    from o2o_events.web.addresses import likely_address, list_addresses
    from o2o_events.web.server import Server

    start_log()
    with run.app() as app:
        with app.database.read() as tx:
            event = get_event(tx, event_code)
            codes = [get_form(tx, code).code for code in form_codes]
        chosen = address or likely_address()
        server = Server(app.database, event=event.code, forms=codes, address=chosen, port=port)
        server.start()
        try:
            words = _("Phones on this network open {url}. Stop with Ctrl+C.").format(url=server.url)
            addresses = [other.text for other in list_addresses()]
            run.answer({"url": server.url, "address": chosen, "port": server.port, "addresses": addresses}, words)
            _wait_for_the_end()
        finally:
            server.stop()


def _wait_for_the_end() -> None:
    """Until Ctrl+C is pressed or the system ends the program; both are ways to stop in order."""
    is_stopped = threading.Event()

    def stop(_signal: int, _frame: FrameType | None) -> None:
        is_stopped.set()

    before = {name: signal.signal(name, stop) for name in (signal.SIGINT, signal.SIGTERM)}
    try:
        while not is_stopped.wait(0.5):
            pass
    finally:
        for name, handler in before.items():
            signal.signal(name, handler)
