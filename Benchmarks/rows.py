"""What a bar comes to: a row of the table."""
from __future__ import annotations

from dataclasses import dataclass, field

from measure import Runs, median, quartiles


@dataclass(frozen=True)
class Row:
    """Ours beside something else, and how many times that it may be; without a limit it is for information."""
    what: str
    ours: float
    beside: float
    limit: float | None = None
    spread: tuple[float, float, float] | None = None  # of the ratios, where the limit is "no more than noise"
    unit: str = "ms"
    runs: Runs = field(default_factory=dict)

    @property
    def ratio(self) -> float:
        """How many times what is beside it: of the medians, or with a spread, the middle one of all rounds."""
        if self.spread:
            return self.spread[1]
        return self.ours / self.beside if self.beside > 0 else float("inf")

    @property
    def verdict(self) -> str:
        """Whether the limit is kept: by the ratio, or where there is a spread, by its lower end."""
        if self.limit is None:
            return ""
        judged = self.spread[0] if self.spread else self.ratio
        return "ok" if judged <= self.limit else "MISS"


def pair(what: str, runs: Runs, ours: str, beside: str, limit: float | None = None) -> Row:
    """A row of two that were timed in turn."""
    return Row(what, median(runs[ours]), median(runs[beside]), limit, runs={key: runs[key] for key in (ours, beside)})


def even(what: str, runs: Runs, ours: str, beside: str) -> Row:
    """A row of two that should take equally long, as far as the spread lets that be seen."""
    row = pair(what, runs, ours, beside)
    return Row(what, row.ours, row.beside, 1, quartiles(runs[ours], runs[beside]), runs=row.runs)
