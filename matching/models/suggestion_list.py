"""What is suggested to one person: one row, whose lists hold the places in their order."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from matching.models.run import Run


class SuggestionListQuerySet(models.QuerySet):
    def visible_to(self, user):
        """A person's own suggestions; nobody else's."""
        return self.filter(candidate__user_id=user.pk)

    def holding(self, posting_ids, outside_ids):
        """Lists in which one of these postings, ours or outside ones, stands."""
        return self.filter(Q(posting_ids__overlap=list(posting_ids)) | Q(outside_ids__overlap=list(outside_ids)))


class SuggestionList(models.Model):
    """A person's list, best first: postings of ours, then outside ones, each with the points that its parts add up to.

    parts : int16, little-endian, a row a place, a column a part in the order of ``ranking.part_names`` for the run's weights
    last_came, last_chance : how the last place of ours came there, numbered as in ``core.shown``, and with which chance; all others are ranked
    owed : bit i: place i is new and good, and the person is still to be told
    content : 64 bits of all that a reader sees, so that a run can tell without reading it whether a list differs
    run : not checked by the database: a city's lists name one row, which the check would look up millions of times
    Ids stand in lists: a posting that is deleted leaves its number behind, and readers ask for the row.
    """

    class Came(models.IntegerChoices):
        """Filled by points; because nobody else was shown the posting; or by lot."""

        RANKED = 0
        UNSEEN = 1
        EXPLORED = 2

    candidate = models.OneToOneField(
        "profiles.Candidate", on_delete=models.CASCADE, primary_key=True, related_name="suggestion_list"
    )
    run = models.ForeignKey(Run, on_delete=models.PROTECT, related_name="lists", db_index=False, db_constraint=False)
    posting_ids = ArrayField(models.BigIntegerField())
    outside_ids = ArrayField(models.BigIntegerField())
    points = ArrayField(models.SmallIntegerField())
    parts = models.BinaryField()
    last_came = models.SmallIntegerField(choices=Came.choices, default=Came.RANKED)
    last_chance = models.FloatField(default=1)
    owed = models.SmallIntegerField(default=0)
    content = models.BigIntegerField()

    objects = SuggestionListQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(points__len=F("posting_ids__len") + F("outside_ids__len")),
                name="suggestion_list_points",
            ),
            models.CheckConstraint(condition=Q(last_came__in=[0, 1, 2]), name="suggestion_list_came"),
            models.CheckConstraint(
                condition=Q(last_chance__gt=0, last_chance__lte=1), name="suggestion_list_last_chance"
            ),
        ]
        indexes = [models.Index(fields=["candidate"], condition=Q(owed__gt=0), name="suggestion_list_owed")]

    def __str__(self):
        return f"suggestions for candidate {self.candidate_id}"
