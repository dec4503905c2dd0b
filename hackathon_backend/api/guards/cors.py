"""Which pages of other sites may read the answers, said to browsers as they ask (CORS)."""

from __future__ import annotations

from flask import Flask
from flask_cors import CORS

from ...settings import Settings
from .origins import origin_patterns

_SHOWN = (
    "Accept-Ranges",
    "Content-Length",
    "Content-Range",
    "ETag",
    "Location",
    "X-Conversation-Id",
    "X-Message-Id",
    "X-Request-Id",
)
"""Headers that a page's script may read."""


def allow_origins(app: Flask, settings: Settings) -> None:
    """Finished files are for any page to show; whatever makes or changes something is for CORS_ORIGINS."""
    anybody = {"origins": "*", "methods": ["GET", "HEAD"]}
    CORS(
        app,
        resources={
            r"/videos/.*": {**anybody, "expose_headers": _SHOWN},
            r"/oembed": anybody,
            r"/static/.*": anybody,
            r"/api/videos/[^/]+/views": {"origins": "*", "methods": ["POST"]},
            r"/.*": {"origins": origin_patterns(settings.cors_origins), "expose_headers": _SHOWN},
        },
    )
