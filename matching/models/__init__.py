"""The rows of the matcher."""

from matching.models.exposure import Exposure
from matching.models.fairness_year import FairnessYear
from matching.models.packed_profile import PackedProfile
from matching.models.posting_invite import InviteLimit, PostingInvite
from matching.models.round import Allocation, AllocationRound, RoundResult
from matching.models.run import Run, Shard, WeightSet
from matching.models.run_figures import RunFigures
from matching.models.snapshot import FormerProfile, Snapshot
from matching.models.suggestion_list import SuggestionList

__all__ = [
    "Allocation",
    "AllocationRound",
    "Exposure",
    "FairnessYear",
    "FormerProfile",
    "InviteLimit",
    "PackedProfile",
    "PostingInvite",
    "RoundResult",
    "Run",
    "RunFigures",
    "Shard",
    "Snapshot",
    "SuggestionList",
    "WeightSet",
]
