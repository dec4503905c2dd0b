"""`ask`: one chat turn in the terminal, with live progress."""

from __future__ import annotations

import argparse

from rich.console import Console
from rich.markdown import Markdown

from ..api.chat.view import finished_reply
from ..chat.turns import Ask
from ..container import Container
from ..engines.registry import engine_secrets
from ..errors import RequestError
from ..jobs import Job, Reply, prepare_database
from ..logs import set_up_logging
from ..settings import Settings


def run(settings: Settings, options: argparse.Namespace) -> int:
    """Take the turn and print what came of it; 1 if a video was asked for and none could be made."""
    set_up_logging(settings, secrets=engine_secrets(settings.video_engines))
    engines = (options.engine,) if options.engine else ()
    if not (message := " ".join(options.message.split())):
        raise RequestError("MESSAGE: say what you want to know.")
    prepare_database(settings.database_url)
    # What is asked for here is made here, whoever makes what a server takes orders for.
    container = Container(settings.model_copy(update={"workers": "embedded"}), engines=engines or None)
    container.runner.start()
    try:
        lesson = {"id": options.lesson} if options.lesson else None
        turn = container.chat.turn(Ask(message, lesson, engines=engines))
        reply = turn.answered if turn.job is None else finished_reply(container.watch.wait(turn.job.id), _as_it_is)
    finally:
        container.close()
    _show(reply, container)
    return 1 if reply.fallback else 0


def _as_it_is(_job: Job) -> str:
    return ""


def _show(reply: Reply, container: Container) -> None:
    console = Console()
    if reply.format == "text":
        console.print(Markdown(reply.content or ""))
        return
    console.print(f"\n[bold]{reply.title}[/bold] ({reply.duration})", highlight=False)
    for takeaway in reply.key_takeaways or ():
        console.print(f"  • {takeaway}", highlight=False, markup=False)
    for note in reply.notes:
        console.print(f"  Note: {note}", highlight=False, markup=False)
    name = (reply.video_url or "").rpartition("/")[2]
    place = container.storage.local_copy(name)
    console.print(f"\nThe video is in {place or name}", highlight=False, markup=False, soft_wrap=True)
