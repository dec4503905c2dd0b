"""Every setting, read once from the environment and `.env` into one frozen object.

`.env.example` explains each in a line; a test keeps the two alike.
"""

from __future__ import annotations

import base64
import os
import re
from contextlib import suppress
from pathlib import Path
from typing import Annotated, Any, Literal
from urllib.parse import urlsplit

from pydantic import AfterValidator, Field, ValidationError, ValidationInfo, field_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from .errors import SettingsError, UrlRefused

OPENAI_URL = "https://api.openai.com/v1"


def _http_url(value: str) -> str:
    if not value.startswith(("http://", "https://")):
        raise ValueError("must start with http:// or https://")
    try:
        named = bool(urlsplit(value).hostname)
    except ValueError:
        named = False
    if not named:
        raise ValueError("must be an address such as https://videos.school.example")
    return value.rstrip("/")


def _database_url(value: str) -> str:
    # Hosting services still hand out the scheme that SQLAlchemy dropped, and none names the driver.
    for scheme in ("postgres://", "postgresql://"):
        if value.startswith(scheme):
            return "postgresql+psycopg://" + value.removeprefix(scheme)
    if not value.startswith(("sqlite:///", "postgresql+")):
        raise ValueError("must start with sqlite:/// or postgresql://")
    return value


_ORIGIN = re.compile(
    r"https?://((\*\.)?[a-z\d](-?[a-z\d])*(\.[a-z\d](-?[a-z\d])*)*|\[[\da-f:.]+\])(:(\d{1,5}|\*))?",
    re.ASCII | re.IGNORECASE,
)


def _frame_origin(value: str) -> str:
    # It goes into a header as it is.
    if value not in ("*", "none") and not _ORIGIN.fullmatch(value):
        raise ValueError("must be origins such as https://lms.school.example, or * or none")
    return value


_HOST_NAME = re.compile(r"(\*|(\*\.)?[a-z0-9_]([a-z0-9_.-]*[a-z0-9_])?|[0-9a-f:.]+)", re.ASCII | re.IGNORECASE)


def _host_name(value: str) -> str:
    name = value.strip("[]") if value.startswith("[") else value
    if not name.isascii():
        with suppress(UnicodeError):
            name = name.encode("idna").decode("ascii")
    if not _HOST_NAME.fullmatch(name):
        raise ValueError("must be host names without a port, such as videos.school.example or *.school.example, or *")
    return name.lower()


def _webhook_url(value: str) -> str:
    # Imported when it is wanted: the HTTP client takes its time.
    from .safe_fetch import check_url

    try:
        check_url(value)
    except UrlRefused as error:
        raise ValueError(error.message) from None
    return value


def _webhook_secret(value: str) -> str:
    try:
        key = base64.b64decode(value.removeprefix("whsec_"), validate=True)
    except ValueError:
        key = b""
    if not value.startswith("whsec_") or not key:
        raise ValueError("must be whsec_ followed by a key in base64")
    return value


Url = Annotated[str, AfterValidator(_http_url)]
Names = Annotated[tuple[str, ...], NoDecode]


class Settings(BaseSettings):
    """What can be set. Lengths of time are in the unit that the name says, otherwise in seconds."""

    model_config = SettingsConfigDict(env_file=".env", env_ignore_empty=True, extra="ignore", frozen=True)

    host: str = "127.0.0.1"
    port: int = Field(5000, ge=0, le=65535)
    cors_origins: Names = (r"https?://(localhost|127\.0\.0\.1|\[::1\])(:\d+)?",)
    public_url: Url | None = None
    trusted_hosts: Annotated[tuple[Annotated[str, AfterValidator(_host_name)], ...], NoDecode] = ()
    embed_origins: Annotated[tuple[Annotated[str, AfterValidator(_frame_origin)], ...], NoDecode] = ("*",)
    web_threads: int = Field(1200, ge=8, le=10_000)

    openai_api_key: str | None = None
    openai_base_url: Url | None = None
    chat_model: str = "gpt-6-luna"
    chat_timeout: float = Field(45, gt=0, le=600)

    video_engines: Names = ("storyboard",)
    sora_api_key: str | None = None
    sora_base_url: Url | None = None
    sora_model: str = "sora-2"
    sora_max_concurrent: int = Field(0, ge=0, le=1_000_000)
    sora_requests_per_minute: int = Field(0, ge=0, le=1_000_000)
    max_poll_timeout: float = Field(600, gt=0, le=86_400)
    render_workers: int = Field(0, ge=0, le=64)

    voices: Names = ("natural", "espeak")
    voice_speed: float = Field(1.0, ge=0.8, le=1.25)
    speech_api_key: str | None = None
    speech_base_url: Url | None = None
    speech_model: str = "tts-1"
    speech_voice: str = "alloy"
    piper_voice: Path | None = None
    narration_audio: Literal["mix", "replace", "off"] = "mix"

    webhook_url: Annotated[str, AfterValidator(_webhook_url)] | None = None
    webhook_hosts: Names = ()
    webhook_secret: Annotated[str, AfterValidator(_webhook_secret)] | None = Field(None, validate_default=True)

    video_dir: Path = Path("generated_videos")
    disk_reserve_mb: float = Field(500, ge=0, le=1e9)
    max_storage_mb: float = Field(0, ge=0, le=1e9)
    max_video_age_days: float = Field(7, gt=0, le=36_500)
    database_url: Annotated[str, AfterValidator(_database_url)] = "sqlite:///model7.db"
    lessons_dir: Path | None = None

    log_dir: Path = Path("logs")
    log_keep_hours: int = Field(168, ge=1, le=87_600)
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = "INFO"

    @field_validator("cors_origins", "embed_origins", "video_engines", "voices", mode="before")
    @classmethod
    def _split(cls, value: Any) -> Any:
        names = [name.strip() for name in value.split(",") if name.strip()] if isinstance(value, str) else list(value)
        if not names:
            raise ValueError("names nothing")
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

    def secrets(self) -> tuple[str, ...]:
        """Every value that no log and no answer may show."""
        keys = (self.openai_api_key, self.sora_api_key, self.speech_api_key, self.webhook_secret)
        # Servers at home take any key: hiding a "k" or "none" everywhere would only make logs unreadable.
        return tuple(key for key in keys if key and len(key) >= 6)


def load_settings(**overrides: Any) -> Settings:
    """Read the settings. Raises `SettingsError` with one line that names the first wrong one."""
    try:
        return Settings(**overrides)
    except ValidationError as error:
        fault = error.errors()[0]
        name = str(fault["loc"][0]).upper() if fault["loc"] else "settings"
        given = fault.get("input")
        # A key or a password must not end up on a screen or in a log.
        shown = "" if name.endswith(("_KEY", "_SECRET", "_URL")) else f" (it is {given!r})"
        raise SettingsError(f"{name}: {_plain(fault['msg'])}{shown}. See .env.example.", param=name) from None


def _plain(message: str) -> str:
    return message.removeprefix("Value error, ")
