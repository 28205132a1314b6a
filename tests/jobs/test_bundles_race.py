"""Papers for an audit are built once, asked for once, and read at one moment, however many are at work; and the tests would see it if not."""

import threading
from contextlib import ExitStack
from functools import partial

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, OperationalError, connection, transaction
from django.db.models import F

from jobs import bundles
from jobs.models import AuditBundle, Posting
from profiles import actors
from profiles.models import Event, User
from tests import make
from tests.jobs import papering
from tests.jobs.papering import LATER
from tests.jobs.racing import PATIENCE_S, at_once, waiting

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.xdist_group("race")]
HANDS = 4


@pytest.fixture
def posting(operator):
    found = make.posting(operator, seats=9)
    make.application(found)
    return found


def again(by):
    """The same person with a connection's own row."""
    return actors.user(User.objects.get(pk=by.user.pk), organisation=by.organisation)


def test_each_is_built_once_by_many_workers(operator, manager):
    for _ in range(3):
        bundles.ask_of_posting(make.posting(operator), by=manager, at=LATER)

    answers = at_once([partial(bundles.build_due, at=LATER)] * HANDS)

    assert sum(answers) == 3
    assert set(AuditBundle.objects.values_list("state", "tries")) == {("ready", 1)}
    assert Event.objects.filter(verb="make_bundle").count() == 3


def test_without_the_claim_one_is_begun_by_each(posting, manager):
    """Who looks for what waits and marks it without a lock begins what all others begin; all but one of them in vain."""
    bundles.ask_of_posting(posting, by=manager, at=LATER)
    looked, marked = threading.Barrier(HANDS), threading.Barrier(HANDS)

    def naively():
        row = AuditBundle.objects.get(state="asked")
        looked.wait(PATIENCE_S)
        AuditBundle.objects.filter(pk=row.pk).update(state="building", begun_at=LATER, tries=F("tries") + 1)
        marked.wait(PATIENCE_S)
        try:
            bundles.build(row, at=LATER)
        except (ValidationError, OperationalError):  # built already, or changed since the snapshot
            return "in vain"
        return "built"

    assert sorted(at_once([naively] * HANDS)) == ["built", *["in vain"] * (HANDS - 1)]
    assert AuditBundle.objects.get().tries == HANDS


def test_one_is_asked_for_by_many_hands_once(posting, operator):
    managers = [make.actor(make.member(operator, "manager")) for _ in range(HANDS)]

    def ask(by):
        return bundles.ask_of_posting(Posting.objects.get(pk=posting.pk), by=again(by), at=LATER).state

    answers = at_once([partial(ask, by) for by in managers])

    assert sorted(answers) == ["asked", *["under_way"] * (HANDS - 1)]
    with pytest.raises(IntegrityError):  # whoever passes the verb by is refused by the database
        AuditBundle.objects.create(posting=posting, organisation=operator, asked_at=LATER)


def built_while_somebody_is_offered_a_seat(posting, manager, build):
    """The receipt numbers among the applicants and among the offers, where both come in between the two files."""
    bundle = bundles.ask_of_posting(posting, by=manager, at=LATER)
    make.changed(bundle, state="building")
    with ExitStack() as race, transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("LOCK TABLE jobs_objection IN ACCESS EXCLUSIVE MODE")
        race.enter_context(waiting([partial(build, AuditBundle.objects.get(pk=bundle.pk))]))
        make.offer(make.application(posting, state="offered"))
    files = papering.files(bundle)
    return [
        [row["접수번호"] for row in papering.rows_of(files[name])]
        for name in ("06_지원자.csv", "16_참여_의사_확인.csv")
    ]


def test_all_files_are_of_one_moment(posting, manager):
    applied, offered = built_while_somebody_is_offered_a_seat(posting, manager, partial(bundles.build, at=LATER))

    assert (len(applied), offered) == (1, [])


def test_without_the_snapshot_files_disagree(posting, manager):
    def naively(bundle):
        with transaction.atomic():  # inside another transaction the level is that one's: READ COMMITTED
            bundles.build(bundle, at=LATER)

    applied, offered = built_while_somebody_is_offered_a_seat(posting, manager, naively)

    assert (len(applied), len(offered)) == (1, 1)
    assert applied != offered
