"""Applications: what is taken in and what not, and what the table of steps allows."""

from datetime import timedelta
from functools import partial

import pytest
from django.core.exceptions import PermissionDenied

from jobs import applications, document_checks, steps
from jobs.models import Application, EligibilityCheck, Wish
from profiles import actors
from profiles.models import Notice, User
from tests import make
from tests.jobs.applying import form, send
from tests.jobs.expect import happened, queries, refusal, told
from tests.make import NOW, RULES

pytestmark = pytest.mark.django_db


@pytest.fixture
def posting(operator):
    return make.posting(operator)


@pytest.fixture
def person():
    return make.candidate()


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


def test_steps_for_draws_what_the_table_allows(operator, posting, officer, city):
    def verbs(row, by):
        return [step.verb for step in applications.steps_for(row, by)]

    row = make.application(posting, state="paper_review")
    assert verbs(row, officer) == ["pass_paper", "reject"]
    assert verbs(row, make.actor(row.candidate.user)) == ["withdraw"]
    assert verbs(row, city) == []
    short = make.application(make.posting(operator, has_interview=False), state="paper_review")
    assert verbs(short, officer) == ["select", "put_on_waiting_list", "reject"]


@pytest.mark.parametrize("joined", [steps.JOINED, 0])
def test_verbs_ask_the_same_number_of_queries_of_any_number(monkeypatch, operator, officer, joined):
    monkeypatch.setattr(steps, "JOINED", joined)
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
        rules = [rule[0] for rule in RULES]
        asked.append(queries(partial(document_checks.confirm, rows, rules=rules, by=officer, at=NOW)))
        asked.append(queries(partial(applications.withdraw, rows, by=by, at=NOW)))
        found.append(asked)
    assert found[0] == found[1]
