"""Costs as a table for spreadsheets."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence

from flask import Response

from .schemas import CostReport

_NUMBERS = ("usd", "orders", "seconds", "unknown")
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")


def as_csv(report: CostReport, divisions: Sequence[str]) -> Response:
    """The rows of the report, with their names in the first line."""
    out = io.StringIO()
    write = csv.writer(out).writerow
    write([*divisions, *_NUMBERS])
    for row in report.rows:
        fields = row.model_dump()
        write([*(plain_cell(str(fields[name])) for name in divisions), *(fields[name] for name in _NUMBERS)])
    answer = Response(out.getvalue(), mimetype="text/csv")
    answer.headers["Content-Disposition"] = "attachment; filename=costs.csv"
    return answer


def plain_cell(text: str) -> str:
    """A text that no spreadsheet takes for a formula."""
    return f"'{text}" if text.startswith(_FORMULA) else text
