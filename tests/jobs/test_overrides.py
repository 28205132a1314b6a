"""Overrides: by whom a rule may be set aside, with a reason, and only where it stands in the way."""

import pytest
from django.core.exceptions import PermissionDenied

from jobs import overrides
from tests import make
from tests.jobs.applying import send
from tests.jobs.expect import refusal
from tests.make import NOW

pytestmark = pytest.mark.django_db


@pytest.fixture
def posting(operator):
    return make.posting(operator)


def test_override_of_residence_is_the_city_s(posting, officer, city):
    row = send(posting, make.candidate(district="41000"))

    with pytest.raises(PermissionDenied):
        overrides.make(row, "residence", reason="이사 예정", by=officer, at=NOW)
    assert overrides.make(row, "residence", reason="이사 예정", by=city, at=NOW).kind == "residence"


def test_override_of_what_stands_in_nobody_s_way_or_without_reason_is_refused(posting, officer, city):
    row = send(posting, make.candidate(district="41000"))

    with refusal("not_overridable"):
        overrides.make(row, "birth_range", reason="나이", by=city, at=NOW)
    with refusal("reason_missing"):
        overrides.make(row, "residence", reason="  ", by=city, at=NOW)
