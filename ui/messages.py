"""The window's words for errors, values and Qt's own texts."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from o2o_events.errors import UserError
from o2o_events.i18n import _, pgettext

if TYPE_CHECKING:
    from datetime import date


def error_words(error: BaseException) -> str:
    """One plain sentence for an error: the core's own, or that the fault is ours and nothing is lost."""
    if isinstance(error, UserError):
        return error.in_window
    if isinstance(error, (FileNotFoundError, PermissionError, IsADirectoryError)):
        return _("“{file}” cannot be read or written. Check its name and its folder’s permissions.").format(
            file=error.filename
        )
    return _("Something went wrong in the program; what was saved before is safe. Try again, or start it anew.")


def status_words(status: str) -> str:
    """A registration's state."""
    return {
        "registered": _("Registered"),
        "confirmed": _("Confirmed"),
        "not_confirmed": _("Not confirmed"),
        "waitlisted": _("On the waiting list"),
        "withdrawn": _("Withdrawn"),
        "blocked": _("Blocked"),
    }.get(status, status)


def gender_words(gender: str) -> str:
    return {
        "female": _("Female"),
        "male": _("Male"),
        "another_term": _("Another term"),
        "not_stated": _("Not stated"),
    }.get(gender, gender)


def yes_no_words(value: str) -> str:
    return {"yes": _("Yes"), "no": _("No"), "not_stated": _("Not stated")}.get(value, value)


def checkpoint_words(name: str) -> str:
    """A checkpoint's name; the one that every event has is known in every language."""
    return pgettext("checkpoint", "Entrance") if name == "Entrance" else name


def day_words(day: "date") -> str:
    """A day as every language here reads it without doubt."""
    return day.isoformat()


def short_day(day: "date") -> str:
    """A day with its weekday, as the present language writes it: “Thu 17 Mar”."""
    from babel.dates import format_skeleton

    from o2o_events.documents.numbers import babel_locale

    return str(format_skeleton("MMMEd", day, locale=babel_locale()))


def import_field_words(name: str) -> str:
    """Where a column of a list may go."""
    return {
        "source_ref": _("Registration number"),
        "status": _("State"),
        "registered_at": _("Registered at"),
        "title": _("Title"),
        "given_name": _("Given name"),
        "family_name": _("Family name"),
        "second_family_name": _("Second family name"),
        "middle_name": _("Middle name"),
        "full_name": _("Full name"),
        "printed_name": _("Name on the badge"),
        "own_script_name": _("Name in own script"),
        "gender": _("Gender"),
        "organisation": _("Organisation"),
        "position": _("Position"),
        "sector": _("Sector"),
        "economy": _("Economy"),
        "category": _("Category"),
        "roles": _("Roles"),
        "email": _("E-mail"),
        "phone": _("Phone"),
        "birth_date": _("Date of birth (only for “35 or under”)"),
        "age_35_or_under": _("35 or under"),
        "days": _("Days"),
        "dietary": _("Dietary needs"),
        "access": _("Access needs"),
        "desk_note": _("Note for the desk"),
        "consent_list": _("Consent: participant list"),
        "consent_survey": _("Consent: survey"),
        "consent_photo": _("Consent: photographs"),
        "is_funded": _("Travel funded"),
    }.get(name, name)


@dataclass(frozen=True)
class Choice:
    """One of a few values, with its words."""

    value: str
    words: str


def genders() -> list[Choice]:
    return [Choice(value, gender_words(value)) for value in ("not_stated", "female", "male", "another_term")]


def yes_no() -> list[Choice]:
    return [Choice(value, yes_no_words(value)) for value in ("not_stated", "yes", "no")]


def qt_texts() -> dict[str, str]:
    """Qt's texts that people meet in this window, in the present language."""
    return {
        "OK": _("OK"),
        "&OK": _("OK"),
        "Cancel": _("Cancel"),
        "&Cancel": _("Cancel"),
        "Close": _("Close"),
        "&Close": _("Close"),
        "Save": _("Save"),
        "&Save": _("Save"),
        "Open": _("Open"),
        "&Open": _("Open"),
        "&Yes": _("Yes"),
        "Yes": _("Yes"),
        "&No": _("No"),
        "No": _("No"),
        "Help": _("Help"),
        "Apply": _("Apply"),
        "Retry": _("Retry"),
        "Discard": _("Discard"),
        "&Undo": _("Undo"),
        "&Redo": _("Redo"),
        "Cu&t": _("Cut"),
        "&Copy": _("Copy"),
        "&Paste": _("Paste"),
        "Delete": _("Delete"),
        "Select All": _("Select all"),
        "Print": _("Print"),
        "&Print": _("Print"),
        "&Next": _("Next"),
        "&Next >": _("Next"),
        "< &Back": _("Back"),
        "&Back": _("Back"),
        "&Finish": _("Finish"),
        "Look in:": _("Folder:"),
        "File &name:": _("File name:"),
        "Files of type:": _("Kind of file:"),
        "&Choose": _("Choose"),
        "Find": _("Find"),
        "Name": _("Name"),
        "Size": _("Size"),
        "Type": _("Type"),
        "Date Modified": _("Changed"),
        "All Files (*)": _("All files (*)"),
        "Create New Folder": _("New folder"),
        "Parent Directory": _("Folder above"),
    }
