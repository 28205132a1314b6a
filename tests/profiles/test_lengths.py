"""How lengths are written for readers."""

import pytest

from profiles.lengths import years_and_months


@pytest.mark.parametrize(("months", "said"), [(74, "6년 2개월"), (72, "6년"), (12, "1년"), (7, "7개월"), (0, "0개월")])
def test_years_and_months(months, said):
    assert years_and_months(months) == said
