"""What the driver says of a hub that is away, told in the reader's words."""

import pytest

from o2o_events import i18n
from o2o_events.replication.hub_troubles import why_away

REFUSED = 'connection failed: connection to server at "192.168.1.9", port 5432 failed: Connection refused'


@pytest.mark.parametrize(
    ("reason", "words"),
    [
        (REFUSED, "nothing answers at this address"),
        ("connection timeout expired", "no answer in time"),
        (
            "failed to resolve host 'hub.local': [Errno -2] Name or service not known",
            "this network does not know the name",
        ),
        ('connection to server at "10.0.0.9" failed: Network is unreachable', "this network does not lead there"),
        ("consuming input failed: server closed the connection unexpectedly", "it stopped"),
        ("could not receive data from server: Connection reset by peer", "it broke off"),
        ("FATAL: sorry, too many clients already: too many connections", "too many are connected to it"),
        ("something that nobody has seen", "something that nobody has seen"),
    ],
)
def test_a_reason_is_told_as_a_clause(reason: str, words: str) -> None:
    assert why_away(reason) == words


def test_a_reason_is_told_in_the_present_language() -> None:
    i18n.set_language("vi")

    assert why_away(REFUSED) == "không có gì trả lời ở địa chỉ này"
