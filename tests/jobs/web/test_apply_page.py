"""The apply page on a phone: what is told and met is folded, what is not stands open, and what stays out is named."""

from datetime import date

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from tests import make
from tests.jobs.web.open_postings import open_posting, text
from tests.jobs.web.test_candidate import form, page


@pytest.mark.django_db
def test_apply_folds_what_is_told_and_met_and_leaves_open_what_is_not(client, person) -> None:
    posting = open_posting()

    fits = text(client.get(page("apply", posting)))

    assert "<summary>신청 자격에 모두 맞습니다. 하나씩 보기</summary>" in fits
    assert "<summary>함께 가는 나의 정보 보기</summary>" in fits
    assert "<strong>아직 적지 않으신 것:</strong>" in fits
    assert "내용 읽기" in fits  # the text of the consent, before anybody agrees
    make.changed(person, birth_on=date(1999, 1, 1))
    outside = text(client.get(page("apply", posting)))
    open_part, _summary, folded = outside.partition("맞는 조건")
    assert 'class="verdict not_met"' in open_part
    assert 'class="verdict met"' not in open_part
    assert 'class="verdict met"' in folded
    read_over = text(client.post(page("apply", posting), form(posting, check="1")))
    assert "<summary>함께 가는" not in read_over
    assert "<dt>생년월일</dt><dd>1999년 1월 1일</dd>" in read_over


@pytest.mark.django_db
def test_apply_says_that_a_career_begun_does_not_go_along(client, person) -> None:
    posting, careers = open_posting(), reverse("profiles:candidate_profile_step", args=["careers"])
    begun = "적다 만 경력이 있습니다: ‘버스 기사’"
    assert "적다 만 경력" not in text(client.get(page("apply", posting)))
    client.post(careers, {"title": "버스 기사", "duties": "", "action": "search"})

    writing = client.get(page("apply", posting))
    read_over = client.post(page("apply", posting), form(posting, check="1"))
    for shown, way in ((writing, 'name="leave" value="careers"'), (read_over, f'href="{careers}"')):
        assert begun in text(shown)
        assert way in text(shown)


@pytest.mark.django_db
def test_apply_leads_to_the_step_that_is_missing_keeps_what_is_typed_and_is_led_back_to(client, person) -> None:
    posting, time = open_posting(), reverse("profiles:candidate_profile_step", args=["time"])
    make.changed(person, hours_per_month=None, birth_on=None)
    shown = text(client.get(page("apply", posting)))
    assert "새 창" not in shown
    assert 'form="apply" name="leave" value="basics"' in shown

    gone = Client.post(client, page("apply", posting), form(posting, leave="time"))

    assert (gone.status_code, gone["Location"]) == (303, time)
    for step in (
        time,
        reverse("profiles:candidate_profile_step", args=["careers"]),
        reverse("profiles:candidate_profile"),
    ):
        assert f'<a href="{page("apply", posting)}">지원서로 돌아가기</a>' in text(client.get(step)).replace(
            ' class="krds-btn primary large"', ""
        ).replace(' class="action-link"', "")
    assert "어르신을 돕고 싶습니다." in text(client.get(page("apply", posting)))


@pytest.mark.django_db
def test_apply_leads_nowhere_while_something_typed_may_not_be_kept(client, person) -> None:
    posting = open_posting()

    shown = client.post(page("apply", posting), form(posting, motive="620307-1234567", leave="time"))

    assert shown.context["form"].errors == {"motive": ["주민등록번호는 받지 않습니다. 번호만 지우시면 됩니다."]}
    assert "620307-1234567" in text(shown)


@pytest.mark.django_db
def test_apply_refused_is_shown_by_get_with_what_is_wrong_and_what_was_typed(client, person) -> None:
    posting = open_posting(question="운전을 하십니까?")
    client.get(page("apply", posting))

    refused = Client.post(client, page("apply", posting), form(posting, answer="", check="1"))

    assert (refused.status_code, refused["Location"]) == (303, f"{page('apply', posting)}?mend=1")
    shown = client.get(refused["Location"])
    assert shown.context["form"].errors == {"answer": ["질문에 답해 주세요."]}
    assert shown.context["form"]["motive"].value() == "어르신을 돕고 싶습니다."
    assert "checked" in text(shown).partition('name="consent_')[2].partition(">")[0]
    assert "불러왔습니다" not in text(shown)
    read_over = Client.post(client, page("apply", posting), form(posting, answer="네", check="1"))
    assert read_over["Location"] == f"{page('apply', posting)}?check=1"
    assert "아직 내지 않았습니다. 읽어 보시고" in text(client.get(read_over["Location"]))
    back = client.get(refused["Location"])
    assert not back.context["form"].errors
    assert back.context["form"]["answer"].value() == "네"


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("said", "untold"),
    [
        ({}, "해 본 일, 자격증"),
        ({"no_careers": True}, "자격증"),
        ({"no_careers": True, "no_certificates": True}, ""),
    ],
    ids=["skipped", "no_careers", "neither"],
)
def test_apply_asks_again_who_skipped_and_nobody_who_said_that_there_is_none(client, person, said, untold: str) -> None:
    make.changed(person, profile_step="finished", **said)

    shown = text(client.get(page("apply", open_posting())))

    assert (f"<strong>아직 적지 않으신 것:</strong> {untold}</p>" if untold else "함께 가는 나의 정보 보기") in shown
    assert ("아직 적지 않으신 것" in shown) == bool(untold)
    assert shown.count("없다고 하셨습니다") == len(said)


@pytest.mark.django_db
def test_who_says_in_the_steps_that_there_is_none_is_not_asked_when_applying(client, person) -> None:
    make.changed(person, profile_step="careers")
    careers, skills = (reverse("profiles:candidate_profile_step", args=[step]) for step in ("careers", "skills"))
    client.post(careers, {"title": "", "duties": "", "skip": "1"})
    client.post(skills, {"skills": "", "skip": "1"})
    assert "해 본 일, 자격증</p>" in text(client.get(page("apply", open_posting())))

    client.post(careers, {"title": "", "duties": "", "action": "next"})
    client.post(skills, {"no_certificates": "on"})

    assert "아직 적지 않으신 것" not in text(client.get(page("apply", open_posting())))


@pytest.mark.django_db
def test_apply_writes_a_birthday_in_english_without_its_weekday(client, person) -> None:
    make.changed(person, birth_on=date(1962, 3, 7))
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"

    assert "<dd>7 March 1962</dd>" in text(client.get(page("apply", open_posting())))
