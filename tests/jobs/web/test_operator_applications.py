"""One application on an officer's table: what refused a placement is shown once it is checked again."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from jobs.models import Placement
from tests import make
from tests.make import NOW, RULES


@pytest.mark.django_db
def test_a_placement_refused_is_checked_again_set_aside_and_made(client) -> None:
    operator, year = make.organisation(), make.programme_year(rules=False)
    make.rule_set(year, [*RULES, ("employment", {"allow": "not_employed"}, "apply", True)])
    person = make.candidate(employment="employed")
    today = timezone.localdate()
    posting = make.posting(operator, year, ends_on=today + timedelta(days=90))  # it began long ago
    row = make.application(posting, person, state="accepted", documents_seen_at=NOW)
    make.hold(row)
    client.force_login(make.member(operator))

    def send(verb, **told):
        address = reverse(f"jobs:operator_application_{verb}", args=[row.public_id])
        return client.post(address, told, follow=True).content.decode()

    first = {"starts_on_year": today.year, "starts_on_month": today.month, "starts_on_day": today.day}
    assert "자격을 다시 확인한 뒤" in send("place", **first)
    shown = send("recheck")
    assert "맞지 않는 규칙이 있습니다." in shown
    assert "이 규칙을 예외로 하기" in shown
    assert "예외로 했습니다." in send("override", kind="employment", reason="이번 주에 그만둡니다.")
    assert "막는 규칙이 없습니다." in send("recheck")
    send("place", **first)
    assert Placement.objects.get().application == row
