"""Files that appear under their name only when they are complete."""

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from o2o_events.errors import UserError
from o2o_events.i18n import _


@contextmanager
def appearing_whole(file: Path) -> Iterator[Path]:
    """A place beside the file to write to; when the block ends well, it takes the file's name.

    The block may put it there itself, inside a transaction that belongs to it. A file that is there is
    replaced in one step, or stays as it was. Raises ``UserError`` where it cannot be written.
    """
    file = file.absolute()
    part = file.with_name(f".{secrets.token_hex(6)}.part")
    try:
        _check_place(file)
        yield part
        if part.exists():
            part.replace(file)
    except OSError as error:
        raise UserError(
            _("“{file}” cannot be written ({reason}). Close it where it is open, or choose another place.").format(
                file=file, reason=error.strerror or error
            )
        ) from error
    finally:
        part.unlink(missing_ok=True)


def _check_place(file: Path) -> None:
    if not file.parent.is_dir():
        raise UserError(
            _("There is no folder “{folder}”. Make it first, or choose another.").format(folder=file.parent)
        )
    if file.is_dir():
        raise UserError(_("“{file}” is a folder. Give the name of a file in it.").format(file=file))
