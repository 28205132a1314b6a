"""Applications: taken in once and in time, moved by those who may, told when it is time and never before."""

from datetime import UTC, datetime, timedelta
from functools import partial
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied

from jobs import applications, judging, letters, progress, results
from jobs.applications import Submission
from jobs.models import Application, EligibilityCheck, Hold, Offer, Override, Wish
from profiles import actors, events
from profiles.models import Notice, User
from tests import make
from tests.jobs.expect import happened, queries, refusal, told
from tests.make import NOW, RULES

pytestmark = pytest.mark.django_db


@pytest.fixture
def posting(operator):
    return make.posting(operator)


@pytest.fixture
def person():
    return make.candidate()


def form(posting, person, sites=None, **more):
    pks = [row.pk for row in posting.posting_sites.order_by("pk")] if sites is None else sites
    told_of = {"motive": "돌봄을 하고 싶습니다.", **more}
    return Submission(posting, person, pks, told_of.pop("form_token", None) or uuid4(), **told_of)


def send(posting, person, at=NOW, **more):
    return applications.submit([form(posting, person, **more)], by=make.actor(person.user), at=at)[0]


# submit ---------------------------------------------------------------------------------------------------------------
def test_submit_keeps_wishes_verdicts_and_gives_a_receipt(operator, person):
    posting = make.posting(operator, sites=[make.site(operator) for _ in range(2)])
    near, far = (row.pk for row in posting.posting_sites.order_by("pk"))

    row = send(posting, person, sites=[far, near], motive="돌봄을 하고 싶습니다.")

    row.refresh_from_db()
    assert (row.state, row.outcome, row.received_at, row.received_by) == ("received", "met", NOW, person.user)
    assert list(Wish.objects.order_by("rank").values_list("posting_site", "rank")) == [(far, 1), (near, 2)]
    assert EligibilityCheck.objects.get().outcome == "met"
    assert row.rule_set == posting.programme_year.rule_sets.get()
    assert told(person.user) == ["jobs.application_received"]
    assert happened(row) == [("submit", "", "received")]


def test_submit_takes_in_who_does_not_fit_for_a_person_to_decide(posting):
    row = send(posting, make.candidate(district="41000"))

    assert (row.state, row.outcome) == ("received", "not_met")


def test_submit_twice_with_one_form_gives_the_first_back(posting, person):
    sent = form(posting, person)
    by = make.actor(person.user)

    found = [applications.submit([sent], by=by, at=NOW)[0] for _ in range(2)]

    assert found[0] == found[1]
    assert (Application.objects.count(), Notice.objects.count(), Wish.objects.count()) == (1, 1, 1)


def test_submit_twice_with_two_forms_is_refused(posting, person):
    send(posting, person)

    with refusal("application_once"):
        send(posting, person)

    assert Application.objects.count() == 1


def test_submit_again_after_a_withdrawal(posting, person):
    first = send(posting, person)
    applications.withdraw([first], by=make.actor(person.user), at=NOW)

    assert send(posting, person) != first


def test_submit_with_the_form_of_another_person_is_refused(posting, person):
    token = send(posting, person).form_token

    with pytest.raises(PermissionDenied):
        send(posting, make.candidate(), form_token=token)


@pytest.mark.parametrize(
    ("shift", "is_taken"),
    [
        (timedelta(microseconds=-1), True),
        (timedelta(0), False),
        (timedelta(seconds=1), False),
        (timedelta(days=-15), False),
    ],
)
def test_submit_counts_until_just_before_the_deadline(posting, person, shift, is_taken):
    at = posting.apply_until + shift

    if is_taken:
        assert send(posting, person, at=at).received_at == at
    else:
        with refusal("not_open"):
            send(posting, person, at=at)


@pytest.mark.parametrize("state", ["draft", "in_review", "closed", "archived"])
def test_submit_to_a_posting_that_is_not_published_is_refused(operator, person, state):
    with refusal("not_open"):
        send(make.posting(operator, state=state), person)


def test_submit_without_a_wish_is_refused(posting, person):
    with refusal("no_wish"):
        send(posting, person, sites=[])


def test_submit_with_a_site_twice_or_of_another_posting_is_refused(posting, person):
    own, other = posting.posting_sites.get().pk, make.posting().posting_sites.get().pk

    for sites in ([own, own], [own, other]):
        with refusal("wrong_site"):
            send(posting, person, sites=sites)


def test_submit_with_more_wishes_than_three_is_refused(operator, person):
    posting = make.posting(operator, sites=[make.site(operator) for _ in range(4)])
    sites = [row.pk for row in posting.posting_sites.order_by("pk")]

    with refusal("too_many_wishes"):
        send(posting, person, sites=sites)

    assert send(posting, person, sites=sites[:3]).wishes.count() == 3


def test_submit_without_a_motive_or_the_answer_asked_for_is_refused(operator, person):
    posting = make.posting(operator, question="운전을 하십니까?")

    with refusal("motive_missing"):
        send(posting, person, motive=" \n", answer="예")
    with refusal("answer_missing"):
        send(posting, person, answer=" ")

    assert send(posting, person, answer="예").answer == "예"


def test_submit_by_somebody_who_works_for_an_organisation_is_refused(posting, person):
    make.member(make.organisation("host"), user_=person.user)

    with pytest.raises(PermissionDenied):
        send(posting, person)


def test_submit_for_somebody_else_is_refused(posting, person, officer, city, system):
    for by in (officer, city, system, make.actor(make.candidate().user)):
        with pytest.raises(PermissionDenied):
            applications.submit([form(posting, person)], by=by, at=NOW)


def test_submit_before_there_are_rules_is_refused(operator, person):
    with refusal("rules_missing"):
        send(make.posting(operator, make.programme_year(rules=False)), person)


# the stages -----------------------------------------------------------------------------------------------------------
def test_stages_in_order_tell_each_step(posting, officer):
    row = make.application(posting)

    applications.pass_eligibility([row], by=officer, at=NOW)
    applications.pass_paper([row], by=officer, at=NOW)

    assert happened(row) == [
        ("pass_eligibility", "received", "paper_review"),
        ("pass_paper", "paper_review", "interview"),
    ]
    assert Notice.objects.filter(kind="jobs.stage_moved").count() == 2
    assert Notice.objects.get(cancelled_at=None).params["stage"] == "interview"  # the older one is untrue by now


def test_a_hidden_decision_leaves_the_notice_of_the_stage_until_results_are_told(posting, officer):
    row = make.application(posting)
    applications.pass_eligibility([row], by=officer, at=NOW)

    applications.reject([row], reason="이유", by=officer, at=NOW)
    assert told(row.candidate.user) == ["jobs.stage_moved"]

    results.release([posting], by=officer, at=posting.results_at)
    assert told(row.candidate.user) == ["jobs.result_not_selected"]


def test_receipt_number_is_of_the_year_in_seoul(posting):
    row = make.application(posting, received_at=datetime(2026, 12, 31, 15, tzinfo=UTC))

    assert row.receipt_number.startswith("2027-")


@pytest.mark.parametrize("verb", ["select", "put_on_waiting_list"])
def test_decisions_stay_hidden_until_results_are_told(posting, officer, verb):
    row = make.application(posting, state="interview")

    getattr(applications, verb)([row], by=officer, at=NOW)

    row.refresh_from_db()
    assert row.state in Application.DECIDED
    assert progress.of([row])[0].state == "interview"
    assert told(row.candidate.user) == []


def test_pass_eligibility_of_somebody_barred_needs_an_override(operator, officer, city):
    year = make.programme_year(rules=False)
    make.rule_set(year, [*RULES, ("employment", {"allow": "not_employed"}, "apply", True)])
    person = make.candidate(employment="employed")
    row = send(make.posting(operator, year), person)
    with refusal("not_eligible"):
        applications.pass_eligibility([row], by=officer, at=NOW)

    applications.override(row, "employment", reason="이번 달에 그만둡니다.", by=officer, at=NOW)

    assert applications.pass_eligibility([row], by=officer, at=NOW)[0].state == "paper_review"
    assert Override.objects.get().overridden_by == officer.user
    told_of = events.of(row).get(verb="override")
    assert (told_of.reason, told_of.params) == ("이번 달에 그만둡니다.", {"kind": "employment"})


def test_override_of_residence_is_the_city_s(posting, officer, city):
    row = send(posting, make.candidate(district="41000"))

    with pytest.raises(PermissionDenied):
        applications.override(row, "residence", reason="이사 예정", by=officer, at=NOW)
    assert applications.override(row, "residence", reason="이사 예정", by=city, at=NOW).kind == "residence"


def test_override_of_what_stands_in_nobody_s_way_or_without_reason_is_refused(posting, officer, city):
    row = send(posting, make.candidate(district="41000"))

    with refusal("not_overridable"):
        applications.override(row, "birth_range", reason="나이", by=city, at=NOW)
    with refusal("reason_missing"):
        applications.override(row, "residence", reason="  ", by=city, at=NOW)


def test_pass_paper_without_an_interview_is_refused(operator, officer):
    row = make.application(make.posting(operator, has_interview=False), state="paper_review")

    with refusal("no_interview"):
        applications.pass_paper([row], by=officer, at=NOW)


@pytest.mark.parametrize("verb", ["select", "put_on_waiting_list"])
def test_deciding_before_the_interview_is_refused(posting, officer, verb):
    row = make.application(posting, state="paper_review")

    with refusal("interview_first"):
        getattr(applications, verb)([row], by=officer, at=NOW)


def test_select_no_more_than_there_are_seats(posting, officer):
    rows = [make.application(posting, state="interview") for _ in range(3)]

    with refusal("too_few_seats"):
        applications.select(rows, by=officer, at=NOW)
    applications.select(rows[:2], by=officer, at=NOW)

    with refusal("too_few_seats"):
        applications.select(rows[2:], by=officer, at=NOW)


def test_select_counts_seats_that_are_held(posting, officer):
    make.hold(make.application(posting, state="offered"))
    rows = [make.application(posting, state="interview") for _ in range(2)]

    with refusal("too_few_seats"):
        applications.select(rows, by=officer, at=NOW)


def test_waiting_list_keeps_the_order_given_and_goes_on(posting, officer):
    rows = [make.application(posting, state="interview") for _ in range(3)]
    applications.put_on_waiting_list([rows[2], rows[0]], by=officer, at=NOW)
    applications.put_on_waiting_list([rows[1]], by=officer, at=NOW)

    assert list(applications.waiting_list(posting)) == [rows[2], rows[0], rows[1]]
    assert list(applications.waiting_list(posting).values_list("waiting_number", flat=True)) == [1, 2, 3]


def test_reject_needs_a_reason_and_is_told_with_the_results(posting, officer):
    row = make.application(posting, state="received")
    with refusal("reason_missing"):
        applications.reject([row], reason=" ", by=officer, at=NOW)

    applications.reject([row], reason="활동 시간이 맞지 않음", by=officer, at=NOW)

    row.refresh_from_db()
    assert (row.state, row.reason) == ("not_selected", "활동 시간이 맞지 않음")
    assert told(row.candidate.user) == []


def test_reject_after_the_results_is_told_at_once(operator, officer):
    row = make.application(make.posting(operator, results_released_at=NOW), state="interview")

    applications.reject([row], reason="면접 불참", by=officer, at=NOW)

    assert told(row.candidate.user) == ["jobs.result_not_selected"]


@pytest.mark.parametrize(
    ("verb", "state"),
    [
        ("pass_eligibility", "paper_review"),
        ("pass_paper", "received"),
        ("select", "received"),
        ("select", "selected"),
        ("put_on_waiting_list", "waiting"),
        ("reject", "selected"),
        ("reject", "placed"),
        ("withdraw", "placed"),
        ("withdraw_selection", "interview"),
        ("confirm_documents", "offered"),
    ],
)
def test_verbs_from_another_state_are_refused(posting, officer, manager, verb, state):
    row = make.application(posting, state=state)
    by = {"withdraw": make.actor(row.candidate.user), "withdraw_selection": manager}.get(verb, officer)
    more = {"reason": "이유"} if verb in ("reject", "withdraw_selection") else {}

    with refusal("wrong_state"):
        getattr(applications, verb)([row], by=by, at=NOW, **more)


@pytest.mark.parametrize(
    ("verb", "state"),
    [
        ("pass_eligibility", "received"),
        ("pass_paper", "paper_review"),
        ("select", "interview"),
        ("put_on_waiting_list", "interview"),
        ("reject", "received"),
        ("withdraw_selection", "selected"),
        ("confirm_documents", "accepted"),
        ("withdraw", "received"),
    ],
)
def test_verbs_by_others_are_refused(posting, stranger, city, system, verb, state):
    row = make.application(posting, state=state)
    more = {"reason": "이유"} if verb in ("reject", "withdraw_selection") else {}
    people = [stranger, city, system, make.actor(make.candidate().user)]

    for by in people if verb == "withdraw" else [*people, make.actor(row.candidate.user)]:
        with pytest.raises(PermissionDenied):
            getattr(applications, verb)([row], by=by, at=NOW, **more)


# leaving --------------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("state", ["offered", "accepted"])
def test_withdraw_frees_a_held_seat_and_tells_the_operator(posting, officer, state):
    row = make.application(posting, state=state)
    make.offer(row, state="pending" if state == "offered" else "accepted")

    applications.withdraw([row], by=make.actor(row.candidate.user), at=NOW, reason="취업")

    assert Application.objects.get().state == "withdrawn"
    assert Hold.objects.get().released_at == NOW
    assert Offer.objects.get().state == ("cancelled" if state == "offered" else "accepted")
    assert told(officer.user) == ["jobs.seat_freed"]
    assert events.of(row).get().reason == "취업"


def test_withdraw_while_a_refusal_is_hidden_is_like_any_other(operator):
    hidden = make.application(make.posting(operator), state="not_selected")
    public = make.application(make.posting(operator, results_released_at=NOW), state="not_selected")

    applications.withdraw([hidden], by=make.actor(hidden.candidate.user), at=NOW)
    with refusal("wrong_state"):
        applications.withdraw([public], by=make.actor(public.candidate.user), at=NOW)


def test_withdraw_selection_tells_why_and_frees_the_seat(posting, manager, officer):
    row = make.application(posting, state="accepted")
    make.hold(row)
    with pytest.raises(PermissionDenied):
        applications.withdraw_selection([row], reason="주소가 다름", by=officer, at=NOW)
    with refusal("reason_missing"):
        applications.withdraw_selection([row], reason="", by=manager, at=NOW)

    applications.withdraw_selection([row], reason="주소가 다름", by=manager, at=NOW)

    assert Application.objects.get().state == "selection_withdrawn"
    assert Hold.objects.get().released_at == NOW
    assert told(row.candidate.user) == ["jobs.result_selection_withdrawn"]


@pytest.mark.parametrize("state", ["selected", "waiting"])
def test_withdraw_selection_while_results_are_hidden_would_tell_them(posting, manager, state):
    row = make.application(posting, state=state)

    with refusal("not_released"):
        applications.withdraw_selection([row], reason="주소가 다름", by=manager, at=NOW)

    assert told(row.candidate.user) == []
    assert "withdraw_selection" not in [step.verb for step in applications.steps_for(row, manager)]
    posting.results_released_at = NOW
    posting.save()
    applications.withdraw_selection([row], reason="주소가 다름", by=manager, at=NOW)
    assert told(row.candidate.user) == ["jobs.result_selection_withdrawn"]


@pytest.mark.parametrize("state", ["selected", "waiting"])
@pytest.mark.parametrize("verb", ["withdraw", "withdraw_selection"])
def test_a_good_result_that_is_over_is_not_told_any_more(operator, manager, state, verb):
    row = make.application(make.posting(operator, results_released_at=NOW), state=state)
    letters.result([row], at=NOW)
    by = make.actor(row.candidate.user) if verb == "withdraw" else manager

    getattr(applications, verb)([row], reason="이사", by=by, at=NOW)

    assert f"jobs.result_{state}" not in told(row.candidate.user)


def test_silence_is_over_once_everybody_is_decided(posting, officer):
    rows = [make.application(posting, state="interview") for _ in range(2)]
    letters.silence([posting], days=14, at=NOW)

    applications.reject(rows[:1], reason="시간이 맞지 않음", by=officer, at=NOW)
    assert told(officer.user) == ["jobs.silence"]

    applications.select(rows[1:], by=officer, at=NOW)
    assert told(officer.user) == []


def test_confirm_documents_is_written_down(posting, officer):
    row = make.application(posting, state="accepted")

    applications.confirm_documents([row], by=officer, at=NOW)

    row.refresh_from_db()
    assert (row.state, row.documents_seen_at, row.documents_seen_by) == ("accepted", NOW, officer.user)
    assert happened(row) == [("confirm_documents", "", "")]


def test_confirm_documents_proves_what_the_verdicts_rest_on(posting, person, officer):
    row = send(posting, person)
    Application.objects.filter(pk=row.pk).update(state="accepted")

    applications.confirm_documents([row], by=officer, at=NOW)

    found = person.proofs.order_by("fact").values_list("fact", "basis", "seen_by")
    assert list(found) == [("birth_on", "proof", officer.user.pk), ("district", "proof", officer.user.pk)]
    check = judging.latest(row)
    assert (check.stage, {verdict["basis"] for verdict in check.verdicts}) == ("place", {"proof"})


# buttons and batches --------------------------------------------------------------------------------------------------
def test_steps_for_draws_what_the_table_allows(operator, posting, officer, city):
    def verbs(row, by):
        return [step.verb for step in applications.steps_for(row, by)]

    row = make.application(posting, state="paper_review")
    assert verbs(row, officer) == ["pass_paper", "reject"]
    assert verbs(row, make.actor(row.candidate.user)) == ["withdraw"]
    assert verbs(row, city) == []
    short = make.application(make.posting(operator, has_interview=False), state="paper_review")
    assert verbs(short, officer) == ["select", "put_on_waiting_list", "reject"]


def test_verbs_ask_the_same_number_of_queries_of_any_number(operator, officer):
    found = []
    for people in (1, 3):
        posting = make.posting(operator, seats=3)
        persons = [make.candidate() for _ in range(people)]
        by = [actors.user(User.objects.get(pk=person.user_id)) for person in persons]
        sent = [form(posting, person) for person in persons]
        asked = [queries(partial(applications.submit, sent, by=by, at=NOW))]
        rows = list(posting.applications.order_by("pk"))
        for verb in (applications.pass_eligibility, applications.pass_paper, applications.select):
            asked.append(queries(partial(verb, rows, by=officer, at=NOW)))
        Application.objects.filter(pk__in=[row.pk for row in rows]).update(state="accepted")
        asked.append(queries(partial(applications.confirm_documents, rows, by=officer, at=NOW)))
        asked.append(queries(partial(applications.withdraw, rows, by=by, at=NOW)))
        found.append(asked)
    assert found[0] == found[1]
