"""Settings of who may ask, and for what. `Settings` has them among all others."""

from __future__ import annotations

from pydantic_settings import BaseSettings


class AccessSettings(BaseSettings):
    """Who may log in here, and how."""

    allow_anyone: bool = False
