"""Reads the command line and calls the command; every foreseen error is one line on standard error."""

from __future__ import annotations

import argparse
import gc
import sys
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path
from typing import get_args

from ..errors import Model7Error
from ..settings import load_settings
from ..storyboard import ThemeName


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; returns the exit status: 0 done, 1 not done, 2 wrong usage or settings."""
    options = _parser().parse_args(arguments)
    try:
        settings = load_settings()
        # Each command brings in only what it needs: `serve` loads the web, `clean` does not.
        command = import_module(f".{options.command.replace('-', '_')}", __package__)
        gc.freeze()
        gc.enable()
        status: int = command.run(settings, options)
    except Model7Error as error:
        mark = "❌ " if options.command == "doctor" else ""
        print(mark + error.message, file=sys.stderr)  # noqa: T201
        return 2
    except ImportError as error:
        if ".so" not in str(error):
            raise
        print(f"A library of the system is missing: {error}. {_GET_LIBRARIES}", file=sys.stderr)  # noqa: T201
        return 2
    except KeyboardInterrupt:
        return 130
    return status


_GET_LIBRARIES = (
    "What draws needs two that slim systems lack: apt-get install libegl1 libgl1 (Debian, Ubuntu), "
    "dnf install libglvnd-egl libglvnd-glx (Fedora, RHEL)."
)
_ROLES = ("student", "teacher", "admin")


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        "python -m hackathon_backend", description="Model 7: a lesson chat that makes videos."
    )
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    commands.add_parser("serve", help="serve the chat and the videos on HOST:PORT")
    _add_worker(
        commands.add_parser("worker", help="make the videos that a server with WORKERS=celery takes orders for")
    )
    commands.add_parser("migrate", help="bring the database up to date; serve and worker do it by themselves")
    ask = commands.add_parser("ask", help="take one chat turn here, with progress")
    ask.add_argument("message", metavar="MESSAGE")
    ask.add_argument("--lesson", metavar="ID", help="the lesson that is being read")
    ask.add_argument("--engine", metavar="E", help="make a video with this engine alone, e.g. storyboard or sora")
    _add_render(commands.add_parser("render", help="make a video of a storyboard or a lesson"))
    _add_lesson(commands.add_parser("lesson", help="make a lesson of a document"))
    clean = commands.add_parser("clean", help="remove videos older than MAX_VIDEO_AGE_DAYS")
    clean.add_argument("--dry-run", action="store_true", help="only say what would be removed")
    move = commands.add_parser("move-storage", help="copy all finished videos into the bucket, or out of it")
    move.add_argument("--to", required=True, choices=("s3", "local"), help="where they are to be")
    move.add_argument("--delete", action="store_true", help="remove each from where it was, once its copy is verified")
    audit = commands.add_parser("audit", help="say who did what, newest first")
    audit.add_argument("--owner", metavar="OWNER", help="only what this owner did, e.g. local or key:...")
    audit.add_argument("--since", metavar="DATE", help="a date or a time, as 2026-11-29 or 2026-11-29T08:00:00Z")
    audit.add_argument("--limit", metavar="N", type=int, default=200, help="entries at most, 200 if not given")
    audit.add_argument("--json", action="store_true", help="one JSON object a line")
    _add_keys(
        commands.add_parser("keys", help="API keys: with the first one, only those who log in may use the server")
    )
    _add_accounts(commands.add_parser("accounts", help="people who log in with a name and a password"))
    commands.add_parser("doctor", help="check keys, engines, voices, fonts, libraries, folders and disk space")
    return parser


def _add_worker(worker: argparse.ArgumentParser) -> None:
    worker.add_argument(
        "kinds", metavar="steps|render|beat", nargs="*", help="the kinds of work; all of them if none is named"
    )
    worker.add_argument(
        "--concurrency", metavar="N", type=int, default=0, help="how much at once; with one kind of work only"
    )
    worker.add_argument("--check", action="store_true", help="only say whether such workers run here")
    worker.add_argument("--parent", type=int, default=0, help=argparse.SUPPRESS)


def _add_render(render: argparse.ArgumentParser) -> None:
    render.add_argument("file", metavar="FILE", type=Path, help="a storyboard (.json) or a lesson (.md)")
    render.add_argument("-o", "--output", metavar="OUT.mp4", type=Path, help="the video; captions go beside it as .vtt")
    render.add_argument("--theme", choices=get_args(ThemeName), help="another look than the storyboard's own")
    render.add_argument("--size", metavar="WxH", default="1280x720", help="pixels, 1280x720 if not given")
    render.add_argument("--voice", metavar="NAME", help="one of VOICES, or a speaker of the openai voice")
    render.add_argument("--seconds", metavar="N", type=float, help="how long it shall be; a lesson is written to fit")
    render.add_argument("--cfr", action="store_true", help="write every frame, for editors that need it")
    render.add_argument("--check", action="store_true", help="look for faults first; make nothing if there are any")
    render.add_argument("--frames", metavar="DIR", type=Path, help="write a PNG of each scene")
    render.add_argument("--sheet", metavar="FILE", type=Path, help="write a contact sheet (.webp or .jpg)")


def _add_lesson(lesson: argparse.ArgumentParser) -> None:
    actions = lesson.add_subparsers(dest="action", required=True, metavar="ACTION")
    convert = actions.add_parser("convert", help="read a PDF, slides, a text document, a book, a page or a transcript")
    convert.add_argument("file", metavar="FILE", type=Path, help="the document")
    convert.add_argument("-o", "--output", metavar="FOLDER", type=Path, help="for lesson.md and its pictures")
    translate = actions.add_parser("translate", help="put a lesson into another language with a language model")
    translate.add_argument("file", metavar="FILE", type=Path, help="the lesson (.md)")
    translate.add_argument("--to", required=True, metavar="LANGUAGE", help="as es or pt-BR")
    translate.add_argument("--keep", metavar="A,B", default="", help="names that stay as they are")
    translate.add_argument("-o", "--output", metavar="OUT.md", type=Path, help="FILE with the language if not given")


def _add_keys(keys: argparse.ArgumentParser) -> None:
    actions = keys.add_subparsers(dest="action", required=True, metavar="ACTION")
    create = actions.add_parser("create", help="make a key; it is shown once")
    create.add_argument("name", metavar="NAME", help="what it is for")
    create.add_argument(
        "--scopes", metavar="A,B", help="chat, videos:read, videos:write, admin; all but the last if not given"
    )
    create.add_argument(
        "--expires", metavar="WHEN", help="30d, 12h, or a day, 2027-07-31, that is its last; else never"
    )
    create.add_argument(
        "--budget", metavar="USD", help="what may be spent with it in a month; else no limit of its own"
    )
    actions.add_parser("list", help="show every key, without its secret")
    revoke = actions.add_parser("revoke", help="end a key at once")
    revoke.add_argument("name", metavar="NAME|ID")


def _add_accounts(accounts: argparse.ArgumentParser) -> None:
    actions = accounts.add_subparsers(dest="action", required=True, metavar="ACTION")
    create = actions.add_parser("create", help="make an account; its first password is shown once")
    create.add_argument("name", metavar="NAME")
    create.add_argument("--ask", action="store_true", help="ask for the password, and show none")
    invite = actions.add_parser("invite", help="show the address at which somebody makes their own account, once")
    invite.add_argument("--hours", type=float, default=72, help="for how long it is good; 72 if not given")
    for each in (create, invite):
        each.add_argument("--role", choices=_ROLES, default=_ROLES[0], help="a student if not given")
    actions.add_parser("list", help="show every account")
    for name, words in (
        ("disable", "close an account, and log it out everywhere"),
        ("enable", "open it again"),
        ("reset", "give it a new password, to be changed at the first log-in"),
        ("role", "let it do what another role may"),
    ):
        actions.add_parser(name, help=words).add_argument("name", metavar="NAME")
    actions.choices["role"].add_argument("role", choices=_ROLES)
