"""Batches of applicants, kept views and documents asked for as they stand, past the verbs."""

from datetime import timedelta

from jobs.models import ApplicantView, Application, InfoRequest, Move, Moved
from profiles.models import Organisation, User
from tests.make import NOW


def move(application: Application, *, moved_at=NOW, **columns) -> Move:
    """A batch of one that can be put back for ten minutes."""
    held_until = moved_at + timedelta(minutes=10)
    made = Move.objects.create(
        organisation=application.posting.organisation,
        **{"verb": "select", "moved_at": moved_at, "held_until": held_until, **columns},
    )
    Moved.objects.create(
        move=made,
        application=application,
        from_state="interview",
        to_state=application.state,
        stood_since=moved_at,
        outcome="hidden",
    )
    return made


def view(user: User, organisation: Organisation, **columns) -> ApplicantView:
    """A view that its officer alone uses."""
    told = {"name": "확인할 분", "query": "verdict=unknown", "kept_at": NOW, "kept_by": user}
    return ApplicantView.objects.create(user=user, organisation=organisation, **{**told, **columns})


def asked(application: Application, *, asked_at=NOW, **columns) -> InfoRequest:
    """One document, to be handed in within a week."""
    told = {"title": "경력증명서", "note": "돌봄 경력을 확인하려고 합니다.", "due_at": asked_at + timedelta(days=7)}
    return InfoRequest.objects.create(application=application, asked_at=asked_at, **{**told, **columns})
