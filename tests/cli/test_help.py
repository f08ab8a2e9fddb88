"""Help of the command line: shown in the language asked for, whole in every language, English as it is written."""

import gettext
import importlib.util
import os
from inspect import cleandoc
from pathlib import Path
from unicodedata import east_asian_width

import click
import pytest
from babel.messages.extract import extract_from_dir
from commands import Answer, run

from o2o_events import i18n
from o2o_events.cli.help import CLICK_WORDS, click_speaking, every_command, in_present_language, texts
from o2o_events.cli.main import cli

TRANSLATED = [tag for tag in i18n.LANGUAGES if tag != "en"]
each_language = pytest.mark.parametrize("tag", TRANSLATED)
NO_FILE = Path("none.o2o")
WIDTH = 80


def help_of(*arguments: str, **environment: str) -> str:
    answer = run(NO_FILE, *arguments, "--help", as_json=False, **{"COLUMNS": str(WIDTH)} | environment)
    assert (answer.status, answer.err) == (0, "")
    return answer.out


def wrong(*arguments: str, **environment: str) -> Answer:
    return run(NO_FILE, *arguments, as_json=False, **environment)


def commands_under(command: click.Command, path: tuple[str, ...] = ()) -> dict[tuple[str, ...], click.Command]:
    """What is typed for each command, from nothing (the program itself) to two words."""
    found = {path: command}
    if isinstance(command, click.Group):
        context = click.Context(command)
        for name in command.list_commands(context):
            subcommand = command.get_command(context, name)
            assert subcommand is not None
            found |= commands_under(subcommand, (*path, name))
    return found


COMMANDS = commands_under(cli)


def shape(command: click.Command) -> list[object]:
    """What a translation must leave alone: names, metavars, choices, defaults."""
    with click.Context(command) as context:
        return [
            command.name,
            command.collect_usage_pieces(context),
            [
                (param.opts, param.secondary_opts, param.make_metavar(context), param.default)
                for param in command.params
            ],
        ]


def width(line: str) -> int:
    return sum(2 if east_asian_width(letter) in "WF" else 1 for letter in line)


def unspaced(text: str) -> str:
    """The text without the spaces and line breaks that wrapping changes."""
    return "".join(text.split())


def test_help_is_shown_in_the_language_of_the_option() -> None:
    lines = help_of("--lang", "vi").splitlines()

    assert lines[0] == "Cách dùng: o2o-events [OPTIONS] COMMAND [ARGS]..."
    assert [line for line in lines if line.endswith(":")] == ["Tùy chọn:", "Lệnh:"]
    assert "  --lang [en|zh-Hant|es|vi]  Ngôn ngữ của câu trả lời." in lines
    assert "  --version                  Hiện phiên bản rồi thoát." in lines
    assert "  --help                     Hiện trợ giúp này rồi thoát." in lines
    assert ["badge", "Thẻ: cấp, cấp lại, thu hồi, in."] in [line.split(maxsplit=1) for line in lines]


def test_language_is_known_wherever_the_option_stands() -> None:
    before = run(NO_FILE, "--lang", "es", "--help", as_json=False)
    after = run(NO_FILE, "--help", "--lang", "es", as_json=False)
    joined = run(NO_FILE, "--help", "--lang=es", as_json=False)

    assert before.out.startswith("Uso: o2o-events")
    assert {after.out, joined.out} == {before.out}


def test_help_is_shown_in_the_language_of_the_environment() -> None:
    own = help_of("badge", O2O_LANG="es")
    system = help_of("badge", O2O_LANG="", LC_ALL="es_PE.UTF-8", LANG="vi_VN.UTF-8")
    other = help_of("--lang", "vi", "badge", O2O_LANG="es")

    assert own == system
    assert own.splitlines()[2] == "  Credenciales: emitir, volver a emitir, anular, imprimir."
    assert other.splitlines()[2] == "  Thẻ: cấp, cấp lại, thu hồi, in."


def test_english_help_is_as_it_is_written() -> None:
    assert help_of("badge") == (
        "Usage: o2o-events badge [OPTIONS] COMMAND [ARGS]...\n"
        "\n"
        "  Badges: issue, reissue, revoke, print.\n"
        "\n"
        "Options:\n"
        "  --help  Show this message and exit.\n"
        "\n"
        "Commands:\n"
        "  issue    Makes a badge for everyone registered or confirmed who has...\n"
        "  reissue  Revokes somebody's badge and makes another.\n"
        "  revoke   Revokes somebody's badge.\n"
        "  sheet    Writes the badges as a PDF and notes them as printed.\n"
    )


def test_languages_follow_each_other_without_leaving_words_behind() -> None:
    first = help_of("people", "import")

    shown = [help_of("--lang", tag, "people", "import") for tag in TRANSLATED]

    assert len({first, *shown}) == len(i18n.LANGUAGES)
    assert help_of("people", "import") == first


@each_language
def test_every_help_text_has_a_translation(tag: str) -> None:
    wanted = {text for command in every_command(cli) for text in texts(command)}

    with i18n.speaking(tag):
        missing = sorted(text for text in wanted if i18n._(text) == text and text != "Sector.")

    assert len(wanted) > 100
    assert missing == []


@each_language
@pytest.mark.parametrize("path", COMMANDS, ids=" ".join)
def test_help_of_a_command_is_translated_and_fits(tag: str, path: tuple[str, ...]) -> None:
    shown = help_of("--lang", tag, *path)

    with i18n.speaking(tag):
        wanted = [i18n._(text) for text in texts(COMMANDS[path])]
    assert [text for text in wanted if unspaced(text) not in unspaced(shown)] == []
    assert [line for line in shown.splitlines() if width(line) > WIDTH] == []
    assert [line for line in shown.splitlines() if line.split()[1:] == ["..."]] == []


@each_language
def test_names_metavars_and_choices_stay(tag: str) -> None:
    commands = list(every_command(cli))

    with i18n.speaking(tag), click_speaking(tag):
        shown = list(every_command(in_present_language(cli)))

        assert [shape(command) for command in shown] == [shape(command) for command in commands]


def test_translated_copy_leaves_the_command_as_it_was() -> None:
    command = COMMANDS["badge", "sheet"]

    with i18n.speaking("vi"):
        shown = in_present_language(command)

    assert cleandoc(str(command.help)).splitlines()[0] == "Writes the badges as a PDF and notes them as printed."
    assert str(shown.help).splitlines()[0] == "Ghi các thẻ thành PDF và đánh dấu là đã in."


def test_wrong_usage_is_told_in_the_language_asked_for() -> None:
    unknown = wrong("--lang", "vi", "--bogus")
    missing = wrong("--lang", "es", "scan")
    misspelt = wrong("people", "imprt", O2O_LANG="zh-Hant")

    assert unknown.err.splitlines()[-1] == "Lỗi: Không có tùy chọn '--bogus'."
    assert missing.err.splitlines() == [
        "Uso: o2o-events scan [OPTIONS] [TOKEN]...",
        "Ayuda: 'o2o-events scan --help'.",
        "",
        "Error: Falta la opción '--event'.",
    ]
    assert misspelt.err.splitlines()[-1] == "錯誤：沒有指令 'imprt'。 （您是指：'import'？）"
    assert [unknown.status, missing.status, misspelt.status] == [2, 2, 2]


def test_unknown_language_is_told_in_that_of_the_environment() -> None:
    answer = wrong("--lang", "xx", "status", O2O_LANG="es")

    assert answer.err.splitlines()[-1] == (
        "Error: Valor no válido para '--lang': 'xx' no es una de estas: 'en', 'zh-Hant', 'es', 'vi'."
    )
    assert answer.status == 2


@pytest.mark.parametrize("before", [None, "fr"])
def test_click_speaks_our_language_only_within_the_block(before: str | None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("LANGUAGE", raising=False)
    if before is not None:
        monkeypatch.setenv("LANGUAGE", before)

    with click_speaking("zh-Hant"):
        inside = gettext.gettext("Options")

    assert inside == "選項"
    assert (gettext.textdomain(), os.environ.get("LANGUAGE")) == ("messages", before)
    assert gettext.gettext("Options") == "Options"


def test_words_of_click_are_those_that_click_says() -> None:
    """An update of click that words them otherwise would show them in English."""
    spec = importlib.util.find_spec("click")
    assert spec is not None
    assert spec.origin is not None
    keywords = {"_": None, "ngettext": (1, 2)}

    said = {message for _f, _l, message, *_rest in extract_from_dir(Path(spec.origin).parent, keywords=keywords)}

    assert [words for words in CLICK_WORDS if words not in said] == []


def test_days_are_asked_for_and_complained_of_as_people_write_them() -> None:
    days = {
        " ".join(path): param.make_metavar(click.Context(command))
        for path, command in COMMANDS.items()
        for param in command.params
        if "%" in param.make_metavar(click.Context(command))
    }
    wrong_day = wrong("event", "close", "VN", "--on", "17/3/2016")

    assert days == {}
    assert "  --on YYYY-MM-DD  The day; the event's last without it." in help_of("event", "close").splitlines()
    assert wrong_day.err.splitlines()[-1] == (
        "Error: Invalid value for '--on': “17/3/2016” is not a day. Write it like 2016-03-17."
    )
