"""Whether names in files of `deploy/` are settings, and their values ones that they may have."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from hackathon_backend.engines.registry import setting_names
from hackathon_backend.settings import Settings, load_settings, names_of


def are_known(names: Iterable[str]) -> None:
    """Fail with the names that are no settings."""
    strange = sorted(set(names) - {*names_of(Settings), *setting_names()})
    assert not strange, f"no settings: {strange}"


def are_taken(values: Mapping[str, str]) -> None:
    """Raise `SettingsError` for the first value that would stop the start."""
    load_settings(**{name.lower(): value for name, value in values.items()})
