"""Where a person lives, as finely as they told; distances are reckoned from there (DESIGN section 4)."""

from collections.abc import Iterable

from profiles import places
from profiles.models import Candidate, User


def home_of(user: User) -> str:
    """Return the dong, else the district; empty for a visitor and for who lives elsewhere."""
    return homes_of([user.pk]).get(user.pk, "") if user.pk else ""


def homes_of(users: Iterable[int]) -> dict[int, str]:
    """Return the same of many, by the ids of their accounts; those whose home has no point are left out."""
    rows = Candidate.objects.filter(user_id__in=list(users)).values_list("user_id", "dong", "district")
    homes = {user: dong or district for user, dong, district in rows}
    return {user: home for user, home in homes.items() if home and home != places.OUTSIDE}
