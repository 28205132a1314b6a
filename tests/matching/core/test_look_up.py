"""Codes are found by their first bits as by looking at each."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from matching.core import look_up
from tests.often import often

CODES = st.integers(0, 2**32 - 1) | st.integers(0, 40) | st.integers(2**32 - 40, 2**32 - 1)


@often(100)
@given(st.lists(CODES, max_size=60), st.lists(CODES, max_size=60))
def test_find_gives_the_first_place_of_each_code(known, asked):
    found = look_up.find(look_up.learn(known), np.array(asked, np.uint32))

    assert found.tolist() == [known.index(code) if code in known else -1 for code in asked]
