"""However many ids are asked for, and however they lie, those rows are found."""

import pytest

from profiles import spans
from profiles.models import Candidate
from tests import make


@pytest.mark.parametrize(
    "ids", [range(5, 8), range(5, 5 + spans.FROM), range(5, 5 + spans.FROM * spans.SPARSE * 2, spans.SPARSE * 2)]
)
@pytest.mark.django_db
def test_among_finds_the_rows(ids):
    person = make.candidate(pk=ids[1])
    make.candidate(pk=ids[-1] + 1)

    assert list(Candidate.objects.filter(spans.among("pk", ids))) == [person]


def test_among_takes_a_range_only_where_ids_lie_close_together():
    close = spans.among("pk", range(spans.FROM))
    wide = spans.among("pk", range(0, spans.FROM * 9, 9))

    assert dict(close.children) == {"pk__gte": 0, "pk__lte": spans.FROM - 1}
    assert [name for name, _value in wide.children] == ["pk__in"]
