"""The one exception that is told to people in words."""


class UserError(Exception):
    """The input or the environment is to blame.

    The message is one plain, translated sentence that ends with what to do next. ``in_window`` is the same for who
    sits at the window, where the message names what is typed on the command line.
    Everything else that is raised is a bug.
    """

    def __init__(self, message: str = "", *, in_window: str = "") -> None:
        super().__init__(message)
        self.in_window = in_window or message


class DamagedFileError(UserError):
    """A project file whose content can no longer be read."""
