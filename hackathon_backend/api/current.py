"""The container of the app that serves this request, and who sent it."""

from __future__ import annotations

from flask import Flask, current_app, g

from ..access.principal import LOCAL, Principal
from ..container import Container

_KEY = "model7"


def install_container(app: Flask, container: Container) -> None:
    """Let the routes of `app` reach `container`."""
    app.extensions[_KEY] = container


def current_container() -> Container:
    """The container of the app that serves this request. Raises `RuntimeError` outside of one."""
    found: Container = current_app.extensions[_KEY]
    return found


def current_principal() -> Principal:
    """Who sent this request; everybody is `LOCAL` while nobody logs in."""
    found: Principal = g.get("principal", LOCAL)
    return found
