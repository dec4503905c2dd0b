"""OpenAPI 3.1 at /openapi.json, made from the models that requests are read with, and a page of it at /docs."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from copy import deepcopy
from typing import Any

from flask import Blueprint, Flask, Response, jsonify
from offapi import OpenAPITemplate
from spectree import Response as Answers
from spectree import SpecTree
from spectree.plugins.flask_plugin import FlaskPlugin

from .. import __version__
from .guards.prefix import root
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


@docs.get("/openapi.json")
def openapi() -> Response:
    """The description of this API."""
    return jsonify(spec.spec | {"servers": [{"url": root() or "/"}], "paths": _with_streams(spec.spec["paths"])})


def _with_streams(paths: Mapping[str, Any]) -> Mapping[str, Any]:
    """The paths, of which those of events answer with streams: spectree knows of JSON alone."""
    told = deepcopy(paths)
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
