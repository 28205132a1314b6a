"""Tests that find their own cases: models, settings, columns, migrations."""

import re
from io import StringIO
from pathlib import Path

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db.models import DateTimeField

from config import retention

ROOT = Path(__file__).resolve().parent.parent
OURS = [model for name in ("profiles", "jobs", "matching") for model in apps.get_app_config(name).get_models()]

# Moments that nobody in particular brought about: rows that a machine keeps, or that name who did it elsewhere.
NOBODYS = {
    "profiles.AccessEntry.at",
    "profiles.Candidate.created_at",
    "profiles.Candidate.changed_at",
    "profiles.Candidate.public_jobs_told_at",
    "profiles.ContactChoice.chosen_at",
    "profiles.CvReading.expires_at",
    "profiles.Delivery.due_at",
    "profiles.Delivery.settled_at",
    "profiles.DeliveryAttempt.at",
    "profiles.Destruction.at",
    "profiles.Event.at",
    "profiles.Identity.changed_at",
    "profiles.Identity.phone_verified_at",
    "profiles.Notice.created_at",
    "profiles.PushSubscription.created_at",
    "profiles.Notice.read_at",
    "profiles.Notice.cancelled_at",
    "profiles.Organisation.created_at",
    "profiles.OutsideLetter.expires_at",
    "profiles.OutsideLetter.due_at",
    "profiles.OutsideLetter.sent_at",
    "profiles.OutsideLetter.died_at",
    "profiles.ProfileDraft.typed_at",
    "profiles.StaleMark.marked_at",
    "profiles.User.joined_at",
    "jobs.Accident.happened_at",
    "jobs.Assessment.assessed_at",
    "jobs.Attendance.arrived_at",  # by the participant, who scans the code on the wall
    "jobs.Attendance.left_at",
    "jobs.AuditBundle.begun_at",  # by a worker
    "jobs.AuditBundle.made_at",
    "jobs.EligibilityCheck.judged_at",
    "jobs.InfoRequest.due_at",
    "jobs.InterviewSlot.closes_at",
    "jobs.InterviewSlot.starts_at",
    "jobs.Offer.expires_at",
    "jobs.OutsidePosting.first_seen_at",
    "jobs.OutsidePosting.last_seen_at",
    "jobs.OutsidePosting.changed_at",
    "jobs.OutsidePosting.gone_at",
    "jobs.OutsideFetch.began_at",
    "jobs.OutsideFetch.ended_at",
    "jobs.Posting.limit_reached_at",
    "jobs.Posting.results_at",
    "jobs.SavedSearch.told_at",
    "jobs.SiteLink.opened_at",  # by the contact, who has no account
    "jobs.SiteLink.used_at",
    "matching.PackedProfile.packed_at",
    "matching.Exposure.shown_at",
    "matching.FairnessYear.counted_at",
    "matching.FairnessYear.frozen_at",
    "matching.FormerProfile.packed_at",
    "matching.FormerProfile.replaced_at",
    "matching.Run.ran_at",
    "matching.Run.ended_at",
    "matching.Shard.done_at",
    "matching.Snapshot.taken_at",
}


def _moments() -> list[str]:
    return [
        f"{model._meta.label}.{field.name}"
        for model in OURS
        for field in model._meta.get_fields()
        if isinstance(field, DateTimeField) and field.name.endswith("at")
    ]


def test_every_model_has_a_retention_class() -> None:
    assert {model._meta.label for model in OURS} == set(retention.CLASSES)


@pytest.mark.parametrize("name", [name for name in _moments() if name not in NOBODYS])
def test_moment_names_who_did_it(name: str) -> None:
    label, _dot, column = name.rpartition(".")
    who = column.removesuffix("_at") + "_by"

    assert who in {field.name for field in apps.get_model(label)._meta.get_fields()}


def test_exceptions_still_exist() -> None:
    assert set(_moments()) >= NOBODYS


def test_every_setting_of_the_environment_is_documented() -> None:
    source = (ROOT / "config" / "settings.py").read_text(encoding="utf-8")
    read = set(re.findall(r'env\.\w+\(\s*"([A-Z_]+)"', source))
    told = set(
        re.findall(r"^\| `([A-Z_]+)` \|", (ROOT / "docs" / "operations.md").read_text(encoding="utf-8"), re.MULTILINE)
    )

    assert read == told


@pytest.mark.django_db
def test_no_model_lacks_its_migration() -> None:
    call_command("makemigrations", "--check", "--dry-run", stdout=StringIO())


def test_every_dependency_says_why() -> None:
    lines = (ROOT / "pyproject.toml").read_text(encoding="utf-8").splitlines()
    named = [line for line in lines if re.match(r'\s+"[a-z0-9-]+(\[.*\])?[<>=~]', line)]

    assert len(named) > 20
    assert [line.strip() for line in named if "#" not in line] == []
