"""Rows of the matcher."""

from matching.models.packed_profile import PackedProfile
from matching.models.run import Run, Shard, WeightSet
from matching.models.suggestion_list import SuggestionList

__all__ = ["PackedProfile", "Run", "Shard", "SuggestionList", "WeightSet"]
