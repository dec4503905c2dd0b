"""Whether a video that was ordered is made and brought, or is told why not."""

from __future__ import annotations

import json
from collections.abc import Callable

from ...errors import (
    EngineBroken,
    EngineError,
    EngineTimeout,
    PromptRefused,
)
from ..base import Operation
from .acts import SHORT, TIMEOUT, brought, ended, paid_once, placed, refused
from .target import ConformanceTarget, Mishap


def describes_itself(target: ConformanceTarget) -> None:
    """Its models have ids, lengths, sizes; what is free has no price."""
    engine = target.engine()
    models = engine.models()
    assert engine.name and engine.label and engine.service
    assert models, "it offers no model"
    assert len({model.id for model in models}) == len(models), "two models have the same id"
    for model in models:
        assert model.seconds and min(model.seconds) > 0, f"{model.id} has no lengths"
        assert all(size.replace("x", "", 1).isdigit() for size in model.sizes), f"{model.id}: {model.sizes}"
        assert engine.paid or model.price_per_second in (0, None), f"{model.id} has a price, but costs nothing"
    assert any(model.answers_to(target.order.model) for model in models)


def makes_a_video(target: ConformanceTarget) -> None:
    """An order is placed, polled to its end, and brought as a video."""
    engine, operation = target.engine(), placed(target)
    assert engine.poll(target.order, operation, timeout=TIMEOUT).status in ("queued", "running", "completed")
    target.render(40)
    assert engine.poll(target.order, operation, timeout=TIMEOUT).status in ("running", "queued", "completed")
    target.render(100)
    assert ended(engine, target, operation).status == "completed"
    brought(engine, target, operation)
    paid_once(target)


def goes_on_after_a_restart(target: ConformanceTarget) -> None:
    """The operation is all that another process needs, and a download can be repeated."""
    operation: Operation = json.loads(json.dumps(placed(target)))
    target.engine().poll(target.order, operation, timeout=TIMEOUT)
    target.render(100)
    assert ended(target.engine(), target, operation).status == "completed"
    brought(target.engine(), target, operation)
    brought(target.engine(), target, operation)
    paid_once(target)


def cancels_quietly(target: ConformanceTarget) -> None:
    """Whatever is cancelled, and how often, nothing is raised."""
    operation = placed(target)
    target.engine().cancel(operation, timeout=TIMEOUT)
    target.engine().cancel(operation, timeout=TIMEOUT)
    target.engine().cancel({**operation, "id": "never-heard-of"}, timeout=TIMEOUT)


def has_no_problems(target: ConformanceTarget) -> None:
    """Where all is well it says so, without an order."""
    engine = target.engine()
    assert engine.availability() == "live"
    assert engine.problems() == []
    assert target.asked == 0, "looking for problems cost money"


def outlives_a_poll(mishap: Mishap) -> Callable[[ConformanceTarget], None]:
    """A poll that fails raises, and says nothing of the video."""

    def act(target: ConformanceTarget) -> None:
        operation = placed(target)
        target.play(mishap)
        with refused(target):
            target.engine().poll(target.order, operation, timeout=SHORT if mishap == Mishap.POLL_HANGS else TIMEOUT)
        target.play(None)
        target.render(100)
        assert ended(target.engine(), target, operation).status == "completed"
        paid_once(target)

    return act


def waits_at_an_unknown_status(target: ConformanceTarget) -> None:
    """A word that nobody knows is no end."""
    operation = placed(target)
    target.play(Mishap.UNKNOWN_STATUS)
    told = target.engine().poll(target.order, operation, timeout=TIMEOUT)
    assert told.status in ("queued", "running"), f"a word that it does not know made it {told.status}"


ENDS: dict[Mishap, tuple[type[EngineError], ...]] = {
    Mishap.JOB_AGAINST_POLICY: (PromptRefused,),
    Mishap.JOB_FAILS: (EngineBroken, EngineTimeout),
    Mishap.JOB_CANCELLED: (EngineBroken,),
    Mishap.DONE_WITHOUT_VIDEO: (PromptRefused, EngineBroken),
}


def tells_why_a_video_failed(mishap: Mishap) -> Callable[[ConformanceTarget], None]:
    """The reason is of the right kind."""

    def act(target: ConformanceTarget) -> None:
        target.play(mishap)
        operation = placed(target)
        target.render(100)
        error = ended(target.engine(), target, operation).error
        assert isinstance(error, ENDS[mishap]), f"it is {type(error).__name__}"
        assert target.secret not in error.message
        paid_once(target)

    return act


def brings_the_video_in_the_end(mishap: Mishap) -> Callable[[ConformanceTarget], None]:
    """What goes wrong at a download can be mended by another, without another order."""

    def act(target: ConformanceTarget) -> None:
        operation = placed(target)
        target.render(100)
        assert ended(target.engine(), target, operation).status == "completed"
        target.play(mishap)
        try:
            brought(target.engine(), target, operation)
        except EngineError as error:
            assert target.secret not in error.message
            target.play(None)
            brought(target.engine(), target, operation)
        paid_once(target)

    return act


def keeps_no_web_page_as_a_video(target: ConformanceTarget) -> None:
    """What is no video is refused."""
    operation = placed(target)
    target.render(100)
    ended(target.engine(), target, operation)
    target.play(Mishap.NOT_A_VIDEO)
    with refused(target):
        target.engine().download(target.order, operation, target.folder, timeout=TIMEOUT)


def cancels_in_vain_quietly(target: ConformanceTarget) -> None:
    """A server that can't cancel is no error."""
    operation = placed(target)
    target.play(Mishap.CANCEL_FAILS)
    target.engine().cancel(operation, timeout=TIMEOUT)


def names_the_key_as_the_problem(target: ConformanceTarget) -> None:
    """A wrong key is seen without an order, and the setting is named."""
    target.play(Mishap.BAD_KEY)
    problems = target.engine().problems()
    assert problems, "it sees no problem"
    assert any(word.isupper() and "_" in word for line in problems for word in line.replace(",", " ").split()), (
        f"no setting is named: {problems}"
    )
    assert not any(target.secret in line for line in problems)
    assert target.asked == 0
