"""What is sent in bad faith is refused in words or kept as mere text, and nothing but the form is served."""

import json
import logging
import socket
from collections.abc import Iterator
from contextlib import suppress
from urllib.parse import urlencode

import pytest
from flask.testing import FlaskClient
from phones import CODE, every_kind, full_disk, in_all, make_form
from sqlalchemy import func, select
from werkzeug.test import TestResponse

from o2o_events.app import App
from o2o_events.db.models import FactRow
from o2o_events.feedback.answering import new_submission
from o2o_events.feedback.forms import Form, add_form, current_version, edit_form
from o2o_events.feedback.slips import print_slips
from o2o_events.registers.events import Event
from o2o_events.web.limits import Limits, Rate
from o2o_events.web.server import Server
from o2o_events.web.site import make_site

SCRIPT = "<script>alert('x')</script>\"'&lt;{{7*7}}"


@pytest.fixture
def form(app: App, event: Event) -> Form:  # noqa: ARG001 the form is asked at it
    with app.database.write() as tx:
        return make_form(tx)


@pytest.fixture
def client(app: App, form: Form) -> FlaskClient:  # noqa: ARG001 it asks the form
    return make_site(app.database, event="VN").test_client()


@pytest.fixture
def server(app: App, form: Form) -> Iterator[Server]:  # noqa: ARG001 it asks the form
    server = Server(app.database, event="VN", port=0)
    server.start()
    yield server
    server.stop()


def filled(app: App, form: Form, **changes: object) -> dict[str, object]:
    """A page as it is sent; a None among the changes leaves a field out."""
    with app.database.read() as tx:
        version = current_version(tx, form.id).id
    fields = {"submission": new_submission(), "version": version, "shown_in": "en", "q_fair": "agree"} | changes
    return {name: value for name, value in fields.items() if value is not None}


def send(client: FlaskClient, fields: dict[str, object], path: str = f"/f/{CODE}", **options: object) -> TestResponse:
    return client.post(path, data=fields, **options)  # type: ignore[arg-type]  # any option of the client


def heard(phone: socket.socket) -> str:
    """What the server says until it hangs up; nothing where it hangs up while we still talk."""
    said = b""
    with suppress(ConnectionResetError):
        while piece := phone.recv(4096):
            said += piece
    return said.decode()


def count(app: App) -> int:
    with app.database.read() as tx:
        return tx.scalar(select(func.count()).select_from(FactRow).where(FactRow.kind == "answer")) or 0


def kept(app: App) -> list[dict[str, object]]:
    with app.database.read() as tx:
        return [
            json.loads(body)["answers"] for body in tx.scalars(select(FactRow.body).where(FactRow.kind == "answer"))
        ]


def test_a_script_in_every_text_is_kept_as_text_and_shown_as_text(app: App, form: Form, client: FlaskClient) -> None:
    texts = {f"q_{name}": SCRIPT for name in ("fair_comment", "colour_other", "word", "more", "why")}
    wrong = send(client, filled(app, form, q_sellers=SCRIPT, q_colour="other", **texts))
    good = send(client, filled(app, form, q_colour="other", **texts))

    assert wrong.status_code == 422
    assert "<script>alert" not in wrong.text
    assert wrong.text.count("&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;&#34;&#39;&amp;lt;{{7*7}}") == 6
    assert (good.status_code, SCRIPT in good.text) == (200, False)
    assert kept(app) == [
        {"fair": "agree", "fair_comment": SCRIPT, "colour": "other", "colour_other": SCRIPT, "word": SCRIPT}
        | {"more": SCRIPT}
    ]


@pytest.mark.usefixtures("event")
def test_a_script_in_the_forms_own_texts_is_shown_as_text(app: App) -> None:
    content = every_kind()
    with app.database.write() as tx:
        add_form(
            tx,
            code="x",
            name=in_all(SCRIPT),
            content=type(content)(("en",), {"en": SCRIPT}, {"en": SCRIPT}, {"en": SCRIPT}, content.questions),
        )
    client = make_site(app.database, event="VN").test_client()

    assert "<script>alert" not in client.get("/f/x").text


@pytest.mark.parametrize(
    "path",
    [
        *("/etc/passwd", "/../../etc/passwd", "/..%2f..%2fetc%2fpasswd", "/f/../../x", "/f/%2e%2e", "/form.css/.."),
        *("/page.html", "/static/form.js", "/people", "/f/everything/x", "/f/nothing", "/s/x/y", "/.git/config"),
        *("/f/" + "a" * 4000, "/%00"),
    ],
)
def test_nothing_but_the_pages_is_served(client: FlaskClient, path: str) -> None:
    answer = client.get(path)

    assert answer.status_code == 404
    assert "There is no such page" in answer.text


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "TRACE", "OPTIONS"])
@pytest.mark.parametrize("path", ["/", "/f/everything", "/form.js"])
def test_no_other_method_does_anything(client: FlaskClient, method: str, path: str) -> None:
    answer = client.open(path, method=method)

    assert (answer.status_code, "There is no such page" in answer.text) == (405, True)


@pytest.mark.parametrize("path", ["/", "/f/everything", "/nothing", "/form.js", "/s"])
def test_every_answer_has_the_headers_that_keep_browsers_safe(client: FlaskClient, path: str) -> None:
    headers = client.get(path).headers

    assert "default-src 'none'" in headers["Content-Security-Policy"]
    assert "unsafe" not in headers["Content-Security-Policy"]
    assert "frame-ancestors 'none'" in headers["Content-Security-Policy"]
    assert (headers["X-Content-Type-Options"], headers["X-Frame-Options"]) == ("nosniff", "DENY")
    assert headers["Cache-Control"] == ("max-age=86400" if path == "/form.js" else "no-store")
    assert "Set-Cookie" not in headers


def test_pages_name_no_outside_address_and_no_inline_code(client: FlaskClient) -> None:
    for path in ("/", "/f/everything", "/s", "/form.js", "/form.css"):
        text = client.get(path).text
        assert ("http://" in text, "https://" in text, "style=" in text, "onclick" in text) == (False,) * 4


@pytest.mark.parametrize(
    "changes",
    [
        {"q_fair": None},
        {"q_fair": "perhaps"},
        {"q_fair": ["agree", "disagree"]},
        {"q_colours": ["red", "violet"]},
        {"q_stars": "9"},
        {"q_stars": "1e400"},
        {"q_sellers": "-1"},
        {"q_sellers": "NaN"},
        {"q_word": "x" * 301},
        {"q_more": "x" * 4001},
        {"q_colour": "red"},
        {"q_colour": "other"},
        {"q_stranger": "x"},
        {"submission": None},
        {"submission": "short"},
        {"submission": "../../../../../../../../etc/passwd"},
        {"submission": "slip_" + "0" * 40},
        {"version": None},
        {"version": "nothing"},
        {"q_fair": "\x00"},
    ],
)
def test_what_does_not_fit_the_form_is_told_and_not_kept(
    app: App, form: Form, client: FlaskClient, changes: dict[str, object]
) -> None:
    answer = send(client, filled(app, form, **changes))

    assert (answer.status_code, count(app)) == (422, 0)
    assert 'id="problems"' in answer.text


def test_a_hundred_megabytes_are_refused_before_they_are_read(server: Server, app: App) -> None:
    head = "POST /f/everything HTTP/1.1\r\nHost: x\r\nContent-Type: multipart/form-data; boundary=b\r\n"
    with socket.create_connection(("127.0.0.1", server.port), timeout=10) as phone:
        phone.sendall((head + "Content-Length: 104857600\r\n\r\n").encode() + b"x" * 1000)
        answer = heard(phone)

    assert answer.startswith("HTTP/1.1 413")
    assert "shorten your answers" in answer
    assert "Content-Security-Policy: default-src 'none'" in answer
    assert count(app) == 0


def test_a_large_body_in_pieces_is_refused(server: Server, app: App) -> None:
    head = "POST /f/everything HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\nAccept-Language: vi\r\n"
    with socket.create_connection(("127.0.0.1", server.port), timeout=10) as phone:
        phone.sendall((head + "Content-Type: multipart/form-data; boundary=b\r\n\r\n").encode())
        with suppress(OSError):  # it is cut off, as it should be
            for _piece in range(400):
                phone.sendall(b"2000\r\n" + b"x" * 0x2000 + b"\r\n")
        answer = heard(phone)

    assert answer == "" or answer.startswith("HTTP/1.1 413")
    assert count(app) == 0


@pytest.mark.parametrize("request_line", ["GET / HTTP/9.9", "\x16\x03\x01\x02", "GET", f"GET /{'a' * 20_000} HTTP/1.1"])
def test_what_is_no_request_gets_no_traceback(server: Server, request_line: str) -> None:
    with socket.create_connection(("127.0.0.1", server.port), timeout=10) as phone:
        phone.sendall(f"{request_line}\r\nHost: x\r\nConnection: close\r\n\r\n".encode("latin-1"))
        answer = heard(phone)

    assert "Traceback" not in answer
    assert "waitress" not in answer.lower()


@pytest.mark.parametrize(
    ("body", "kind", "status"),
    [
        (b'{"q_fair": "agree"}', "application/json", 415),
        (b"<x/>", "text/xml", 415),
        (b"q_fair=agree", "", 415),
        (b"q_fair=agree&q_more=%ff%fe", "application/x-www-form-urlencoded", 400),
        (b"q_more=\xe9", "application/x-www-form-urlencoded", 400),
        (b"nothing like it", "multipart/form-data; boundary=b", 422),
        (b"nothing like it", "multipart/form-data", 422),
        (
            b'--b\r\nContent-Disposition: form-data; name="q_more"\r\n\r\n\xff\r\n--b--\r\n',
            "multipart/form-data; boundary=b",
            400,
        ),
        (
            b'--b\r\nContent-Disposition: form-data; name="q_more"; filename="x"\r\n\r\nx\r\n--b--\r\n',
            "multipart/form-data; boundary=b",
            400,
        ),
        (urlencode([(f"q_{n}", "x") for n in range(3000)]).encode(), "application/x-www-form-urlencoded", 400),
        (b"x" * 70_000, "application/x-www-form-urlencoded", 413),
    ],
)
def test_bodies_that_are_no_filled_in_page_are_refused_in_words(
    app: App, client: FlaskClient, body: bytes, kind: str, status: int
) -> None:
    answer = client.post(f"/f/{CODE}", data=body, content_type=kind)

    assert (answer.status_code, count(app)) == (status, 0)
    assert "<h1>" in answer.text


@pytest.mark.parametrize(
    "origin", ["http://evil.example", "null", "https://localhost", "http://localhost:81", "http://["]
)
def test_a_post_from_another_page_is_refused(app: App, form: Form, client: FlaskClient, origin: str) -> None:
    answer = send(client, filled(app, form), headers={"Origin": origin})

    assert (answer.status_code, count(app)) == (403, 0)


def test_a_post_from_the_form_itself_is_taken(app: App, form: Form, client: FlaskClient) -> None:
    assert send(client, filled(app, form), headers={"Origin": "http://localhost"}).status_code == 200
    assert count(app) == 1


def test_the_same_submission_five_times_is_one_answer_and_the_same_thanks(
    app: App, form: Form, client: FlaskClient
) -> None:
    fields = filled(app, form)

    pages = {send(client, fields).text for _press in range(5)}

    assert (len(pages), count(app)) == (1, 1)


def test_a_changed_answer_under_the_same_submission_is_told_not_to_count(
    app: App, form: Form, client: FlaskClient
) -> None:
    fields = filled(app, form)
    send(client, fields)

    again = send(client, fields | {"q_fair": "disagree"})

    assert "Your first answer is the one that is kept" in again.text
    assert kept(app) == [{"fair": "agree"}]


def test_a_slip_answers_once_and_a_repeated_press_gets_its_thanks(app: App, event: Event, form: Form) -> None:
    with app.database.write() as tx:
        slipped = edit_form(tx, form=form.id, changes={"needs_slip": True})
        (slip,) = print_slips(tx, event=event, form=slipped, count=1)
    client = make_site(app.database, event="VN").test_client()
    fields = filled(app, form)

    opened = client.get(f"/s/{slip.upper()}", follow_redirects=True)
    first, again = send(client, fields, f"/s/{slip}"), send(client, fields, f"/s/{slip}")
    other = send(client, filled(app, form, q_fair="disagree"), f"/s/{slip}")
    reopened = client.get(f"/s/{slip}")
    without = send(client, filled(app, form))

    assert (opened.status_code, first.status_code, again.text == first.text) == (200, 200, True)
    assert (other.status_code, reopened.status_code, "used already" in reopened.text) == (409, 409, True)
    assert without.status_code == 303
    assert kept(app) == [{"fair": "agree"}]


@pytest.mark.parametrize("slip", ["x", "2" * 24, "🙂" * 24, "../x", "a" * 5000])
def test_a_slip_that_is_none_opens_nothing(client: FlaskClient, slip: str) -> None:
    assert client.get(f"/s/{slip}").status_code in (404, 409)


def test_a_closed_form_says_so_and_keeps_nothing(app: App, form: Form, client: FlaskClient) -> None:
    with app.database.write() as tx:
        edit_form(tx, form=form.id, changes={"is_open": False})

    answer = send(client, filled(app, form))

    assert (answer.status_code, count(app)) == (409, 0)
    assert "“Everything” is closed. Ask the organisers to open it again." in answer.text


def test_who_asks_without_end_is_told_to_wait_and_others_are_not(app: App, form: Form) -> None:
    limits = Limits(pages=Rate(3, 0), answers=Rate(2, 0), everybody=Rate(100, 0))
    client = make_site(app.database, event="VN", limits=limits).test_client()

    asked = [client.get("/s").status_code for _time in range(4)]
    sent = [send(client, filled(app, form)).status_code for _time in range(3)]
    elsewhere = client.get("/s", environ_base={"REMOTE_ADDR": "10.0.0.9"}).status_code

    assert (asked, sent, elsewhere) == ([200, 200, 200, 429], [200, 200, 429], 200)


def test_a_room_behind_one_address_is_within_the_limits() -> None:
    limits = Limits(clock=lambda: 0.0)

    assert all(limits.allow("10.0.0.1", is_answer=False) for _page in range(300 * 4))
    assert all(limits.allow("10.0.0.1", is_answer=True) for _answer in range(300))


def test_a_fault_of_the_program_is_logged_without_answers_or_address(
    app: App, form: Form, client: FlaskClient, caplog: pytest.LogCaptureFixture
) -> None:
    with app.database.write() as tx:
        tx.connection().exec_driver_sql("ALTER TABLE fact RENAME TO fact_elsewhere")
    with caplog.at_level(logging.DEBUG):
        answer = send(client, filled(app, form, q_more="my secret"))
    with app.database.write() as tx:
        tx.connection().exec_driver_sql("ALTER TABLE fact_elsewhere RENAME TO fact")

    assert (answer.status_code, "Traceback" in answer.text, "fact" in answer.text) == (500, False, False)
    assert "a feedback page failed" in caplog.text
    assert ("my secret" in caplog.text, "127.0.0.1" in caplog.text) == (False, False)


def test_an_answer_that_the_disk_has_no_room_for_is_not_thanked_for(
    app: App, form: Form, client: FlaskClient, caplog: pytest.LogCaptureFixture
) -> None:
    fields = filled(app, form)
    with full_disk(app.database.file):
        answer = send(client, fields)

    assert (answer.status_code, "Send it again" in answer.text, count(app)) == (503, True, 0)
    assert "The disk is full" in caplog.text
    assert (send(client, fields).status_code, count(app)) == (200, 1)


def test_nothing_of_the_phone_is_kept_with_an_answer(app: App, form: Form, client: FlaskClient) -> None:
    send(client, filled(app, form), headers={"User-Agent": "Phone 7"}, environ_base={"REMOTE_ADDR": "10.9.8.7"})
    with app.database.read() as tx:
        row = tx.scalars(select(FactRow).where(FactRow.kind == "answer")).one()
        whole = " ".join(str(getattr(row, column.key)) for column in FactRow.__table__.columns)

    assert ("Phone 7" in whole, "10.9.8.7" in whole, row.registration) == (False, False, None)
