"""The profile in steps: kept as it is told, resumed where it stopped, corrected beside the field, closed to everybody else."""

import re
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from profiles import candidates, consents, events
from profiles.models import Identity, StaleMark
from profiles.web.profile_steps import STEPS
from tests import make

pytestmark = pytest.mark.django_db
BASICS = {
    "name": "김영수",
    "phone": "010-1234-5678",
    "birth_on_year": "1962",
    "birth_on_month": "3",
    "birth_on_day": "7",
}


def step(key: str) -> str:
    return reverse("profiles:candidate_profile_step", args=[key])


def test_beginning_leads_to_the_step_to_fill_and_to_the_overview_once_all_are_told(client, newcomer):
    begin = reverse("profiles:candidate_profile_begin")
    assert client.get(begin)["Location"] == step("basics")

    client.post(step("basics"), BASICS)
    assert client.get(begin)["Location"] == step("home")
    make.changed(newcomer, profile_step="finished")
    assert client.get(begin)["Location"] == reverse("profiles:candidate_profile")


def test_first_page_of_a_newcomer_leads_to_the_first_step(client, newcomer):
    begin = reverse("profiles:candidate_profile_begin")
    for url in (reverse("jobs:home"), reverse("matching:candidate_suggestion_list")):
        assert f'href="{begin}">나의 정보 적기' in client.get(url).content.decode()


def test_steps_walked_from_first_to_last(client, newcomer):
    answers = [
        ("basics", BASICS),
        ("home", {"district": "11410", "dong": "1141061500"}),
        ("work", {"employment": "not_employed"}),
        ("careers", {"action": "next"}),
        ("skills", {"certificates": "요양보호사\r\n운전면허", "trainings": "", "skills": "텃밭"}),
        ("history", {"action": "none"}),
        ("facts", {"has_benefit": "no", "near_poor": "yes", "basic_livelihood": ""}),
        ("wishes", {"kinds_wished": ["meaningful_work"], "half_km": "5", "districts_wished": ["11410", "11440"]}),
        ("time", {"hours_mask": ["0:morning", "2:morning"], "hours_per_month": "57"}),
    ]
    following = [*[step(key) for key, _answer in answers[1:]], reverse("profiles:candidate_profile")]

    for number, ((key, told), expected) in enumerate(zip(answers, following, strict=True), start=1):
        page = client.get(step(key)).content.decode()
        assert f"{len(STEPS)}단계 중 {number}단계" in page
        assert client.post(step(key), told)["Location"] == expected

    newcomer.refresh_from_db()
    assert newcomer.profile_step == "finished"
    assert (newcomer.birth_on, newcomer.district, newcomer.dong) == (date(1962, 3, 7), "11410", "1141061500")
    assert Identity.objects.get(user=newcomer.user).phone == "01012345678"
    assert client.get(step("basics")).context["form"]["phone"].value() == "010-1234-5678"
    assert [one.name for one in newcomer.certificates.order_by("pk")] == ["요양보호사", "운전면허"]
    assert (newcomer.has_benefit, newcomer.statuses) == (False, {"near_poor": True})
    assert newcomer.public_jobs_told_at is not None
    assert newcomer.districts_wished == ["11410", "11440"]
    assert newcomer.hours_mask == [7 << 9, 0, 7 << 9, 0, 0, 0, 0]
    assert candidates.missing(newcomer) == []
    assert StaleMark.objects.filter(subject_type="candidate", subject_id=newcomer.pk).exists()


def test_step_is_resumed_where_the_person_stopped(client, newcomer):
    client.post(step("basics"), BASICS)

    assert client.get(reverse("landing"))["Location"] == step("home")
    assert step("home") in client.get(reverse("profiles:candidate_profile")).content.decode()


def test_step_changed_later_leads_back_to_the_overview(client):
    candidate = make.candidate()
    client.force_login(candidate.user)

    answer = client.post(step("work"), {"employment": "part_time", "work_mask": ["0:morning"]})

    assert answer["Location"] == reverse("profiles:candidate_profile")
    candidate.refresh_from_db()
    assert (candidate.employment, candidate.work_mask[0], candidate.profile_step) == ("part_time", 7 << 9, "")


def test_step_future_birth_is_said_beside_the_field(client, newcomer):
    answer = client.post(step("basics"), {**BASICS, "birth_on_year": "2999"})

    assert answer.status_code == 200
    assert answer.context["form"].errors == {"birth_on": ["생년월일이 오늘보다 뒤입니다. 태어난 해를 확인해 주세요."]}
    newcomer.refresh_from_db()
    assert (newcomer.birth_on, newcomer.profile_step) == (None, "started")


@pytest.mark.parametrize(
    ("year", "month", "day", "said"),
    [
        ("196", "3", "7", ["년은 네 자리 숫자로 적어 주세요. 예: 1962"]),
        ("1962", "13", "7", ["월은 1~12 사이의 숫자로 적어 주세요."]),
        ("1962", "2", "30", ["일은 1~28 사이의 숫자로 적어 주세요."]),
        ("1962", "삼", "32", ["월은 1~12 사이의 숫자로 적어 주세요.", "일은 1~31 사이의 숫자로 적어 주세요."]),
        ("1962", "", "", ["월, 일 칸이 비어 있습니다. 년, 월, 일을 모두 적어 주세요."]),
        ("1962", "2", "29", ["일은 1~28 사이의 숫자로 적어 주세요."]),
    ],
)
def test_step_date_names_the_part_at_fault_and_keeps_it(client, newcomer, year, month, day, said):
    typed = {"birth_on_year": year, "birth_on_month": month, "birth_on_day": day}

    answer = client.post(step("basics"), {**BASICS, **typed})

    assert answer.context["form"].errors == {"birth_on": said}
    for name, text in typed.items():
        assert not text or re.search(rf'name="{name}" value="{text}"', answer.content.decode())


@pytest.mark.parametrize("text", ["999", "오십", "5.5"])
def test_step_number_names_its_bounds_and_keeps_it(client, newcomer, text):
    answer = client.post(step("time"), {"hours_per_month": text})

    assert answer.context["form"].errors == {"hours_per_month": ["1부터 209까지의 숫자를 적어 주세요."]}
    assert f'name="hours_per_month" value="{text}"' in answer.content.decode()


def test_step_bad_phone_is_said_beside_the_field(client, newcomer):
    answer = client.post(step("basics"), {**BASICS, "phone": "1234"})
    assert answer.context["form"].errors == {"phone": ["전화번호를 확인해 주세요. 예: 010-1234-5678"]}


def test_step_resident_number_is_refused(client, newcomer):
    answer = client.post(step("skills"), {"skills": "제 번호는 620307-1234567"})

    assert answer.context["form"].errors == {"skills": ["주민등록번호는 받지 않습니다. 번호만 지우시면 됩니다."]}
    newcomer.refresh_from_db()
    assert newcomer.skills == ""


def test_step_refused_in_part_keeps_nothing(client, newcomer):
    told = {"name": "김영수", "phone": "01012345678", "birth_on_year": "2999", "birth_on_month": "1"}

    answer = client.post(step("basics"), {**told, "birth_on_day": "1"})

    assert list(answer.context["form"].errors) == ["birth_on"]
    assert not Identity.objects.filter(user=newcomer.user).exclude(name_index="").exists()


@pytest.mark.parametrize(("chosen", "kept"), [("", None), ("none", ""), ("11680", "11680")])
def test_home_tells_no_business_apart_from_nothing_said(client, newcomer, chosen, kept):
    client.post(step("home"), {"district": "11410", "dong": "1141061500", "business_district": chosen})

    newcomer.refresh_from_db()
    assert newcomer.business_district == kept
    form = client.get(step("home")).context["form"]
    assert form["business_district"].value() == chosen


def test_home_may_be_outside_of_the_city(client, newcomer):
    client.post(step("home"), {"district": "99999", "dong": "", "business_district": ""})

    newcomer.refresh_from_db()
    assert newcomer.district == "99999"
    form = client.get(step("home")).context["form"]
    assert form["district"].value() == "99999"
    assert "서울이 아닌 곳" in client.get(reverse("profiles:candidate_profile")).content.decode()


def test_home_is_told_in_one_go_without_script(client, newcomer):
    shown = client.get(step("home")).content.decode()
    group = shown.split('<optgroup label="서대문구">')[1].split("</optgroup>")[0]
    assert '<option value="1141061500">연희동</option>' in group
    assert "역삼1동" not in group

    answer = client.post(step("home"), {"district": "11410", "dong": "1141061500"})

    assert answer["Location"] == step("work")
    newcomer.refresh_from_db()
    assert (newcomer.district, newcomer.dong) == ("11410", "1141061500")


def test_home_without_a_dong_goes_on_at_once(client, newcomer):
    assert client.post(step("home"), {"district": "11410", "dong": ""})["Location"] == step("work")


@pytest.mark.parametrize("district", ["11680", "99999"])
def test_home_with_a_dong_of_another_district_says_whose_it_is(client, newcomer, district):
    answer = client.post(step("home"), {"district": district, "dong": "1141061500"})

    (said,) = answer.context["form"].errors["dong"]
    assert said == "고르신 동은 서대문구에 있습니다. 위에서 고른 자치구의 동을 고르거나 비워 두세요."
    assert '<option value="1141061500" selected>' in answer.content.decode()
    newcomer.refresh_from_db()
    assert newcomer.district == ""


def test_home_forgets_the_dong_of_the_district_before(client, newcomer):
    candidates.tell(newcomer, {"district": "11410", "dong": "1141061500"}, by=make.actor(newcomer.user), at=make.NOW)

    client.post(step("home"), {"district": "11680", "dong": "1141061500"})

    newcomer.refresh_from_db()
    assert (newcomer.district, newcomer.dong) == ("11680", "")


def test_autosave_keeps_what_is_sound(client, newcomer):
    told = {"name": "", "phone": "", "birth_on_year": "1962", "birth_on_month": "3", "birth_on_day": "7"}

    answer = client.post(step("basics"), told, headers={"X-Autosave": "1"})

    assert (answer.status_code, answer.json()["said"]) == (200, "저장했습니다.")
    newcomer.refresh_from_db()
    assert (newcomer.birth_on, newcomer.profile_step) == (date(1962, 3, 7), "basics")
    assert not Identity.objects.exists()
    assert client.post(step("basics"), BASICS)["Location"] == step("home")


def test_autosave_says_what_it_cannot_keep(client, newcomer):
    answer = client.post(
        step("time"), {"hours_per_month": "999", "hours_mask": ["0:morning"]}, headers={"X-Autosave": "1"}
    )

    assert answer.status_code == 422
    newcomer.refresh_from_db()
    assert (newcomer.hours_per_month, newcomer.hours_mask) == (None, [7 << 9, 0, 0, 0, 0, 0, 0])


def test_autosave_of_nothing_changes_nothing(client, newcomer):
    answer = client.post(step("time"), {}, headers={"X-Autosave": "1"})

    assert answer.status_code == 200
    assert [event.verb for event in events.of(newcomer)] == ["join"]


def test_time_with_nothing_ticked_is_no_answer(client, newcomer):
    client.post(step("time"), {"hours_per_month": "57"})
    newcomer.refresh_from_db()
    assert newcomer.hours_mask is None


def test_career_is_searched_then_added(client, newcomer):
    told = {"title": "요양보호사", "duties": "식사 도움", "years": "6", "months": "2"}

    offered = client.post(step("careers"), {**told, "action": "search"})
    choices = dict(offered.context["form"].fields["keco"].choices)
    assert "이 가운데 없음" in choices.values()
    assert not newcomer.careers.exists()
    keco = next(code for code, name in choices.items() if "요양" in str(name))
    client.post(step("careers"), {**told, "keco": keco, "action": "add"})

    career = newcomer.careers.get()
    assert (career.title, career.keco, career.months) == ("요양보호사", keco, 74)


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"keco": ""}, "keco"),
        ({"title": ""}, "title"),
        ({"years": "", "months": ""}, "years"),
        ({"years": "오"}, "years"),
    ],
)
def test_career_that_lacks_something_is_not_added(client, newcomer, changes, field):
    told = {
        "title": "요양보호사",
        "spell": "about",
        "years": "6",
        "months": "",
        "keco": "none",
        "action": "add",
        **changes,
    }

    answer = client.post(step("careers"), told)

    assert list(answer.context["form"].errors) == [field]
    assert not newcomer.careers.exists()


def test_career_says_at_the_boxes_that_years_or_months_are_needed(client, newcomer):
    shown = client.post(step("careers"), {"title": "버스 기사", "action": "search"}).content.decode()

    for name in ("years", "months"):
        label = shown.partition(f'for="id_{name}">')[2].partition("</label>")[0]
        assert '<span class="required">(두 칸 중 하나는 필수)</span>' in label
        assert "선택" not in label
    assert "(선택)" in shown.partition('for="id_duties">')[2].partition("</label>")[0]


def test_career_says_its_length_in_years_and_months(client, newcomer):
    make.career(newcomer, months=74)

    for name in ("candidate_profile", "candidate_profile_careers"):
        page = client.get(reverse(f"profiles:{name}")).content.decode()
        assert "6년 2개월" in page
        assert "74개월" not in page


def test_career_removed(client, newcomer):
    career = make.career(newcomer)
    client.post(reverse("profiles:candidate_career_remove", args=[career.public_id]))
    assert not newcomer.careers.exists()


def test_career_of_another_is_missing(client, newcomer):
    career = make.career(make.candidate())
    for name in ("candidate_career", "candidate_career_remove"):
        assert client.post(reverse(f"profiles:{name}", args=[career.public_id])).status_code == 404
    assert type(career).objects.filter(pk=career.pk).exists()


def test_public_job_added_and_removed(client, newcomer):
    told = {
        "action": "add",
        "name": "공공근로",
        "kind": "other",
        "starts_on_year": "2025",
        "starts_on_month": "3",
        "starts_on_day": "2",
    }

    client.post(step("history"), told)
    job = newcomer.public_jobs.get()
    assert (job.name, job.starts_on, job.ends_on, job.week_mask) == ("공공근로", date(2025, 3, 2), None, None)
    page = client.get(step("history")).content.decode()
    assert "2025년 3월 2일(일)부터 지금까지" in page
    client.post(reverse("profiles:candidate_public_job_remove", args=[job.public_id]))

    assert not newcomer.public_jobs.exists()


def test_public_job_ending_before_it_began_is_said_beside_the_field(client, newcomer):
    told = {"action": "add", "name": "공공근로", "kind": "other"}
    told |= {"starts_on_year": "2025", "starts_on_month": "3", "starts_on_day": "2"}
    told |= {"ends_on_year": "2025", "ends_on_month": "1", "ends_on_day": "2"}

    answer = client.post(step("history"), told)

    assert answer.context["form"].errors == {"ends_on": ["끝난 날은 시작한 날보다 빠를 수 없습니다."]}


def test_public_job_of_another_is_missing(client, newcomer):
    job = make.public_job(make.candidate())

    assert client.post(reverse("profiles:candidate_public_job_remove", args=[job.public_id])).status_code == 404


def test_long_term_care_is_asked_only_under_its_consent(client, newcomer):
    assert "long_term_care" not in client.get(step("facts")).content.decode()
    client.post(step("facts"), {"long_term_care": "yes"})
    newcomer.refresh_from_db()
    assert newcomer.statuses == {}

    (text,) = consents.current_texts("sensitive")
    consents.give(newcomer.user, [text], by=make.actor(newcomer.user), at=make.NOW)
    client.post(step("facts"), {"long_term_care": "yes"})

    newcomer.refresh_from_db()
    assert newcomer.statuses == {"long_term_care": True}


def test_facts_answer_can_be_taken_back(client, newcomer):
    client.post(step("facts"), {"near_poor": "yes", "has_benefit": "yes"})
    client.post(step("facts"), {"near_poor": "", "has_benefit": ""})
    newcomer.refresh_from_db()
    assert (newcomer.statuses, newcomer.has_benefit) == ({}, None)


@pytest.mark.parametrize("name", ["candidate_profile", "candidate_profile_careers"])
def test_profile_takes_the_same_queries_for_one_career_and_three(client, name):
    one, three = make.candidate(), make.candidate()
    for candidate, number in ((one, 1), (three, 3)):
        for _ in range(number):
            make.career(candidate)
    counts = []
    for candidate in (one, three):
        client.force_login(candidate.user)
        with CaptureQueriesContext(connection) as queries:
            client.get(reverse(f"profiles:{name}"))
        counts.append(len(queries))
    assert counts[0] == counts[1]


@pytest.mark.parametrize("make_user", [make.member, make.city_user])
@pytest.mark.parametrize(
    "path", ["/me/profile/", "/me/profile/basics/", "/me/profile/careers/", "/me/profile/history/"]
)
def test_profile_of_staff_is_missing(client, make_user, path):
    client.force_login(make_user())
    assert client.get(path).status_code == 404


def test_unknown_step_is_missing(client, newcomer):
    assert client.get(step("nothing")).status_code == 404
