"""Pages of the agreement: the person reads, signs and downloads; the operator draws up and signs; the city sets the words."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone, translation

from jobs import agreement_papers
from jobs.models import Agreement, AgreementTemplate, Placement
from profiles.models import AccessEntry, Membership
from tests import make
from tests.jobs.agreeing import drawn, signing
from tests.jobs.placing import active, preparing

pytestmark = pytest.mark.django_db
BOX = {"has_read": "on", "name": "김영수"}


@pytest.fixture
def operator(client):
    user = make.member()
    client.force_login(user)
    return Membership.objects.get(user=user).organisation


def text(page) -> str:
    return page.content.decode()


def waiting(person=None, organisation=None) -> Placement:
    posting = make.posting(organisation, seats=4)
    return make.placement(
        make.application(posting, person or make.candidate(), state="placed", documents_seen_at=timezone.now()),
        state="preparing",
        agreed_at=None,
    )


def test_the_person_reads_signs_and_downloads(client, person) -> None:
    made = drawn(waiting(person))
    url, sign = reverse("jobs:agreement", args=[made.public_id]), reverse("jobs:agreement_sign", args=[made.public_id])
    assert reverse("jobs:agreement", args=[made.public_id]) in text(
        client.get(reverse("jobs:placement", args=[made.placement.public_id]))
    )

    shown = text(client.get(url))
    assert "활동 약정서" in shown
    assert "처음부터 끝까지 모두 읽었습니다" in shown
    refused = client.post(sign, {"shown_hash": made.text_hash, "name": "김영수"})
    assert refused.status_code == 400
    assert "모두 읽었습니다’에 표시해 주세요" in text(refused)
    assert 'value="김영수"' in text(refused)
    done = text(client.post(sign, {**BOX, "shown_hash": made.text_hash}, follow=True))

    assert "서명했습니다. 약정서는 언제든지" in done
    assert "서명하기</button>" not in done
    assert made.signatures.get().signed_by == person.user
    pdf = client.get(reverse("jobs:agreement_pdf", args=[made.public_id]))
    assert pdf.content.startswith(b"%PDF")
    again = client.post(sign, {**BOX, "shown_hash": made.text_hash})
    assert "이미 서명했습니다." in text(again)


def test_an_old_version_can_still_be_read(client, person) -> None:
    row = waiting(person)
    old = drawn(row, replaced_at=timezone.now())
    new = drawn(row, version=2)

    shown = text(client.get(reverse("jobs:agreement", args=[old.public_id])))

    assert "지금은 쓰지 않는 약정서입니다" in shown
    assert reverse("jobs:agreement", args=[new.public_id]) in shown
    assert "서명하기</button>" not in shown


def test_another_persons_agreement_is_not_found(client, person) -> None:
    made = drawn(waiting())

    for name in ("agreement", "agreement_pdf"):
        assert client.get(reverse(f"jobs:{name}", args=[made.public_id])).status_code == 404
    assert client.post(reverse("jobs:agreement_sign", args=[made.public_id]), BOX).status_code == 404


def test_the_operator_draws_up_for_all_and_signs(client, operator) -> None:
    rows = [waiting(organisation=operator) for _ in range(2)]
    listed = text(client.get(reverse("jobs:operator_agreement_list")))
    assert listed.count("약정서 쓰기</a>") == 2

    draw = reverse("jobs:operator_agreement_draw")
    done = text(client.post(draw, {"placement": [row.public_id for row in rows]}, follow=True))

    assert "약정서 2건을 쓰고 참여자에게 알렸습니다." in done
    assert done.count("읽고 서명하기") == 2
    made = Agreement.objects.get(placement=rows[0])
    url = reverse("jobs:operator_agreement", args=[made.public_id])
    page = text(client.post(url, {"reason": "서명하려고"}))
    assert "서명할 다음 약정서" in page
    assert "모두 읽었습니다" in page
    sign = reverse("jobs:operator_agreement_sign", args=[made.public_id])
    signed = client.post(sign, {"shown_hash": made.text_hash, "has_read": "on", "name": "박담당"}, follow=True)
    assert "기관의 서명을 적었습니다." in text(signed)
    assert made.signatures.get().side == "operator"
    assert AccessEntry.objects.filter(purpose="약정").exists()
    pdf = client.post(reverse("jobs:operator_agreement_pdf", args=[made.public_id]), {"reason": "보관하려고"})
    assert pdf.content.startswith(b"%PDF")


def test_the_whole_name_asks_a_reason_and_is_logged(client, operator) -> None:
    made = drawn(waiting(organisation=operator))
    url = reverse("jobs:operator_agreement", args=[made.public_id])
    sign, pdf = (reverse(f"jobs:operator_agreement_{name}", args=[made.public_id]) for name in ("sign", "pdf"))

    masked = text(client.get(url))
    assert "김영수" not in masked
    assert "김*수 님" in masked
    assert "서명하기</button>" not in masked
    for address in (url, pdf):
        refused = client.post(address, {"reason": " "})
        assert refused.status_code == 400
        assert "이유를 적어 주세요." in text(refused)
        assert "김영수" not in text(refused)
    assert "김영수" not in text(client.post(sign, {"shown_hash": made.text_hash}))

    assert "김영수 님" in text(client.post(url, {"reason": "서명하려고"}))
    assert client.post(pdf, {"reason": "보관하려고"}).content.startswith(b"%PDF")
    kept = client.post(sign, {"shown_hash": made.text_hash, "opened_for": "서명하려고"})
    assert "김영수 님" in text(kept)

    told = AccessEntry.objects.order_by("pk").values_list("purpose", flat=True)
    assert [purpose for purpose in told if purpose != "약정"] == ["서명하려고", "보관하려고", "서명하려고"]


def test_nobody_is_asked_to_sign_what_no_longer_holds(client, person) -> None:
    row = waiting(person)
    made = drawn(row)
    make.changed(row.seat.posting_site.site, address="서울 서대문구 새길 1")

    page = reverse("jobs:agreement", args=[made.public_id])
    assert "지금은 서명할 수 없습니다" in text(client.get(page))
    assert "서명하기</button>" not in text(client.get(page))
    refused = client.post(reverse("jobs:agreement_sign", args=[made.public_id]), {**BOX, "shown_hash": made.text_hash})

    assert refused.status_code == 400
    assert "운영기관이 새 약정서를 쓰면 알려 드립니다" in text(refused)
    assert not made.signatures.exists()


def test_what_changed_before_signing_is_drawn_anew_from_the_list(client, operator) -> None:
    row = waiting(organisation=operator)
    made = drawn(row)
    make.changed(row.seat.posting_site.site, address="서울 서대문구 새길 1")

    assert "내용이 바뀜" in text(client.get(reverse("jobs:operator_agreement_list")))
    assert "이대로는 서명할 수 없습니다" in text(client.get(reverse("jobs:operator_agreement", args=[made.public_id])))
    client.post(reverse("jobs:operator_agreement_draw"), {"placement": [row.public_id]})

    assert Agreement.objects.standing().get().version == 2
    assert "내용이 바뀜" not in text(client.get(reverse("jobs:operator_agreement_list")))


def test_what_differs_for_one_is_kept_when_the_form_is_refused(client, operator) -> None:
    row = waiting(organisation=operator)
    url = reverse("jobs:operator_agreement_new", args=[row.public_id])

    refused = client.post(url, {"weekly_hours": "90", "special_terms": "금요일은 쉽니다."})
    assert refused.status_code == 400
    assert "금요일은 쉽니다." in text(refused)
    client.post(url, {"weekly_hours": "10", "special_terms": "금요일은 쉽니다."})

    assert Agreement.objects.get().changes == {"weekly_hours": 10, "special_terms": "금요일은 쉽니다."}
    again = client.post(url, {"weekly_hours": "10", "special_terms": "금요일은 쉽니다."})
    assert "내용이 같아 새로 쓰지 않았습니다" in text(again)


def test_the_list_names_agreements_that_no_longer_say_what_holds(client, operator) -> None:
    row = waiting(organisation=operator)
    made = drawn(row)
    make.changed(row, agreed_at=timezone.now())
    page = reverse("jobs:operator_agreement_list")
    assert "쓴 뒤에 내용이 바뀐 약정서" not in text(client.get(page))

    make.changed(row.seat.posting_site.site, address="서울 서대문구 새길 1")

    shown = text(client.get(page))
    assert "쓴 뒤에 내용이 바뀐 약정서" in shown
    assert reverse("jobs:operator_agreement", args=[made.public_id]) in shown


def test_home_names_those_without_an_agreement(client, operator) -> None:
    waiting(organisation=operator)
    preparing(make.posting(operator))

    home = client.get(reverse("jobs:operator_home"))

    assert [item.count for item in home.context["items"] if item.key == "unsigned"] == [1]


@pytest.mark.parametrize("items", [1, 3])
def test_list_asks_the_same_of_any_number(client, operator, items, django_assert_max_num_queries) -> None:
    for _ in range(items):
        drawn(waiting(organisation=operator))
        make.changed((signed := waiting(organisation=operator)), agreed_at=timezone.now())
        drawn(signed)
        make.changed(signed.seat.posting_site.site, address="서울 서대문구 새길 1")

    with django_assert_max_num_queries(21):
        client.get(reverse("jobs:operator_agreement_list"))


def test_the_city_sets_the_words_as_versions(client) -> None:
    client.force_login(make.city_user())
    url = reverse("jobs:staff_agreement", args=["internship"])
    first = AgreementTemplate.objects.get(kind="internship")
    known = {"title": first.title, "pay_day": "15", "source": "", "body": first.body}

    short = client.post(url, {**known, "body": first.body.replace("{annual_leave}", "없음")})
    assert "꼭 있어야 하는 내용이 빠졌습니다: 연차 유급휴가(근로기준법 제60조)" in text(short)
    odd = client.post(url, {**known, "body": first.body + "\n{salary}"})
    assert "채울 수 없는 칸이 있습니다: {salary}" in text(odd)
    assert AgreementTemplate.objects.filter(kind="internship").count() == 1
    done = client.post(url, known, follow=True)

    assert "약정서 틀을 정했습니다." in text(done)
    kept = AgreementTemplate.objects.filter(kind="internship").order_by("version")
    assert list(kept.values_list("version", "pay_day")) == [(1, 10), (2, 15)]
    assert "제2판" in text(client.get(reverse("jobs:staff_agreement_list")))


def test_the_paper_is_korean_and_the_same_in_any_language(client, person) -> None:
    made = drawn(waiting(person))
    signing(made, make.actor(person.user))()

    korean = agreement_papers.pdf(made)
    with translation.override("en"):
        assert agreement_papers.pdf(made) == korean


def test_the_months_end_names_who_works_without_an_agreement(client, operator) -> None:
    today = timezone.localdate()
    year = make.programme_year(year=today.year, starts_on=today.replace(month=1, day=1))
    dates = {"starts_on": today - timedelta(days=40), "ends_on": today + timedelta(days=40)}
    make.changed(active(make.posting(operator, year, **dates)), agreed_at=None)

    assert "약정 안 함" in text(client.get(reverse("jobs:operator_month_end")))
