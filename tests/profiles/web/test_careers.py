"""Writing a career: its months or about, an occupation from one's own words or the tree; half of it comes back after a sign-out."""

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from profiles import careers, drafts, occupations
from tests import make

pytestmark = pytest.mark.django_db
CAREERS, TREE = reverse("profiles:candidate_profile_careers"), reverse("profiles:candidate_occupations")
HISTORY = reverse("profiles:candidate_profile_history")
AUTOSAVE = {"X-Autosave": "1"}
MONTHS = {"starts_on_year": "2010", "starts_on_month": "3", "ends_on_year": "2015", "ends_on_month": "2"}
TOLD = {"title": "버스 기사", "duties": "마을버스를 몰았습니다.", "spell": "months", **MONTHS}


def later(candidate) -> Client:
    """The same person on another device, another day."""
    client = Client()
    client.force_login(candidate.user)
    return client


def test_career_by_its_months_is_added_and_said(client, newcomer):
    client.post(CAREERS, {**TOLD, "keco": "6222", "action": "add"})

    career = newcomer.careers.get()
    assert (career.starts_on, career.ends_on, career.months) == (date(2010, 3, 1), date(2015, 2, 1), 60)
    for page in (CAREERS, reverse("profiles:candidate_profile")):
        assert "2010년 3월부터 2015년 2월까지, 5년" in client.get(page).content.decode()


def test_career_that_goes_on_needs_no_end(client, newcomer):
    told = {**TOLD, "ends_on_year": "", "ends_on_month": "x", "is_going_on": "on", "keco": "none", "action": "add"}

    client.post(CAREERS, told)

    career = newcomer.careers.get()
    assert (career.starts_on, career.ends_on) == (date(2010, 3, 1), None)
    assert "2010년 3월부터 지금까지" in client.get(CAREERS).content.decode()


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"starts_on_year": "10"}, {"starts_on": ["년은 네 자리 숫자로 적어 주세요. 예: 2010"]}),
        ({"starts_on_month": "13"}, {"starts_on": ["월은 1~12 사이의 숫자로 적어 주세요."]}),
        ({"ends_on_month": ""}, {"ends_on": ["월 칸이 비어 있습니다. 년과 월을 모두 적어 주세요."]}),
        ({"ends_on_year": "2009"}, {"ends_on": ["끝난 달은 시작한 달보다 빠를 수 없습니다."]}),
        (
            {"ends_on_year": "", "ends_on_month": ""},
            {"ends_on": ["끝난 해와 달을 적거나, 지금까지 하고 있다고 눌러 주세요."]},
        ),
        (
            {"duties": "가" * 3000},
            {"duties": ["1,000자까지 적을 수 있습니다. 지금 3,000자입니다. 2,000자를 줄여 주세요."]},
        ),
        (
            {"duties": "제 번호는 620307-1234567 입니다"},
            {"duties": ["주민등록번호는 받지 않습니다. 번호만 지우시면 됩니다."]},
        ),
    ],
)
def test_career_refused_is_said_beside_the_field_and_nothing_is_lost(client, newcomer, changes, said):
    told = {**TOLD, **changes, "keco": "6222", "action": "add"}

    answer = client.post(CAREERS, told)

    form = answer.context["form"]
    assert form.errors == said
    assert form["duties"].value() == told["duties"]
    assert form["keco"].value() == "6222"
    assert not newcomer.careers.exists()


@pytest.mark.parametrize(
    ("typed", "month"), [("2010.3", date(2010, 3, 1)), ("2010년 3월", date(2010, 3, 1)), ("201003", date(2010, 3, 1))]
)
def test_career_month_typed_whole_into_the_first_box(client, newcomer, typed, month):
    client.post(CAREERS, {**TOLD, "starts_on_year": typed, "starts_on_month": "", "keco": "none", "action": "add"})

    assert newcomer.careers.get().starts_on == month


def test_career_half_typed_comes_back_after_a_sign_out_on_another_device(client, newcomer):
    half = {"title": "버스 기사", "duties": "", "starts_on_year": "2010", "starts_on_month": "", "offered": "1"}
    saved = client.post(CAREERS, half, headers=AUTOSAVE)
    assert (saved.status_code, saved.json()["said"]) == (200, "저장했습니다.")
    client.logout()

    elsewhere = later(newcomer)
    page = elsewhere.get(reverse("landing"), follow=True)
    form = page.context["form"]

    assert page.request["PATH_INFO"] == CAREERS
    assert (form["title"].value(), form["starts_on"].value()) == ("버스 기사", "2010-")
    assert 'name="starts_on_year" value="2010"' in page.content.decode()
    assert not newcomer.careers.exists()


def test_career_comes_back_with_the_occupations_once_they_were_asked_for(client, newcomer):
    client.post(CAREERS, {**TOLD, "action": "search"})

    form = later(newcomer).get(CAREERS).context["form"]

    assert "6222" in dict(form.fields["keco"].choices)
    assert form["duties"].value() == "마을버스를 몰았습니다."


def test_occupations_are_offered_before_anybody_asks_when(client, newcomer):
    first = client.get(CAREERS).context["form"]
    assert list(first.fields) == ["title", "duties"]

    page = client.post(CAREERS, {"title": "버스 기사", "duties": "", "action": "search"})

    form = page.context["form"]
    assert "6222" in dict(form.fields["keco"].choices)
    assert "starts_on" in form.fields
    assert not form.errors


def test_occupations_are_looked_for_again_whatever_stands_in_the_other_boxes(client, newcomer):
    half = {**TOLD, "title": "요양보호사", "duties": "", "starts_on_month": "13", "offered": "1", "action": "search"}

    form = client.post(CAREERS, half).context["form"]

    assert "5501" in dict(form.fields["keco"].choices)
    assert form["starts_on"].value() == "2010-13"
    assert client.post(CAREERS, {**half, "title": ""}).context["form"].errors.keys() == {"title"}


def test_career_added_leaves_no_draft(client, newcomer):
    client.post(CAREERS, {**TOLD, "action": "search"})
    client.post(CAREERS, {**TOLD, "offered": "1", "keco": "6222", "action": "add"})

    assert drafts.of(newcomer, "careers") == drafts.NOTHING
    assert client.get(CAREERS).context["form"]["title"].value() is None


def test_career_with_a_resident_number_is_not_drafted_and_says_so(client, newcomer):
    answer = client.post(CAREERS, {**TOLD, "duties": "620307-1234567"}, headers=AUTOSAVE)

    assert answer.status_code == 422
    assert answer.json()["wrong"] == {"duties": ["주민등록번호는 받지 않습니다. 번호만 지우시면 됩니다."]}
    assert answer.json()["said"].startswith("저장하지 못한 칸이 있습니다: 맡은 일.")
    assert "duties" not in drafts.of(newcomer, "careers").values


def test_occupations_are_offered_from_the_duties_too_with_what_they_are(client, newcomer):
    told = {**TOLD, "title": "우리 집 큰일", "duties": "어린이집에서 아기들을 돌보고 가르쳤습니다", "action": "search"}

    page = client.post(CAREERS, told)

    choices = dict(page.context["form"].fields["keco"].choices)
    assert len(choices) == 6
    assert "어린이집에서 영유아를 돌보고 가르치는 일" in choices["2321"]
    assert "&lt;" not in page.content.decode().partition('name="keco"')[2].partition("</fieldset>")[0]


def test_occupation_is_found_in_the_tree_and_put_into_the_career(client, newcomer):
    assert client.post(CAREERS, {**TOLD, "action": "browse"})["Location"] == TREE

    for code in ("6", "62", "622"):
        assert f"?under={code}" in client.get(TREE, {"under": code[:-1]}).content.decode()
    leaves = client.get(TREE, {"under": "622"}).content.decode()
    assert "버스 운전원" in leaves
    assert client.post(TREE, {"code": "6222"})["Location"] == CAREERS

    form = client.get(CAREERS).context["form"]
    assert (form["title"].value(), form["keco"].value()) == ("버스 기사", "6222")
    client.post(CAREERS, {**TOLD, "offered": "1", "keco": "6222", "action": "add"})
    assert newcomer.careers.get().keco == "6222"


@pytest.mark.parametrize("code", ["9999", "x", "<b>"])
def test_tree_of_an_unknown_code_is_missing(client, newcomer, code):
    assert client.get(TREE, {"under": code}).status_code == 404


def test_tree_takes_no_group_for_an_occupation(client, newcomer):
    client.post(TREE, {"code": "622"})
    assert drafts.of(newcomer, "careers") == drafts.NOTHING


def test_every_level_of_the_tree_can_be_reached(client, newcomer):
    for top in occupations.children():
        assert client.get(TREE, {"under": top.code}).status_code == 200


def test_public_job_half_typed_comes_back_and_is_gone_once_added(client, newcomer):
    half = {"name": "공공근로", "kind": "other", "starts_on_year": "2025", "week_mask": ["0:morning"]}
    client.post(HISTORY, half, headers=AUTOSAVE)

    page = later(newcomer).get(HISTORY)
    assert page.context["is_open"]
    form = page.context["form"]
    assert (form["name"].value(), form["week_mask"].value()) == ("공공근로", [7 << 9, 0, 0, 0, 0, 0, 0])
    client.post(HISTORY, {**half, "starts_on_month": "3", "starts_on_day": "2", "action": "add"})

    assert newcomer.public_jobs.count() == 1
    assert drafts.of(newcomer, "history") == drafts.NOTHING


def test_no_public_jobs_in_a_window_that_is_behind_is_told(client, newcomer):
    make.public_job(newcomer)

    page = client.post(HISTORY, {"action": "none"})

    assert "다른 창에서 공공일자리를 더하셨습니다." in page.content.decode()
    assert newcomer.public_jobs.count() == 1


def test_person_without_a_career_has_a_way_on(client, newcomer):
    assert "적을 경력이 없습니다, 다음" in client.get(CAREERS).content.decode()

    answer = client.post(CAREERS, {"action": "next"})

    assert answer["Location"] == reverse("profiles:candidate_profile_step", args=["skills"])
    make.career(newcomer)
    assert "적을 경력이 없습니다" not in client.get(CAREERS).content.decode()


@pytest.mark.parametrize("typed", [{"title": "버스 기사"}, {"duties": "마을버스를 몰았습니다."}])
def test_no_career_with_one_begun_is_held_back_beside_its_field_until_it_is_dropped(client, newcomer, typed):
    page = client.post(CAREERS, {"title": "", "duties": "", **typed, "action": "next"})

    (box,) = typed
    form = page.context["form"]
    assert list(form.errors) == [box]
    assert "적던 경력이 아직 더해지지 않았습니다." in form.errors[box][0]
    assert form[box].value() == typed[box]
    assert drafts.of(newcomer, "careers").values[box] == [typed[box]]
    for shown in (page, later(newcomer).get(CAREERS)):
        assert "적을 경력이 없습니다" not in shown.content.decode()
        assert ">적던 것 지우기</button>" in shown.content.decode()
    dropped = client.post(CAREERS, {**typed, "action": "drop"}, follow=True)
    assert dropped.redirect_chain == [(CAREERS, 302)]
    assert "적던 것을 지웠습니다." in dropped.content.decode()
    assert "적을 경력이 없습니다, 다음" in dropped.content.decode()
    assert drafts.of(newcomer, "careers") == drafts.NOTHING


def test_all_told_with_another_career_begun_is_held_back_too(client, newcomer):
    make.career(newcomer)
    assert "다 적었습니다" in client.get(CAREERS).content.decode()

    page = client.post(CAREERS, {"title": "버스 기사", "duties": "", "action": "next"})

    assert list(page.context["form"].errors) == ["title"]
    assert "다 적었습니다" not in page.content.decode()


@pytest.mark.parametrize("button", [{"action": "next"}, {"action": "search"}, {"action": "browse"}, {"skip": "1"}])
def test_resident_number_in_a_career_is_named_whichever_button_leaves_it(client, newcomer, button):
    page = client.post(CAREERS, {"title": "버스 기사", "duties": "620307-1234567", "offered": "1", **button})

    assert page.status_code == 200
    assert list(page.context["form"].errors) == ["duties"]
    assert any("주민등록번호는 받지 않습니다." in said for said in page.context["form"].errors["duties"])
    assert page.context["form"]["duties"].value() == "620307-1234567"
    assert drafts.of(newcomer, "careers").values["title"] == ["버스 기사"]
    newcomer.refresh_from_db()
    assert newcomer.profile_step != "skills"


def test_resident_number_typed_over_a_career_leaves_the_words_that_were_kept(client, newcomer):
    client.post(CAREERS, {"title": "버스 기사", "duties": "마을버스를 몰았습니다."}, headers=AUTOSAVE)

    answer = client.post(CAREERS, {"title": "기사", "duties": "620307-1234567"}, headers=AUTOSAVE)

    assert (answer.status_code, list(answer.json()["wrong"])) == (422, ["duties"])
    kept = drafts.of(newcomer, "careers").values
    assert (kept["title"], kept["duties"]) == (["기사"], ["마을버스를 몰았습니다."])


def test_resident_number_in_a_career_that_is_added_is_named_once(client, newcomer):
    page = client.post(CAREERS, {**TOLD, "duties": "620307-1234567", "keco": "6222", "action": "add"})

    assert len(page.context["form"].errors["duties"]) == 1


def test_resident_number_in_a_public_job_is_named_before_the_step_is_skipped(client, newcomer):
    page = client.post(HISTORY, {"name": "620307-1234567", "skip": "1"})

    assert list(page.context["form"].errors) == ["name"]
    assert any("주민등록번호는 받지 않습니다." in said for said in page.context["form"].errors["name"])


@pytest.mark.parametrize(
    ("typed", "box"),
    [
        ({"name": "공공근로"}, "name"),
        ({"starts_on_year": "2025"}, "starts_on"),
        ({"week_mask": ["0:morning"]}, "week_mask"),
    ],
    ids=["name", "day", "week"],
)
@pytest.mark.parametrize("has_jobs", [False, True], ids=["none", "next"])
def test_public_job_begun_holds_back_whoever_is_done_until_it_is_dropped(client, newcomer, typed, box, has_jobs):
    if has_jobs:
        make.public_job(newcomer)
    done = "next" if has_jobs else "none"
    assert (
        f'form="step" class="krds-btn primary large" name="action" value="{done}"'
        in client.get(HISTORY).content.decode()
    )

    page = client.post(HISTORY, {"kind": "other", **typed, "action": done})

    assert list(page.context["form"].errors) == [box]
    assert "적던 공공일자리가 아직 더해지지 않았습니다." in page.context["form"].errors[box][0]
    newcomer.refresh_from_db()
    assert (newcomer.public_jobs_told_at, newcomer.public_jobs.count()) == (None, has_jobs)
    for shown in (page, later(newcomer).get(HISTORY)):
        assert f'value="{done}"' not in shown.content.decode()
        assert shown.context["is_open"]
    client.post(HISTORY, {"kind": "other", **typed, "action": "drop"})
    assert drafts.of(newcomer, "history") == drafts.NOTHING
    answer = client.post(HISTORY, {"kind": "other", "action": done})
    assert answer["Location"] == reverse("profiles:candidate_profile_step", args=["facts"])


@pytest.mark.parametrize(("path", "following"), [(CAREERS, "skills"), (HISTORY, "facts")])
def test_skipping_a_step_keeps_what_was_typed_and_moves_the_bookmark(client, newcomer, path, following):
    answer = client.post(path, {"title": "버스 기사", "name": "공공근로", "skip": "1"})

    assert answer["Location"] == reverse("profiles:candidate_profile_step", args=[following])
    newcomer.refresh_from_db()
    assert newcomer.profile_step == following
    assert drafts.of(newcomer, path.split("/")[-2]).values


# One that stands ------------------------------------------------------------------------------------------------------
def own_page(career) -> str:
    return reverse("profiles:candidate_career", args=[career.public_id])


@pytest.mark.parametrize(
    ("columns", "shown"),
    [
        ({"starts_on": date(2010, 3, 1), "ends_on": date(2015, 2, 1)}, {"spell": "months", "is_going_on": False}),
        ({"starts_on": date(2010, 3, 1)}, {"spell": "months", "is_going_on": True}),
        ({"months": 74}, {"spell": "about", "years": 6, "months": 2}),
    ],
)
def test_career_is_changed_where_it_stands(client, newcomer, columns, shown):
    career = make.career(newcomer, **columns)
    assert own_page(career) in client.get(CAREERS).content.decode()
    form = client.get(own_page(career)).context["form"]
    assert {name: form[name].value() for name in shown} == shown
    assert (form["title"].value(), form["keco"].value()) == (career.title, career.keco)

    told = {**TOLD, "title": "버스 기사님", "keco": "6222", "seen": careers.mark(career), "action": "save"}
    client.post(own_page(career), told)

    kept = newcomer.careers.get()
    assert (kept.pk, kept.title, kept.keco, kept.months) == (career.pk, "버스 기사님", "6222", 60)


def test_career_changed_offers_other_occupations_and_keeps_what_was_typed(client, newcomer):
    career = make.career(newcomer)

    page = client.post(own_page(career), {**TOLD, "keco": career.keco, "action": "search"})

    form = page.context["form"]
    assert "6222" in dict(form.fields["keco"].choices)
    assert (form["title"].value(), form["starts_on"].value()) == ("버스 기사", "2010-3")
    assert newcomer.careers.get().title == career.title


def test_career_changed_wrongly_is_said_beside_the_field(client, newcomer):
    career = make.career(newcomer)

    page = client.post(
        own_page(career),
        {**TOLD, "ends_on_year": "2009", "keco": "none", "seen": careers.mark(career), "action": "save"},
    )

    assert page.context["form"].errors == {"ends_on": ["끝난 달은 시작한 달보다 빠를 수 없습니다."]}
    assert newcomer.careers.get().title == career.title


def test_career_changed_in_another_window_is_said_and_then_taken_knowingly(client, newcomer):
    career = make.career(newcomer, title="요양보호사")
    told = {**TOLD, "keco": "none", "seen": careers.mark(career), "action": "save"}
    client.post(own_page(career), {**told, "title": "경비원"})

    page = client.post(own_page(career), told)

    assert "다른 창에서 이 경력을 먼저 고치셨습니다(지금은 ‘경비원’)." in page.content.decode()
    assert page.context["form"]["title"].value() == "버스 기사"
    assert newcomer.careers.get().title == "경비원"
    client.post(own_page(career), {**told, "seen": page.context["seen"]})
    assert newcomer.careers.get().title == "버스 기사"
