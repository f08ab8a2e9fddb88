"""Runs a command as a user does, in this process: arguments in, exit status and both streams out."""

import io
import json
import os
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from o2o_events.cli.main import main


@dataclass(frozen=True)
class Answer:
    """What a command answered."""

    status: int
    out: str
    err: str

    @property
    def rows(self) -> list[dict[str, Any]]:
        """The JSON objects of standard output, a line each."""
        return [json.loads(line) for line in self.out.splitlines()]

    @property
    def row(self) -> dict[str, Any]:
        """The only JSON object of standard output."""
        [row] = self.rows
        return row


def run(file: Path, *arguments: str, stdin: str = "", as_json: bool = True, **environment: str) -> Answer:
    """Runs ``o2o-events --file FILE [--json] ARGUMENTS``."""
    options = ["--file", str(file), *(["--json"] if as_json else [])]
    streams = {
        "stdin": io.TextIOWrapper(io.BytesIO(stdin.encode()), encoding="utf-8"),
        "stdout": io.TextIOWrapper(io.BytesIO(), encoding="utf-8", write_through=True),
        "stderr": io.TextIOWrapper(io.BytesIO(), encoding="utf-8", write_through=True),
    }
    before = {name: getattr(sys, name) for name in streams}
    kept = dict(os.environ)
    status = 0
    try:
        for name, stream in streams.items():
            setattr(sys, name, stream)
        os.environ.update({"O2O_LANG": "en"} | environment)
        main([*options, *arguments])
    except SystemExit as end:
        status = int(end.code or 0)
    finally:
        for name, stream in before.items():
            setattr(sys, name, stream)
        os.environ.clear()
        os.environ.update(kept)
    out, err = (streams[name].buffer.getvalue().decode() for name in ("stdout", "stderr"))  # type: ignore[attr-defined]  # BytesIO
    return Answer(status, out, err)
