"""What is noted of the accident insurance and of accidents, past the verbs."""

from jobs.models import Accident, AccidentCover, Placement
from tests.make import NOW


def cover(placement: Placement, **columns) -> AccidentCover:
    """The whole of somebody's activity, at one insurer."""
    told = {
        "insurer": "한빛손해보험",
        "policy_number": "A-2026-1",
        "covers_from": placement.starts_on,
        "covers_until": placement.ends_on,
    }
    return AccidentCover.objects.create(placement=placement, recorded_at=NOW, **{**told, **columns})


def accident(placement: Placement, **columns) -> Accident:
    """A fall on the stairs, nobody told yet."""
    made = Accident(placement=placement, **{"happened_at": NOW, "place": "복지관 계단", "recorded_at": NOW, **columns})
    made.write("계단에서 발목을 삐었습니다.", "얼음찜질을 하고 정형외과에 갔습니다.")
    made.save()
    return made
