"""The one exception that is told to people in words."""


class UserError(Exception):
    """The input or the environment is to blame.

    The message is one plain, translated sentence that ends with what to do next.
    Everything else that is raised is a bug.
    """


class DamagedFileError(UserError):
    """A project file whose content can no longer be read."""
