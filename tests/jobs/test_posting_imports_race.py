"""Two officers confirm one file at the same moment: its postings are written once; and the test would see it if not."""

from functools import partial

import pytest
from django.db import connection, transaction

from jobs import posting_imports
from jobs.models import Posting, PostingImport
from tests import make
from tests.jobs import importing
from tests.jobs.racing import at_once
from tests.make import NOW

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.xdist_group("race")]
OFFICERS = 6


def confirm_unlocked(kept, by):
    """What a naive program does: look whether it was imported, think, import."""
    with transaction.atomic():
        row = PostingImport.objects.get(pk=kept.pk)
        if row.state == "imported":
            return "already_imported"
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_sleep(0.3)")
        posting_imports._write_all(row, by=by, at=NOW)
        PostingImport.objects.filter(pk=row.pk).update(state="imported", imported_at=NOW)
    return row


def contest():
    operator = make.organisation()
    kept = importing.waiting(operator, make.programme_year(), make.site(operator), count=3)
    return kept, [make.actor(make.member(operator)) for _ in range(OFFICERS)]


def test_many_confirmations_import_once():
    kept, officers = contest()

    answers = at_once([partial(posting_imports.confirm, kept, by=by, at=NOW) for by in officers])

    assert answers.count("already_imported") == OFFICERS - 1
    assert Posting.objects.count() == 3


def test_without_the_lock_they_import_more_than_once():
    kept, officers = contest()

    at_once([partial(confirm_unlocked, kept, by) for by in officers])

    assert Posting.objects.count() > 3


def test_one_file_that_six_officers_hold_is_written_once():
    operator, year = make.organisation(), make.programme_year()
    site = make.site(operator)
    held = [importing.waiting(operator, year, site, count=3) for _ in range(OFFICERS)]
    PostingImport.objects.update(file_hash="one")
    officers = [make.actor(make.member(operator)) for _ in held]

    answers = at_once(
        [partial(posting_imports.confirm, kept, by=by, at=NOW) for kept, by in zip(held, officers, strict=True)]
    )

    assert answers.count("imported_meanwhile") == OFFICERS - 1
    assert Posting.objects.count() == 3
