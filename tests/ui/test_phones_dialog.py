"""Forms on phones: started, shown and stopped from one dialog, with a poster; by keys."""

from pathlib import Path
from socket import socket

import pytest
from papers import page_texts
from ports import free_port
from PySide6.QtCore import Qt

from o2o_events.i18n import _, speaking
from o2o_events.web.addresses import Address
from ui.dialogs.phones_dialog import PhonesDialog

HERE, VENUE = Address("127.0.0.1", False), Address("192.168.1.5", True)
TRY_OUT = "Only this computer itself can open this page: it is to try the forms out."


@pytest.fixture
def ask(running):
    """Opens the dialog over the forms page with the addresses that a computer would have."""
    running.window.show_page("forms")
    page = running.window.workspace.page("forms")

    def opened(*addresses: Address, port: int = 8080) -> PhonesDialog:
        dialog = PhonesDialog(running.window, page.phones, running.event, addresses, port)
        dialog.open()
        return dialog

    yield opened
    page.phones.stop()


def test_each_state_says_what_to_do_next(ask) -> None:
    assert (
        ask(VENUE, HERE).state.text() == "Choose the address in the Wi-Fi that the phones are in, then press “Start”."
    )
    assert ask(HERE).state.text() == (
        "This computer is in no network, so no phone can reach it. Join the venue’s Wi-Fi, then open this again."
    )
    dialog = ask(VENUE, HERE)
    dialog.address.setCurrentIndex(1)
    assert dialog.state.text() == (
        "Only this computer itself can open a page on this address. Choose another one for phones."
    )


def test_enter_starts_and_enter_again_does_not_stop(ask, running) -> None:
    port = free_port()
    dialog = ask(HERE, port=port)
    phones = running.window.workspace.page("forms").phones
    running.qtbot.keyClick(dialog, Qt.Key.Key_Return)
    assert (dialog.state.text(), dialog.accept_button.isEnabled()) == ("The page is being started …", False)
    running.qtbot.waitUntil(lambda: bool(phones.url))
    assert (dialog.url.text(), dialog.state.text()) == (f"http://127.0.0.1:{port}/", TRY_OUT)
    assert dialog.accept_button.text() == "Stop the phones’ page"
    running.qtbot.keyClick(dialog, Qt.Key.Key_Return)
    running.qtbot.keyClick(dialog.cancel_button, Qt.Key.Key_Return)
    with running.qtbot.waitSignal(dialog.finished):
        running.qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert phones.url == f"http://127.0.0.1:{port}/"


def test_dialog_opened_again_stops_the_page(ask, running) -> None:
    phones = running.window.workspace.page("forms").phones
    phones.start(running.event, "127.0.0.1", free_port())
    running.qtbot.waitUntil(lambda: bool(phones.url))
    dialog = ask(HERE)
    assert dialog.url.text() == phones.url
    dialog.accept_button.click()
    assert (phones.url, dialog.served.isVisible(), dialog.place.isVisible()) == ("", False, True)


def test_port_in_use_is_told_and_the_choice_stays(ask, running) -> None:
    with socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        dialog = ask(HERE, port=port)
        dialog.accept_button.click()
        running.qtbot.waitUntil(dialog.problem.isVisible)
    assert dialog.problem.text() == f"Port {port} is in use by another program. Close it, or choose another port."
    assert (dialog.port.value(), dialog.accept_button.isEnabled()) == (port, True)


def test_poster_is_written_in_the_chosen_language(ask, running, tmp_path: Path) -> None:
    dialog = ask(VENUE, HERE)
    dialog.language.setCurrentIndex(dialog.language.findData("vi"))
    file = tmp_path / "áp phích.pdf"
    dialog.write_poster(file)
    running.qtbot.waitUntil(file.exists)
    running.settle()
    assert dialog.state.text() == (
        f"Written: {file}. It leads to http://192.168.1.5:8080/. Print it and hang it up where people sit."
    )
    [text] = page_texts(file)
    with speaking("vi"):
        title = _("Your opinion")
    assert (title in text, "192.168.1.5:8080" in text, "Your opinion" in text) == (True, True, False)


def test_poster_that_cannot_be_written_is_told(ask, running, tmp_path: Path) -> None:
    dialog = ask(VENUE)
    dialog.write_poster(tmp_path / "missing" / "poster.pdf")
    running.qtbot.waitUntil(dialog.problem.isVisible)
    folder = tmp_path / "missing"
    assert dialog.problem.text() == f"There is no folder “{folder}”. Make it first, or choose another."
