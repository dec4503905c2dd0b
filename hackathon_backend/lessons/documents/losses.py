"""What of a document did not come along, counted, and said in plain sentences."""

from __future__ import annotations

from collections import Counter, defaultdict


class Losses:
    """Counts what was lost, in the order in which it was first met."""

    def __init__(self) -> None:
        self._counts: Counter[tuple[str, str]] = Counter()
        self._places: defaultdict[tuple[str, str], list[int]] = defaultdict(list)
        self._sentences: dict[str, None] = {}

    def count(self, one: str, many: str, times: int = 1) -> None:
        """Count things lost: `one` is the sentence about a single one, `many` has `{}` where their number goes."""
        self._counts[one, many] += times

    def at(self, one: str, many: str, place: int) -> None:
        """Note a page or slide with a fault: `{}` in either sentence is its number, or the list of their numbers."""
        self._places[one, many].append(place)

    def say(self, sentence: str) -> None:
        """Add a sentence; the same one is said once."""
        self._sentences[sentence] = None

    def told(self) -> tuple[str, ...]:
        """All of it as sentences."""
        places = [
            one.format(found[0]) if len(found) == 1 else many.format(_listed(found))
            for (one, many), given in self._places.items()
            if (found := sorted(set(given)))
        ]
        counted = [one if times == 1 else many.format(f"{times:,}") for (one, many), times in self._counts.items()]
        return (*places, *counted, *self._sentences)


def _listed(numbers: list[int]) -> str:
    """ "2, 5 to 9 and 12"."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and runs[-1][-1] == number - 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    parts = [
        part for run in runs for part in ([f"{run[0]} to {run[-1]}"] if len(run) > 2 else [str(each) for each in run])
    ]
    return parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} and {parts[-1]}"
