"""What is due is done posting by posting: one that fails is logged, undone and left; the others are done."""

import pytest
from django.core.exceptions import ValidationError

from jobs.models import Posting
from jobs.sweeps import sweep
from tests import make

pytestmark = pytest.mark.django_db


def test_sweep_goes_on_past_what_fails_and_leaves_it_as_it_was(caplog):
    rows = [make.posting() for _ in range(3)]

    def close(postings):
        Posting.objects.filter(pk__in=[row.pk for row in postings]).update(state="closed")
        if rows[1] in postings:
            raise ValidationError("broken")
        return postings

    assert sweep({row.pk: [row] for row in rows}, close) == [rows[0], rows[2]]

    assert list(Posting.objects.order_by("pk").values_list("state", flat=True)) == ["closed", "published", "closed"]
    assert f"posting {rows[1].pk} is left for the next sweep" in caplog.text
