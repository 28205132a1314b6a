"""Columns that many rows share: the id the outside sees, who did it, in which transaction, and a week's hours as masks."""

from django.contrib.postgres.fields import ArrayField
from django.core.exceptions import ValidationError
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Func
from django.db.models.functions import Cast
from django.utils.translation import gettext as _
from uuid6 import uuid7

FULL_DAY = (1 << 24) - 1


def new_public_id():
    """Return a UUIDv7: sortable by time, tells nothing of how many rows there are."""
    return uuid7()


def public_id():
    """The id that stands in URLs and in the API."""
    return models.UUIDField(default=new_public_id, unique=True, editable=False)


def done_by():
    """Who did what the neighbouring `..._at` says; empty when the system did."""
    return models.ForeignKey(
        "profiles.User",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )


def by_transaction(**options):
    """The transaction of the database that wrote the row; PostgreSQL manual, pg_current_xact_id."""
    number = Cast(Func(function="pg_current_xact_id", output_field=models.TextField()), models.TextField())
    return models.BigIntegerField(db_default=Cast(number, models.BigIntegerField()), editable=False, **options)


def check_week(masks):
    """Refuse what isn't seven masks of 24 hours. Raises week_mask."""
    if len(masks) != 7 or any(not 0 <= day <= FULL_DAY for day in masks):
        raise ValidationError(_("요일별 시간은 7일, 하루 24시간 안에서 골라 주세요."), code="week_mask")


def week_mask(**options):
    """Seven integers, Monday first; bit h of a day is the hour h to h+1 in Seoul."""
    return ArrayField(
        models.IntegerField(validators=[MinValueValidator(0)]),
        size=7,
        validators=[check_week],
        **options,
    )
