"""Kind, districts, hours and pay: what the person wishes against what the posting offers; silence is neutral."""

import pytest

from matching.core.signals import districts, hours, kind, pay
from tests.matching.core.cities import reason, score


@pytest.mark.parametrize(
    ("signal", "person", "posting", "expected", "told"),
    [
        (kind.SIGNAL, {"kinds": 0b010}, {"kind": 1}, 1.0, ("kind.wished", {"kind": 1})),
        (kind.SIGNAL, {"kinds": 0b101}, {"kind": 1}, 0.0, ("kind.other", {"kind": 1})),
        (kind.SIGNAL, {}, {"kind": 1}, 0.5, ("kind.unsaid", {})),
        (kind.SIGNAL, {"kinds": 1}, {}, 0.5, ("kind.open", {})),
        (districts.SIGNAL, {"districts": 0b1100}, {"districts": 0b1010}, 1.0, ("districts.wished", {"district": 3})),
        (districts.SIGNAL, {"districts": 0b0100}, {"districts": 0b1010}, 0.0, ("districts.other", {})),
        (districts.SIGNAL, {}, {"districts": 1}, 0.5, ("districts.unsaid", {})),
        (districts.SIGNAL, {"districts": 1}, {}, 0.5, ("districts.open", {})),
        (hours.SIGNAL, {"hours": 57}, {"hours": 57}, 1.0, ("hours.as_wished", {"offered": 57, "wished": 57})),
        (hours.SIGNAL, {"hours": 40}, {"hours": 160}, 0.25, ("hours.more", {"offered": 160, "wished": 40})),
        (hours.SIGNAL, {"hours": 40}, {"hours": 10}, 0.25, ("hours.fewer", {"offered": 10, "wished": 40})),
        (hours.SIGNAL, {"hours": 40}, {}, 0.5, ("hours.open", {})),
        (hours.SIGNAL, {}, {}, 0.5, ("hours.unsaid", {})),
        (pay.SIGNAL, {"pay": 10_000}, {"pay": 12_000}, 1.0, ("pay.enough", {"paid": 12_000, "wished": 10_000})),
        (pay.SIGNAL, {"pay": 12_000}, {"pay": 9_000}, 0.75, ("pay.less", {"paid": 9_000, "wished": 12_000})),
        (pay.SIGNAL, {}, {"pay": 9_000}, 0.5, ("pay.unsaid", {})),
        (pay.SIGNAL, {"pay": 9_000}, {}, 0.5, ("pay.open", {})),
    ],
)
def test_wish_against_offer(signal, person, posting, expected, told) -> None:
    assert score(signal, person, posting) == expected
    assert reason(signal, person, posting) == told
