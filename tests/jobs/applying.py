"""Applications as people send them."""

from uuid import uuid4

from jobs import applications, document_checks, judging, sharing
from jobs.applications import Submission
from tests import make
from tests.make import NOW


def form(posting, person, sites=None, **more):
    pks = [row.pk for row in posting.posting_sites.order_by("pk")] if sites is None else sites
    told_of = {"motive": "돌봄을 하고 싶습니다.", "agrees_to": sharing.text(), **more}
    return Submission(posting, person, pks, told_of.pop("form_token", None) or uuid4(), **told_of)


def send(posting, person, at=NOW, **more):
    return applications.submit([form(posting, person, **more)], by=make.actor(person.user), at=at)[0]


def see_papers(row, by, at=NOW):
    """An officer ticks every rule whose papers are asked for."""
    return document_checks.confirm([row], rules=judging.to_confirm([row])[row.pk], by=by, at=at)[0]
