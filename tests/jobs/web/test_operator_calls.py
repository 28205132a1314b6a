"""On the pages: a posting is taken longer or once more, closes by its limit, goes back with remarks and is compared with its past."""

from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from jobs import postings
from jobs.models import PostingRemark
from profiles import events
from profiles.models import Notice
from tests import make
from tests.jobs.web.test_operator_postings import page, typed

pytestmark = pytest.mark.django_db
LIST = reverse("jobs:public_posting_list")


def moment(name: str, at) -> dict:
    return {
        f"{name}_day_year": at.year,
        f"{name}_day_month": at.month,
        f"{name}_day_day": at.day,
        f"{name}_time": "18:00",
    }


def open_posting(operator, **columns):
    """A posting that is open today, with room to be taken longer."""
    now = timezone.now()
    times = {
        "apply_from": now - timedelta(days=3),
        "apply_until": now + timedelta(days=4),
        "results_at": now + timedelta(days=9),
    }
    return make.posting(
        operator,
        **{
            **times,
            "starts_on": timezone.localdate(now + timedelta(days=60)),
            "ends_on": timezone.localdate(now + timedelta(days=160)),
            **columns,
        },
    )


def call(posting, verb: str) -> str:
    return reverse("jobs:operator_posting_call", args=[posting.public_id, verb])


def test_extend_from_the_page_tells_who_applied(client) -> None:
    operator = make.organisation()
    posting, now = open_posting(operator), timezone.localtime()
    applied = make.application(posting)
    client.force_login(make.member(operator))
    assert call(posting, "extend") in client.get(page("posting", posting)).content.decode()
    assert "연장하기" in client.get(call(posting, "extend")).content.decode()

    form = moment("apply_until", now + timedelta(days=8)) | moment("results_at", now + timedelta(days=12))
    answer = client.post(call(posting, "extend"), form | {"reason": "지원자가 적습니다."})

    assert answer.url == page("posting", posting)
    posting.refresh_from_db()
    assert timezone.localdate(posting.apply_until) == (now + timedelta(days=8)).date()
    told = Notice.objects.get(recipient=applied.candidate.user)
    assert (told.kind, told.params["reason"]) == ("jobs.posting_changed", "지원자가 적습니다.")


def test_an_earlier_deadline_is_refused_beside_its_box(client) -> None:
    operator = make.organisation()
    posting, now = open_posting(operator), timezone.localtime()
    client.force_login(make.member(operator))

    form = moment("apply_until", now + timedelta(days=2)) | moment("results_at", now + timedelta(days=12))
    answer = client.post(call(posting, "extend"), form | {"reason": "?"})

    assert list(answer.context["form"].errors) == ["apply_until"]
    assert "뒤로만 옮길 수 있습니다." in answer.content.decode()


def test_call_again_is_offered_once_it_is_over_and_unknown_verbs_are_not_found(client) -> None:
    operator, now = make.organisation(), timezone.localtime()
    posting = open_posting(operator, apply_until=now - timedelta(days=1))
    client.force_login(make.member(operator))

    shown = client.get(page("posting", posting)).content.decode()
    form = moment("apply_until", now + timedelta(days=8)) | moment("results_at", now + timedelta(days=12))
    client.post(call(posting, "call_again"), form | {"reason": "두 자리가 남았습니다.", "intake_limit": "5"})

    assert call(posting, "call_again") in shown
    assert call(posting, "extend") not in shown
    posting.refresh_from_db()
    assert (posting.is_open(timezone.now()), posting.intake_limit) == (True, 5)
    assert client.get(call(posting, "close")).status_code == 404


def test_the_limit_stands_on_the_public_page_and_card_before_and_after(client) -> None:
    operator, now = make.organisation(), timezone.now()
    posting = open_posting(operator, seats=4, intake_limit=3)
    url = reverse("jobs:public_posting", args=[posting.public_id])
    before = [client.get(address).content.decode() for address in (url, LIST)]

    make.changed(posting, limit_reached_at=now)
    after, listed = client.get(url).content.decode(), client.get(LIST).content.decode()

    assert ["지원자가 모집인원의 3배(12명)가 되면 접수를 마감합니다." in text for text in before] == [True, True]
    assert "지원을 취소하는 분이 있어도 다시 받지 않습니다." in before[0]
    assert "지원자가 정한 수에 이르러" in after
    assert "모집 마감" in after
    assert reverse("jobs:apply", args=[posting.public_id]) not in after
    assert Client().get(LIST).content.decode().count(posting.title) == 0
    assert f'{posting.title}</a> <span class="quiet">마감됨</span>' in listed


def test_a_full_posting_says_so_to_who_opens_its_form(client) -> None:
    posting, person = (
        open_posting(make.organisation(), intake_limit=1, limit_reached_at=timezone.now()),
        make.candidate(),
    )
    client.force_login(person.user)

    shown = client.get(reverse("jobs:apply", args=[posting.public_id])).content.decode()

    assert "지원자가 정한 수에 이르러" in shown
    assert "지금은 지원 기간이 아닙니다." not in shown


def test_the_city_remarks_field_by_field_and_the_operator_marks_each_in_the_form(client) -> None:
    operator = make.organisation()
    year = make.programme_year(ends_on=date(2027, 12, 31))
    now = timezone.now()
    times = {"apply_from": now, "apply_until": now + timedelta(days=9), "results_at": now + timedelta(days=20)}
    posting = make.posting(operator, year, state="in_review", **times)
    editor, officer = make.city_user("editor"), make.member(operator)
    client.force_login(editor)
    form = {"posting": posting.public_id, "verb": "return_to_draft", "remark_title": "사업 이름을 넣어 주세요."}

    client.post(reverse("jobs:staff_posting_step"), form)

    remark = PostingRemark.objects.get()
    client.force_login(officer)
    own, edit = (client.get(page(name, posting)).content.decode() for name in ("posting", "posting_edit"))
    assert "사업 이름을 넣어 주세요." in own
    assert edit.index('name="title"') < edit.index("사업 이름을 넣어 주세요.") < edit.index('name="duties"')
    refused = client.post(page("posting_step", posting), {"verb": "send_to_review"}, follow=True).content.decode()
    assert "시가 적은 고칠 점 가운데 1개가 남았습니다." in refused
    site = posting.posting_sites.get().site
    mend = {"mended": remark.pk, f"answer_{remark.pk}": "넣었습니다."}
    saved = client.post(page("posting_edit", posting), typed(site, version="1", title="돌봄지원단 2027", **mend))
    assert saved.url == page("posting", posting)
    client.post(page("posting_step", posting), {"verb": "send_to_review"})
    posting.refresh_from_db()
    assert posting.state == "in_review"

    client.force_login(editor)
    shown = client.get(reverse("jobs:staff_posting", args=[posting.public_id])).content.decode()
    assert "돌려보낸 뒤 달라진 내용 (제1판과 비교)" in shown
    assert "<ins>" in shown
    assert "넣었습니다." in shown


def test_a_return_without_a_word_or_with_too_many_stays_on_the_page(client) -> None:
    posting = make.posting(state="in_review")
    client.force_login(make.city_user("editor"))
    url, form = reverse("jobs:staff_posting_step"), {"posting": posting.public_id, "verb": "return_to_draft"}

    empty = client.post(url, form)
    long = client.post(url, form | {"remark_duties": "가" * 501})

    assert (empty.status_code, list(empty.context["form"].errors)) == (400, ["reason"])
    assert (long.status_code, list(long.context["form"].errors)) == (400, ["remark_duties"])


def test_words_that_stay_need_a_reason_which_the_city_reads(client) -> None:
    operator, later = make.organisation(), timezone.now() + timedelta(days=9)
    posting = make.posting(operator, state="draft", apply_until=later, results_at=later, duties="문의 010-1234-5678")
    client.force_login(make.member(operator))
    assert "<mark>010-1234-5678</mark>" in client.get(page("posting", posting)).content.decode()

    asked = client.post(page("posting_step", posting), {"verb": "send_to_review"})
    again = client.post(page("posting_step", posting), {"verb": "send_to_review", "why_0": " "})
    client.post(page("posting_step", posting), {"verb": "send_to_review", "why_0": "기관 휴대전화입니다."})

    assert asked.templates[0].name == again.templates[0].name == "jobs/operator/posting_send.html"
    assert "그대로 두는 이유를 적어 주세요." in again.content.decode()
    assert events.of(posting).get(verb="send_to_review").params["kept"][0][1] == "기관 휴대전화입니다."
    client.force_login(make.city_user("editor"))
    assert (
        "기관 휴대전화입니다." in client.get(reverse("jobs:staff_posting", args=[posting.public_id])).content.decode()
    )


def test_words_that_may_not_stand_are_marked_beside_their_box(client) -> None:
    operator, later = make.organisation(), timezone.now() + timedelta(days=9)
    posting = make.posting(operator, state="draft", apply_until=later, results_at=later, question="종교가 있나요?")
    client.force_login(make.member(operator))

    answer = client.post(page("posting_step", posting), {"verb": "send_to_review"})

    assert list(answer.context["form"].errors) == ["question"]
    assert "<mark>종교</mark>" in answer.content.decode()


def test_versions_are_compared_word_by_word_by_their_operator_and_the_city(client) -> None:
    operator = make.organisation()
    posting = make.posting(operator, state="draft", title="어르신 돌봄")
    fields = {name: getattr(posting, name) for name in postings.WRITABLE}
    by = make.actor(make.member(operator))
    postings.edit(posting, fields | {"title": "어르신 말벗 돌봄"}, by=by, at=make.NOW)
    posting.refresh_from_db()
    postings.edit(posting, fields | {"title": "어르신 말벗", "offer_days": 5}, by=by, at=make.NOW)
    url = reverse("jobs:operator_posting_versions", args=[posting.public_id])
    client.force_login(by.user)

    newest = client.get(url).context["changed"]
    both = client.get(f"{url}?from=1&to=3").content.decode()

    assert [str(change.label) for change in newest] == ["공고 제목", "참여 의사를 기다리는 날"]
    assert (newest[1].before, newest[1].after) == ("3일", "5일")
    assert '<del><span class="sr-only">[뺌] </span>돌봄</del>' in both
    assert client.get(f"{url}?from=9").status_code == 400
    make.changed(posting, state="in_review")
    client.force_login(make.city_user("viewer"))
    assert client.get(reverse("jobs:staff_posting_versions", args=[posting.public_id])).status_code == 200
    client.force_login(make.member(make.organisation()))
    assert client.get(url).status_code == 404


def test_the_city_takes_a_posting_longer_and_opens_again_what_it_closed(client) -> None:
    """What the operator is sent to the city for: a posting that the city closed."""
    operator = make.organisation()
    posting, city = open_posting(operator), make.city_user("editor")
    client.force_login(city)
    shown = reverse("jobs:staff_posting", args=[posting.public_id])
    extend, again = (reverse("jobs:staff_posting_call", args=[posting.public_id, verb]) for verb in postings.APART)
    assert extend in client.get(shown).content.decode()
    until, results = timezone.now() + timedelta(days=6), timezone.now() + timedelta(days=9)
    typed_call = {**moment("apply_until", until), **moment("results_at", results), "reason": "지원자가 적습니다."}

    assert client.post(extend, {**typed_call, "reason": ""}).status_code == 200
    assert client.post(extend, typed_call)["Location"] == shown
    posting.refresh_from_db()
    assert timezone.localdate(posting.apply_until) == timezone.localdate(until)

    postings.close(posting, reason="확인", by=make.actor(city), at=timezone.now())
    client.force_login(make.member(operator))
    own = reverse("jobs:operator_posting_call", args=[posting.public_id, "call_again"])
    assert "지금은 할 수 없습니다" in client.get(own).content.decode()
    client.force_login(city)
    assert again in client.get(shown).content.decode()
    client.post(again, {**typed_call, **moment("apply_until", until + timedelta(days=1))})
    posting.refresh_from_db()
    assert posting.state == "published"
    assert client.get(reverse("jobs:staff_posting_call", args=[posting.public_id, "close"])).status_code == 404
