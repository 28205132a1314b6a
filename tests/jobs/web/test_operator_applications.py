"""One application on an officer's table: what refused a placement is shown once it is checked again."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from jobs import judging, placements, transfers
from jobs.eligibility import APPLY
from jobs.models import Application, Placement
from profiles import candidates, registrations
from profiles.templatetags.dasi import day
from tests import make
from tests.jobs.applying import see_papers
from tests.jobs.applying import send as submit
from tests.jobs.transferring import transfer
from tests.make import NOW, RULES
from tests.profiles import proxying


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


def accepted(posting, person):
    """Somebody who accepted, judged on receipt."""
    row = submit(posting, person)
    make.changed(row, state="accepted")
    make.hold(row)
    return row


@pytest.mark.django_db
def test_documents_are_confirmed_rule_by_rule(client) -> None:
    year = make.programme_year(rules=False)
    make.rule_set(year, [*RULES, ("employment", {"allow": "not_employed"}, "apply")])
    posting = make.posting(make.organisation(), year)
    row = accepted(posting, make.candidate(employment="unknown"))
    client.force_login(make.member(posting.organisation))
    page, send = (reverse(f"jobs:operator_application{verb}", args=[row.public_id]) for verb in ("", "_documents"))

    asked = client.get(page).content.decode()
    refused = client.post(send, {"rule": ["birth_range"]}).content.decode()

    for kind in ("birth_range", "residence", "employment"):
        assert f'name="rule" value="{kind}"' in asked
    assert "주민등록등본의 생년월일" in asked
    assert "아직 확인했다고 표시하지 않은 것이 있습니다: 사는 곳, 지금 하는 일" in refused
    assert 'value="birth_range" checked' in refused
    row.refresh_from_db()
    assert row.documents_seen_at is None
    shown = client.post(send, {"rule": ["birth_range", "residence", "employment"]}, follow=True).content.decode()
    assert "이제 배치할 수 있습니다." in shown
    seen = f"{posting.organisation.name} 담당자가 {day(Application.objects.get(pk=row.pk).documents_seen_at)}에 확인했습니다: "
    assert seen + "건강보험 자격득실확인서처럼" in shown  # nothing stood of it before
    assert seen + "주민등록등본의 생년월일" in shown  # what is proved says so by itself
    assert "서류로 확인" not in shown
    assert "‘확인 필요’가 된 것" not in shown


@pytest.mark.django_db
def test_where_else_papers_were_seen_is_named_to_no_other_operator(client) -> None:
    person, elsewhere = make.candidate(), make.posting(make.organisation(name="한강복지재단"))
    see_papers(accepted(elsewhere, person), make.actor(make.member(elsewhere.organisation)), make.NOW)
    row = make.application(make.posting(), person)
    judging.judge_stage([row], stage=APPLY, at=make.NOW + timedelta(days=1))
    client.force_login(make.member(row.posting.organisation))

    shown = client.get(reverse("jobs:operator_application", args=[row.public_id])).content.decode()

    assert "다른 운영기관 담당자가" in shown
    assert "한강복지재단" not in shown


@pytest.mark.django_db
def test_who_confirmed_before_a_transfer_is_still_said_to_have_done_so(client) -> None:
    year = make.programme_year(rules=False)
    make.rule_set(year, [*RULES, ("employment", {"allow": "not_employed"}, "apply")])
    posting = make.posting(make.organisation(name="한강복지재단"), year)
    row = accepted(posting, make.candidate(employment="unknown"))
    see_papers(row, make.actor(make.member(posting.organisation)))
    passed = transfer(posting, make.organisation(name="남산복지재단"), state="accepted")
    transfers.consent(passed, by=make.actor(make.city_user("editor")), at=NOW + timedelta(days=1))
    client.force_login(make.member(passed.taker))

    shown = client.get(reverse("jobs:operator_application", args=[row.public_id])).content.decode()

    assert f"한강복지재단 담당자가 {day(NOW)}에 확인했습니다: 건강보험" in shown
    assert (
        f"한강복지재단 담당자가 {day(NOW)}에 확인했습니다: 주민등록등본" in shown
    )  # what is proved, as what is confirmed
    assert "다른 운영기관 담당자가" not in shown
    assert "남산복지재단 담당자가" not in shown


@pytest.mark.django_db
def test_placing_warns_of_a_question_opened_after_the_papers_were_seen(client) -> None:
    year = make.programme_year(rules=False)
    make.rule_set(year, [*RULES, ("employment", {"allow": "not_employed"}, "apply")])
    posting = make.posting(make.organisation(), year)
    person = make.candidate(employment="not_employed")
    row, officer = accepted(posting, person), make.member(posting.organisation)
    see_papers(row, make.actor(officer))
    make.changed(person, employment="unknown")
    placements.check_again([row], by=make.actor(officer), at=NOW + timedelta(days=1))
    client.force_login(officer)

    shown = client.get(reverse("jobs:operator_application", args=[row.public_id])).content.decode()

    assert "‘확인 필요’가 된 것이 있습니다: 지금 하는 일." in shown
    assert "에 확인했습니다: 건강보험" not in shown
    documents = reverse("jobs:operator_application_documents", args=[row.public_id])
    assert f'action="{documents}"' in shown
    again = client.post(documents, {"rule": judging.to_confirm([row])[row.pk]}, follow=True).content.decode()
    assert "‘확인 필요’가 된 것" not in again


@pytest.mark.django_db
def test_what_a_counsellor_wrote_as_they_registered_a_person_is_said_to_be_theirs(client) -> None:
    centre = make.organisation("centre", name="서부50플러스센터")
    draft = registrations.Draft(email="", name="김영수", phone="01012345678", fields={"birth_on": date(1964, 3, 7)})
    (person,) = registrations.register_many([draft], by=make.actor(proxying.counsellor(centre)), at=NOW)
    row = make.application(make.posting(), person)
    judging.judge_stage([row], stage=APPLY, at=NOW)
    client.force_login(make.member(row.posting.organisation))

    shown = client.get(reverse("jobs:operator_application", args=[row.public_id])).content.decode()

    assert "서부50플러스센터의 상담사가 대신 적음" in shown
    assert "본인이 적음" not in shown


@pytest.mark.django_db
@pytest.mark.parametrize("is_told_again", [True, False])
def test_what_a_counsellor_wrote_is_said_to_be_theirs(client, is_told_again) -> None:
    year = make.programme_year(rules=False)
    make.rule_set(year, [*RULES, ("employment", {"allow": "not_employed"}, "apply")])
    person = make.candidate(employment="employed")
    proxy = proxying.entrusted(person)
    centre = f"{proxy.centre.name}의 상담사가 대신 적음"
    candidates.tell(person, {"employment": "not_employed"}, by=proxying.acting(proxy), at=NOW)
    if is_told_again:
        told = {"by": make.actor(person.user), "at": NOW}
        candidates.tell(person, {"employment": "employed"}, **told)
        candidates.tell(person, {"employment": "not_employed"}, **told)
    posting = make.posting(make.organisation(), year)
    row = make.application(posting, person)
    judging.judge_stage([row], stage="apply", at=NOW)
    candidates.tell(person, {"district": "11110"}, by=proxying.acting(proxy), at=NOW + timedelta(minutes=1))
    client.force_login(make.member(posting.organisation))

    shown = client.get(reverse("jobs:operator_application", args=[row.public_id])).content.decode()

    assert shown.count(centre) == (0 if is_told_again else 1)
    assert "본인이 적음" in shown
