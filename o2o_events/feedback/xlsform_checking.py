"""Whether ODK and Kobo would take a form: pyxform, which both use, is asked."""

from typing import Any

from o2o_events.text import clean


def why_refused(form: bytes | dict[str, list[dict[str, Any]]]) -> str:
    """The reason that pyxform gives, in English as it gives it; nothing where it takes the form.

    ``form`` is a workbook, or the rows of its sheets.
    """
    from pyxform.errors import PyXFormError  # imported when it is needed: it loads a good deal
    from pyxform.xls2xform import convert

    try:
        convert(form, form_name="data", file_type=".xlsx" if isinstance(form, bytes) else None)
    except PyXFormError as error:
        return clean(str(error))[:500]
    except Exception as error:  # whatever it stumbles over, the form is not one that it takes
        return clean(f"{type(error).__name__}: {error}")[:500]
    return ""
