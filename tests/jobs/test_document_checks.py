"""Document checks: rule by rule, written down, and what they prove."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from jobs import document_checks, judging
from jobs.models import Application
from profiles import events
from tests import make
from tests.jobs.applying import see_papers, send
from tests.jobs.expect import happened, refusal
from tests.make import NOW, RULES

pytestmark = pytest.mark.django_db


@pytest.fixture
def posting(operator):
    return make.posting(operator)


@pytest.fixture
def person():
    return make.candidate()


def test_confirm_is_written_down(posting, officer):
    row = make.application(posting, state="accepted")

    see_papers(row, officer)

    row.refresh_from_db()
    assert (row.state, row.documents_seen_at, row.documents_seen_by) == ("accepted", NOW, officer.user)
    assert happened(row) == [("confirm_documents", "", "")]


def test_confirm_is_the_operator_s_once_somebody_accepted(posting, officer, stranger, city, system):
    row, early = make.application(posting, state="accepted"), make.application(posting, state="offered")

    with refusal("wrong_state"):
        document_checks.confirm([early], rules=[], by=officer, at=NOW)
    for by in (stranger, city, system, make.actor(row.candidate.user)):
        with pytest.raises(PermissionDenied):
            document_checks.confirm([row], rules=[], by=by, at=NOW)


def test_confirm_names_each_rule_and_refuses_while_one_is_left(operator, officer):
    year = make.programme_year(rules=False)
    make.rule_set(
        year,
        [*RULES, ("employment", {"allow": "not_employed"}, "apply"), ("training_attendance", {"percent": 80}, "place")],
    )
    row = send(make.posting(operator, year), make.candidate(employment="unknown"))
    Application.objects.filter(pk=row.pk).update(state="accepted")
    asked = judging.to_confirm([row])[row.pk]
    assert asked == [*(rule[0] for rule in RULES), "employment"]

    with pytest.raises(ValidationError) as refused:
        document_checks.confirm([row], rules=["birth_range"], by=officer, at=NOW)
    with refusal("rules_left"):
        document_checks.confirm([row], rules=[], by=officer, at=NOW)

    assert (refused.value.code, "지금 하는 일" in refused.value.messages[0]) == ("rules_left", True)
    row.refresh_from_db()
    assert row.documents_seen_at is None
    document_checks.confirm([row], rules=asked, by=officer, at=NOW)
    assert events.of(row).get(verb="confirm_documents").params == {"rules": asked}


def test_confirm_proves_what_the_verdicts_rest_on(posting, person, officer):
    row = send(posting, person)
    Application.objects.filter(pk=row.pk).update(state="accepted")

    see_papers(row, officer)

    found = person.proofs.order_by("fact").values_list("fact", "basis", "seen_by")
    assert list(found) == [("birth_on", "proof", officer.user.pk), ("district", "proof", officer.user.pk)]
    check = judging.latest(row)
    assert (check.stage, {verdict["basis"] for verdict in check.verdicts}) == ("place", {"proof"})
