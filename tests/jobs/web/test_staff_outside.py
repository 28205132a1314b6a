"""The city sees which sources of outside postings are fetched, and how that went."""

import pytest
from django.urls import reverse

from jobs import intake
from jobs.intake import fetching
from jobs.models import OutsideFetch
from jobs.web import staff_outside
from tests import make
from tests.make import NOW

PAGE = reverse("jobs:staff_outside_list")
pytestmark = pytest.mark.django_db


def tried(source="senuri", result="taken", **columns):
    return OutsideFetch.objects.create(source=source, result=result, began_at=NOW, ended_at=NOW, **columns)


@pytest.mark.parametrize("count", [1, 3])
def test_every_source_with_its_last_try(client, settings, count, django_assert_max_num_queries):
    settings.DATA_GO_KR_KEY = "key"
    make.outside_posting(source="senuri")
    for _ in range(count):
        tried(read=1_234, new=12)
    tried("work24", "failed", code="http_503")
    client.force_login(make.city_user("viewer"))

    with django_assert_max_num_queries(14):
        shown = client.get(PAGE).content.decode()

    assert all(form.label in shown for form in intake.BY_NAME.values())
    assert shown.count("꺼 둠") == 3
    assert "1,234" in shown
    assert "그쪽 서버가 오류로 답했습니다." in shown


@pytest.mark.parametrize("code", sorted(staff_outside.REASONS))
def test_each_reason_is_told(client, code):
    tried(result="failed", code=code)
    client.force_login(make.city_user("auditor"))
    assert str(staff_outside.REASONS[code]) in client.get(PAGE).content.decode()


def test_every_code_of_fetching_has_a_reason():
    told = fetching.all_rows.__doc__.partition("Raises Failed: ")[2].partition(", or the code")[0]
    codes = {code.strip() for code in told.replace("\n", " ").split(",")} - {"http_NNN"}
    assert codes <= set(staff_outside.REASONS)
