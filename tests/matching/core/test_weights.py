"""What weights are refused."""

import pytest

from matching.core.weights import SECOND, Weights, used


@pytest.mark.parametrize(
    ("weights", "why"),
    [
        (Weights("x", {"kindness": 10}), "what is no signal: kindness"),
        (SECOND._replace(both=SECOND.both + 1), "add up to 1001, more than 1000"),
    ],
)
def test_used_refuses(weights, why):
    with pytest.raises(ValueError, match=why):
        used(weights)
