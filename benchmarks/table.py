"""Lines of the benchmark: what was measured, the figure, what it must hold, and whether it does."""

from typing import NamedTuple


class Line(NamedTuple):
    """what : in words; figure : the number; unit : what it counts; hold : the least, or the most where ``is_most``; None: only told"""

    what: str
    figure: float
    unit: str
    hold: float | None = None
    is_most: bool = False
    note: str = ""

    def __str__(self) -> str:
        told = f"  {self.what:<58} {_number(self.figure):>9} {self.unit:<12}"
        if self.hold is not None:
            holds = self.figure <= self.hold if self.is_most else self.figure >= self.hold
            told += f" {'<=' if self.is_most else '>='} {_number(self.hold):<6} {'✓' if holds else '✗'}"
        return f"{told}  {self.note}".rstrip()


def _number(figure: float) -> str:
    return f"{figure:,.0f}" if figure >= 100 else f"{figure:.3g}"
