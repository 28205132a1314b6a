"""The city reads how long what the matcher keeps is kept and what was destroyed; its editors set another period."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from config import retention
from matching.web.staff_retention import KINDS
from profiles.models import RetentionPeriod
from tests import make
from tests.jobs.expect import queries
from tests.matching.destroyed import destroyed

pytestmark = pytest.mark.django_db
LIST = reverse("matching:staff_retention_list")
SET = reverse("matching:staff_retention_set", args=["exposure"])


@pytest.fixture
def editor(client):
    client.force_login(make.city_user())
    return client


def text(page) -> str:
    return " ".join(page.content.decode().split())


def asked(day, **columns) -> dict:
    return {
        "days": "800",
        "valid_from_year": day.year,
        "valid_from_month": day.month,
        "valid_from_day": day.day,
        "source": "시 보유 기준 3조",
        **columns,
    }


def test_every_dated_class_has_words():
    assert {kind.key for kind in KINDS.values()} == {row.key for row in retention.DATED}


def test_periods_in_force_and_to_come_stand_there(editor):
    tomorrow = timezone.localdate() + timedelta(days=1)

    page = editor.post(SET, asked(tomorrow), follow=True)

    assert "보유 기간을 저장했습니다." in text(page)
    assert "1,096일간<br>" in text(page)
    assert "부터 800일" in text(page)
    row = RetentionPeriod.objects.get(key="exposure", version=2)
    assert (row.days, row.valid_from, row.source) == (800, tomorrow, "시 보유 기준 3조")


def test_what_was_destroyed_is_read_and_names_nobody(editor):
    destroyed("matching.Exposure", 1234)
    destroyed("matching.SuggestionList", 1, key=None)

    page = text(editor.get(LIST))

    assert "파기한 기록 2건" in page
    assert "추천을 보여 드린 기록" in page
    assert "1,234건" in page
    assert '보유 기간이 지남 <span class="quiet">(1,096일)</span>' in page
    assert "탈퇴" in page


def test_empty_journal_says_so(editor):
    assert "아직 파기한 것이 없습니다." in text(editor.get(LIST))


@pytest.mark.parametrize(
    ("columns", "said"),
    [
        ({"days": "삼년"}, "731부터 36,500까지의 숫자를 적어 주세요."),
        ({"days": "730"}, "731부터 36,500까지의 숫자를 적어 주세요."),
        ({"valid_from_year": "2020"}, "적용일은 오늘이나 그 뒤여야 합니다."),
        ({"source": ""}, "근거"),
    ],
)
def test_bad_input_is_said_beside_its_field_and_changes_nothing(editor, columns, said):
    page = editor.post(SET, asked(timezone.localdate(), **columns))

    form = page.context["form"]
    (name,) = form.errors
    assert name == next(iter(columns)).removesuffix("_year")
    assert said in text(page)
    assert not RetentionPeriod.objects.filter(version=2).exists()


def test_readers_see_no_button_and_unknown_kinds_no_page(client, editor):
    assert editor.get(reverse("matching:staff_retention_set", args=["nothing"])).status_code == 404
    client.force_login(make.city_user("auditor"))
    assert SET not in text(client.get(LIST))
    assert client.get(SET).status_code == 403


def test_the_record_of_what_was_done_leads_here(editor):
    assert f'href="{LIST}"' in text(editor.get(reverse("jobs:staff_event_list")))


def test_the_journal_asks_the_database_no_more_for_three(editor):
    destroyed("matching.Exposure", 5)
    one = queries(lambda: editor.get(LIST))
    destroyed("matching.Exposure", 5)
    destroyed("matching.Exposure", 5)

    assert queries(lambda: editor.get(LIST)) == one
