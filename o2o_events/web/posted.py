"""What a page sent, read without trust (pure but for the request's own reader)."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final
from urllib.parse import unquote_to_bytes

from flask import Request
from werkzeug.datastructures import MultiDict
from werkzeug.exceptions import BadRequest, HTTPException, RequestEntityTooLarge, UnsupportedMediaType

LARGEST: Final = 64 * 1024
"""Bytes of a request's body."""
MOST_FIELDS: Final = 1_000
QUESTION: Final = "q_"
"""Before the names of questions, so that none is taken for a field of the page's own."""
_LONGEST_OWN: Final = 100


@dataclass(frozen=True)
class Posted:
    """A filled-in page: what was typed under each question's name, and the page's own hidden fields."""

    fields: Mapping[str, tuple[str, ...]]
    submission: str = ""
    version: str = ""
    shown_in: str = ""
    switch_to: str = ""
    badge: str = ""

    @property
    def raw(self) -> dict[str, object]:
        """As ``check_answers`` takes it: one text, or a list where a name came several times."""
        return {name: values[0] if len(values) == 1 else list(values) for name, values in self.fields.items()}


def read_posted(request: Request) -> Posted:
    """The page's fields. Raises werkzeug's ``HTTPException`` where this is no filled-in page."""
    if (request.content_length or 0) > LARGEST:
        raise RequestEntityTooLarge
    if request.mimetype not in ("multipart/form-data", "application/x-www-form-urlencoded"):
        raise UnsupportedMediaType
    body = request.get_data(cache=True)
    _check_text(body, is_encoded=request.mimetype != "multipart/form-data")
    try:
        form = request.form
        has_files = bool(request.files)
    except HTTPException:
        raise
    except Exception as error:  # a body that is no form in some way that its reader did not foresee
        raise BadRequest from error
    if has_files or sum(1 for _pair in form.items(multi=True)) > MOST_FIELDS:
        raise BadRequest
    return Posted(
        {name[len(QUESTION) :]: tuple(form.getlist(name)) for name in form if name.startswith(QUESTION)},
        **dict(_own_fields(form)),
    )


def _check_text(body: bytes, *, is_encoded: bool) -> None:
    """Raises ``BadRequest`` where the body is not UTF-8: characters that got lost would be kept as answers."""
    try:
        (unquote_to_bytes(body) if is_encoded else body).decode("utf-8")
    except UnicodeDecodeError as error:
        raise BadRequest from error


def _own_fields(form: MultiDict[str, str]) -> Iterator[tuple[str, str]]:
    for name in ("submission", "version", "shown_in", "switch_to", "badge"):
        yield name, form.get(name, "")[:_LONGEST_OWN]
