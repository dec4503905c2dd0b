"""docs/access.md says of each route what it needs, and so does the description of the API.

GOLDEN=write writes the table anew.
"""

from __future__ import annotations

import os

from flask.testing import FlaskClient

from hackathon_backend.api.guards.policy import Need
from tests.access.table import routes_of, table_of, write, written_needs, written_table
from tests.api.conftest import client, container

__all__ = ["client", "container"]


def test_the_documentation_says_what_each_route_needs(client: FlaskClient) -> None:
    table = table_of(client.application)
    if os.environ.get("GOLDEN") == "write":
        write(table)
    assert written_table() == table
    assert written_needs() == routes_of(client.application)


def test_the_description_says_what_each_operation_needs(client: FlaskClient) -> None:
    described = client.get("/openapi.json").get_json()
    ways = described["components"]["securitySchemes"]
    needs = routes_of(client.application)
    for path, methods in described["paths"].items():
        for method, operation in methods.items():
            need, security = needs[method.upper(), path], operation["security"]
            assert (security == []) == (need is Need.OPEN)
            assert ({} in security) == (need is Need.SHOWN)
            assert {way for each in security for way in each} <= ways.keys()
            if need not in (Need.OPEN, Need.SHOWN):
                assert {"401", "403"} <= operation["responses"].keys()
    assert {"bearer": ["videos:write"]} in described["paths"]["/v1/videos"]["post"]["security"]
