"""Forms on paper: every text, code and number read back; boxes and lines seen in the picture."""

from dataclasses import replace
from pathlib import Path

import pypdfium2
import pytest
from papers import page_sizes, page_texts

from o2o_events.documents.feedback_paper import FormPaper, write_form_paper
from o2o_events.errors import UserError
from o2o_events.feedback.forms import Form
from o2o_events.feedback.questions import SILENT, Condition, FormContent, Option, Question
from o2o_events.feedback.sheets import Sheet, sheet_code
from o2o_events.feedback.shipped import read_shipped

FORM = Form("f", "evaluation", {"en": "Evaluation"}, "event", "after", False, True, None, False, False, "page", "")
CODE = sheet_code(Sheet("v1", "e1", None))


def paper_of(content: FormContent, language: str = "en", **more: object) -> FormPaper:
    event = "Workshop on Online-to-Offline Models"
    return replace(FormPaper(FORM, content, event, "From farm to phone", CODE, language), **more)  # type: ignore[arg-type]  # any field's


def packed(text: str) -> str:
    return "".join(text.split())


def words_on(file: Path) -> str:
    return packed("".join(page_texts(file)))


def ink_of(file: Path) -> list[int]:
    """Dark pixels of each page at 72 dots an inch."""
    with pypdfium2.PdfDocument(file) as document:
        return [sum(page.render(scale=1, grayscale=True).to_pil().histogram()[:160]) for page in document]


@pytest.mark.parametrize("language", ["en", "es", "vi", "zh-Hant"])
def test_every_text_of_the_evaluation_is_on_paper_in_its_language(tmp_path: Path, language: str) -> None:
    content = read_shipped("evaluation")["content"]
    file = tmp_path / "form.pdf"

    pages = write_form_paper(file, paper_of(content, language))

    text = words_on(file)
    wanted = [content.title, *(question.label for question in content.questions)]
    wanted += [option.label for question in content.questions for option in question.options]
    assert [words[language] for words in wanted if packed(words[language]) not in text] == []
    assert page_sizes(file) == [(210.0, 297.0)] * pages
    assert min(ink_of(file)) > 500


def test_each_page_says_code_and_place(tmp_path: Path) -> None:
    file = tmp_path / "form.pdf"
    pages = write_form_paper(file, paper_of(read_shipped("evaluation")["content"]))

    texts = [packed(text) for text in page_texts(file)]
    assert pages > 1
    assert [(text.count(CODE), f"Page{n}of{pages}" in text) for n, text in enumerate(texts, 1)] == [(2, True)] * pages
    assert all("Fromfarmtophone" in text for text in texts)


def test_promise_stands_on_the_form(tmp_path: Path) -> None:
    content = read_shipped("session")["content"]
    write_form_paper(tmp_path / "a.pdf", paper_of(content))
    write_form_paper(tmp_path / "n.pdf", paper_of(content, form=replace(FORM, is_named=True)))

    assert "Youranswersareanonymous.Neitheryournamenorthetimeiskept.Pleasedonotwriteyourname." in words_on(
        tmp_path / "a.pdf"
    )
    named = words_on(tmp_path / "n.pdf")
    assert ("Youranswersarekeptwithyourname." in named, "Thecodeonyourbadge,oryourname:" in named) == (True, True)


def test_numbered_sheets_carry_their_number_each(tmp_path: Path) -> None:
    file = tmp_path / "form.pdf"
    pages = write_form_paper(file, paper_of(read_shipped("session")["content"], numbers=(107, 108, 109)))

    assert pages == 3
    assert [str(n) in text for n, text in zip((107, 108, 109), page_texts(file), strict=True)] == [True] * 3


def test_too_many_sheets_are_refused_in_words(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="at most 500 numbered sheets"):
        write_form_paper(tmp_path / "form.pdf", paper_of(read_shipped("session")["content"], numbers=range(501)))
    assert list(tmp_path.iterdir()) == []


def every_kind() -> FormContent:
    yes_no = (Option("y", {"en": "Yes"}), Option("n", {"en": "No"}))
    return FormContent(
        ("en",),
        {"en": "All kinds"},
        questions=(
            Question("s", "section", {"en": "Part one"}),
            Question("t", "note", {"en": "A note.\nSecond line."}),
            Question("one", "one", {"en": "Do you sell online?"}, options=yes_no, has_other=True, is_required=True),
            Question("many", "many", {"en": "Where?"}, options=yes_no, show_if=Condition("one", ("y", "other"))),
            Question("rate", "rating", {"en": "Rate"}, lowest=0, highest=10, ends=({"en": "Low"}, {"en": "High"})),
            Question("n", "number", {"en": "Shops"}, lowest=0, highest=99),
            Question("short", "short_text", {"en": "Name of the shop"}, help={"en": "As on the sign"}),
            Question("long", "long_text", {"en": "Tell us more"}, has_comment=True),
        ),
    )


def test_every_kind_of_question_has_its_place_to_answer(tmp_path: Path) -> None:
    file = tmp_path / "form.pdf"
    write_form_paper(file, paper_of(every_kind()))

    text = words_on(file)
    wanted = (
        "Part one", "A note.Second line.", "1. Do you sell online? *", "Other:", "2. Where?", "Tick all that apply.",
        "Only if your answer to question 1 is: Yes / Other", "012345678910", "Low", "High",
        "A number from 0 to 99.", "As on the sign", "Comment:", "Please answer the questions marked with *.",
    )  # fmt: skip
    assert [words for words in wanted if packed(words) not in text] == []


def test_questions_are_numbered_without_sections_and_notes(tmp_path: Path) -> None:
    content = every_kind()
    file = tmp_path / "form.pdf"
    write_form_paper(file, paper_of(content))

    asked = [q.label["en"] for q in content.questions if q.kind not in SILENT]
    assert [packed(f"{n}.{label}") in words_on(file) for n, label in enumerate(asked, 1)] == [True] * 6


def test_long_list_of_options_flows_over_pages(tmp_path: Path) -> None:
    options = tuple(Option(f"o{n}", {"en": f"Option number {n} with quite a long wording in it"}) for n in range(200))
    content = FormContent(
        ("en",), {"en": "Long"}, questions=(Question("q", "many", {"en": "Which?"}, options=options),)
    )
    file = tmp_path / "form.pdf"

    assert write_form_paper(file, paper_of(content)) > 1
    text = words_on(file)
    assert [n for n in range(200) if packed(f"Option number {n} with") not in text] == []


def test_language_that_the_form_lacks_falls_back_and_never_fails(tmp_path: Path) -> None:
    file = tmp_path / "form.pdf"
    write_form_paper(file, paper_of(every_kind(), "th"))

    assert "Doyousellonline?" in words_on(file)
