"""The log of what people were shown: written with the answer that shows it, never changed, from the first run on.

Source: logged propensities are what any later learning from choices needs (Bottou et al., "Counterfactual Reasoning and Learning Systems", 2013).
"""

from collections.abc import Sequence
from datetime import datetime

from matching.models import Exposure
from matching.suggestions import Suggestion
from profiles.models import Candidate


def record(candidate: Candidate, shown: Sequence[Suggestion], *, channel: str, at: datetime) -> Exposure | None:
    """Append what a person is shown, in the order of the page, ours before outside ones; None where that is nothing."""
    own = [row for row in shown if row.posting_id]
    rows = own + [row for row in shown if not row.posting_id]
    if not rows:
        return None
    return Exposure.objects.create(
        candidate=candidate,
        run=rows[0].run,
        channel=channel,
        shown_at=at,
        posting_ids=[row.posting_id for row in own],
        outside_ids=[row.outside_posting_id for row in rows[len(own) :]],
        ranks=[row.rank for row in rows],
        points=[row.points for row in rows],
        prices=[_price(row) for row in rows],
        chances=[row.chance for row in rows],
    )


def _price(row: Suggestion) -> int:
    return sum(-reason["points"] for reason in row.reasons if reason["signal"] == "price")
