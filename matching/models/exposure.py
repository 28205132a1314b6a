"""What people were shown, and with what chance: nothing can be learnt later from what was not written down then."""

import pgtrigger
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from matching.models.run import Run

_ALLOWED = """
IF EXISTS (
    SELECT FROM profiles_destruction d LEFT JOIN profiles_retentionperiod p ON p.id = d.period_id
    WHERE d.transaction = pg_current_xact_id()::text::bigint AND d.rows_of = 'matching.Exposure' AND (
        d.cause = 'left' AND EXISTS (
            SELECT FROM profiles_candidate c JOIN profiles_user u ON u.id = c.user_id
            WHERE c.id = OLD.candidate_id AND NOT u.is_active
        )
        OR d.cause = 'period' AND p.key = 'exposure' AND OLD.shown_at < d.at - make_interval(hours => 24 * p.days)
        AND p.valid_from <= (d.at AT TIME ZONE 'Asia/Seoul')::date AND NOT EXISTS (
            SELECT FROM profiles_retentionperiod newer
            WHERE newer.key = p.key AND newer.version > p.version
            AND newer.valid_from <= (d.at AT TIME ZONE 'Asia/Seoul')::date
        )
    )
) THEN
    RETURN OLD;
END IF;
RAISE EXCEPTION 'rows of % go when they are overdue or their person has left, and on record', TG_TABLE_NAME;
"""


class Exposure(models.Model):
    """One time that a person was shown their list, or near occupations beside it; never changed.

    It goes when its period is over or its person has left (matching/destructions.py), and the database lets it go in no other way.

    posting_ids, outside_ids : what was shown, in the order of the page; ranks, points, prices, chances : of each, those of ours first
    ranks : the place in the list as the run made it, of near occupations the place on the page, from 1
    prices : points that crowding took off; chances : how likely the run was to put the posting there, 1 where no lot was drawn
    """

    class Channel(models.TextChoices):
        PAGE = "page"
        API = "api"
        WIDER = "wider"
        WIDER_API = "wider_api"

    candidate = models.ForeignKey("profiles.Candidate", on_delete=models.CASCADE, related_name="exposures")
    run = models.ForeignKey(Run, on_delete=models.PROTECT, related_name="exposures")
    channel = models.CharField(max_length=10, choices=Channel.choices)
    shown_at = models.DateTimeField(db_index=True)
    posting_ids = ArrayField(models.BigIntegerField())
    outside_ids = ArrayField(models.BigIntegerField())
    ranks = ArrayField(models.SmallIntegerField())
    points = ArrayField(models.SmallIntegerField())
    prices = ArrayField(models.SmallIntegerField())
    chances = ArrayField(models.FloatField())

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(
                    ranks__len=F("posting_ids__len") + F("outside_ids__len"),
                    points__len=F("ranks__len"),
                    prices__len=F("ranks__len"),
                    chances__len=F("ranks__len"),
                ),
                name="exposure_lists_alike",
            ),
            models.CheckConstraint(
                condition=Q(channel__in=["page", "api", "wider", "wider_api"]), name="exposure_channel_known"
            ),
        ]
        triggers = [
            pgtrigger.Protect(name="append_only", operation=pgtrigger.Update),
            pgtrigger.Trigger(
                name="destroyed_on_record", operation=pgtrigger.Delete, when=pgtrigger.Before, func=_ALLOWED
            ),
        ]

    def __str__(self):
        return f"candidate {self.candidate_id} at {self.shown_at}"
