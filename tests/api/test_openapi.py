"""The API describes itself, and the page that shows it loads nothing from elsewhere."""

from __future__ import annotations

import re
from typing import Any

import pytest
from flask import jsonify
from flask.testing import FlaskClient

from hackathon_backend.app import Container, create_app
from tests.described import faults_of

PAGES = {"pages", "watching", "login", "account", "school", "visiting", "collecting", "watched_pages"}
"""Blueprints of pages for people."""


def test_every_route_is_described(client: FlaskClient, container: Container) -> None:
    described = client.get("/openapi.json").get_json()
    assert described["openapi"].startswith("3.1")
    rules = create_app(container.settings, container).url_map.iter_rules()
    paths = [str(rule) for rule in rules if rule.endpoint.partition(".")[0] not in PAGES]
    routes = {re.sub(r"<(?:\w+:)?(\w+)>", r"{\1}", path) for path in paths}
    assert set(described["paths"]) == routes - {"/openapi.json", "/docs"}


def test_every_operation_says_what_it_answers(client: FlaskClient) -> None:
    described = client.get("/openapi.json").get_json()
    for path, methods in described["paths"].items():
        for method, operation in methods.items():
            assert operation["summary"], (method, path)
            assert operation["responses"], (method, path)
    chat = described["paths"]["/api/chat"]["post"]
    assert {"200", "202", "400", "404", "413", "415", "503"} <= set(chat["responses"])
    assert "requestBody" in chat


@pytest.mark.parametrize(
    ("body", "fault"),
    [
        ({"lessons": []}, None),
        ({"lessons": [], "more": 1}, "more"),
        ({}, "lessons"),
        ({"lessons": [{"id": "x", "title": "X", "summary": "", "language": None}]}, "language"),
    ],
)
def test_an_answer_that_is_not_as_described_is_found(container: Container, body: Any, fault: str | None) -> None:
    app = create_app(container.settings, container)
    with app.test_request_context("/api/lessons"):
        found = list(faults_of(app, jsonify(body)))
    assert bool(found) == (fault is not None)
    assert fault is None or fault in found[0]


def test_the_page_works_offline(client: FlaskClient) -> None:
    page = client.get("/docs").text
    assert "/openapi.json" in page
    assert not re.findall(r"<(?:script|link|img)[^>]+(?:src|href)=[\"']?https?://", page)
