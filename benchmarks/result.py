"""One measured figure beside what is aimed at."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Result:
    """`figure` in `unit`; `at_most` is the aim, None where a figure is only told."""

    what: str
    figure: float
    unit: str
    at_most: float | None = None

    def __str__(self) -> str:
        line = f"{self.what:<70} {self.figure:>12,.2f} {self.unit:<6}"
        if self.at_most is None:
            return line
        return f"{line} aim ≤ {self.at_most:,g}  {'met' if self.figure <= self.at_most else 'MISSED'}"
