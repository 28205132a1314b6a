"""An officer counts whom a posting could have: so often a day, each look on record with the figures it told, and none of them to the person.

Two drafts that differ by one condition differ by those who meet it. So what is told of a set of people is shifted by up to SHIFT, by a keyed hash of
who they are: the same people give the same figure however often they are asked about, and one person more gives another, up or down. What the
engine counts stays exact (`softenings.count`); the shift is in the telling alone. Decision: docs/adr/0030.
"""

from datetime import datetime, time

import numpy as np
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _
from numpy.typing import NDArray

from jobs import steps
from jobs.steps import Parties
from matching import softenings
from matching.prospects import Asked
from matching.softenings import Counted, Number
from profiles import events
from profiles.actors import Actor
from profiles.models import Event, User

SHIFT = softenings.SHIFT
VERB = "count_people"


# Verbs ----------------------------------------------------------------------------------------------------------------
@transaction.atomic
def look(asked: Asked, *, by: Actor, at: datetime) -> Counted:
    """Count whom a posting could have, as it may be told. Raises PermissionDenied, too_many_looks."""
    organisation = asked.posting.organisation
    steps.require_party("operator", Parties(operator_id=organisation.pk), by)
    User.objects.select_for_update(no_key=True).get(pk=by.user.pk)  # so that two tabs don't look once too often
    today = timezone.make_aware(datetime.combine(timezone.localdate(at), time.min))
    if Event.objects.filter(at__gte=today, verb=VERB, user=by.user).count() >= settings.PEOPLE_LOOKS_A_DAY:
        sentence = _(
            "대상자 수는 하루에 %(most)d번까지 셀 수 있습니다. 공고는 이어서 쓰실 수 있고, 내일 다시 셀 수 있습니다."
        )
        raise ValidationError(sentence % {"most": settings.PEOPLE_LOOKS_A_DAY}, code="too_many_looks")
    counted = softenings.count(asked, shift=shift_of, at=at)
    told = {"may_apply": _figure(counted.size.may_apply), "suitable": _figure(counted.size.suitable)}
    told["changes"] = [
        [one.code, _figure(one.size.may_apply), _figure(one.size.suitable)] for one in counted.softenings
    ]
    events.record(VERB, [organisation], by=by, at=at, params=told)
    return counted


# Questions ------------------------------------------------------------------------------------------------------------
def shift_of(ids: NDArray[np.int64]) -> int:
    """Return by how many people the figure of a set is shifted, from -SHIFT to SHIFT. ids : of its people, in any order."""
    named = ",".join(map(str, sorted(ids.tolist())))
    return (
        int(salted_hmac("matching.people_looks", named, algorithm="sha256").hexdigest(), 16) % (2 * SHIFT + 1) - SHIFT
    )


# Private --------------------------------------------------------------------------------------------------------------
def _figure(number: Number) -> int | None:
    return None if number.is_small else number.people
