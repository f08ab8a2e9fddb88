"""The system's print dialog, set to a layout's paper."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from o2o_events.i18n import _
from ui.paper import Wanted, printer_for

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter


def installed_printers() -> list[str]:
    """The names of the printers that this computer knows."""
    from PySide6.QtPrintSupport import QPrinterInfo

    return [printer.printerName() for printer in QPrinterInfo.availablePrinters()]


def ask_printer(parent: QWidget, wanted: Wanted, preferred: str, decided: "Callable[[Wanted, QPrinter], None]") -> None:
    """Opens the dialog over the window; ``preferred`` is the printer that was chosen before."""
    from PySide6.QtPrintSupport import QPrintDialog

    printer = printer_for(preferred if preferred in installed_printers() else "", wanted.layout)
    printer.setDocName(_("Badges: {event}").format(event=wanted.event.label))
    dialog = QPrintDialog(printer, parent)
    dialog.setOptions(
        QPrintDialog.PrintDialogOption.PrintShowPageSize | QPrintDialog.PrintDialogOption.PrintCollateCopies
    )
    dialog.setWindowTitle(_("Print"))
    dialog.accepted.connect(lambda: decided(wanted, printer))
    dialog.finished.connect(dialog.deleteLater)
    dialog.open()
