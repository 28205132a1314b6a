"""Postings are written, changed and copied; another operator's answer 404."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from jobs import postings
from jobs.models import Posting, Site
from profiles import events
from tests import make

LIST = reverse("jobs:operator_posting_list")
NEW = reverse("jobs:operator_posting_new")


def page(name: str, posting: Posting) -> str:
    return reverse(f"jobs:operator_{name}", args=[posting.public_id])


def typed(site: Site, **changes) -> dict:
    """A whole form as a browser sends it."""
    days = {"apply_from": (2027, 1, 4), "apply_until": (2027, 1, 15), "results_at": (2027, 1, 25)}
    form = {
        "title": "학교안전지원단",
        "duties": "아이들의 등하교를 돕습니다.",
        "occupation": "요양보호사",
        "hours_mask": ["0:morning", "2:morning"],
        "weekly_hours": "14",
        "hours_per_month": "57",
        "offer_days": "3",
        "has_interview": "on",
        f"site_{site.pk}": "3",
    }
    for name, (year, month, day) in days.items():
        form |= {
            f"{name}_day_year": year, f"{name}_day_month": month, f"{name}_day_day": day, f"{name}_time": "10:00",
        }  # fmt: skip
    for name, (year, month, day) in {"starts_on": (2027, 2, 1), "ends_on": (2027, 7, 30)}.items():
        form |= {f"{name}_year": year, f"{name}_month": month, f"{name}_day": day}
    return {**form, **changes}


@pytest.mark.django_db
def test_write_makes_a_draft_with_seats(client) -> None:
    operator = make.organisation()
    site, year = make.site(operator), make.programme_year(year=2027, ends_on=timezone.localdate().replace(year=2027))
    client.force_login(make.member(operator))

    answer = client.post(NEW, typed(site, programme_year=year.pk))

    made = Posting.objects.get()
    assert answer.url == page("posting", made)
    assert (made.state, made.title, made.required_certificates) == ("draft", "학교안전지원단", [])
    assert made.posting_sites.get().seats.count() == 3


@pytest.mark.django_db
def test_a_posting_whose_time_is_over_says_so_and_counts_no_days(client) -> None:
    operator, now = make.organisation(), timezone.now()
    times = {"apply_from": now - timedelta(days=9), "apply_until": now - timedelta(days=1), "results_at": now}
    posting = make.posting(operator, **times)
    client.force_login(make.member(operator))

    shown = [client.get(address).content.decode() for address in (LIST, page("posting", posting))]

    assert ["접수 마감" in text for text in shown] == [True, True]
    assert not any("마감됨" in text or '">게시<' in text for text in shown)


@pytest.mark.django_db
def test_write_asks_for_the_occupation_meant(client) -> None:
    operator = make.organisation()
    site, year = make.site(operator), make.programme_year(ends_on=timezone.localdate().replace(year=2027))
    client.force_login(make.member(operator))

    shown = client.post(NEW, typed(site, programme_year=year.pk, occupation="돌봄")).content.decode()

    assert "가까운 직업을 하나 골라 주세요." in shown
    assert 'type="radio" name="keco"' in shown
    assert not Posting.objects.exists()


@pytest.mark.django_db
def test_write_refuses_a_deadline_before_the_start(client) -> None:
    operator = make.organisation()
    site, year = make.site(operator), make.programme_year(ends_on=timezone.localdate().replace(year=2027))
    client.force_login(make.member(operator))

    shown = client.post(NEW, typed(site, programme_year=year.pk, apply_until_day_year=2026)).content.decode()

    assert "지원 마감은 지원 시작보다 뒤여야 합니다." in shown
    assert not Posting.objects.exists()


@pytest.mark.django_db
def test_edit_refuses_an_older_version(client) -> None:
    posting = make.posting(state="draft", version=4)
    client.force_login(make.member(posting.organisation))
    site = posting.posting_sites.get().site

    shown = client.post(page("posting_edit", posting), typed(site, version="3")).content.decode()

    assert "그사이 다른 담당자가 이 공고를 고쳤습니다." in shown
    posting.refresh_from_db()
    assert posting.version == 4


@pytest.mark.django_db
def test_edit_after_someone_elses_says_what_differs_and_can_be_saved_again(client) -> None:
    posting = make.posting(state="draft", programme_year_=make.programme_year(ends_on=date(2027, 12, 31)))
    mine, theirs = make.member(posting.organisation), make.member(posting.organisation)
    make.identity(theirs, name="김담당")
    site = posting.posting_sites.get().site
    client.force_login(theirs)
    client.post(page("posting_edit", posting), typed(site, version="1", title="돌봄지원단", offer_days="5"))

    client.force_login(mine)
    answer = client.post(
        page("posting_edit", posting), typed(site, version="1", title="학교안전지원단", offer_days="5")
    )

    shown = answer.content.decode()
    assert "그사이 다른 담당자가 이 공고를 고쳤습니다." in shown
    assert "김담당(담당자) 님이" in shown
    assert theirs.email not in shown
    assert answer.context["differing"] == ["공고 제목"]
    assert answer.context["form"]["title"].value() == "학교안전지원단"
    assert 'name="version" value="2"' in shown
    again = client.post(page("posting_edit", posting), typed(site, version="2", title="학교안전지원단", offer_days="5"))
    assert again.url == page("posting", posting)
    posting.refresh_from_db()
    assert (posting.title, posting.version) == ("학교안전지원단", 3)


@pytest.mark.django_db
def test_edit_without_a_version_is_refused(client) -> None:
    posting = make.posting(state="draft")
    client.force_login(make.member(posting.organisation))

    answer = client.post(page("posting_edit", posting), typed(posting.posting_sites.get().site))

    assert list(answer.context["form"].errors) == ["version"]
    assert "화면을 다시 열어 주세요." in answer.content.decode()


@pytest.mark.django_db
def test_edit_keeps_what_was_typed(client) -> None:
    posting = make.posting(state="draft", programme_year_=make.programme_year(ends_on=date(2027, 12, 31)))
    client.force_login(make.member(posting.organisation))
    site = posting.posting_sites.get().site

    answer = client.post(
        page("posting_edit", posting), typed(site, version="1", preferred_certificates="요양보호사\n간호사")
    )

    assert answer.url == page("posting", posting)
    posting.refresh_from_db()
    assert (posting.title, posting.version) == ("학교안전지원단", 2)
    assert posting.preferred_certificates == ["요양보호사", "간호사"]


@pytest.mark.django_db
def test_copy_begins_a_form_without_dates_for_the_year_that_runs(client) -> None:
    operator, programme = make.organisation(), make.programme()
    old = make.posting(
        operator,
        make.programme_year(programme, year=2025),
        title="2025 학교안전지원단",
        selection="round",
        keco="5501",
        seats=3,
    )
    today = timezone.localdate()
    year = make.programme_year(programme, year=2027, ends_on=today.replace(year=2027))
    client.force_login(make.member(operator))
    url = f"{NEW}?copy={old.public_id}"
    assert f'href="{url}"' in client.get(page("posting", old)).content.decode()

    answer = client.get(url)

    form, shown = answer.context["form"], answer.content.decode()
    assert "‘2025 학교안전지원단’ 공고를 복사했습니다." in shown
    assert (form["title"].value(), form["programme_year"].value()) == ("2027 학교안전지원단", year.pk)
    assert [form[name].value() for name in postings.DATES] == [None] * 5
    assert form["occupation"].value()
    site = old.posting_sites.get().site
    assert answer.context["seats"][f"site_{site.pk}"].value() == 3
    client.post(url, typed(site, programme_year=year.pk))
    made = Posting.objects.exclude(pk=old.pk).get()
    assert (made.copied_from, made.programme_year, made.selection) == (old, year, "round")


@pytest.mark.django_db
def test_an_operator_chooses_that_a_round_fills_the_seats(client) -> None:
    operator = make.organisation()
    posting = make.posting(operator, make.programme_year(year=2027, ends_on=date(2027, 12, 31)), state="draft")
    site = posting.posting_sites.get().site
    client.force_login(make.member(operator))

    client.post(page("posting_edit", posting), typed(site, version="1", selection="round"))
    kept = client.post(page("posting_edit", posting), typed(site, version="2"))

    posting.refresh_from_db()
    assert (kept.status_code, posting.version, posting.selection) == (302, 3, "round")
    assert "일괄 배치" in client.get(page("posting", posting)).content.decode()
    assert "일괄 배치에서 정해집니다" in client.get(page("applicants", posting)).content.decode()


@pytest.mark.django_db
def test_copy_of_another_operators_posting_is_not_found(client) -> None:
    client.force_login(make.member())

    assert client.get(f"{NEW}?copy={make.posting().public_id}").status_code == 404


@pytest.mark.django_db
def test_draft_is_previewed_as_candidates_see_it(client) -> None:
    posting = make.posting(state="draft")
    client.force_login(make.member(posting.organisation))
    preview = reverse("jobs:public_posting", args=[posting.public_id])

    assert f'href="{preview}"' in client.get(page("posting", posting)).content.decode()
    assert client.get(preview).status_code == 200


@pytest.mark.django_db
def test_page_of_an_older_event_shows_its_words_and_no_code(client) -> None:
    posting = make.posting()
    events.record("leave_to_operator", [posting], by=make.actor(make.city_user()), at=make.NOW)
    client.force_login(make.member(posting.organisation))

    shown = client.get(page("posting", posting)).content.decode()

    assert "일괄 배치에서 뺌" in shown
    assert "leave_to_operator" not in shown


@pytest.mark.django_db
def test_a_reviewer_assigned_already_is_not_assigned_again(client) -> None:
    posting = make.posting()
    reviewer = make.member(posting.organisation, "reviewer").memberships.get()
    make.reviewer_assignment(posting, reviewer.user)
    client.force_login(make.member(posting.organisation, "manager"))

    shown = client.post(page("reviewer_add", posting), {"membership": reviewer.pk}, follow=True).content.decode()

    assert "심사위원을 골라 주세요." in shown
    assert posting.reviewer_assignments.count() == 1


@pytest.mark.django_db
def test_manager_assigns_a_reviewer_and_ends_it(client) -> None:
    posting = make.posting()
    reviewer = make.member(posting.organisation, "reviewer")
    client.force_login(make.member(posting.organisation, "manager"))

    client.post(page("reviewer_add", posting), {"membership": reviewer.memberships.get().pk})

    assignment = posting.reviewer_assignments.get()
    assert reviewer.email in client.get(page("posting", posting)).content.decode()
    client.force_login(reviewer)
    assert posting.title in client.get(LIST).content.decode()

    client.force_login(make.member(posting.organisation, "manager"))
    client.post(reverse("jobs:operator_reviewer_end", args=[posting.public_id, assignment.pk]))
    client.force_login(reviewer)
    assert posting.title not in client.get(LIST).content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["posting", "posting_edit", "applicants", "waiting", "release"])
def test_another_operators_posting_is_not_found(client, name: str) -> None:
    client.force_login(make.member())

    assert client.get(page(name, make.posting(state="draft"))).status_code == 404


@pytest.mark.django_db
def test_reviewer_may_not_edit(client) -> None:
    posting = make.posting(state="draft")
    client.force_login(make.member(posting.organisation, "reviewer"))

    assert client.get(page("posting_edit", posting)).status_code == 404
    assert client.get(page("posting", posting)).status_code == 404


@pytest.mark.django_db
def test_site_is_added_with_its_district(client) -> None:
    operator = make.organisation()
    client.force_login(make.member(operator))

    client.post(reverse("jobs:operator_site_new"), {"name": "연희 복지관", "dong": "1141061500"})

    made = Site.objects.get()
    assert (made.organisation, made.name, made.district) == (operator, "연희 복지관", "11410")


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("asked", "back"),
    [("/operator/postings/", "/operator/postings/"), ("https://elsewhere.example/", NEW), ("", NEW)],
)
def test_adding_a_site_leads_back_to_a_page_of_this_site(client, asked: str, back: str) -> None:
    client.force_login(make.member())
    url = f"{reverse('jobs:operator_site_new')}?next={asked}"

    assert client.post(url, {"name": "연희 복지관", "dong": "1141061500"}).url == back


@pytest.mark.django_db
def test_a_new_posting_without_sites_says_first_to_add_one_and_leads_back(client) -> None:
    client.force_login(make.member())

    shown = client.get(NEW).content.decode()

    assert f'{reverse("jobs:operator_site_new")}?next={NEW}"' in shown
    assert shown.index("먼저 더해 주세요") < shown.index('name="title"')


@pytest.mark.django_db
def test_seats_filled_and_people_over_time_stand_apart(client) -> None:
    posting = make.posting(seats=1)
    left = make.placement(make.application(posting, state="placed"), state="ended_early")
    make.changed(left.application.holds.get(), released_at=make.NOW)
    after = make.application(posting, state="placed")
    make.hold(after, left.seat)
    make.placement(after)
    client.force_login(make.member(posting.organisation))

    pages = [LIST, page("posting", posting), page("waiting", posting)]
    listed, shown, waiting = (client.get(url).content.decode() for url in pages)

    assert "연인원 2명" in listed
    assert "1자리 중 1자리" in shown
    assert "<dt>활동 연인원</dt><dd>2명" in shown
    assert "<dt>채운 자리</dt><dd>1</dd>" in waiting
    people = client.get(f"{reverse('jobs:operator_placement_list')}?posting={posting.public_id}").content.decode()
    assert "1자리 중 1자리를 채웠습니다. 활동을 시작한 연인원은 2명이며" in people


@pytest.mark.django_db
@pytest.mark.parametrize("items", [1, 3])
def test_list_asks_the_same_of_any_number(client, items: int, django_assert_max_num_queries) -> None:
    operator = make.organisation()
    for _ in range(items):
        make.application(make.posting(operator))
    client.force_login(make.member(operator))

    with django_assert_max_num_queries(12):
        assert client.get(LIST).content.decode().count('<th scope="row">') == items
