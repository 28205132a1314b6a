"""A person applies, follows their application and answers an offer; what isn't released or isn't theirs stays unseen."""

from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone

from jobs import sharing
from jobs.models import Application, Posting
from profiles import actors, events
from profiles.models import Event
from profiles.templatetags.dasi import to_the_second
from profiles.web.consent_boxes import name_of
from tests import make
from tests.jobs.web.open_postings import open_posting, text

MINE = reverse("jobs:candidate_application_list")


def form(posting: Posting, **changed) -> dict[str, str]:
    """An application to a posting with one site, as typed."""
    return {"motive": "어르신을 돕고 싶습니다.", "form_token": str(uuid4()), name_of(sharing.text()): "on", **changed}


def page(name: str, row) -> str:
    return reverse(f"jobs:{name}", args=[row.public_id])


# Applying -------------------------------------------------------------------------------------------------------------
@pytest.mark.django_db
def test_apply_shows_the_summary_before_anything_is_sent(client, person) -> None:
    posting = open_posting()

    shown = text(client.post(page("apply", posting), form(posting, check="1")))

    assert "아직 내지 않았습니다" in shown
    assert "어르신을 돕고 싶습니다." in shown
    assert "010-1234-5678" in shown
    assert "1지망" not in shown
    assert not Application.objects.exists()


@pytest.mark.django_db
def test_apply_gives_a_receipt_to_the_second(client, person) -> None:
    posting = open_posting()

    response = client.post(page("apply", posting), form(posting, send="1"), follow=True)

    made = Application.objects.get()
    assert response.redirect_chain == [(page("application_receipt", made), 302)]
    assert made.receipt_number in text(response)
    assert to_the_second(made.received_at) in text(response)
    assert made.wishes.get().posting_site == posting.posting_sites.get()


@pytest.mark.django_db
def test_apply_twice_with_one_form_gives_one_application(client, person) -> None:
    posting = open_posting()
    sent = form(posting, send="1")

    first, second = client.post(page("apply", posting), sent), client.post(page("apply", posting), sent)

    assert first.url == second.url
    assert Application.objects.count() == 1


@pytest.mark.django_db
def test_apply_again_with_a_new_form_is_refused_and_keeps_what_was_typed(client, person) -> None:
    posting = open_posting()
    make.application(posting, person)

    response = client.post(page("apply", posting), form(posting, send="1", motive="다시 씁니다."))

    assert "이미 지원했습니다" in text(response)
    assert "다시 씁니다." in text(response)
    assert Application.objects.count() == 1


@pytest.mark.django_db
def test_apply_after_the_deadline_is_refused_and_keeps_what_was_typed(client, person) -> None:
    posting = open_posting(apply_until=timezone.now() - timedelta(seconds=1))

    assert "지금은 지원 기간이 아닙니다." in text(client.get(page("apply", posting)))
    shown = text(client.post(page("apply", posting), form(posting, send="1")))

    assert "지원 기간이 아닙니다. 이 공고의 지원 기간을 확인해 주세요." in shown
    assert "어르신을 돕고 싶습니다." in shown
    assert not Application.objects.exists()


@pytest.mark.django_db
def test_apply_without_a_motive_says_so_beside_the_field(client, person) -> None:
    posting = open_posting(question="운전을 하실 수 있습니까?")

    response = client.post(page("apply", posting), form(posting, motive="", answer="", send="1"))

    assert set(response.context["form"].errors) == {"motive", "answer"}
    assert "지원하는 이유를 적어 주세요." in text(response)
    assert "운전을 하실 수 있습니까?" in text(response)


@pytest.mark.django_db
def test_apply_ranks_several_sites(client, person) -> None:
    operator = make.organisation()
    posting = open_posting(operator, sites=[make.site(operator) for _ in range(3)])
    first, second, _third = posting.posting_sites.order_by("pk")

    client.post(page("apply", posting), form(posting, send="1", wish=[str(second.pk), str(first.pk)]))

    wishes = Application.objects.get().wishes.order_by("rank").values_list("rank", "posting_site")
    assert list(wishes) == [(1, second.pk), (2, first.pk)]


@pytest.mark.django_db
def test_apply_with_one_site_twice_is_refused_beside_the_second(client, person) -> None:
    operator = make.organisation()
    posting = open_posting(operator, sites=[make.site(operator) for _ in range(2)])
    wish = str(posting.posting_sites.first().pk)

    response = client.post(page("apply", posting), form(posting, send="1", wish=[wish, wish]))

    assert set(response.context["form"].errors) == {"wish"}
    assert not Application.objects.exists()


@pytest.mark.django_db
def test_apply_warns_but_takes_whoever_does_not_fit(client) -> None:
    person = make.candidate(birth_on=date(1999, 1, 1))
    client.force_login(person.user)
    posting = open_posting()

    assert "그래도 지원하실 수 있습니다." in text(client.get(page("apply", posting)))
    client.post(page("apply", posting), form(posting, send="1"))

    assert Application.objects.get().outcome == "not_met"


@pytest.mark.django_db
def test_apply_without_a_profile_asks_for_it_first(client) -> None:
    client.force_login(make.user())
    posting = open_posting()

    response = client.get(page("apply", posting))

    assert response.url.startswith(reverse("profiles:candidate_profile"))
    assert str(posting.public_id) in response.url


@pytest.mark.django_db
@pytest.mark.parametrize("who", ["operator", "visitor"])
def test_apply_is_for_candidates(client, who: str) -> None:
    if who == "operator":
        client.force_login(make.member())

    assert client.get(page("apply", open_posting())).status_code == (403 if who == "operator" else 302)


@pytest.mark.django_db
def test_apply_is_refused_to_who_came_to_work_for_an_organisation(client, person) -> None:
    posting = open_posting()
    make.member(posting.organisation, user_=person.user)

    sent = client.post(page("apply", posting), form(posting, send="1"))

    assert (sent.status_code, Application.objects.count()) == (403, 0)


# One's own applications -----------------------------------------------------------------------------------------------
@pytest.mark.django_db
@pytest.mark.parametrize("items", [1, 3])
def test_list_asks_the_same_of_any_number(client, person, items: int, django_assert_max_num_queries) -> None:
    for _ in range(items):
        make.application(candidate_=person, state="not_selected")

    with django_assert_max_num_queries(20):
        assert len(client.get(MINE).context["page_obj"].object_list) == items


def of_year(year: int, person, **columns) -> Application:
    """An application to a programme of a year, placed."""
    terms = make.programme_year(year=year, starts_on=date(year, 1, 1), ends_on=date(year, 12, 31))
    return make.application(make.posting(programme_year_=terms), person, state="placed", **columns)


@pytest.mark.django_db
def test_list_folds_past_years_under_their_own_heading(client, person) -> None:
    now = of_year(timezone.localdate().year, person)
    old = [of_year(2019, person), of_year(2018, person), of_year(2019, person, received_at=timezone.now())]

    make.placement(old[0], state="completed")

    response = client.get(MINE)

    assert [row.application for row in response.context["current"]] == [now]
    found = [(year, {row.application for row in rows}) for year, rows in response.context["past"]]
    assert found == [(2019, {old[0], old[2]}), (2018, {old[1]})]
    current, _heading, past = text(response).partition("<h2>지난 지원</h2>")
    assert "‘나의 활동’에서 시작하는 날" in current
    assert "<summary>2019년 사업에 지원한 것</summary>" in past
    assert "‘나의 활동’에서 시작하는 날" not in past
    assert all(page("application", row) in past for row in old)
    assert past.count(">수료<") == 1


@pytest.mark.django_db
def test_list_of_past_years_alone_says_that_this_year_has_none(client, person) -> None:
    of_year(2019, person)

    assert "올해 지원한 공고가 없습니다." in text(client.get(MINE))
    assert page("application", person.applications.get()) not in text(client.get(reverse("jobs:home")))


@pytest.mark.django_db
def test_pages_of_another_are_not_found(client) -> None:
    application = make.application(state="offered")
    offer = make.offer(application)
    for user in (make.candidate().user, make.member(application.posting.organisation), make.city_user()):
        client.force_login(user)
        for name, row in (
            ("application", application),
            ("application_receipt", application),
            ("application_withdraw", application),
            ("offer", offer),
        ):
            assert client.get(page(name, row)).status_code == 404
        for name in ("offer_accept", "offer_decline"):
            assert client.post(page(name, offer)).status_code == 404
        assert client.post(page("application_withdraw", application)).status_code == 404
    offer.refresh_from_db()
    assert offer.state == "pending"


DECISIONS = [("select", "selected"), ("put_on_waiting_list", "waiting"), ("reject", "not_selected")]


def decided(person, verb: str, state: str, *, left: str, released: bool) -> Application:
    """An application that was decided in a stage; the reason could leak."""
    at = timezone.now()
    posting = open_posting(results_released_at=at if released else None)
    row = make.application(posting, person, state=state, reason="면접 점수 71점")
    by = actors.user(make.member(posting.organisation))
    events.record(verb, [row], by=by, at=at - timedelta(hours=1), moves=(left, state), reason="면접 점수 71점")
    return row


@pytest.mark.django_db
@pytest.mark.parametrize(("verb", "state"), DECISIONS)
@pytest.mark.parametrize(("left", "words"), [("paper_review", "서류심사 중"), ("interview", "면접심사 중")])
def test_application_hides_a_decision_until_it_is_released(
    client, person, verb: str, state: str, left: str, words: str
) -> None:
    row = decided(person, verb, state, left=left, released=False)

    shown = text(client.get(page("application", row)))

    assert words in shown
    assert "합격으로 정해졌습니다" not in shown
    assert "71점" not in shown
    assert "예비 1번" not in shown
    assert page("application_withdraw", row) in shown
    assert words in text(client.get(MINE))


@pytest.mark.django_db
def test_application_tells_the_same_of_every_hidden_decision(client, person) -> None:
    shown = set()
    for verb, state in DECISIONS:
        row = decided(person, verb, state, left="interview", released=False)
        found = text(client.get(page("application", row)))
        for own in (
            str(row.public_id),
            str(row.posting.public_id),
            row.receipt_number,
            row.posting.title,
            row.posting.organisation.name,
        ):
            found = found.replace(own, "")
        shown.add(found.partition("지금까지")[0].partition("<main")[2])

    assert len(shown) == 1


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("verb", "state", "words"),
    [
        ("select", "selected", "합격했습니다."),
        ("put_on_waiting_list", "waiting", "예비 1번입니다."),
        ("reject", "not_selected", "면접 점수 71점"),
    ],
)
def test_application_tells_a_released_decision(client, person, verb: str, state: str, words: str) -> None:
    row = decided(person, verb, state, left="interview", released=True)

    assert words in text(client.get(page("application", row)))


@pytest.mark.django_db
@pytest.mark.parametrize(("verb", "state"), DECISIONS)
def test_withdraw_works_before_the_result_whatever_it_is(client, person, verb: str, state: str) -> None:
    row = decided(person, verb, state, left="interview", released=False)

    shown = text(client.post(page("application_withdraw", row), {"reason": ""}, follow=True))

    row.refresh_from_db()
    assert row.state == "withdrawn"
    assert "합격으로 정해졌습니다" not in shown


@pytest.mark.django_db
def test_withdraw_after_a_refusal_is_refused(client, person) -> None:
    row = decided(person, "reject", "not_selected", left="interview", released=True)

    shown = text(client.post(page("application_withdraw", row), {"reason": ""}))

    assert "취소할 수 없는 지원입니다" in shown
    assert "이미 끝난 지원입니다." in shown
    assert "취소하시겠습니까" not in shown
    row.refresh_from_db()
    assert row.state == "not_selected"


@pytest.mark.django_db
def test_apply_again_does_not_tell_a_hidden_refusal(client, person) -> None:
    row = decided(person, "reject", "not_selected", left="paper_review", released=False)

    assert client.get(page("apply", row.posting)).url == page("application", row)
    shown = text(client.post(page("apply", row.posting), form(row.posting, send="1")))

    assert "이 공고에는 이미 지원했습니다." in shown
    assert Application.objects.count() == 1


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ({"why": "health", "reason": "무릎 수술"}, "건강이 좋지 않습니다. 무릎 수술"),
        ({"why": "elsewhere"}, "다른 일자리를 구했습니다"),
        ({"reason": ""}, ""),
    ],
)
def test_withdraw_keeps_the_reason_where_one_is_given(client, person, typed: dict[str, str], kept: str) -> None:
    row = make.application(open_posting(), person)

    client.post(page("application_withdraw", row), typed)

    assert events.of(row).get(verb="withdraw").reason == kept


@pytest.mark.django_db
def test_withdraw_leads_whoever_is_placed_to_the_operator(client, person) -> None:
    row = make.application(open_posting(), person, state="placed")

    shown = text(client.get(page("application_withdraw", row)))

    assert "그만두셔야 하면 운영기관에 전화해 주세요." in shown
    assert "취소하시겠습니까" not in shown


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("made", "said"),
    [(open_posting, "까지는 처음부터 다시 지원할 수 있습니다."), (make.posting, "다시 지원할 수 없습니다.")],
)
def test_withdraw_says_whether_one_may_apply_again(client, person, made, said: str) -> None:
    assert said in text(client.get(page("application_withdraw", make.application(made(), person))))


@pytest.mark.django_db
def test_withdraw_asks_once_more(client, person) -> None:
    row = make.application(open_posting(), person)

    assert "지원을 취소하시겠습니까?" in text(client.get(page("application_withdraw", row)))
    row.refresh_from_db()
    assert row.state == "received"
    assert not Event.objects.exists()
