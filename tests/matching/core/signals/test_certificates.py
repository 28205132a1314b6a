"""Certificates: the share held of those a posting names."""

from matching.core.signals import certificates
from tests.matching.core.cities import reason, score

SIGNAL = certificates.SIGNAL


def test_share_held_of_those_named() -> None:
    assert score(SIGNAL, {"certificates": [1, 2, 9]}, {"required": [1], "preferred": [1, 2, 3]}) == 2 / 3


def test_posting_that_names_none_is_neutral() -> None:
    assert score(SIGNAL, {"certificates": [1]}, {}) == 0.5
    assert reason(SIGNAL, {"certificates": [1]}, {}) == ("certificates.open", {})


def test_reason_names_the_lowest_held_or_missing() -> None:
    held = reason(SIGNAL, {"certificates": [2, 3]}, {"required": [3], "preferred": [2, 1]})
    missing = reason(SIGNAL, {"certificates": [7]}, {"required": [3], "preferred": [2]})

    assert held == ("certificates.held", {"certificate": 2, "held": 2, "named": 3})
    assert missing == ("certificates.missing", {"certificate": 2, "named": 2})
