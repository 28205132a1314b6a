"""The rows of the matcher."""

from matching.models.suggestion import Run, Suggestion, WeightSet

__all__ = ["Run", "Suggestion", "WeightSet"]
