"""One signature a side and none after the version was replaced, however many press at once."""

from contextlib import ExitStack

import pytest
from django.core.exceptions import ValidationError
from django.db import transaction

from jobs import agreements, placements
from jobs.models import Agreement, AgreementSignature
from tests import make
from tests.jobs.agreeing import drawn, signing
from tests.jobs.placing import own, preparing
from tests.jobs.racing import at_once, waiting
from tests.make import NOW

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.xdist_group("race")]


@pytest.fixture
def row(operator):
    return preparing(make.posting(operator, seats=3), agreed_at=None)


def sign_without_waiting(agreement, by):
    """What a program does that looks first and locks nothing: it signs what is being replaced."""
    if Agreement.objects.get(pk=agreement.pk).replaced_at:
        raise ValidationError("replaced", code="agreement_replaced")
    with transaction.atomic():
        placements.lock([agreement.placement])  # too late: it has looked already
        made = AgreementSignature(
            agreement=agreement, side="person", text_hash="0" * 64, signed_at=NOW, signed_by=by.user
        )
        made.name = "김영수"
        made.save()


def replaced_while_signing(row, officer, sign):
    """Sign while somebody is about to replace the version; what the one who signed was told."""
    made = drawn(row)
    make.changed(row.seat.posting_site.site, address="서울 서대문구 새길 1")
    with ExitStack() as stack, transaction.atomic():
        placements.lock([row])
        found = stack.enter_context(waiting([lambda: sign(made)]))
        agreements.draw_up([row], by=officer, at=NOW)
    return found[0]


def test_many_presses_sign_once(row):
    made = drawn(row)

    found = at_once([signing(made, own(row))] * 12)

    assert found.count("signed_already") == 11
    assert AgreementSignature.objects.count() == 1


def test_both_sides_at_once_agree_once(row, officer):
    made = drawn(row)

    at_once([signing(made, own(row)), signing(made, officer, name="박담당")])

    row.refresh_from_db()
    assert row.agreed_at == NOW
    assert made.signatures.count() == 2


def test_a_version_that_was_replaced_meanwhile_is_not_signed(row, officer):
    assert replaced_while_signing(row, officer, lambda made: signing(made, own(row))()) == "agreement_replaced"
    assert not AgreementSignature.objects.exists()


def test_the_test_sees_one_who_looks_before_waiting(row, officer):
    assert replaced_while_signing(row, officer, lambda made: sign_without_waiting(made, own(row))) is None
    assert AgreementSignature.objects.count() == 1
