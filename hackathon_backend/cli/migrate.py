"""`migrate`: brings the database up to date. Servers and workers do it by themselves when they start."""

from __future__ import annotations

import argparse

from ..jobs import prepare_database
from ..settings import Settings


def run(settings: Settings, _options: argparse.Namespace) -> int:
    """Migrate. Raises `SettingsError` if the database can't be used."""
    prepare_database(settings.database_url)
    return 0
