"""A posting that was lived through, for exports and papers for an audit: reviewed, chosen, worked and paid."""

import csv
import io
import tracemalloc
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, datetime, time, timedelta
from uuid import uuid4

from django.db import transaction

from jobs import bundles, judging
from jobs.models import AgreementSignature, Application, AuditBundle, AuditBundlePiece, Posting, TrainingSession
from profiles.actors import Actor
from profiles.models import Candidate, Identity, User
from tests import make
from tests.jobs import (
    agreeing,
    certificates,
    choosing,
    insuring,
    interviewing,
    objecting,
    paying,
    placed,
    scoring,
    training,
)
from tests.jobs.logs import JUNE
from tests.make import NOW

HOSTILE = '=HYPERLINK("http://x.example","김영수")'
LATER = JUNE + timedelta(days=1)


@transaction.atomic  # a sheet and its rows are looked at together
def lived(posting: Posting, *, by: Actor, second: Actor) -> list[Application]:
    """One who works and was paid, one turned down, one on paper; scores, a conflict, minutes, training, papers, a notice."""
    reviewer, held = scoring.reviewer(posting), training.session(posting, begins_at=time(9))
    scoring.criteria(posting)
    worker = worked(posting, held, reviewer, by=by, second=second)
    refused = make.application(posting, state="not_selected", reason="자리가 모자랍니다.")
    on_paper = make.application(posting)
    scoring.sheet_by(refused, reviewer, [30, 30, 10])
    judging.keep(judging.judge_received([on_paper], at=JUNE))
    scoring.conflict(refused, scoring.reviewer(posting))
    scoring.minutes(posting)
    make.notice(
        refused.candidate.user,
        kind="jobs.result_not_selected",
        params={"posting": posting.title, "by_round": False, "reason": refused.reason},
        subject_type="application",
        subject_id=refused.pk,
    )
    return [worker, refused, on_paper]


def worked(posting: Posting, held: TrainingSession, reviewer: User, *, by: Actor, second: Actor) -> Application:
    """Somebody with one of everything that a participant can have: scored, interviewed, trained by code, signed, insured, paid."""
    log = paying.confirmed(posting, minutes=57 * 60)
    paying.paid([log], by=by, second=second)
    placement, row = log.placement, log.placement.application
    scoring.sheet_by(row, reviewer, [30, 30, 10])
    interviewing.pick(row, state="attended")
    choosing.move(row, moved_by=by.user)
    choosing.asked(row, state="answered", ended_at=NOW, asked_by=by.user)
    objecting.objection(row)
    make.offer(row, state="accepted", answered_at=NOW)
    by_code = {"arrived_at": NOW, "recorded_by": row.candidate.user}
    make.changed(training.attended(held, placement), **by_code)
    signed(placement, by=by)
    insuring.cover(placement)
    insuring.accident(placement)
    certificates.certificate(placement)
    placed.outcome(placement, at=NOW)
    return row


def signed(placement, *, by: Actor) -> None:
    """An agreement that both sides signed."""
    agreement = agreeing.drawn(placement)
    for side, user in (("person", placement.candidate.user), ("operator", by.user)):
        one = AgreementSignature(agreement=agreement, side=side, text_hash=agreement.text_hash)
        one.name, one.signed_at, one.signed_by = "김영수", NOW, user
        one.save()


def built(posting: Posting, *, by: Actor, at=LATER, **more) -> AuditBundle:
    """The papers of a posting, asked for and built."""
    asked = bundles.ask_of_posting(posting, by=by, at=at, **more)
    assert bundles.build_due(at=at) == 1
    asked.refresh_from_db()
    return asked


def ready(posting: Posting, *, made_at: datetime) -> AuditBundle:
    """Papers that can be taken, of one piece with nothing in it."""
    hashes = dict.fromkeys(("file_hash", "manifest_hash"), "0" * 64)
    of = {"posting": posting, "organisation": posting.organisation, "asked_at": made_at, "made_at": made_at}
    return AuditBundle.objects.create(state="ready", **of, **hashes)


def content(bundle: AuditBundle) -> bytes:
    """The file as it was kept."""
    return b"".join(row.content for row in AuditBundlePiece.objects.filter(bundle=bundle).order_by("number"))


def files(bundle: AuditBundle) -> dict[str, bytes]:
    """What is in it, by name."""
    with zipfile.ZipFile(io.BytesIO(content(bundle))) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def rows_of(table: bytes) -> list[dict[str, str]]:
    """The lines of a CSV file, each by its headings."""
    return list(csv.DictReader(io.StringIO(table.decode("utf-8-sig"), newline="")))


@contextmanager
def memory() -> Iterator[Callable[[], int]]:
    """Measure the most bytes that Python held at once; ask for it afterwards."""
    found: list[int] = []
    tracemalloc.start()
    try:
        yield lambda: found[0]
    finally:
        found.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()


def crowd(posting: Posting, number: int) -> None:
    """So many more applicants, written at once."""
    first = User.objects.count()
    users = User.objects.bulk_create(
        User(email=f"crowd{first + one}@example.com", password="!")
        for one in range(number)  # noqa: S106 - no password
    )
    identities = []
    for user in users:
        identity = Identity(user=user, changed_at=NOW)
        identity.name, identity.phone = "박말순", "01098765432"
        identities.append(identity)
    Identity.objects.bulk_create(identities)
    people = Candidate.objects.bulk_create(
        Candidate(user=user, birth_on=date(1964, 3, 7), district="11410", created_at=NOW, changed_at=NOW)
        for user in users
    )
    Application.objects.bulk_create(
        Application(posting=posting, candidate=person, form_token=uuid4(), received_at=NOW, moved_at=NOW)
        for person in people
    )
