"""What stands before and after every page: limits, where a post comes from, headers, and errors in plain words."""

import logging
import traceback
from collections.abc import Callable
from typing import Final

from flask import Flask, Response, request
from sqlalchemy.exc import DBAPIError
from werkzeug.exceptions import Forbidden, HTTPException, TooManyRequests

from o2o_events.errors import UserError
from o2o_events.web.limits import Limits

HEADERS: Final = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; form-action 'self'; "
        "base-uri 'none'; frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    # not "no-referrer": browsers then hide the origin of a form's own post, and posts of other pages look the same
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
    "Cache-Control": "no-store",
}
_log = logging.getLogger(__name__)

Tell = Callable[[int, str], Response]
"""Makes the plain page of a status and a sentence; without one, what is said of such a status."""


def stand_guard(site: Flask, limits: Limits, tell: Tell) -> None:
    """Puts the site under the limits and gives its answers their headers."""

    @site.before_request
    def _before() -> None:
        if not limits.allow(request.remote_addr or "", is_answer=request.method == "POST"):
            raise TooManyRequests
        if request.method == "POST" and not is_own_post(request.headers.get("Origin"), request.host):
            raise Forbidden

    @site.after_request
    def _after(response: Response) -> Response:
        for name, value in HEADERS.items():
            response.headers.setdefault(name, value)
        if response.status_code == 429:
            response.headers["Retry-After"] = "5"
        return response

    @site.errorhandler(HTTPException)
    def _told(error: HTTPException) -> Response:
        return tell(error.code or 500, "")

    @site.errorhandler(UserError)
    def _refused(error: UserError) -> Response:
        if error.__cause__ is None:
            return tell(409, str(error))
        _log.error("an answer of a phone waits: %s", error)  # the file's trouble is the organisers', phones try again
        return tell(503, "")

    @site.errorhandler(Exception)
    def _failed(error: Exception) -> Response:
        _log.error("a feedback page failed\n%s", without_answers(error))
        return tell(500, "")


def is_own_post(origin: str | None, host: str) -> bool:
    """Whether a post comes from our own page; browsers too old to say so are believed."""
    return origin is None or origin.lower() == f"http://{host}".lower()


def without_answers(error: BaseException) -> str:
    """Where a program fault happened and of what kind, without the values in it: answers are nobody's to log."""
    said = str(error.orig) if isinstance(error, DBAPIError) else ""
    return "".join([*traceback.format_tb(error.__traceback__), type(error).__name__, f": {said}" if said else ""])
