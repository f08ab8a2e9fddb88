"""``feedback poster`` and ``feedback slips``: the paper that leads phones to the forms."""

from pathlib import Path

import click

from o2o_events.cli.context import Run, pass_run
from o2o_events.cli.feedback_about import find_about, need_about
from o2o_events.feedback.forms import current_version, get_form
from o2o_events.feedback.slips import print_slips
from o2o_events.i18n import LANGUAGES, _
from o2o_events.registers.events import get_event

_EVENT = click.option("--event", "event_code", required=True, metavar="C", help="The event's code.")
_FILE = click.option("-o", "--output", "file", required=True, type=click.Path(path_type=Path), metavar="FILE.pdf")
_ADDRESS = click.option("--address", metavar="A", help="The address that “feedback serve” is bound to.")
_PORT = click.option("--port", type=click.IntRange(1, 65535), default=8080, show_default=True)
_SESSION = click.option("--session", "session", metavar="S", help="A session of the event, by title or id.")


@click.command()
@_EVENT
@_FILE
@click.option("--form", "form_code", metavar="F", help="Leads straight to this form; else to the list of all.")
@_SESSION
@_ADDRESS
@_PORT
@click.option("--wifi", "wifi_name", metavar="NAME", help="The Wi-Fi that phones have to join first.")
@click.option("--wifi-password", default="", metavar="P")
@pass_run
def poster(
    run: Run,
    event_code: str,
    file: Path,
    form_code: str | None,
    session: str | None,
    address: str | None,
    port: int,
    wifi_name: str | None,
    wifi_password: str,
) -> None:
    """Writes a poster with the address of the forms as a QR code."""
    from o2o_events.documents.poster import Poster, Wifi, write_poster
    from o2o_events.web.addresses import likely_address, page_address

    with run.app() as app, app.database.read() as tx:
        event = get_event(tx, event_code)
        form = get_form(tx, form_code) if form_code else None
        content = current_version(tx, form.id).content if form else None
        about = find_about(tx, event, form, session)
    url = page_address(address or likely_address(), port)
    if form is not None:
        url += f"f/{form.code}" + (f"/{about.id}" if about else "")
    made = Poster(
        url=url,
        event=event.name,
        title=content.title if content else {},
        languages=content.languages if content else tuple(LANGUAGES),
        wifi=Wifi(wifi_name, wifi_password) if wifi_name else None,
        about=about.title if about else None,
    )
    write_poster(file, made)
    run.answer({"file": str(file), "url": url}, _("Written: {file}. It leads to {url}.").format(file=file, url=url))


@click.command()
@_EVENT
@_FILE
@click.option("--form", "form_code", required=True, metavar="F", help="A form that is answered with slips.")
@click.option("--count", type=click.IntRange(1, 2000), required=True, metavar="N", help="How many slips.")
@_SESSION
@_ADDRESS
@_PORT
@pass_run
def slips(
    run: Run,
    event_code: str,
    file: Path,
    form_code: str,
    count: int,
    session: str | None,
    address: str | None,
    port: int,
) -> None:
    """Makes one-time slips and writes them to cut apart: each lets its holder answer once, without a name."""
    from o2o_events.documents.slips_sheet import SlipSheet, write_slips
    from o2o_events.web.addresses import likely_address, page_address

    with run.app() as app, app.database.write() as tx:
        event, form = get_event(tx, event_code), get_form(tx, form_code)
        about = need_about(tx, event, form, session)
        made = print_slips(tx, event=event, form=form, count=count, session=about.id if about else None)
        content = current_version(tx, form.id).content
        sheet = SlipSheet(
            slips=made,
            url=page_address(address or likely_address(), port),
            event=event.label,
            title=about.label if about else form.label,
            languages=content.languages,
        )
        pages = write_slips(file, sheet)  # in the block: without the paper there is no batch
    run.answer({"file": str(file), "slips": count, "pages": pages}, _("Slips written: {n}.").format(n=count))
