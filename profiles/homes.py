"""Where a person lives, as finely as they told; distances are reckoned from there (DESIGN section 4)."""

from profiles import places
from profiles.models import Candidate, User


def home_of(user: User) -> str:
    """Return the dong, else the district; empty for a visitor and for who lives elsewhere."""
    row = Candidate.objects.filter(user_id=user.pk).values_list("dong", "district").first() if user.pk else None
    home = row and (row[0] or row[1])
    return home if home and home != places.OUTSIDE else ""
