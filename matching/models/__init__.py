"""The rows of the matcher."""

from matching.models.packed_profile import PackedProfile
from matching.models.suggestion import Run, Suggestion, WeightSet

__all__ = ["PackedProfile", "Run", "Suggestion", "WeightSet"]
