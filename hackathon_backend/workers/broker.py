"""The Celery application: two queues of wake-up tokens. A token says that something is due and nothing else."""

from __future__ import annotations

import ssl
import sys
from typing import TYPE_CHECKING

from ..errors import SettingsError
from ..settings import Settings

if TYPE_CHECKING:
    from celery import Celery

STEPS, RENDER = "steps", "render"
"""The queues, and their tasks: a step of a job is due; a stage of a film is ready."""
CONNECT_SECONDS = 4.0
_VISIBLE_AGAIN = 120
"""Seconds after which Redis hands a token to another worker if nobody has said that it is done. Twice does no harm."""
_MOST_TOKENS = 10_000
"""That RabbitMQ keeps; more than a few mean that no worker is there, and the sweep sends new ones."""

_CONFIGURATION = {
    # Tokens carry nothing, and nobody asks what came of them.
    "task_serializer": "json",
    "accept_content": ["json"],
    "task_ignore_result": True,
    "result_backend": None,
    "task_store_errors_even_if_ignored": False,
    # One that is lost with its worker comes again; one that is done twice finds nothing.
    "task_acks_late": True,
    "worker_prefetch_multiplier": 1,
    "worker_cancel_long_running_tasks_on_connection_loss": False,
    "broker_connection_retry": True,
    "broker_connection_retry_on_startup": True,
    "broker_connection_max_retries": None,
    "broker_connection_timeout": CONNECT_SECONDS,
    "task_publish_retry": False,
    # Workers don't speak about themselves.
    "worker_enable_remote_control": False,
    "worker_send_task_events": False,
    "worker_hijack_root_logger": False,
    "worker_redirect_stdouts": False,
    # A process of the pool that loads its libraries on a busy machine is slow, and not dead.
    "worker_proc_alive_timeout": 120.0,
    "worker_soft_shutdown_timeout": 0.0,
    "enable_utc": True,
}


def celery_app(settings: Settings) -> Celery:
    """The application for the settings' broker; nothing is connected yet. Raises `SettingsError` without Celery."""
    try:
        from celery import Celery
        from kombu.entity import Queue
    except ImportError as error:
        raise SettingsError(
            "WORKERS: Celery is not installed. Install it with "
            f"`{sys.executable} -m pip install 'celery[redis]>=5.7,<6'`, or set WORKERS=embedded.",
            param="WORKERS",
        ) from error
    limits = {} if _is_redis(settings.broker) else {"x-max-length": _MOST_TOKENS}
    app = Celery("model7", broker=settings.broker, set_as_current=False)
    app.conf.update(
        _CONFIGURATION,
        task_queues=[Queue(name, queue_arguments=limits) for name in (STEPS, RENDER)],  # type: ignore[no-untyped-call]
        task_default_queue=STEPS,
        task_create_missing_queues=False,
        **_transport(settings.broker),
    )
    return app


def check_broker(settings: Settings) -> None:
    """Raise `SettingsError` if tokens can't be sent."""
    app = celery_app(settings)
    try:
        with app.connection_for_write() as connection:
            connection.ensure_connection(max_retries=1, interval_start=0, timeout=CONNECT_SECONDS)
    except Exception as error:  # Each transport has errors of its own.
        raise SettingsError(
            f"BROKER_URL: the broker does not answer ({error}). Videos wait until it does. Check BROKER_URL or "
            "REDIS_URL, the password in it, and that this machine may reach it.",
            param="BROKER_URL",
        ) from error


def broker_answers(settings: Settings) -> bool:
    """Whether tokens can be sent now."""
    try:
        check_broker(settings)
    except SettingsError:
        return False
    return True


def _is_redis(broker: str) -> bool:
    return broker.startswith(("redis://", "rediss://"))


def _transport(broker: str) -> dict[str, object]:
    """What a Redis needs, or a RabbitMQ. Certificates are checked."""
    found: dict[str, object] = {}
    if broker.startswith(("rediss://", "amqps://")):
        found["broker_use_ssl"] = {"ssl_cert_reqs" if _is_redis(broker) else "cert_reqs": ssl.CERT_REQUIRED}
    if _is_redis(broker):
        found["broker_transport_options"] = {
            "visibility_timeout": _VISIBLE_AGAIN,
            "socket_connect_timeout": CONNECT_SECONDS,
            "socket_keepalive": True,
        }
    return found
