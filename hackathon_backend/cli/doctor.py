"""`doctor`: checks everything that the service stands on, and says how to mend what is wrong."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import httpx2
from rich.console import Console

from ..engines import Engine, EngineDeps, build_engines
from ..engines.registry import setting_names
from ..errors import Model7Error
from ..films.pool import RenderPool
from ..films.voices import voice_of
from ..jobs import Database, prepare_database
from ..jobs.store.stored_objects import StoredObjects
from ..lessons import Library
from ..model7.chat_models import chat_model_of, refine_model_of
from ..settings import Settings, strange_settings
from ..speech.kokoro.model import GET as GET_KOKORO
from ..storage import DiskRoom, WorkFolders
from ..storage.building import check_storage, s3_storage_of
from ..storyboard import font_packages, missing_scripts
from ..workers.broker import check_broker
from ..writers.templates.library import TemplateLibrary

_LOW_DISK = 1024**3

_SCRIPTS = {
    "Greek": "αβγ", "Cyrillic": "абв", "Arabic": "ابت", "Hebrew": "אבג", "Devanagari": "कखग", "Thai": "กขค",
    "Bengali": "কখগ", "Tamil": "கஙச", "Telugu": "కఖగ", "Chinese": "光合作", "Japanese": "ひらカタ", "Korean": "한국어",
}  # fmt: skip


@dataclass(frozen=True)
class Diagnosis:
    """One thing checked. `mend` says what to do about it; `fatal`: nothing works before that is done."""

    what: str
    mend: str = ""
    fatal: bool = False


def run(settings: Settings, _options: argparse.Namespace) -> int:
    """Print every finding; 1 if something has to be mended before videos can be made."""
    console = Console(highlight=False, markup=False, soft_wrap=True)
    findings = list(examine(settings))
    for finding in findings:
        mark = "✅" if not finding.mend else "❌" if finding.fatal else "⚠️ "
        console.print(f"{mark} {finding.what}" + (f"\n     {finding.mend}" if finding.mend else ""))
    fatal = sum(finding.fatal for finding in findings)
    console.print("\nAll that videos need is there." if not fatal else f"\n{fatal} to mend before videos can be made.")
    return 1 if fatal else 0


def examine(settings: Settings) -> Iterator[Diagnosis]:
    """Every finding, in the order in which things are needed."""
    yield Diagnosis(f"Python {sys.version_info.major}.{sys.version_info.minor}")
    for line in strange_settings(_setting_names(settings)):
        yield Diagnosis("Settings", line)
    yield from _folders(settings)
    yield _tried(
        f"Database {_without_password(settings.database_url)}", lambda: prepare_database(settings.database_url)
    )
    if settings.workers == "celery":
        yield _tried(f"Broker {_without_password(settings.broker)}", lambda: check_broker(settings))
    yield from _lessons(settings)
    yield from _templates(settings)
    yield from _language_model(settings)
    yield from _refining(settings)
    yield from _engines(settings)
    yield from _voices(settings)
    yield from _fonts()


def _folders(settings: Settings) -> Iterator[Diagnosis]:
    what = "Videos are" if settings.storage == "local" else "Work in progress is"
    finding = _tried(f"{what} kept in {settings.video_dir}", WorkFolders(settings.work_dir).prepare)
    yield finding
    if not finding.fatal:
        free = DiskRoom(settings.video_dir).free_bytes()
        low = "Free some, or set VIDEO_DIR to a folder on another disk." if free < _LOW_DISK else ""
        yield Diagnosis(f"{free / 1024**3:.1f} GiB of disk are free", low)
    if settings.storage == "s3":
        yield from _bucket(settings)
    yield _tried(f"Logs are kept in {settings.log_dir}", lambda: _write_log(settings))


def _bucket(settings: Settings) -> Iterator[Diagnosis]:
    database = Database(settings.database_url)
    try:
        check_storage(settings)
        storage = s3_storage_of(settings, StoredObjects(database))
        storage.prepare()
    except Model7Error as error:
        yield Diagnosis("Finished videos are kept in a bucket", error.message, fatal=True)
        return
    finally:
        database.close()
    at = storage.shelf.bucket.place
    yield _tried(f"Finished videos are kept in the bucket {at.name} at {at.endpoint or 'Amazon S3'}", storage.check)


def _lessons(settings: Settings) -> Iterator[Diagnosis]:
    library = Library.load(*([settings.lessons_dir] if settings.lessons_dir else []))
    yield from _problems(f"Lessons: {len(library.lessons)}", list(library.problems), fatal=False)


def _templates(settings: Settings) -> Iterator[Diagnosis]:
    library = TemplateLibrary.load(settings.templates_dir)
    of_own = f", {', '.join(library.replaced)} in the place of built-in ones" if library.replaced else ""
    yield from _problems(f"Templates: {len(library.templates)}{of_own}", list(library.problems), fatal=False)


def _setting_names(settings: Settings) -> list[str]:
    try:
        return setting_names(settings.video_engines)
    except Model7Error:  # `_engines` tells of it
        return setting_names()


def _language_model(settings: Settings) -> Iterator[Diagnosis]:
    model = chat_model_of(settings)
    if model is None:
        yield Diagnosis(
            "No language model: rules and the lessons' own text stand in",
            "Set OPENAI_API_KEY, or OPENAI_BASE_URL to a local server, for answers beyond the lessons.",
        )
        return
    problems = model.problems() or _problem_of_running_server(settings)
    yield from _problems(f"Language model {settings.chat_model}", problems, fatal=False)


def _refining(settings: Settings) -> Iterator[Diagnosis]:
    chat = chat_model_of(settings)
    model = refine_model_of(settings, chat)
    if model is not None and model is not chat:
        yield from _problems(f"Language model {model.model} refines prompts", model.problems(), fatal=False)


def _problem_of_running_server(settings: Settings) -> list[str]:
    """What the server that runs with these settings has found out about the model, if one runs here."""
    host = "127.0.0.1" if settings.host in ("0.0.0.0", "::", "") else settings.host  # noqa: S104 - compared, not bound
    try:
        told = httpx2.get(f"http://{host}:{settings.port}/healthz", timeout=2).json()["language_model"]
        return [f"{told['reason']} The running server tries it again at {told['until']}."] if told["reason"] else []
    except (httpx2.HTTPError, httpx2.InvalidURL, ValueError, LookupError, TypeError):
        return []


def _engines(settings: Settings) -> Iterator[Diagnosis]:
    try:
        engines = build_engines(EngineDeps(settings, RenderPool(1)))
    except Model7Error as error:
        yield Diagnosis("Video engines", error.message, fatal=True)
        return
    found = {name: engine.problems() for name in engines.names if (engine := engines.get(name))}
    none_works = all(found.values())
    for name, problems in found.items():
        price = _price_of(engine) if (engine := engines.get(name)) else ""
        yield from _problems(f"Engine {name}: {price}", problems, fatal=none_works)


def _price_of(engine: Engine) -> str:
    """What a minute of video costs there, by the model that is ordered if a request names none."""
    if not engine.paid:
        return "free"
    model = engine.models()[0]
    if model.price_per_second is None:
        return f"the price of {model.id} is not known; MODELS_FILE can set it"
    return f"a minute of {model.id} costs ${60 * model.price_per_second:,.2f}"


def _voices(settings: Settings) -> Iterator[Diagnosis]:
    try:
        problems = voice_of(settings).problems()
    except Model7Error as error:
        yield Diagnosis("Voices", error.message, fatal=True)
        return
    yield from _problems(f"Voices: {', '.join(settings.voices)}", problems, fatal=False)
    if "kokoro" not in settings.voices:
        yield Diagnosis("Languages other than English are spoken plainly", _way_to_kokoro(settings))


def _way_to_kokoro(settings: Settings) -> str:
    if settings.kokoro_dir is None:
        return f"For natural voices, set KOKORO_DIR to a folder and VOICES=natural,kokoro,espeak. {GET_KOKORO}"
    return "KOKORO_DIR is set, but VOICES does not name it: set VOICES=natural,kokoro,espeak."


def _fonts() -> Iterator[Diagnosis]:
    try:
        missing = {what: scripts for what, letters in _SCRIPTS.items() if (scripts := missing_scripts(letters))}
    except Model7Error as error:
        yield Diagnosis("Fonts", error.message, fatal=True)
        return
    scripts = sorted(script for found in missing.values() for script in found)
    mend = f"For {', '.join(missing)}: {font_packages(scripts)}" if missing else ""
    yield Diagnosis("Fonts", mend)


def _problems(what: str, problems: list[str], *, fatal: bool) -> Iterator[Diagnosis]:
    if not problems:
        yield Diagnosis(what)
    for problem in problems:
        yield Diagnosis(what, problem, fatal=fatal)


def _tried(what: str, act: Callable[[], object]) -> Diagnosis:
    try:
        act()
    except Model7Error as error:
        return Diagnosis(what, error.message, fatal=True)
    except Exception as error:
        return Diagnosis(what, str(error).splitlines()[0], fatal=True)
    return Diagnosis(what)


def _write_log(settings: Settings) -> None:
    settings.log_dir.mkdir(parents=True, exist_ok=True)
    probe = settings.log_dir / ".probe"
    probe.write_bytes(b"")
    probe.unlink()


def _without_password(url: str) -> str:
    head, at, tail = url.rpartition("@")
    return f"{head.split('//')[0]}//{at and '...'}{at}{tail}" if at else url
