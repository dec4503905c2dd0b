"""The web application: every address of the API and every page, in front of one container."""

from __future__ import annotations

from flask import Flask
from werkzeug.middleware.proxy_fix import ProxyFix

from .api.current import install_container
from .api.guards.cors import allow_origins
from .api.guards.forgery import install_forgery_guard
from .api.guards.gate import install_gate
from .api.guards.identity import install_identity
from .api.guards.measuring import install_measuring
from .api.guards.origin import install_actor, install_origin
from .api.guards.prefix import Prefix
from .api.guards.rates import install_rates
from .api.guards.routes import check_routes
from .api.installing import install_api
from .api.reading import install_errors
from .container import Container, prepare
from .settings import Settings, load_settings
from .web.headers import install_headers
from .web.installing import install_pages


def create_app(settings: Settings | None = None, container: Container | None = None) -> Flask:
    """The web application. Without a `container` it builds one, brings the database up to date, and opens it."""
    settings = settings or load_settings()
    if container is None:
        prepare(settings)
        container = Container(settings)
        container.open()
    app = Flask(__name__, static_folder=None)
    install_container(app, container)
    install_errors(app)
    install_measuring(app)
    install_origin(app)
    install_gate(app, settings)
    install_identity(app)
    install_actor(app)
    install_forgery_guard(app)
    install_pages(app)
    install_api(app)
    check_routes(app)
    install_rates(app, settings)
    allow_origins(app, settings)
    install_headers(app, settings.public_url)
    if settings.trusted_proxies:
        app.wsgi_app = ProxyFix(app.wsgi_app, settings.trusted_proxies, 0, 0, 0, 0)  # type: ignore[method-assign]
    app.wsgi_app = Prefix(app.wsgi_app, settings.public_url)  # type: ignore[method-assign]
    return app
