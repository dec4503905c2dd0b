"""Logs: a file an hour, the job on every line, and no secret in any of them."""

import io
import json
import logging
import os
import threading
import time
from collections.abc import Callable, Iterator
from contextvars import copy_context
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from pydantic import BaseModel, ValidationError
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from hackathon_backend.access.audit import acting
from hackathon_backend.access.principal import Principal, Proof, UserRole
from hackathon_backend.jobs import Database
from hackathon_backend.logs import Console, HourlyFile, set_up_logging
from hackathon_backend.model7 import console
from hackathon_backend.settings import Settings
from hackathon_backend.tracing import Origin, current_origin, current_owner, job_context
from tests.server import Server
from tests.upstream import Scenario, Upstream
from tests.upstream.scenario import Fault

Make = Callable[..., Settings]


@pytest.fixture(autouse=True)
def restored() -> Iterator[None]:
    logger = logging.getLogger("hackathon_backend")
    current_owner.set("-")  # whatever an earlier test's request left
    current_origin.set(Origin())
    yield
    for handler in list(logger.handlers):
        logger.removeHandler(handler)
        handler.close()
    logger.propagate = True


def written(settings: Settings) -> str:
    return "".join(file.read_text("utf-8") for file in settings.log_dir.glob("*.log"))


def test_every_line_carries_its_job(make_settings: Make) -> None:
    settings = make_settings()
    set_up_logging(settings, console=False)
    with job_context("vid_1"):
        logging.getLogger("hackathon_backend.model7").info("inside")
    logging.getLogger("hackathon_backend.model7").info("outside")
    inside, outside = written(settings).splitlines()
    assert " vid_1 " in inside
    assert " - " in outside
    (file,) = settings.log_dir.iterdir()
    assert file.name == f"model7-{datetime.now():%Y-%m-%dT%H}.log"


def test_keys_and_authorisation_never_appear(make_settings: Make, capsys: pytest.CaptureFixture[str]) -> None:
    settings = make_settings(openai_api_key="my-own-key", sora_api_key="another-key")
    set_up_logging(settings)
    log = logging.getLogger("hackathon_backend.engines")
    log.error("refused: my-own-key and another-key")
    log.error("Authorization: Bearer abc.def and authorization=Basic Zm9v, sk-proj-0123456789abcdef")
    try:
        raise ValueError("with my-own-key inside")
    except ValueError:
        log.exception("broke off")
    seen = written(settings) + capsys.readouterr().out
    for secret in ("my-own-key", "another-key", "abc.def", "Zm9v", "sk-proj"):
        assert secret not in seen
    assert seen.count("[hidden]") >= 8


@pytest.mark.parametrize(
    "end", ["\n", "\r", "\r\n", "\x0b", "\x85", "\u2028", "\x1b[2K\x1b[1A", "\u202e", "\ud800", "\0"]
)
def test_what_came_from_outside_can_not_look_like_a_line_of_the_log(
    make_settings: Make, capsys: pytest.CaptureFixture[str], end: str
) -> None:
    settings = make_settings()
    set_up_logging(settings)
    forged = "2026-01-01 00:00:00,000 ERROR - hackathon_backend: all is lost"
    console.generating("Storyboard", f"otters{end}{forged}")
    log = logging.getLogger("hackathon_backend.api")
    log.warning("asked for %s", f"x{end}{forged}")
    try:
        raise ValueError(f"broken{end}{forged}")
    except ValueError:
        log.exception("A request failed: %(path)s", {"path": f"/x{end}{forged}"})
    for seen in (written(settings), capsys.readouterr().out):
        assert not any(line.startswith(forged) for line in seen.splitlines())
        assert end == "\n" or end not in seen


def test_files_older_than_the_limit_go_and_foreign_ones_stay(tmp_path: Path) -> None:
    old, foreign = tmp_path / "model7-2020-01-01T00.log", tmp_path / "other.log"
    for file in (old, foreign):
        file.write_text("x")
        os.utime(file, (time.time() - 7200, time.time() - 7200))
    handler = HourlyFile(tmp_path, keep_hours=1)
    handler.emit(logging.makeLogRecord({"msg": "hello"}))
    handler.close()
    assert not old.exists()
    assert foreign.exists()


def test_the_bar_is_thirty_wide() -> None:
    assert console.bar(0) == "░" * 30
    assert console.bar(25) == "█" * 7 + "░" * 23
    assert console.bar(100) == console.bar(250) == "█" * 30


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize("stream", [io.StringIO(), Terminal()])
def test_a_terminal_sees_one_bar_that_moves_and_a_file_a_line_for_each_change(stream: io.StringIO) -> None:
    handler = Console(stream)
    logger = logging.getLogger("hackathon_backend.console")
    logger.addHandler(handler)
    logger.setLevel("INFO")
    try:
        for percent in (0.0, 25.0, 25.0):
            console.progress(queued=percent == 0, percent=percent)
        console.completed("vid_abc123")
    finally:
        logger.removeHandler(handler)
    shown = stream.getvalue()
    assert shown.count("\n") == (2 if stream.isatty() else 3)
    assert f"🎬 Processing: [{'█' * 7}{'░' * 23}] 25.0%" in shown
    assert f"⏳ Queued: [{'░' * 30}] 0.0%" in shown
    assert shown.endswith("✅ Video generation completed: vid_abc123\n")


def lines(settings: Settings) -> list[dict[str, Any]]:
    return [json.loads(line) for line in written(settings).splitlines()]


def test_a_line_in_json_says_which_request_whose_and_which_job(make_settings: Make) -> None:
    settings = make_settings(log_format="json")
    set_up_logging(settings, console=False)
    log = logging.getLogger("hackathon_backend.model7")
    ada = Principal("user:1", "Ada", UserRole.STUDENT, frozenset(), Proof.SESSION)
    token = current_origin.set(Origin("req-7"))
    with acting(ada):
        log.info("in a request of %s\n%s", "Ada", "two")
    current_origin.reset(token)
    with job_context("vid_1", "user:2"):
        log.warning("at work")
    log.info("by itself")
    first, second, third = lines(settings)
    assert (first["request"], first["owner"], first["job"]) == ("req-7", "user:1", "-")
    assert (first["level"], first["logger"]) == ("INFO", "hackathon_backend.model7")
    assert first["message"] == "in a request of Ada\\ntwo"
    assert datetime.fromisoformat(first["at"]).tzinfo is not None
    assert (second["request"], second["owner"], second["job"]) == ("-", "user:2", "vid_1")
    assert (third["request"], third["owner"], third["job"]) == ("-", "-", "-")


def test_a_traceback_is_part_of_its_line_and_has_no_secret(make_settings: Make) -> None:
    settings = make_settings(log_format="json", openai_api_key="my-own-key")
    set_up_logging(settings, console=False)
    try:
        raise ValueError("with my-own-key and Bearer abc.def inside")
    except ValueError:
        logging.getLogger("hackathon_backend.x").exception("broke off")
    (line,) = lines(settings)
    assert "Traceback" in line["error"] and "ValueError" in line["error"]
    assert "my-own-key" not in str(line) and "abc.def" not in str(line)


def test_a_thread_that_is_started_for_a_request_knows_it(make_settings: Make) -> None:
    settings = make_settings(log_format="json")
    set_up_logging(settings, console=False)
    token = current_origin.set(Origin("req-8"))
    thread = threading.Thread(target=copy_context().run, args=(logging.getLogger("hackathon_backend").info, "there"))
    thread.start()
    thread.join()
    current_origin.reset(token)
    assert lines(settings)[0]["request"] == "req-8"


class _Asked(BaseModel):
    number: int


def test_errors_do_not_tell_what_somebody_wrote(make_settings: Make, database: Database) -> None:
    settings = make_settings()
    set_up_logging(settings, console=False)
    log = logging.getLogger("hackathon_backend.api")
    words = "x', input_type=str, my " + "dia" + "ry"
    try:
        _Asked.model_validate({"number": words})
    except ValidationError:
        log.exception("One")
    try:
        with database.read() as session:
            session.execute(text("select :words from nowhere"), {"words": words})
    except DBAPIError:
        log.exception("Two")
    assert "nowhere" in written(settings)
    assert "diary" not in written(settings)


@pytest.mark.parametrize(("host", "shown"), [("127.0.0.1", True), ("0.0.0.0", False)])
def test_prompts_are_shown_to_whoever_runs_it_for_themselves_and_kept_nowhere(
    make_settings: Make, capsys: pytest.CaptureFixture[str], host: str, shown: bool
) -> None:
    settings = make_settings(host=host)
    set_up_logging(settings)
    console.generating("Storyboard", "a green leaf")
    assert ("Prompt: a green leaf" in capsys.readouterr().out) is shown
    assert "leaf" not in written(settings)
    assert "Storyboard" in written(settings)


def test_prompts_are_written_at_debug(make_settings: Make) -> None:
    settings = make_settings(log_level="DEBUG")
    set_up_logging(settings, console=False)
    console.generating("Storyboard", "a green leaf")
    assert "leaf" in written(settings)


def test_a_console_that_was_closed_is_passed_over(
    make_settings: Make, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    gone = io.StringIO()
    with monkeypatch.context() as patched:
        patched.setattr("sys.stdout", gone)
        set_up_logging(make_settings())
        console.downloading()
        assert "Downloading" in gone.getvalue()
        gone.close()
        console.downloading()
    console.downloading()
    seen = capsys.readouterr()
    assert "Logging error" not in seen.err
    assert seen.out.count("Downloading") == 1


@pytest.mark.slow
def test_a_server_tells_in_json_what_it_does_and_nothing_of_what_is_said(tmp_path: Path) -> None:
    """The word stands in messages, prompts, addresses, in what the language model says, and in a vendor's refusal."""
    word = "zyzzogeton"
    refusal = {"error": {"message": f"The prompt about {word} is against our policy.", "code": "moderation_blocked"}}
    scenario = Scenario(
        replies=(f"not JSON at all, about {word}",),
        create=Fault(status=400, body=refusal),
    )
    with (
        Upstream(scenario) as upstream,
        Server(
            tmp_path, log_format="json", openai_base_url=upstream.url, sora_base_url=upstream.url,
            sora_api_key="sora-secret-key", video_engines="sora,storyboard",
        ) as server,
    ):  # fmt: skip
        for path, body in (
            ("/api/chat", {"message": f"What is a {word}?"}),
            ("/api/chat", {"message": f"Can you make a video explaining the {word}?"}),
            ("/v1/videos", {"prompt": word, "seconds": word}),
            ("/api/prompts/refine", {"prompt": f"a {word} at night"}),
            (f"/api/{word}", {}),
        ):
            server.post(path, body, timeout=240)
        made = server.post("/v1/videos", {"prompt": f"a {word}", "model": "sora-2"})
        server.get(f"/v1/videos/{made['id']}?{word}={word}")
        server.until(f"select ended_at is not null from jobs where id = '{made['id']}'")
        server.get("/healthz")
        told = [json.loads(line) for line in server.output.splitlines()]
    assert any(line["job"] == made["id"] for line in told), told
    (order,) = [line for line in told if "POST /v1/videos 200" in line["message"]]
    assert order["request"] in str(server.rows("select request_id from audit_log"))
    assert not any("healthz" in line["message"] for line in told)
    everything = server.output + "".join(file.read_text("utf-8") for file in (tmp_path / "logs").iterdir())
    assert word not in everything.lower()
    assert "sora-secret-key" not in everything
