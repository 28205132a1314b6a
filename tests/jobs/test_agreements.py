"""Agreements: drawn up from the words in force, signed by both sides under the hash of what they read, and written anew when terms change."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import ProgrammingError, transaction

from jobs import agreement_templates, agreement_texts, agreements, placements, transfers, unsigned
from jobs.models import Agreement, AgreementSignature, Placement, Programme
from profiles.actors import ANSWER, APPLY, FILL
from profiles.models import Event, Notice
from tests import make
from tests.jobs import transferring
from tests.jobs.agreeing import drawn, signing
from tests.jobs.expect import happened, queries, refusal
from tests.jobs.placing import active, own, preparing
from tests.make import NOW, TODAY
from tests.profiles import proxying

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(days=3)


@pytest.fixture
def posting(operator):
    return make.posting(operator, seats=8)


@pytest.fixture
def row(posting):
    return preparing(posting, agreed_at=None)


def sections(agreement: Agreement) -> dict[str, str]:
    return {heading: "\n".join(lines) for heading, lines in agreements.read(agreement)["sections"]}


def interns(operator, **columns) -> Placement:
    programme = make.programme(kind="internship")
    year = make.programme_year(programme, pay_kind="wage", hours_cap_per_month=None)
    return preparing(make.posting(operator, year, **columns), agreed_at=None)


# the words ----------------------------------------------------------------------------------------------------------------
def test_what_is_shipped_names_all_that_is_needed():
    found = agreements.newest_templates()

    assert set(found) == set(Programme.Kind.values)
    for kind, row in found.items():
        agreement_texts.require_whole(kind, row.body)


@pytest.mark.parametrize("name", [name for name, _label in agreement_texts.NEEDED["internship"]])
def test_a_labour_contract_without_one_of_the_laws_items_is_refused(name, city):
    row = agreements.newest_templates()["internship"]

    with refusal("item_missing"):
        agreement_templates.set_template(
            row.kind, title=row.title, body=row.body.replace(f"{{{name}}}", "-"), pay_day=10, by=city, at=NOW
        )


def test_a_field_in_a_heading_names_nothing(city):
    row = agreements.newest_templates()["other"]
    body = f"{row.body}\n## {{person}}\n확인합니다."

    with refusal("unknown_field"):
        agreement_templates.set_template("other", title=row.title, body=body, pay_day=row.pay_day, by=city, at=NOW)


def test_words_are_the_citys(officer, city):
    row = agreements.newest_templates()["other"]
    given = {"title": row.title, "body": row.body, "pay_day": row.pay_day, "at": NOW}

    with pytest.raises(PermissionDenied):
        agreement_templates.set_template("other", **{**given, "pay_day": 15}, by=officer)
    for change, code in (({"title": " "}, "title_missing"), ({"pay_day": 31}, "pay_day"), ({}, "template_same")):
        with refusal(code):
            agreement_templates.set_template("other", **{**given, **change}, by=city)


# draw_up --------------------------------------------------------------------------------------------------------------
def test_draw_up_fills_the_words_and_tells_the_person(row, officer):
    (made,) = agreements.draw_up([row], by=officer, at=NOW)

    text = sections(made)
    assert agreements.read(made)["title"] == "활동 약정서"
    assert "김영수 님" in text["약정하는 사람"]
    assert "2026년 5월 4일(월)부터 2026년 10월 31일(토)까지" in text["활동 기간"]
    assert "월·화·수·목·금: 오전 9시~낮 12시" in text["활동 시간"]
    assert "10,320원" in text["활동비"]
    assert "8.8%" in text["활동비"]
    assert made.text_hash == agreements.hash_of(made.text)
    assert happened(made) == [("draw_up", "", "")]
    assert Notice.objects.get(kind="jobs.agreement_to_sign").recipient == row.candidate.user


def test_a_hash_is_of_one_placement(operator, officer):
    """Two people of one name, to the same terms."""
    posting = make.posting(operator, seats=2)
    rows = [preparing(posting, agreed_at=None) for _person in range(2)]

    made = agreements.draw_up(rows, by=officer, at=NOW)

    assert len({one.text_hash for one in made}) == 2


def test_a_labour_contract_names_what_the_law_wants(operator, officer):
    (made,) = agreements.draw_up([interns(operator, weekly_hours=20)], by=officer, at=NOW)

    text = sections(made)
    assert agreements.read(made)["title"] == "근로계약서"
    assert {"계약 기간", "일하는 곳과 하는 일", "일하는 시간", "쉬는 날", "연차 유급휴가", "임금"} <= set(text)
    assert "주휴수당" in text["임금"]
    assert "다음 달 10일" in text["임금"]
    assert "제60조 제2항" in text["연차 유급휴가"]


def test_below_fifteen_hours_a_week_there_is_no_paid_weekly_holiday(operator, officer):
    (made,) = agreements.draw_up([interns(operator, weekly_hours=14)], by=officer, at=NOW)

    assert "주휴수당" not in sections(made)["임금"]
    assert "제18조 제3항" in sections(made)["쉬는 날"]


def test_the_same_words_are_not_written_twice(row, officer):
    agreements.draw_up([row], by=officer, at=NOW)

    with refusal("agreement_same"):
        agreements.draw_up([row], by=officer, at=LATER)


def test_what_differs_for_one_person_stays_for_the_next_version(row, officer):
    agreements.draw_up([row], changes={"weekly_hours": 10, "special_terms": "금요일은 쉽니다."}, by=officer, at=NOW)
    make.changed(row.seat.posting_site.site, address="서울 서대문구 새길 1")

    (made,) = agreements.draw_up([row], by=officer, at=LATER)

    assert "한 주 10시간" in sections(made)["활동 시간"]
    assert sections(made)["따로 정한 것"] == "금요일은 쉽니다."
    assert "새길 1" in sections(made)["활동하는 곳과 하는 일"]


def test_draw_up_is_the_operators(row, stranger, city, officer):
    for by in (own(row), stranger, city):
        with pytest.raises(PermissionDenied):
            agreements.draw_up([row], by=by, at=NOW)
    make.changed(row, state="ended_early", finished_on=row.starts_on, finished_at=NOW)
    with refusal("wrong_state"):
        agreements.draw_up([row], by=officer, at=NOW)


def test_without_a_name_or_money_nothing_is_written(row, officer):
    row.application.posting.programme_year.pay_terms.all().delete()

    with refusal("terms_missing"):
        agreements.draw_up([row], by=officer, at=NOW)
    assert not Agreement.objects.exists()


def test_draw_up_asks_the_same_number_of_queries_of_any_number(operator, officer):
    found = []
    for people in (1, 3):
        posting = make.posting(operator, seats=3)
        rows = [preparing(posting, agreed_at=None) for _ in range(people)]
        found.append(queries(lambda rows=rows: agreements.draw_up(rows, by=officer, at=NOW)))

    assert found[0] == found[1]


# sign -----------------------------------------------------------------------------------------------------------------
def test_both_sides_sign_and_the_placement_is_agreed(row, officer):
    made = drawn(row)

    signing(made, own(row))()
    row.refresh_from_db()
    assert row.agreed_at is None
    signing(made, officer, name="박담당", at=LATER)()

    row.refresh_from_db()
    assert (row.agreed_at, row.agreed_by) == (LATER, officer.user)
    assert [(one.side, one.name, one.text_hash) for one in made.signatures.order_by("pk")] == [
        ("person", "김영수", made.text_hash),
        ("operator", "박담당", made.text_hash),
    ]
    told = Event.objects.filter(subject_type="agreement", verb="sign_agreement").order_by("pk")
    assert [event.params["text_hash"] for event in told] == [made.text_hash] * 2
    assert happened(row) == [("agree", "", "")]
    assert Notice.objects.filter(kind="jobs.agreement_made").count() == 1


def test_sign_asks_for_the_name_and_for_having_read(row):
    made = drawn(row)

    with refusal("not_read"):
        signing(made, own(row), has_read=False)()
    with refusal("name_differs"):
        signing(made, own(row), name="김영희")()
    with refusal("changed_meanwhile"):
        signing(made, own(row), shown_hash="0" * 64)()
    assert not AgreementSignature.objects.exists()
    signing(made, own(row), name=" 김 영수 ")()


def test_nobody_signs_twice_or_for_another(row, officer, stranger, city):
    made = drawn(row)
    signing(made, own(row))()

    with refusal("signed_already"):
        signing(made, own(row))()
    for by in (stranger, city, make.actor(make.candidate().user)):
        with pytest.raises(PermissionDenied):
            signing(made, by)()


def test_a_counsellor_does_not_sign_for_whom_they_act_for(row):
    counsellor = proxying.counsellor()
    proxy = proxying.entrusted(row.candidate, counsellor, scopes=[FILL, APPLY, ANSWER])

    with pytest.raises(PermissionDenied):
        signing(drawn(row), proxying.acting(proxy))()
    assert not AgreementSignature.objects.exists()


def test_an_officer_does_not_sign_both_sides_of_their_own(posting):
    candidate = make.candidate()
    make.member(posting.organisation, user_=candidate.user)
    row = make.placement(
        make.application(posting, candidate, state="placed", documents_seen_at=NOW), state="preparing", agreed_at=None
    )
    made = drawn(row)

    signing(made, own(row))()

    with refusal("signed_already"):
        signing(made, own(row))()
    assert [one.side for one in made.signatures.all()] == ["person"]


def test_after_paper_there_is_nothing_to_sign(row, officer):
    made = drawn(row)
    placements.agree([row], by=officer, at=NOW)

    with refusal("agreed"):
        signing(made, own(row))()
    assert not Agreement.objects.to_sign("person").exists()


# a new version --------------------------------------------------------------------------------------------------------
def test_a_change_makes_a_new_version_to_be_signed_again(posting, officer):
    row = active(posting)
    first = drawn(row)
    make.changed(row, agreed_at=None)
    for by, name in ((own(row), "김영수"), (officer, "박담당")):
        signing(first, by, name=name)()
    assert not agreements.changed_since(first, at=LATER)
    make.changed(row.seat.posting_site.site, address="서울 서대문구 새길 1")
    fresh = Agreement.objects.get(pk=first.pk)

    assert agreements.changed_since(fresh, at=LATER)
    (second,) = agreements.draw_up([row], by=officer, at=LATER)

    row.refresh_from_db()
    first.refresh_from_db()
    assert (second.version, row.agreed_at, first.replaced_at) == (2, None, LATER)
    assert first.signatures.count() == 2
    assert "새길 1" not in first.text
    with refusal("agreement_replaced"):
        signing(first, own(row))()
    signing(second, own(row), at=LATER)()
    signing(second, officer, name="박담당", at=LATER)()
    row.refresh_from_db()
    assert row.agreed_at == LATER


def money(placement: Placement) -> None:
    make.changed(placement.application.posting.programme_year.pay_terms.get(), hourly_won=11_000)


def week(placement: Placement) -> None:
    make.changed(placement.application.posting, hours_mask=[1 << 9] * 5 + [0, 0])


def moved(placement: Placement) -> None:
    make.changed(placement.seat.posting_site.site, address="서울 서대문구 새길 1")


def longer(placement: Placement) -> None:
    make.changed(placement, ends_on=placement.ends_on - timedelta(days=10))


@pytest.mark.parametrize("change", [money, week, moved, longer])
def test_nobody_signs_what_no_longer_holds(row, officer, change):
    made = drawn(row)
    change(row)

    for by, name in ((own(row), "김영수"), (officer, "박담당")):
        with refusal("agreement_outdated"):
            signing(made, by, name=name)()
    assert not AgreementSignature.objects.exists()
    (second,) = agreements.draw_up([row], by=officer, at=LATER)
    signing(second, own(row), at=LATER)()


def test_after_a_transfer_the_taker_draws_up_anew_before_anybody_signs(row, posting, officer, city):
    made = drawn(row)
    signing(made, own(row))()
    heir = make.actor(make.member(taker := make.organisation()))

    transfers.consent(transferring.transfer(posting, taker, state="accepted"), by=city, at=NOW)

    fresh = Agreement.objects.get(pk=made.pk)
    with refusal("agreement_outdated"):
        signing(fresh, heir, name="이담당")()
    assert [line.placement.pk for line in unsigned.lines(unsigned.of(Placement.objects.all()), today=TODAY)] == [row.pk]
    assert agreements.outdated([fresh], at=NOW) == [fresh]
    (second,) = agreements.draw_up([row], by=heir, at=LATER)
    assert taker.name in second.text
    signing(second, own(row), at=LATER)()
    signing(second, heir, name="이담당", at=LATER)()
    row.refresh_from_db()
    assert row.agreed_at == LATER


def test_pages_of_what_changed_name_each_once_and_end(posting, operator):
    for _ in range(4):
        drawn(preparing(make.posting(operator)))
    made = [drawn(preparing(posting)) for _ in range(5)]
    make.changed(made[0].placement.seat.posting_site.site, address="서울 서대문구 새길 1")

    pages, after = [], None
    while not pages or after:
        found = agreements.changed_of(Agreement.objects.standing(), after=after, at=LATER, most_read=3, most_shown=2)
        pages.append([row.pk for row in found.rows])
        after = found.next

    assert max(len(rows) for rows in pages) == 2
    assert [pk for rows in pages for pk in rows] == [row.pk for row in made]


def test_new_words_of_the_city_leave_what_was_signed(row, officer, city):
    made = drawn(row)
    words = made.template
    agreement_templates.set_template(
        words.kind, title=words.title, body=f"{words.body}\n덧붙임", pay_day=words.pay_day, by=city, at=NOW
    )

    assert not agreements.changed_since(made, at=LATER)
    (second,) = agreements.draw_up([row], by=officer, at=LATER)
    assert (second.version, second.template.version) == (2, 2)
    assert "덧붙임" in second.text


def test_nobody_starts_while_a_new_version_waits(row, officer):
    placements.agree([row], by=officer, at=NOW)
    agreements.draw_up([row], by=officer, at=NOW)

    with refusal("agree_first"):
        placements.start([row], on=row.starts_on, by=officer, at=NOW + timedelta(days=20))


def test_what_was_written_and_signed_never_changes(row):
    made = drawn(row)
    signing(made, own(row))()

    for change in (
        lambda: Agreement.objects.filter(pk=made.pk).update(text_hash="0" * 64),
        lambda: AgreementSignature.objects.update(text_hash="0" * 64),
    ):
        with pytest.raises(ProgrammingError, match="Cannot update"), transaction.atomic():
            change()
