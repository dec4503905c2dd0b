"""Tells others when a video has ended: signed calls, kept in the database until they have been taken."""

from .dispatcher import Dispatcher
from .models import Delivery
from .outbox import Outbox
from .targets import Targets

__all__ = ["Delivery", "Dispatcher", "Outbox", "Targets"]
