"""The process that takes steps of jobs: a Celery worker with threads, since most steps wait for others."""

from __future__ import annotations

from typing import NoReturn

from ..housekeeping import WorkTidier
from ..jobs import StepTaker
from ..model7.base_container import BaseContainer
from ..settings import Settings
from .broker import RENDER, STEPS, broker_answers, celery_app
from .consuming import begin_anew, consume
from .looking import QuietLooks, heard_first
from .stepping import StepTokens
from .tokens import TokenSender
from .waker import TokenWaker

THREADS = 64
"""Steps that one process takes at once."""
LOOKERS = 4
"""Of them without a token, where none comes."""


def run(settings: Settings, threads: int = 0) -> NoReturn:
    """Take steps, and do what else goes on by itself (see docs/workers.md), until told to stop."""
    app = celery_app(settings)
    container = BaseContainer(settings)
    sender = TokenSender(app, container.store.clock)
    waker = TokenWaker(container.store, sender)
    if container.renders is not None:
        container.renders.on_ready.append(lambda _count: sender.want(RENDER))
    taker = StepTaker(container.store, container.pipeline.step, container.engines.known)
    tokens = StepTokens(container.store, taker, waker)
    looks = QuietLooks(tokens.take, lambda: broker_answers(settings), begin_anew, threads=LOOKERS)
    app.task(heard_first(looks, tokens.take), name=STEPS, shared=False)
    waker.start()
    looks.start()
    taker.start()
    container.lessons.importer.start()
    container.lesson_translator.start()
    container.clerk.start()
    WorkTidier(container.store, container.work, container.lessons.leftovers).start()
    if container.dispatcher is not None:
        container.dispatcher.start()
    container.publishing.start()
    consume(app, STEPS, pool="threads", concurrency=threads or THREADS, last_words=taker.give_up)
