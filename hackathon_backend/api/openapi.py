"""OpenAPI 3.1 at /openapi.json, made from the models that requests are read with, and a page of it at /docs."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from copy import deepcopy
from typing import Any

from flask import Blueprint, Flask, Response, current_app, jsonify
from offapi import OpenAPITemplate
from spectree import Response as Answers
from spectree import SpecTree
from spectree.plugins.flask_plugin import FlaskPlugin

from .. import __version__
from ..access.sessions import SECURE_COOKIE
from .guards.policy import ENOUGH, Need
from .guards.prefix import root
from .guards.routes import need_of
from .schemas import ErrorBody


class _OnlyDescribes(FlaskPlugin):  # type: ignore[misc, unused-ignore]
    """Leaves requests and answers alone: spectree would read a stream to its end before it passes it on."""

    def validate(self, func: Callable[..., Any], *_described: Any, **path: Any) -> Any:
        return func(**path)


spec = SpecTree(
    backend=_OnlyDescribes,
    title="Model 7",
    version=__version__,
    description="The video maker behind a lesson chat.",
    openapi_version="3.1.0",
    mode="strict",  # only what is described on purpose
    annotations=False,
    naming_strategy=lambda model: model.__name__,
    nested_naming_strategy=lambda _parent, child: child,
)


def answers(*, refused: tuple[int, ...] = (), **models: object) -> Answers:
    """The documented answers: `HTTP_200=Model`, and the error shape for each status in `refused`."""
    return Answers(**models, **{f"HTTP_{status}": ErrorBody for status in refused})


docs = Blueprint("docs", __name__)

_POLICY = (
    "default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'; img-src 'self' data:; "
    "font-src data:; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)

_WAYS_IN = {
    "bearer": {
        "type": "http",
        "scheme": "bearer",
        "description": "An API key, or a token (JWT) of the site around the chat. Not needed while nobody can log in.",
    },
    "session": {
        "type": "apiKey",
        "in": "cookie",
        "name": SECURE_COOKIE,
        "description": "Of a browser that has logged in at /login.",
    },
}
_REFUSALS = {"401": "Nobody is known to have sent it.", "403": "Whoever sent it may not do this."}


@docs.get("/openapi.json")
def openapi() -> Response:
    """The description of this API."""
    told = spec.spec
    paths = _with_needs(_with_streams(told["paths"]))
    parts = told["components"] | {"securitySchemes": _WAYS_IN}
    return jsonify(told | {"servers": [{"url": root() or "/"}], "components": parts, "paths": paths})


def _with_needs(paths: dict[str, Any]) -> dict[str, Any]:
    """The same paths, each with what it needs of whoever asks, once somebody can log in."""
    refused = {"$ref": f"#/components/schemas/{ErrorBody.__name__}"}
    for rule in current_app.url_map.iter_rules():
        ways, need = paths.get(described_path(rule.rule), {}), need_of(rule.endpoint)
        for method in (rule.methods or set()) & {each.upper() for each in ways}:
            told = ways[method.lower()]
            told["security"] = _security(need)
            for status, why in _REFUSALS.items() if need not in (Need.OPEN, Need.SHOWN) else ():
                content = {"application/json": {"schema": refused}}
                told["responses"].setdefault(status, {"description": why, "content": content})
    return paths


def described_path(rule: str) -> str:
    """A path of the framework's as the description has it: "/v1/videos/{video_id}"."""
    return re.sub(r"<(?:\w+:)?(\w+)>", r"{\1}", rule)


def _security(need: Need) -> list[dict[str, list[str]]]:
    """Ways of which one is enough; the empty one stands for nobody in particular."""
    if need is Need.OPEN:
        return []
    scopes = [[str(scope)] for scope in ENOUGH.get(need, ())] or [[]]
    known: list[dict[str, list[str]]] = [{way: names} for names in scopes for way in _WAYS_IN]
    return [{}, *known] if need is Need.SHOWN else known


def _with_streams(paths: Mapping[str, Any]) -> dict[str, Any]:
    """The paths, of which those of events answer with streams: spectree knows of JSON alone."""
    told = dict(deepcopy(paths))
    for path, ways in told.items():
        if path.endswith("/events"):
            answer = ways["get"]["responses"]["200"]
            schema = answer.pop("content", {}).get("application/json", {"schema": {"type": "string"}})
            answer["content"] = {"text/event-stream": schema}
    return told


@docs.get("/docs")
def page() -> Response:
    """The same to read and try; everything it needs comes with it."""
    html = OpenAPITemplate.SWAGGER.value.format(spec_url=f"{root()}/openapi.json")
    answer = Response(html, mimetype="text/html")
    # Its scripts and styles are in the page itself.
    answer.headers["Content-Security-Policy"] = _POLICY
    answer.headers["X-Frame-Options"] = "DENY"
    return answer


def install_docs(app: Flask) -> None:
    """Add the pages, and let the description know the app's routes."""
    app.register_blueprint(docs)
    spec.app = app
