"""Phones that answer: pages served by a process that can be killed, a form with every kind of question, Chromium."""

import json
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from factories import make_event
from playwright.sync_api import Browser, Page, sync_playwright

from o2o_events.app import open_app
from o2o_events.feedback.forms import Form, add_form, get_form
from o2o_events.feedback.queries import AnswerSet, read_answers
from o2o_events.feedback.questions import Condition, FormContent, Option, Question
from o2o_events.registers.events import get_event
from o2o_events.settings import Settings

ROOT = Path(__file__).resolve().parent.parent
PHONE = {"viewport": {"width": 320, "height": 640}, "is_mobile": True, "has_touch": True}
TAGS = {"en": "en-GB", "zh-Hant": "zh-TW", "es": "es-PE", "vi": "vi-VN"}
"""Language of a form -> what a phone set to it asks for."""
CODE = "everything"


def in_all(text: str) -> dict[str, str]:
    """A text that is another one in each language."""
    return {"en": text, "zh-Hant": f"{text}（中文）", "es": f"{text} (¿español?)", "vi": f"{text} (tiếng Việt)"}


def every_kind() -> FormContent:
    """A form with every kind of question, conditions among them."""
    options = tuple(Option(code, in_all(code)) for code in ("red", "green", "blue"))
    agree = tuple(Option(code, in_all(code), code == "agree") for code in ("agree", "disagree"))
    return FormContent(
        tuple(TAGS),
        in_all("Everything"),
        in_all("All kinds of questions."),
        in_all("Thanks a lot."),
        (
            Question("part", "section", in_all("First part")),
            Question("fair", "agreement", in_all("It was fair."), is_required=True, options=agree, has_comment=True),
            Question(
                "stars", "rating", in_all("How many stars?"), lowest=1, highest=5, ends=(in_all("bad"), in_all("good"))
            ),
            Question("colour", "one", in_all("Which colour?"), options=options, has_other=True),
            Question(
                "colours", "many", in_all("Which colours?"), help=in_all("Several."), options=options, has_other=True
            ),
            Question("sellers", "number", in_all("How many sellers?"), lowest=0, highest=500),
            Question("why", "short_text", in_all("Why red?"), is_required=True, show_if=Condition("colour", ("red",))),
            Question("word", "short_text", in_all("One word")),
            Question("more", "long_text", in_all("Tell us more")),
            Question("end", "note", in_all("That is all.")),
        ),
    )


FULL = {
    "fair": "agree",
    "fair_comment": "Công bằng & <b>đúng</b>",
    "stars": 4,
    "colour": "red",
    "colours": ["green", "other"],
    "colours_other": "紫色",
    "sellers": 12,
    "why": "Because <script>alert(1)</script>",
    "word": "Ñandú 👩‍💻",
    "more": "First line\nsecond “line”",
}
"""What ``fill_in`` answers, as it is kept."""


def make_form(tx: Any, **fields: Any) -> Form:
    return add_form(tx, **({"code": CODE, "name": in_all("Everything"), "content": every_kind()} | fields))


def prepare(file: Path) -> None:
    """Puts the event VN and the form with every kind of question into a project file."""
    app = open_app(Settings(file=file))
    with app.database.write() as tx:
        make_event(tx)
        make_form(tx)
    app.close()


def stored(file: Path, code: str = CODE) -> list[AnswerSet]:
    """The answers that are on disk."""
    app = open_app(Settings(file=file))
    try:
        with app.database.read() as tx:
            return read_answers(tx, get_form(tx, code), events=[get_event(tx, "VN")])
    finally:
        app.close()


@contextmanager
def full_disk(file: Path) -> Iterator[None]:
    """Nothing can be kept until the block ends."""
    full = "CREATE TRIGGER full BEFORE INSERT ON fact BEGIN SELECT RAISE(ABORT, 'disk is full'); END"
    for statement in (full, "DROP TRIGGER full"):
        app = open_app(Settings(file=file))
        with app.database.connection() as raw:
            raw.execute(statement)
        app.close()
        if statement is full:
            yield


@dataclass
class Served:
    """``feedback serve`` as organisers run it, in a process of its own."""

    file: Path
    port: int
    process: subprocess.Popen[str] | None = None

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}/"

    def form(self, code: str = CODE) -> str:
        return f"{self.url}f/{code}"

    def start(self) -> None:
        options = ["--file", str(self.file), "--json", "feedback", "serve", "--event", "VN"]
        self.process = subprocess.Popen(
            [sys.executable, "-m", "o2o_events", *options, "--address", "127.0.0.1", "--port", str(self.port)],
            cwd=ROOT,
            stdout=subprocess.PIPE,
            text=True,
        )
        assert self.process.stdout is not None
        said = self.process.stdout.readline()
        if not said:
            self._end()
            raise AssertionError("the page was not served; standard error says why")
        assert json.loads(said)["url"] == self.url

    def kill(self) -> None:
        """As a power cut would: without a word."""
        assert self.process is not None
        self.process.kill()
        self._end()

    def stop(self) -> None:
        if self.process is not None:
            self.process.terminate()
            self._end()

    def _end(self) -> None:
        assert self.process is not None
        assert self.process.stdout is not None
        self.process.wait(30)
        self.process.stdout.close()
        self.process = None


@contextmanager
def chromium() -> Iterator[Browser]:
    """A real browser, the system's own."""
    program = shutil.which("chromium") or shutil.which("google-chrome") or "/usr/bin/chromium"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox", "--disable-gpu"])
        yield browser
        browser.close()


def fill_in(page: Page) -> None:
    """Answers every question with a thumb or the keyboard, as ``FULL`` says."""
    tick(page, "fair", "agree")
    write(page, "fair_comment", FULL["fair_comment"])
    tick(page, "stars", "4")
    tick(page, "colour", "red")
    tick(page, "colours", "green")
    tick(page, "colours", "other")
    write(page, "colours_other", FULL["colours_other"])
    write(page, "sellers", "12")
    write(page, "why", FULL["why"])
    write(page, "word", FULL["word"])
    write(page, "more", FULL["more"])


def tick(page: Page, question: str, value: str) -> None:
    page.locator(f'label:has(> [name="q_{question}"][value="{value}"])').tap()


def write(page: Page, question: str, text: object) -> None:
    page.locator(f'[name="q_{question}"]').fill(str(text))


def send(page: Page, times: int = 1) -> None:
    """Presses the button, also while it says that it does nothing; several times as fast as it goes."""
    if times == 1:
        page.locator("button.main").tap(force=True)
    else:
        page.locator("button.main").click(force=True, click_count=times)


def wait_for_thanks(page: Page) -> None:
    page.locator("#thanks").wait_for(timeout=30_000)
