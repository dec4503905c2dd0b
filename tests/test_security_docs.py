"""docs/security.md goes through the standard line by line, and what it names as evidence is there."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tests.server import ROOT

_LINES = {
    "2.1": range(1, 13), "2.2": range(1, 4), "2.3": range(1, 4), "2.4": range(1, 6), "2.5": range(1, 8),
    "2.6": range(1, 4), "2.7": range(1, 7), "2.8": range(1, 8), "2.9": range(1, 4), "2.10": range(1, 5),
    "3.1": [1], "3.2": range(1, 5), "3.3": range(1, 5), "3.4": range(1, 6), "3.5": range(1, 4), "3.7": [1],
    "4.1": [1, 2, 3, 5], "4.2": [1, 2], "4.3": [1, 2, 3],
    "5.1": range(1, 6), "5.2": range(1, 9), "5.3": range(1, 11), "5.4": range(1, 4), "5.5": range(1, 5),
    "7.1": range(1, 5), "7.2": [1, 2], "7.3": [1, 3, 4], "7.4": range(1, 4),
    "8.1": range(1, 5), "8.2": range(1, 4), "8.3": range(1, 9),
    "11.1": range(1, 9),
    "12.1": range(1, 4), "12.2": [1], "12.3": range(1, 7), "12.4": [1, 2], "12.5": [1, 2], "12.6": [1],
    "13.1": [1, 3, 4, 5], "13.2": [1, 2, 3, 5, 6], "13.3": [1, 2], "13.4": [1, 2],
    "14.1": range(1, 5), "14.2": range(1, 7), "14.3": [2, 3], "14.4": range(1, 8), "14.5": range(1, 5),
}  # fmt: skip
"""The lines of ASVS 4.0.3 of levels 1 and 2; those that it has itself deleted are left out."""


def rows() -> Iterator[tuple[str, str, str, str]]:
    for row in (ROOT / "docs" / "security.md").read_text("utf-8").splitlines():
        if re.match(r"\| \d+\.\d+\.\d+ \|", row):
            line, state, text, evidence = (cell.strip() for cell in row.strip("|").split("|"))
            yield line, state, text, evidence


def test_every_line_of_the_standard_is_answered_once() -> None:
    wanted = [f"{section}.{number}" for section, numbers in _LINES.items() for number in numbers]
    assert [line for line, *_ in rows()] == wanted


def test_what_is_named_as_evidence_is_there() -> None:
    for line, state, text, evidence in rows():
        assert state in ("yes", "partly", "missing", "does not apply"), line
        assert text, line
        assert evidence or state != "yes", line
        for place in re.findall(r"`([^`]+)`", evidence):
            assert (ROOT / place).exists() or (ROOT / "hackathon_backend" / place).exists(), (line, place)
