"""A posting is written part by part; what is typed is kept by window; its words are looked at while one writes; it can be seen beforehand."""

from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone

from jobs.models import Posting, PostingDraft, PostingVersion
from profiles.models import User
from tests import make
from tests.jobs.web.test_operator_postings import NEW, page, typed

CHECK, DRAFT, PREVIEW = (reverse(f"jobs:operator_posting_{name}") for name in ("check", "draft", "preview"))
PARTS = {
    "work": ("programme_year", "title", "duties", "occupation"),
    "hours": ("hours_mask", "weekly_hours", "hours_per_month"),
    "seats": ("site", "selection", "intake_limit"),
    "who": ("question",),
    "days": ("apply_from", "apply_until", "results_at", "starts_on", "ends_on", "offer_days", "has_interview"),
}
pytestmark = pytest.mark.django_db


@pytest.fixture
def operator(client):
    found = make.organisation(phone="02-1234-5678")
    client.force_login(make.member(found))
    return found


def whole_form(operator, **changes) -> dict:
    year = make.programme_year(ends_on=date(2027, 12, 31))
    return typed(make.site(operator), programme_year=year.pk, **changes)


def part(form: dict, name: str) -> dict:
    """The boxes of one part of the form."""
    return {key: value for key, value in form.items() if key.startswith(PARTS[name])} | {"step": name}


def test_a_posting_is_written_part_by_part(client, operator) -> None:
    form, shown = whole_form(operator, intake_limit="3"), f"{uuid4()}:0"
    url = f"{NEW}?step=work"
    assert "5단계 중 1단계" in client.get(url).content.decode()

    for name in list(PARTS)[:-1]:
        answer = client.post(url, part(form, name) | {"shown": shown, "next": "1"})
        assert answer.status_code == 302, answer.context["form"].errors
        url = answer.url
        shown = client.get(url).context["shown"]
    answer = client.post(url, part(form, "days") | {"shown": shown, "save": "1"})

    made = Posting.objects.get()
    assert answer.url == page("posting", made)
    assert (made.title, made.intake_limit, made.posting_sites.get().seats.count()) == ("학교안전지원단", 3, 3)
    assert not PostingDraft.objects.exists()
    assert PostingVersion.objects.get().content["title"] == "학교안전지원단"


def test_a_part_that_is_wrong_stays_and_going_back_asks_nothing(client, operator) -> None:
    form, shown = whole_form(operator), f"{uuid4()}:0"

    wrong = client.post(f"{NEW}?step=work", part(form, "work") | {"title": "", "shown": shown, "next": "1"})
    back = client.post(
        f"{NEW}?step=hours", part(form, "hours") | {"weekly_hours": "", "shown": wrong.context["shown"], "back": "1"}
    )

    assert list(wrong.context["form"].errors) == ["title"]
    assert "step=work" in back.url
    again = client.get(back.url)
    assert again.context["form"]["duties"].value() == form["duties"]
    assert not again.context["form"].errors


def test_saving_on_the_last_part_shows_what_earlier_parts_lack(client, operator) -> None:
    form = whole_form(operator)

    answer = client.post(f"{NEW}?step=days", part(form, "days") | {"shown": f"{uuid4()}:0", "save": "1"})

    assert {"title", "duties", "weekly_hours", "programme_year"} <= set(answer.context["form"].errors)
    assert answer.context["section"] is None
    assert not Posting.objects.exists()


def test_what_is_typed_is_kept_and_gone_on_with(client, operator) -> None:
    token = uuid4()

    told = client.post(DRAFT, {"shown": f"{token}:0", "title": "돌봄", "duties": "말벗"}).json()

    assert told["shown"] == f"{token}:1"
    assert told["said"].startswith("여기까지 저장해 두었습니다(")
    listed = client.get(NEW)
    assert [row.public_id for row in listed.context["begun"]] == [token]
    going_on = client.get(f"{NEW}?draft={token}")
    assert going_on.context["form"]["title"].value() == "돌봄"
    assert client.post(reverse("jobs:operator_posting_draft_drop", args=[token])).url == NEW
    assert not PostingDraft.objects.exists()


def test_two_windows_on_one_text_each_keep_their_own(client, operator) -> None:
    token = uuid4()
    client.post(DRAFT, {"shown": f"{token}:0", "title": "첫째 창"})
    client.post(DRAFT, {"shown": f"{token}:1", "title": "첫째 창에서 더"})

    told = client.post(DRAFT, {"shown": f"{token}:1", "title": "둘째 창"}).json()

    assert told["said"] == "다른 창에서도 이 글을 쓰고 있습니다. 이 창의 글은 따로 저장했습니다."
    assert told["shown"].partition(":")[0] != str(token)
    assert {row.typed["title"][0] for row in PostingDraft.objects.all()} == {"첫째 창에서 더", "둘째 창"}


def test_two_windows_on_one_posting_are_told_and_the_later_save_shows_what_differs(client, operator) -> None:
    posting = make.posting(operator, make.programme_year(ends_on=date(2027, 12, 31)), state="draft")
    site, of = posting.posting_sites.get().site, {"of": posting.public_id, "version": "1"}
    client.post(DRAFT, {"shown": f"{uuid4()}:0", "title": "첫째", **of})

    second = client.post(DRAFT, {"shown": f"{uuid4()}:0", "title": "둘째", **of}).json()
    client.post(page("posting_edit", posting), typed(site, version="1", title="첫째"))
    third = client.post(DRAFT, {"shown": second["shown"], "title": "둘째", **of}).json()
    answer = client.post(page("posting_edit", posting), typed(site, version="1", title="둘째", shown=third["shown"]))

    assert second["said"].startswith("이 공고를 다른 창에서도 고치고 있습니다.")
    assert third["said"].startswith("그사이 이 공고를 다시 저장한 분이 있습니다.")
    assert answer.context["differing"] == ["공고 제목"]
    assert answer.context["form"]["title"].value() == "둘째"


def test_a_colleague_is_named_and_strangers_see_nothing(client, operator) -> None:
    posting = make.posting(operator, state="draft")
    token = uuid4()
    client.post(DRAFT, {"shown": f"{token}:0", "title": "첫째", "of": posting.public_id})
    mine = client.session["_auth_user_id"]
    make.identity(User.objects.get(pk=mine), name="김담당")
    client.force_login(make.member(operator))

    told = client.post(DRAFT, {"shown": f"{uuid4()}:0", "title": "둘째", "of": posting.public_id}).json()

    assert told["said"].startswith("김담당(담당자) 님도 이 공고를 고치고 있습니다.")
    client.force_login(make.member(make.organisation()))
    assert client.post(DRAFT, {"shown": f"{uuid4()}:0", "of": posting.public_id}).status_code == 404
    assert client.post(reverse("jobs:operator_posting_draft_drop", args=[token])).status_code == 404
    assert client.get(f"{NEW}?draft={token}").context["draft"] is None
    assert mine


def test_a_resident_number_is_not_kept(client, operator) -> None:
    answer = client.post(DRAFT, {"shown": f"{uuid4()}:0", "duties": "640307-1234567"})

    assert (answer.status_code, PostingDraft.objects.count()) == (422, 0)
    assert "주민등록번호는 받지 않습니다." in answer.json()["said"]


def test_one_part_of_a_posting_is_saved_alone(client, operator) -> None:
    posting = make.posting(operator, make.programme_year(ends_on=date(2027, 12, 31)), state="draft", question="왜?")
    url = page("posting_edit", posting)

    answer = client.post(f"{url}?step=who", {"step": "who", "version": "1", "question": "언제부터?", "next": "1"})

    posting.refresh_from_db()
    assert answer.url == f"{url}?step=days"
    assert (posting.question, posting.version, posting.posting_sites.get().seats.count()) == ("언제부터?", 2, 2)


def test_words_are_looked_at_while_one_writes_and_better_ones_put_in(client, operator) -> None:
    year = make.programme_year(ends_on=date(2027, 12, 31))
    form = {
        "programme_year": year.pk,
        "title": "돌봄",
        "duties": "젊은 분, 문의 02-1234-5678",
        "question": "결혼하셨나요?",
    }

    told = client.post(CHECK, form).json()

    assert "<mark>젊은 분</mark>" in told["checks"]["duties"]
    assert "고령자고용법 제4조의4" in told["checks"]["duties"]
    assert "전화번호" not in told["checks"]["duties"]
    assert "<mark>결혼</mark>" in told["checks"]["question"]
    assert (told["checks"]["title"].strip(), told["texts"]) == ("", {})
    mended = client.post(CHECK, form | {"take": "duties:age:0:4"}).json()
    assert mended["texts"]["duties"] == "의욕 있는 분, 문의 02-1234-5678"
    assert mended["checks"]["duties"].strip() == ""


def test_without_a_script_the_button_looks_and_the_press_puts_better_words_in(client, operator) -> None:
    form = whole_form(operator, duties="젊은 분을 찾습니다.")

    looked = client.post(NEW, form | {"check": "1"})
    mended = client.post(NEW, form | {"take": "duties:age:0:4"})
    stale = client.post(NEW, form | {"take": "duties:age:3:7"})

    assert "<mark>젊은 분</mark>" in looked.content.decode()
    assert "살펴볼 말이 1개 있습니다." in looked.content.decode()
    assert not looked.context["form"].errors
    assert mended.context["form"]["duties"].value() == "의욕 있는 분을 찾습니다."
    assert stale.context["form"]["duties"].value() == "젊은 분을 찾습니다."
    assert not Posting.objects.exists()


def test_the_preview_is_the_public_page_and_leaves_nothing(client, operator) -> None:
    shown = client.post(PREVIEW, whole_form(operator, title="미리 보는 공고", intake_limit="2"))

    assert shown.templates[0].name == "jobs/public/posting.html"
    text = shown.content.decode()
    assert "<h1>미리 보는 공고</h1>" in text
    assert "지원하는 분이 보게 될 화면입니다." in text
    assert "지원자가 모집인원의 2배(6명)가 되면 접수를 마감합니다." in text
    assert (Posting.objects.count(), PostingVersion.objects.count()) == (0, 0)


def test_the_preview_of_a_draft_shows_what_is_typed_and_keeps_the_saved(client, operator) -> None:
    posting = make.posting(operator, make.programme_year(ends_on=date(2027, 12, 31)), state="draft")
    site = posting.posting_sites.get().site

    shown = client.post(PREVIEW, typed(site, of=posting.public_id, version="1", title="고친 제목"))
    wrong = client.post(PREVIEW, typed(site, of=posting.public_id, version="1", title=""))

    assert "<h1>고친 제목</h1>" in shown.content.decode()
    assert list(wrong.context["form"].errors) == ["title"]
    posting.refresh_from_db()
    assert (posting.version, posting.title == "고친 제목") == (1, False)


def test_the_time_of_the_results_stands_in_the_form_and_on_both_pages(client, operator) -> None:
    at = timezone.localtime() + timedelta(days=20)
    posting = make.posting(operator, state="draft", results_at=at.replace(hour=14, minute=0))

    form = client.get(page("posting_edit", posting)).content.decode()
    own, public = (
        client.get(url).content.decode()
        for url in (page("posting", posting), reverse("jobs:public_posting", args=[posting.public_id]))
    )

    assert "발표 일시" in form
    assert "모든 지원자에게 이 시각 뒤에 함께 알립니다." in form
    assert "발표 일시" in own
    assert "오후 2시" in own
    assert "오후 2시" in public
