"""A day at the desk on the sample project: in the window where there is a display, else headless, step by step.

Headless, every step is a command of the product, printed before it runs; the badges that are scanned are read
from the printed sheet, as a scanner would.
"""

import json
import os
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import datetime
from itertools import count
from pathlib import Path
from zoneinfo import ZoneInfo

ROOT = Path(__file__).resolve().parent.parent
OUT = ROOT / "out"
TODAY = datetime.now(ZoneInfo("Asia/Ho_Chi_Minh")).date().isoformat()
NAME = "SME 02 2015 O2O (sample)"
SCALE = 200 / 72
"""Pixels a point: the sheet is looked at with 200 dots an inch."""


def say(text: str = "") -> None:
    print(text, flush=True)


def has_display() -> bool:
    """Whether a window can really be opened here: the variables alone may be left over."""
    if sys.platform.startswith("linux") and not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")):
        return False
    probe = "from PySide6.QtGui import QGuiApplication; QGuiApplication([])"
    return subprocess.run([sys.executable, "-c", probe], capture_output=True, check=False).returncode == 0


class Desk:
    """The product's command line on one project file."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.file = folder / "sample.o2o"

    def run(self, *arguments: str, stdin: str | None = None) -> list[dict[str, object]]:
        """Runs a command, shows it, and answers its JSON objects. Ends the day where it fails."""
        shown = " ".join(f"'{a}'" if set(a) & set(" ()|;") else a for a in map(self._short, arguments))
        say(f"\n$ o2o-events {shown}" + ("   < scans" if stdin is not None else ""))
        command = [sys.executable, "-m", "o2o_events", "--file", str(self.file), "--json", *arguments]
        done = subprocess.run(command, cwd=ROOT, input=stdin, capture_output=True, encoding="utf-8", check=False)
        if done.returncode:
            say(done.stderr)
            sys.exit(f"The command ended with status {done.returncode}.")
        return [json.loads(line) for line in done.stdout.splitlines()]

    def path(self, name: str) -> str:
        return str(self.folder / name)

    def _short(self, argument: str) -> str:
        return argument.replace(f"{self.folder}/", "").replace(f"{ROOT}/", "")


def read_codes(sheet: Path) -> Iterator[str]:
    """The text of every QR code on a PDF, page by page."""
    import pypdfium2
    import zxingcpp

    with pypdfium2.PdfDocument(sheet) as document:
        for page in document:
            picture = page.render(scale=SCALE, grayscale=True).to_pil()
            for code in zxingcpp.read_barcodes(picture, formats=zxingcpp.BarcodeFormat.QRCode):
                yield code.text


def headless_day(desk: Desk) -> None:
    say(f"No display: the day at the desk runs headless. Everything goes into {desk.folder}")
    morning(desk)
    codes = printing(desk)
    scanning(desk, codes)
    evening(desk)


def morning(desk: Desk) -> None:
    desk.run("init", "--name", NAME, "--sample")
    for event in desk.run("event", "list"):
        say(f"  {event['code']:4} {event['name']}: {', '.join(event['days'])}")  # type: ignore[arg-type]  # days are text
    [result] = desk.run("people", "import", str(ROOT / "resources/sample/late_list.csv"), "--event", "VN")
    say(f"  {result['created']} people added, {result['rejected']} rows rejected, and what needs a look:")
    for problem in result["problems"]:  # type: ignore[attr-defined]  # a list of problems
        say(f"    row {problem['row']}: {problem['message']}")
    [person] = desk.run(
        *("people", "add", "--event", "VN", "--given", "Ngọc Mai", "--family", "Đặng", "--economy", "Vietnam"),
        *("--category", "guest", "--organisation", "Lụa Hoa Sen (mẫu)"),
    )
    say(f"  walk-in: {person['printed_name']}, {person['economy']}")


def printing(desk: Desk) -> list[str]:
    issued = desk.run("badge", "issue", "--event", "VN")
    say(f"  {len(issued)} badges issued, such as {issued[0]['badge']}")
    for name, options in (("badges-to-print.pdf", ["--only-unprinted"]), ("all-badges.pdf", [])):
        [sheet] = desk.run("badge", "sheet", "--event", "VN", *options, "-o", desk.path(name))
        say(f"  {sheet['badges']} badges on {sheet['pages']} pages, {len(sheet['warnings'])} warnings")  # type: ignore[arg-type]  # a list
    codes = list(read_codes(desk.folder / "all-badges.pdf"))
    say(f"  {len(codes)} QR codes read back from all-badges.pdf")
    return codes


def scanning(desk: Desk, codes: Sequence[str]) -> None:
    """Most people come, some twice; somebody types a name, and one badge is a forgery."""
    come = [code for number, code in enumerate(codes) if number % 7]
    forged = come[0][:-1] + str((int(come[0][-1]) + 1) % 10)
    answers = desk.run("scan", "--event", "VN", stdin="\n".join([*come, *come[:5], "Nguyen", forged]) + "\n")
    for answer in answers[:3]:
        say(f"  {answer['message']}")
    say(f"  ... {dict(Counter(str(answer['verdict']) for answer in answers))}")
    desk.run("scan", "--event", "VN", "--checkpoint", "Guidebook hand-out", stdin="\n".join(come[::2]) + "\n")
    desk.run("undo", str(answers[2]["scan"]), "--operator", "Desk 1", "--reason", "Scanned by mistake")


def evening(desk: Desk) -> None:
    for checkpoint in ("Entrance", "Guidebook hand-out"):
        [status] = desk.run("status", "--event", "VN", "--checkpoint", checkpoint)
        say("  " + ", ".join(f"{status[key]} {key}" for key in ("registered", "people", "entries", "undone", "forced")))
    for ending in ("csv", "xlsx", "pdf", "json"):
        [made] = desk.run("attendance", "--event", "VN", "-o", desk.path(f"attendance.{ending}"))
        say(f"  {made['rows']} rows")
    [checked] = desk.run("verify")
    say(f"  the file is {'sound' if checked['ok'] else 'NOT SOUND'}")
    desk.run("backup", "-o", desk.path("backup.o2o"))
    say(f"\nThe files are in {desk.folder}:")
    for file in sorted(desk.folder.iterdir()):
        say(f"  {file.name:22} {file.stat().st_size / 1024:8.0f} KiB")


def open_window(folder: Path) -> None:
    desk = Desk(folder)
    if not desk.file.exists():
        folder.mkdir(parents=True, exist_ok=True)
        desk.run("init", "--name", NAME, "--sample")
    say(f"Opening the desk on {desk.file}. Close the window to end; the project stays there.")
    os.chdir(ROOT)
    os.execv(sys.executable, [sys.executable, "-m", "ui", "--file", str(desk.file)])


def main() -> None:
    if "--headless" not in sys.argv and has_display():
        open_window(OUT / TODAY)
    folder = next(path for n in count(1) if not (path := OUT / f"{TODAY}-headless-{n}").exists())
    folder.mkdir(parents=True)
    headless_day(Desk(folder))


if __name__ == "__main__":
    main()
