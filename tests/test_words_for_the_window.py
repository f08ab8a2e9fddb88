"""What the core refuses is told in the window without commands or options, which nobody types there."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import click
import pytest
from commands import run

import o2o_events
from o2o_events.cli.main import cli
from o2o_events.errors import UserError
from ui.messages import error_words

CORE = Path(o2o_events.__file__).parent
COMMANDS = "|".join(cli.list_commands(click.Context(cli)))
NAMED = re.compile(rf"--[a-z]{{3,}}|“({COMMANDS})( [a-z-]+)*( --[a-z]+)?”")
NEVER_IN_THE_WINDOW = {"cli", "web"}


def refusals(file: Path) -> Iterator[ast.Call]:
    """Every place of a file that makes an error for people."""
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and re.search(r"Error$", getattr(node.func, "id", "")) and node.args:
            yield node


def words(node: ast.AST) -> str:
    """All literal text of an expression."""
    return " ".join(n.value for n in ast.walk(node) if isinstance(n, ast.Constant) and isinstance(n.value, str))


def test_no_refusal_of_the_core_names_a_command_in_the_window() -> None:
    found = []
    for file in sorted(CORE.rglob("*.py")):
        if file.relative_to(CORE).parts[0] in NEVER_IN_THE_WINDOW:
            continue
        for call in refusals(file):
            in_window = next((keyword.value for keyword in call.keywords if keyword.arg == "in_window"), call.args[0])
            if NAMED.search(words(in_window)):
                found.append(f"{file.relative_to(CORE)}:{call.lineno}: {words(in_window)}")
    assert found == []


@pytest.mark.parametrize(
    ("error", "shown"),
    [
        (UserError("Give it with --name."), "Give it with --name."),
        (UserError("Give it with --name.", in_window="Type it."), "Type it."),
    ],
)
def test_window_shows_the_words_meant_for_it(error: UserError, shown: str) -> None:
    assert error_words(error) == shown


def test_command_line_names_what_is_typed_there(tmp_path: Path) -> None:
    answer = run(tmp_path / "none.o2o", "event", "list", as_json=False)
    assert "with --file." in answer.err
