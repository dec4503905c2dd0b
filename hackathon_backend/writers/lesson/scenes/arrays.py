"""Lists of numbers that an algorithm works on, as a lesson gives them, and what the algorithm does with them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

FEWEST, MOST = 4, 12
_MOST_STEPS = 22

_NUMBER = r"-?\d{1,4}(?:\.\d{1,2})?"
_LIST = re.compile(
    rf"(?<![\d.,])\[?({_NUMBER}(?:,\s*{_NUMBER}){{{FEWEST - 1},{MOST - 1}}})"
    rf"(?:,?\s(?:and|y|et|und|e)\s({_NUMBER}))?\]?(?![\d,]\d)"
)
_SEARCHES = re.compile(
    r"\bbinary search|búsqueda binaria|recherche (?:dichotomique|binaire)|binäre suche|busca binária|ricerca binaria"
    r"|二分(?:查找|搜索|探索)|बाइनरी सर्च|البحث الثنائي",
    re.IGNORECASE,
)
_SORTS = {
    "bubble": re.compile(
        r"\bbubble sort|burbuja|tri à bulles|bubblesort|bolha|bubble-sort|冒泡|バブルソート", re.IGNORECASE
    ),
    "selection": re.compile(
        r"\bselection sort|por selección|tri par sélection|selectionsort|por seleção|选择排序|選択ソート", re.IGNORECASE
    ),
    "insertion": re.compile(
        r"\binsertion sort|por inserción|tri par insertion|insertionsort|por inserção|插入排序|挿入ソート",
        re.IGNORECASE,
    ),
}
_LOOKED_FOR = re.compile(
    r"(?:look(?:s|ing)? for|search(?:es|ing)? for|find(?:s|ing)?|target(?:\s+is|\s*=)?"
    r"|busca(?:mos|r)?(?: el)?|cherch\w*|such\w*(?: nach)?)"
    rf"\s+(?:the\s+(?:value|number)\s+)?({_NUMBER})\b",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class AlgorithmStep:
    """One step: as an array scene has it, and what to say and to note of it as (phrase, values)."""

    action: Literal["point", "mark", "narrow", "swap"]
    at: tuple[int, ...]
    name: str = ""
    told: tuple[str, dict[str, str]] | None = None


@dataclass(frozen=True)
class AlgorithmRun:
    """An algorithm at work on `values`."""

    values: tuple[str, ...]
    steps: tuple[AlgorithmStep, ...] = ()

    @property
    def told(self) -> list[tuple[str, dict[str, str]]]:
        """What there is to say of it, in order."""
        return [step.told for step in self.steps if step.told]


def run_in(text: str, about: str) -> AlgorithmRun | None:
    """The run that `text` describes: a literal list, and an algorithm that `about` (titles and text) names.

    None if there is no such list, or if the algorithm could not work on it as the lesson says.
    """
    found = _LIST.search(text)
    if found is None:
        return None
    values = [part.strip() for part in found[1].split(",")] + ([found[2]] if found[2] else [])
    numbers = [float(value) for value in values]
    if not FEWEST <= len(values) <= MOST:
        return None
    steps: list[AlgorithmStep] | None = None
    if _SEARCHES.search(about):
        target = _LOOKED_FOR.search(text)
        steps = _searched(values, numbers, target[1]) if target and numbers == sorted(numbers) else None
    elif kind := next((name for name, pattern in _SORTS.items() if pattern.search(about)), None):
        steps = list(_SORTERS[kind](list(values))) if numbers != sorted(numbers) else None
    return AlgorithmRun(tuple(values), tuple(steps)) if steps and len(steps) <= _MOST_STEPS else None


def _searched(values: Sequence[str], numbers: Sequence[float], target: str) -> list[AlgorithmStep] | None:
    low, high, wanted = 0, len(values) - 1, float(target)
    steps: list[AlgorithmStep] = []
    while low <= high:
        middle = (low + high) // 2
        told = {"value": values[middle], "target": target}
        if numbers[middle] == wanted:
            steps.append(AlgorithmStep("point", (middle,), f"{target}?"))
            steps.append(AlgorithmStep("mark", (middle,), "", ("array_found", told)))
            return steps
        phrase = "array_too_small" if numbers[middle] < wanted else "array_too_large"
        steps.append(AlgorithmStep("point", (middle,), f"{target}?", (phrase, told)))
        low, high = (middle + 1, high) if numbers[middle] < wanted else (low, middle - 1)
        if low <= high:
            steps.append(AlgorithmStep("narrow", (low, high)))
    return None


def _bubbled(values: list[str]) -> Iterator[AlgorithmStep]:
    for end in range(len(values) - 1, 0, -1):
        swapped = False
        for place in range(end):
            if float(values[place]) > float(values[place + 1]):
                yield AlgorithmStep("swap", (place, place + 1), "", _swapped(values[place], values[place + 1]))
                values[place], values[place + 1] = values[place + 1], values[place]
                swapped = True
        if not swapped:
            break
    yield AlgorithmStep("mark", tuple(range(len(values))), "", ("array_sorted", {}))


def _selected(values: list[str]) -> Iterator[AlgorithmStep]:
    for start in range(len(values) - 1):
        least = min(range(start, len(values)), key=lambda place: float(values[place]))
        if least != start:
            yield AlgorithmStep("swap", (start, least), "", _swapped(values[start], values[least]))
            values[start], values[least] = values[least], values[start]
        yield AlgorithmStep("mark", (start,))
    yield AlgorithmStep("mark", (len(values) - 1,), "", ("array_sorted", {}))


def _inserted(values: list[str]) -> Iterator[AlgorithmStep]:
    for start in range(1, len(values)):
        place = start
        while place and float(values[place - 1]) > float(values[place]):
            yield AlgorithmStep("swap", (place - 1, place), "", _swapped(values[place - 1], values[place]))
            values[place - 1], values[place] = values[place], values[place - 1]
            place -= 1
    yield AlgorithmStep("mark", tuple(range(len(values))), "", ("array_sorted", {}))


def _swapped(first: str, second: str) -> tuple[str, dict[str, str]]:
    return "array_swap", {"first": first, "second": second}


_SORTERS: dict[str, Callable[[list[str]], Iterator[AlgorithmStep]]] = {
    "bubble": _bubbled,
    "selection": _selected,
    "insertion": _inserted,
}
