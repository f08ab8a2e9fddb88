"""``o2o-events``: with a command the command line, without one the window."""

import os
import sys
from collections.abc import Sequence

from ui.options import read_options, read_words


def main(arguments: Sequence[str] | None = None) -> None:
    """Runs a command, or opens the window; ends the process."""
    arguments = sys.argv[1:] if arguments is None else list(arguments)
    given = read_words(arguments)
    if given is None:
        from o2o_events.cli.main import main as run_command

        run_command(arguments)
    else:
        sys.exit(_open_window(given))


def _open_window(given: dict[str, str]) -> int:
    from o2o_events.errors import UserError
    from o2o_events.i18n import _

    try:
        options = read_options(given)
        if not _has_display():
            raise UserError(
                _("There is no display for the window. Use the commands instead: “o2o-events --help” lists them.")
            )
    except UserError as error:
        print(error, file=sys.stderr)
        return 1
    from ui.application import run

    return run(options)


def _has_display() -> bool:
    """Qt would end the process without a word that helps."""
    if not sys.platform.startswith("linux"):
        return True
    return any(os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"))


if __name__ == "__main__":
    main()
