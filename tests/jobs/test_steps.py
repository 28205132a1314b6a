"""The tables of moves: every noun's states are reached and left only by a step, and a step lets in whom it names."""

import pytest
from django.core.exceptions import PermissionDenied

from jobs import applications, interviews, objections, placements, postings, questions, steps, worklogs
from jobs.models import Application, InterviewPick, Objection, Placement, Posting, Question, Worklog
from jobs.steps import Parties, Step
from profiles import actors
from tests import make
from tests.jobs.expect import refusal

TABLES = (
    (postings.STEPS, Posting, "draft"),
    (applications.STEPS, Application, "received"),
    (interviews.STEPS, InterviewPick, "picked"),
    (objections.STEPS, Objection, "asked"),
    (placements.STEPS, Placement, "preparing"),
    (worklogs.STEPS, Worklog, "submitted"),
    (questions.STEPS, Question, "waiting"),
)
PARTIES = {"candidate", "operator", "manager", "site", "city", "system"}


@pytest.mark.parametrize(("table", "model", "first"), TABLES)
def test_table_knows_only_the_model_s_states_and_reaches_them_all(table, model, first):
    states = set(model.State.values)

    assert {state for step in table for state in step.from_states} <= states
    assert {step.to_state for step in table} - {""} | {first} == states
    assert {who for step in table for who in step.who} <= PARTIES
    assert len({step.verb for step in table}) == len(table)


def test_application_moves_are_these():
    moves = {
        (verb, before, to_state)
        for verb, _label, from_states, to_state, *_rest in applications.STEPS
        for before in from_states
    }

    assert moves == {
        ("pass_eligibility", "received", "paper_review"),
        ("pass_paper", "paper_review", "interview"),
        *(("select", state, "selected") for state in ("paper_review", "interview")),
        *(("put_on_waiting_list", state, "waiting") for state in ("paper_review", "interview")),
        *(("reject", state, "not_selected") for state in ("received", "paper_review", "interview")),
        *(("take_back", state, "") for state in ("selected", "waiting", "not_selected")),
        *(
            ("withdraw", state, "withdrawn")
            for state in (
                *("received", "paper_review", "interview", "selected"),
                *("waiting", "not_selected", "offered", "accepted"),
            )
        ),
        ("offer", "selected", "offered"),
        ("offer", "waiting", "offered"),
        ("accept", "offered", "accepted"),
        ("decline", "offered", "declined"),
        ("lapse", "offered", "lapsed"),
        *(
            ("withdraw_selection", state, "selection_withdrawn")
            for state in ("selected", "waiting", "offered", "accepted")
        ),
        ("place", "accepted", "placed"),
    }


@pytest.mark.django_db
def test_is_party_by_right_of_today():
    host, firm_host = make.organisation("host"), make.organisation("firm")
    operator = make.organisation()
    person = make.user()
    whose = Parties(user_id=person.pk, operator_id=operator.pk, host_id=host.pk)
    by = {
        "candidate": make.actor(person),
        "member": make.actor(make.member(operator)),
        "manager": make.actor(make.member(operator, "manager")),
        "reviewer": make.actor(make.member(operator, "reviewer")),
        "host": make.actor(make.member(host)),
        "firm": make.actor(make.member(firm_host)),
        "city": make.actor(make.city_user()),
        "viewer": make.actor(make.city_user("viewer")),
        "system": actors.system(),
        "nobody": actors.Actor("api"),
    }

    found = {who: {name for name, actor in by.items() if steps.is_party(who, whose, actor)} for who in PARTIES}

    assert found == {
        "candidate": {"candidate"},
        "operator": {"member", "manager"},
        "manager": {"manager"},
        "site": {"host"},
        "city": {"city"},
        "system": {"system"},
    }


@pytest.mark.django_db
def test_is_party_never_on_both_sides_of_one_s_own_row():
    operator, host = make.organisation(), make.organisation("host")
    user = make.member(operator, "manager")
    make.member(host, user_=user)
    make.member(make.organisation("city"), "editor", user_=user)
    own = Parties(user_id=user.pk, operator_id=operator.pk, host_id=host.pk)
    colleague = make.user()

    assert [who for who in sorted(PARTIES) if steps.is_party(who, own, make.actor(user))] == ["candidate"]
    for_another = actors.Actor("user", user=user, on_behalf_of=colleague)
    assert [who for who in sorted(PARTIES) if steps.is_party(who, own, for_another)] == []


@pytest.mark.django_db
def test_check_refuses_the_wrong_person_before_the_wrong_state():
    row = make.application(state="placed")
    table = (Step("go", "가기", ("received",), "placed", ("operator",)),)

    with pytest.raises(PermissionDenied):
        steps.check(table, "go", [row], applications.parties, [make.actor(make.user())])
    with refusal("wrong_state"):
        officer = make.actor(make.member(row.posting.organisation))
        steps.check(table, "go", [row], applications.parties, [officer])


@pytest.mark.django_db
def test_lock_returns_rows_as_they_stand_in_the_order_given():
    first, second = (make.application() for _ in range(2))
    Application.objects.filter(pk=second.pk).update(state="interview")

    found = steps.lock(Application, [second, first, second])

    assert [(row.pk, row.state) for row in found] == [(second.pk, "interview"), (first.pk, "received")]


@pytest.mark.django_db
def test_lock_of_a_row_that_is_gone_is_refused():
    gone = make.posting()
    Posting.objects.filter(pk=gone.pk).update(state="draft")
    missing = Posting(pk=gone.pk + 1000)

    with refusal("gone"):
        steps.lock(Posting, [gone, missing])
