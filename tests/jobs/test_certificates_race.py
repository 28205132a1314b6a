"""Withdrawing waits for the placement before it holds the certificate, as issuing does: the two can't wait for each other."""

from contextlib import ExitStack
from functools import partial

import pytest
from django.db import OperationalError, transaction

from jobs import certificates, placements, steps
from jobs.models import Certificate
from tests import make
from tests.jobs.certificates import certificate, finished
from tests.jobs.racing import waiting
from tests.make import NOW

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.xdist_group("race")]


@pytest.fixture
def made(operator):
    return certificate(finished(make.posting(operator)))


def withdraw_from_the_other_end(found):
    """What a program does that locks the certificate first."""
    with transaction.atomic():
        steps.lock(Certificate, [found])
        placements.lock([found.placement])


def is_free(found):
    """Whether nobody holds the certificate."""
    try:
        with transaction.atomic():
            return Certificate.objects.select_for_update(nowait=True).filter(pk=found.pk).exists()
    except OperationalError:
        return False


def is_free_while_placement_is_held(found, call):
    with ExitStack() as stack, transaction.atomic():
        placements.lock([found.placement])
        stack.enter_context(waiting([call]))
        return is_free(found)


def test_whoever_withdraws_waits_for_the_placement_first(made, officer):
    call = partial(certificates.withdraw, made, reason="이름이 다릅니다.", by=officer, at=NOW)

    assert is_free_while_placement_is_held(made, call)

    made.refresh_from_db()
    assert made.withdrawn_at == NOW


def test_the_test_sees_a_certificate_that_is_held_meanwhile(made):
    assert not is_free_while_placement_is_held(made, partial(withdraw_from_the_other_end, made))
