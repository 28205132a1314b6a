"""나의 정보: all that a person told, what is missing, what they took part in; nothing of anybody else."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests import make

pytestmark = pytest.mark.django_db


def test_overview_shows_all_that_was_told_and_what_is_missing(client):
    candidate = make.candidate(name="김영수", dong="1141061500", skills="텃밭 가꾸기", has_benefit=None)
    make.career(candidate)
    make.certificate(candidate)
    client.force_login(candidate.user)

    page = client.get(reverse("profiles:candidate_profile")).content.decode()

    for told in ("김영수", "1964년 3월 7일", "서대문구 연희동", "6년", "요양보호사", "텃밭 가꾸기", "57시간"):
        assert told in page
    assert "중복참여 조건이 확인됩니다." in page
    assert "나이 조건이 맞는지 바로 알 수 있습니다." not in page


def test_counsellors_are_offered_before_what_is_to_be_read_and_on_the_first_step_alone(client, newcomer):
    link = reverse("profiles:proxy")

    def main(page) -> str:
        """What the page says beside the menu, which leads there from everywhere."""
        return page.content.decode().partition("<main")[2]

    page = main(client.get(reverse("profiles:candidate_profile")))
    steps = [client.get(reverse("profiles:candidate_profile_step", args=[key])) for key in ("basics", "home")]

    assert page.index(link) < page.index('id="section-basics"')
    assert page.count(link) == 1
    assert [link in main(step) for step in steps] == [True, False]


def placed(candidate, **columns):
    """A participation of somebody; its hours are 9 to 12 on weekdays, 57 a month."""
    posting = make.posting(title="도서관 활동", sites=[make.site(name="연희도서관")])
    return make.placement(make.application(posting, candidate, state="placed"), **columns)


def test_overview_tells_the_participations_to_read(client):
    candidate = make.candidate()
    row = placed(candidate, state="ended_early", started_on=date(2026, 5, 4), finished_on=date(2026, 6, 30))
    other = placed(make.candidate())
    client.force_login(candidate.user)

    page = client.get(reverse("profiles:candidate_profile")).content.decode()

    section = " ".join(page.split("참여한 활동")[1].split("</section>")[0].split())
    for told in ("도서관 활동", "연희도서관", "2026년 5월 4일(월)부터 2026년 6월 30일(화)까지", "중도종료"):
        assert told in section
    assert "월·화·수·목·금 오전 9시~낮 12시<br>한 달 57시간" in section
    assert reverse("jobs:placement", args=[row.public_id]) in section
    assert str(other.public_id) not in page
    assert "고치기" not in section


def test_overview_of_who_took_part_in_nothing_has_no_such_heading(client, newcomer):
    assert "참여한 활동" not in client.get(reverse("profiles:candidate_profile")).content.decode()


def test_overview_takes_the_same_queries_for_one_participation_and_three(client):
    counts = []
    for number in (1, 3):
        candidate = make.candidate()
        for _ in range(number):
            placed(candidate, state="completed")
        client.force_login(candidate.user)
        with CaptureQueriesContext(connection) as queries:
            client.get(reverse("profiles:candidate_profile"))
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_profile_shows_nobody_elses(client, newcomer):
    make.candidate(name="남궁민수", skills="남의 재주")
    page = client.get(reverse("profiles:candidate_profile")).content.decode()
    assert "남궁민수" not in page
    assert "남의 재주" not in page
