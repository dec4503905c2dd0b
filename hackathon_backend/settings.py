"""Every setting, read once from the environment and `.env` into one frozen object.

`.env.example` explains each in a line; a test keeps the two alike.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path
from typing import Any, Literal, TypeVar

from dotenv import dotenv_values
from pydantic import AliasChoices, Field, ValidationError, ValidationInfo, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from . import setting_values as of
from .access_settings import AccessSettings
from .errors import SettingsError
from .plain import did_you_mean, fault_in_words
from .spending_settings import SpendingSettings
from .storage_settings import StorageSettings
from .worker_settings import WorkerSettings

OPENAI_URL = "https://api.openai.com/v1"
POE_URL = "https://api.poe.com/v1"


class FrozenSettings(BaseSettings):
    """What is read from the environment and `.env`, once."""

    model_config = SettingsConfigDict(
        env_file=".env",
        env_ignore_empty=True,
        extra="ignore",
        frozen=True,
        str_strip_whitespace=True,
        populate_by_name=True,
    )

    def secrets(self) -> tuple[str, ...]:
        """Every value that no log and no answer may show."""
        named = ((name, getattr(self, name)) for name in type(self).model_fields)
        # Servers at home take any key: hiding a "k" or "none" everywhere would only make logs unreadable.
        return tuple(
            value for name, value in named if name.endswith(_SECRET) and isinstance(value, str) and len(value) >= 6
        )


_SECRET = ("_key", "_secret", "_token")
S = TypeVar("S", bound=FrozenSettings)


class Settings(AccessSettings, SpendingSettings, StorageSettings, WorkerSettings, FrozenSettings):
    """What can be set. Lengths of time are in the unit that the name says, otherwise in seconds."""

    host: of.Address = "127.0.0.1"
    port: int = Field(5000, ge=1, le=65535)
    cors_origins: of.Origins = (r"https?://(localhost|127\.0\.0\.1|\[::1\])(:\d+)?",)
    public_url: of.Url | None = None
    trusted_hosts: of.HostNames = ()
    embed_origins: of.FrameOrigins = ("*",)
    web_threads: int = Field(1200, ge=8, le=10_000)

    openai_api_key: of.Key | None = None
    openai_base_url: of.Url | None = None
    chat_model: of.Name = "gpt-6-luna"
    chat_timeout: float = Field(45, gt=0, le=600)
    chat_parallel: int = Field(4, ge=1, le=32)
    chat_at_once: int = Field(16, ge=1, le=1000)

    refine_api_key: of.Key | None = None
    poe_api_key: of.Key | None = None
    refine_base_url: of.Url | None = None
    refine_model: of.Name | None = None

    video_engines: of.Names = ("storyboard",)
    sora_api_key: of.Key | None = None
    sora_base_url: of.Url | None = None
    sora_model: of.Name = "sora-2"
    sora_max_concurrent: int = Field(0, ge=0, le=1_000_000)
    sora_webhook_secret: of.WebhookSecret | None = None
    sora_requests_per_minute: int = Field(0, ge=0, le=1_000_000)
    max_poll_timeout: float = Field(600, gt=0, le=86_400)
    render_workers: int = Field(0, ge=0, le=64)
    models_file: of.File | None = None

    voices: of.Names = ("natural", "espeak")
    voice_speed: float = Field(1.0, ge=0.8, le=1.25)
    speech_api_key: of.Key | None = None
    speech_base_url: of.Url | None = None
    speech_model: of.Name = "tts-1"
    speech_voice: of.Name = "alloy"
    piper_voice: of.File | None = None
    kokoro_dir: of.Folder | None = None
    narration_audio: Literal["mix", "replace", "off"] = "mix"

    webhook_url: of.WebhookUrl | None = None
    webhook_hosts: of.Hosts = ()
    webhook_secret: of.WebhookSecret | None = Field(None, validate_default=True)

    blotato_api_key: of.Key | None = None
    blotato_base_url: of.Url = "https://backend.blotato.com/v2"
    blotato_media: Literal["upload", "link"] = "upload"
    publish_by: Literal["teachers", "admins"] = "teachers"

    moderation: Literal["on", "off"] = "on"
    moderation_base_url: of.Url | None = None
    moderation_api_key: of.Key | None = None
    moderation_model: of.Name = "omni-moderation-latest"

    video_dir: of.Place = Field(Path("generated_videos"), validate_default=True)
    keep_audit_days: float = Field(365, ge=0, le=36_500)
    database_url: of.DatabaseUrl = "sqlite:///model7.db"
    lessons_dir: of.Folder | None = None
    templates_dir: of.Folder | None = None

    log_dir: of.Place = Field(Path("logs"), validate_default=True)
    log_keep_hours: int = Field(168, ge=1, le=87_600)
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = "INFO"
    log_format: Literal["text", "json"] = "text"
    metrics: Literal["off", "on"] = "off"
    metrics_host: of.Address = "127.0.0.1"
    metrics_port: int = Field(0, ge=0, le=65_535)

    @field_validator("cors_origins", "embed_origins", "video_engines", "voices", mode="before")
    @classmethod
    def _split(cls, value: Any) -> Any:
        names = [name.strip() for name in value.split(",") if name.strip()] if isinstance(value, str) else list(value)
        if not names:
            raise ValueError("names nothing: write names with commas between them, or leave it out")
        return tuple(dict.fromkeys(names))

    @field_validator("webhook_hosts", "trusted_hosts", mode="before")
    @classmethod
    def _hosts(cls, value: Any) -> Any:
        return cls._split(value) if value else ()

    @field_validator("webhook_secret")
    @classmethod
    def _signs(cls, value: str | None, info: ValidationInfo) -> str | None:
        if value is None and (info.data.get("webhook_url") or info.data.get("webhook_hosts")):
            raise ValueError("is needed to sign webhooks: whsec_ followed by 32 random bytes in base64")
        return value

    @field_validator("log_level", mode="before")
    @classmethod
    def _upper(cls, value: Any) -> Any:
        return value.upper() if isinstance(value, str) else value

    @property
    def has_chat_model(self) -> bool:
        """Whether a language model is set up: a key, or the address of a server that may need none."""
        return bool(self.openai_api_key or self.openai_base_url)

    @property
    def refine_key(self) -> str | None:
        """The key of a language model of its own that refines prompts."""
        return self.refine_api_key or self.poe_api_key

    @property
    def refine_key_name(self) -> str:
        """The setting that has it."""
        return "POE_API_KEY" if self.poe_api_key and not self.refine_api_key else "REFINE_API_KEY"

    @property
    def refine_url(self) -> str | None:
        """Where such a model is: a key of Poe's alone leads there, any other to the chat's server."""
        return self.refine_base_url or (self.openai_base_url if self.refine_api_key else POE_URL)

    @property
    def sora_url(self) -> str:
        """Where the `sora` engine's server is."""
        return self.sora_base_url or self.openai_base_url or OPENAI_URL

    @property
    def sora_key(self) -> str | None:
        """The key for the `sora` engine's server."""
        return self.sora_api_key or self.openai_api_key

    @property
    def cores(self) -> int:
        """How many renders run at once: RENDER_WORKERS, or one for each core that this process may use."""
        usable = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
        return self.render_workers or usable

    @property
    def work_dir(self) -> Path:
        """Where work in progress is kept: beside the finished files, so that a move into place is one rename."""
        return self.video_dir / ".work"

    @property
    def framed_by(self) -> tuple[str, ...]:
        """The origins whose pages may frame the embedded player; empty for none."""
        return () if "none" in self.embed_origins else self.embed_origins


def load_settings(**overrides: Any) -> Settings:
    """Read the settings. Raises `SettingsError` with one line that names the first wrong one."""
    return read_settings(Settings, **overrides)


def read_settings(kind: type[S], **overrides: Any) -> S:
    """Read the settings of a kind. Raises `SettingsError` with one line that names the first wrong one."""
    try:
        return kind(**overrides)
    except ValidationError as error:
        fault = error.errors(include_url=False)[0]
        name = str(fault["loc"][0]).upper() if fault["loc"] else "settings"
        given = fault.get("input")
        # A key or a password must not end up on a screen or in a log.
        secret = name.lower().endswith((*_SECRET, "_url")) or repr(given) in str(fault["msg"])
        shown = "" if secret or given is None else f" (it is {given!r})"
        raise SettingsError(
            f"{name}: {fault_in_words(fault).rstrip(chr(46))}{shown}. See .env.example.", param=name
        ) from None
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsError(f".env can't be read as text in UTF-8 ({type(error).__name__}).") from None


_OTHERS = ("OPENAI_ORG_ID", "OPENAI_PROJECT_ID", "OPENAI_WEBHOOK_SECRET", "HOSTNAME", "HOSTTYPE", "LOGNAME", "HOSTS")
"""Names that other programs go by."""


def names_of(kind: type[FrozenSettings]) -> list[str]:
    """The names, in capitals, by which the settings of a kind are read."""
    aliases = (field.validation_alias or name for name, field in kind.model_fields.items())
    choices = (each.choices if isinstance(each, AliasChoices) else [each] for each in aliases)
    return [str(name).upper() for names in choices for name in names]


def strange_settings(others: Iterable[str] = ()) -> list[str]:
    """A line for each name that looks like a setting and is none: all in `.env`, and of the environment those that
    are nearly one. `others` are those that belong to parts of their own.
    """
    known = [*names_of(Settings), *others]
    in_file = dotenv_values(".env") if Path(".env").is_file() else {}
    return [
        f"{name} is no setting and changes nothing.{near}"
        for name in dict.fromkeys([*in_file, *os.environ])
        if name.upper() not in (*known, *_OTHERS) and ((near := _near(name, known)) or name in in_file)
    ]


def _near(name: str, known: Iterable[str]) -> str:
    # PORTS or VOICE may be anybody's; what has two words and is nearly ours is meant for us.
    if "_" not in name:
        return ""
    return did_you_mean(name.upper(), list(known), cutoff=0.85)
