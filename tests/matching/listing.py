"""What stands in people's lists, as tests ask for it."""

from jobs.models import OutsidePosting, Posting
from matching import suggestions
from matching.models import SuggestionList
from matching.suggestions import Suggestion
from profiles.models import Candidate


def listed(candidate: Candidate) -> list[int]:
    """The postings of ours, best first."""
    return next((row.posting_ids for row in SuggestionList.objects.filter(candidate=candidate)), [])


def places(candidate: Candidate) -> list[Suggestion]:
    """Every place with its reasons, whatever closed since."""
    row = SuggestionList.objects.get(candidate=candidate)
    return suggestions.places(row, Posting.objects.all(), OutsidePosting.objects.all())


def written() -> list[tuple]:
    """Every list, and the run that wrote it."""
    names = ("candidate_id", "run_id", "posting_ids", "outside_ids", "points", "parts", "content")
    return [
        tuple(bytes(value) if isinstance(value, memoryview) else value for value in row)
        for row in SuggestionList.objects.order_by("candidate_id").values_list(*names)
    ]
