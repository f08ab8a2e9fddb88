"""The endorsement sheet: final texts whole, one line an economy in APEC's order, what was endorsed already marked."""

import re
from datetime import UTC, date
from pathlib import Path

import pypdfium2
import pytest

from o2o_events.app import App
from o2o_events.documents.endorsement_sheet import write_endorsement_sheet
from o2o_events.errors import UserError
from o2o_events.i18n import LANGUAGES, speaking
from o2o_events.registers import recommendations
from o2o_events.registers.economies import ECONOMIES

MEMBERS = [economy.name for economy in ECONOMIES if economy.is_member]


def pages_of(file: Path) -> list[str]:
    document = pypdfium2.PdfDocument(file)
    return [document[page].get_textpage().get_text_range().replace("\r\n", "\n") for page in range(len(document))]


def add_final(app: App, title: str, wording: str | dict[str, str]) -> str:
    with app.database.write() as tx:
        made = recommendations.add_recommendation(tx, title={"en": title})
        recommendations.write_text(
            tx, recommendation=made.id, stage="final", wording=wording, written_on=date(2016, 9, 1)
        )
        return made.id


@pytest.fixture
def final(app: App) -> str:
    return add_final(app, "Simplify customs", "Economies simplify.\n\nThey review it.")


@pytest.mark.parametrize("tag", LANGUAGES)
@pytest.mark.parametrize("paper", ["A4", "Letter"])
@pytest.mark.usefixtures("final")
def test_every_member_economy_has_one_line_in_apecs_order(app: App, tmp_path: Path, tag: str, paper: str) -> None:
    file = tmp_path / "sheet.pdf"
    with speaking(tag):
        written = write_endorsement_sheet(app.database, file=file, paper=paper)
    text = "\n".join(pages_of(file)[1:])

    assert (written.recommendations, written.missing) == (1, "")
    assert re.findall(rf"^\d+ ({'|'.join(map(re.escape, MEMBERS))})\b", text, re.MULTILINE) == MEMBERS
    assert text.count("□ 1") == 21


def test_final_wording_is_whole_and_what_is_not_final_is_named_and_left_out(
    app: App, final: str, tmp_path: Path
) -> None:
    with app.database.write() as tx:
        draft = recommendations.add_recommendation(tx, title={"en": "Only a draft"})
        recommendations.write_text(
            tx, recommendation=draft.id, stage="drafted", wording="Secret words.", written_on=date(2016, 7, 1)
        )
        recommendations.write_text(
            tx, recommendation=final, stage="revised", wording="Earlier words.", written_on=date(2016, 8, 1)
        )
    file = tmp_path / "sheet.pdf"
    write_endorsement_sheet(app.database, file=file)
    first = pages_of(file)[0]

    assert "Economies simplify.\nThey review it.\nFinal text of 2016-09-01." in first
    assert "Not final yet, and so not on this sheet: 2. Only a draft." in first
    assert ("Secret" in first, "Earlier" in first) == (False, False)


def test_what_was_endorsed_already_is_marked_with_its_day(app: App, final: str, tmp_path: Path) -> None:
    add_final(app, "Recognise signatures", "Economies recognise.")
    with app.database.write() as tx:
        for economy in ("VN", "AU"):
            recommendations.endorse(tx, recommendation=final, economy=economy, endorsed_on=date(2016, 9, 5))
    file = tmp_path / "sheet.pdf"
    write_endorsement_sheet(app.database, file=file)
    text = "\n".join(pages_of(file)[1:])

    assert len(pages_of(file)) == 2
    assert text.count("■ 1 2016-09-05") == 2
    assert (text.count("□ 1"), text.count("□ 2")) == (19, 21)


def test_many_long_recommendations_of_any_script_run_over_pages(app: App, tmp_path: Path) -> None:
    words = " ".join(f"word{n}" for n in range(400))
    for number in range(12):
        add_final(app, f"Recommendation {number} with 簡化 and Đơn giản", f"Begin{number} {words} end{number}")
    file = tmp_path / "sheet.pdf"
    written = write_endorsement_sheet(app.database, file=file)
    text = " ".join(pages_of(file)).split()

    assert (written.recommendations, written.missing) == (12, "")
    assert [word for word in text if re.fullmatch(r"end\d+", word)] == [f"end{n}" for n in range(12)]
    assert text.count("word399") == 12


def test_wording_without_english_is_printed_as_it_is(app: App, tmp_path: Path) -> None:
    add_final(app, "One", {"vi": "Các nền kinh tế đơn giản hóa thủ tục."})
    file = tmp_path / "sheet.pdf"
    write_endorsement_sheet(app.database, file=file)

    assert "Các nền kinh tế đơn giản hóa thủ tục." in pages_of(file)[0]


@pytest.mark.usefixtures("final")
def test_every_page_says_when_it_was_made(app: App, tmp_path: Path) -> None:
    file = tmp_path / "sheet.pdf"
    write_endorsement_sheet(app.database, file=file)
    with app.database.read() as tx:
        moment = f"{tx.now().astimezone(UTC):%Y-%m-%d %H:%M} (UTC+00:00)"

    assert [text.count(f"Made {moment}") for text in pages_of(file)] == [1, 1]


def test_nothing_final_leaves_the_file_as_it_was(app: App, tmp_path: Path) -> None:
    file = tmp_path / "sheet.pdf"
    file.write_bytes(b"before")
    with pytest.raises(UserError, match="No recommendation is final yet"):
        write_endorsement_sheet(app.database, file=file)

    assert file.read_bytes() == b"before"
