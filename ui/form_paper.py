"""Pages of a form on paper as pictures, for looking at before they are printed."""

from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from PySide6.QtGui import QImage

from o2o_events.documents.feedback_paper import FormPaper, write_form_paper
from ui.paper import draw_file_page


@dataclass(frozen=True)
class DrawnPage:
    """One page, its number from 0, and how many there are."""

    image: QImage
    number: int
    pages: int


def draw_form(paper: FormPaper, number: int, side: int = 1600) -> DrawnPage:
    """Writes the form and draws one of its pages, the last where there are fewer."""
    with TemporaryDirectory() as folder:
        file = Path(folder, "form.pdf")
        pages = write_form_paper(file, paper)
        place = max(0, min(number, pages - 1))
        return DrawnPage(draw_file_page(file, place, side), place, pages)
