"""The table of docs/access.md: what each route needs, as it is written and as the app has it."""

from __future__ import annotations

import re
from pathlib import Path

from flask import Flask

from hackathon_backend.api.guards.policy import Need
from hackathon_backend.api.guards.routes import need_of
from hackathon_backend.api.openapi import described_path

DOCS = Path(__file__).parent.parent.parent / "docs" / "access.md"
_HEAD = "| route | needs |\n| --- | --- |\n"
_ROW = re.compile(r"^\| `(\w+) (\S+)` \| (.+) \|$", re.M)
_TWIN = "/api/v1"
"""Where what is at /v1 is served as well; its own routes are those that /v1 does not have."""


def table_of(app: Flask) -> str:
    """The table as the app has it."""
    needs = routes_of(app)
    shown = {
        (path, method): need
        for (method, path), need in needs.items()
        if not (path.startswith(_TWIN) and needs.get((method, path.removeprefix("/api"))) is need)
    }
    rows = (f"| `{method} {path}` | {need.value} |\n" for (path, method), need in sorted(shown.items()))
    return _HEAD + "".join(rows)


def routes_of(app: Flask) -> dict[tuple[str, str], Need]:
    """Each method and path of the app, with its need."""
    return {
        (method, described_path(rule.rule)): need_of(rule.endpoint)
        for rule in app.url_map.iter_rules()
        for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}
    }


def written_table() -> str:
    """The table as it is written."""
    text = DOCS.read_text("utf-8")
    return text[text.index(_HEAD) :].partition("\n\n")[0].rstrip("\n") + "\n"


def written_needs() -> dict[tuple[str, str], Need]:
    """The same, for each method and path; what is said of /v1 is said of its twin."""
    found = {(method, path): Need(need) for method, path, need in _ROW.findall(written_table())}
    twins = {(method, f"/api{path}"): need for (method, path), need in found.items() if path.startswith("/v1/")}
    return twins | found


def write(table: str) -> None:
    """Put the table in the place of the one that is written."""
    DOCS.write_text(DOCS.read_text("utf-8").replace(written_table(), table), "utf-8")
