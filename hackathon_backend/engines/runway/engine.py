"""The engine: an order's way over Runway's API, from submit to the clip."""

from __future__ import annotations

import base64
import weakref
from collections.abc import Mapping
from functools import partial
from pathlib import Path
from typing import Any

import httpx2

from ...errors import EngineBroken, EngineError, OrderRejected
from ..base import Availability, Clip, Limits, Model, Operation, Order, Progress, Sending, unmarked
from ..vendors.clip_download import ClipDownload, by_fresh_link
from ..vendors.operations import clip_of, placed
from ..vendors.prompting import composed, cut_to_units
from ..vendors.reference import MEDIA_TYPE, reference_picture
from ..vendors.sending import sent_once
from ..vendors.server import HttpAnswer, answer_of
from ..vendors.values import percent_of, status_of, wait_of, word
from .catalogue import MODELS, PROMPT_UNITS, WAYS, Ways
from .faults import RunwayFaults
from .settings import BASE_URL
from .wire import RunwayTransport, Way

POLL_EVERY = 5.0
"""Seconds after which a task has news at the earliest, as the SDK says of `tasks.retrieve`."""

_CHECK_SECONDS = 3.0
_STEPS = {
    "pending": "waiting in the queue of {}",
    "throttled": "waiting for a free place at {}",
    "succeeded": "{} has finished",
    "failed": "",
    "cancelled": "",
}
_POSITIONS = ("first", "last")


class RunwayEngine:
    """Orders clips from Runway. Thread-safe; nothing touches the network before the first call.

    Runway lists no tasks, so an order of unknown outcome can't be looked for: `find` says so, and the order's turn goes
    to the next engine.
    """

    name = "runway"
    label = "Runway"
    service = "Runway API"
    paid = True
    draws_storyboards = False

    def __init__(
        self,
        api_key: str | None,
        base_url: str = BASE_URL,
        *,
        models: tuple[Model, ...] = MODELS,
        limits: Limits | None = None,
    ) -> None:
        self.limits = limits or Limits()
        self._models = models
        self._wire = RunwayTransport(api_key or "", base_url, self.label)
        self._faults = RunwayFaults(self.label, self._wire.api_key)
        weakref.finalize(self, self._wire.close)

    def close(self) -> None:
        """Close the pooled connections; a later call opens new ones."""
        self._wire.close()

    def models(self) -> tuple[Model, ...]:
        """The configured model first."""
        return self._models

    def submit(self, order: Order, *, timeout: float, sending: Sending = unmarked) -> Operation:
        """Place the order, once, within `timeout` seconds in all.

        `sending` is called when the connection stands, just before the first byte is on its way. Raises
        `OutcomeUnknown` if the order may have been taken. Nothing was ordered with any other error:
        `EngineUnreachable`, `KeyRejected`, `RateLimited`, `PromptRefused`, `OrderRejected`.
        """
        self._wire.prepare()
        plain = composed(order, order.source, PROMPT_UNITS) if order.source else order
        fields, notes = _fields(plain)
        way: Way = "image_to_video" if order.references else "text_to_video"
        with sent_once(sending):
            answer = self._wire.create(way, fields, timeout=timeout)
        return placed(order, self._task_id(answer), notes)

    def _task_id(self, answer: HttpAnswer) -> str:
        task = answer.body.get("id") if answer.ok and isinstance(answer.body, dict) else None
        if isinstance(task, str) and task:
            return task
        raise self._faults.order(answer)

    def find(self, order: Order, *, since: float, taken: frozenset[str], timeout: float) -> Operation | None:
        """Always raises `EngineBroken`: Runway has no list of tasks to look through."""
        raise EngineBroken("Runway keeps no list of its tasks, so a lost order can't be looked for.")

    def poll(self, order: Order, operation: Operation, *, timeout: float) -> Progress:
        """Ask how far the task is. A failed task is a `Progress`; a failed request is an `EngineError`."""
        task, headers = self._task(operation, timeout)
        said = word(task.get("status"))
        status = status_of(said)
        if status == "completed" and _link_in(task) is None:
            return Progress("failed", error=self._no_video())
        return Progress(
            status,
            percent=100.0 if status == "completed" else percent_of(task.get("progress")),
            step=_STEPS.get(said, "{} is rendering").format(self.label),
            wait=POLL_EVERY if (asked := wait_of(headers)) is None else asked,
            error=self._faults.task(task) if status == "failed" else None,
        )

    def download(self, order: Order, operation: Operation, folder: Path, *, timeout: float) -> Clip:
        """Bring the clip into `folder`. Links to it hold for a day: the task is asked for a fresh one each time."""
        ask = by_fresh_link(self._wire, partial(self._link, operation))
        video = ClipDownload(self.label, str(operation["id"]), ask, self._not_there).bring(folder, timeout=timeout)
        return clip_of(operation, video)

    def cancel(self, operation: Operation, *, timeout: float) -> None:
        """Have the task stopped, or deleted if it is over; best effort."""
        try:
            self._wire.delete("v1", "tasks", str(operation["id"]), timeout=timeout)
        except EngineError:
            return

    def availability(self) -> Availability:
        """Runway wants a key."""
        return "live" if self._wire.api_key else "needs_key"

    def problems(self) -> list[str]:
        """What keeps it from working. Asks for the account's credit and models, for 3 seconds at most; it is free."""
        if not self._wire.api_key:
            return ["RUNWAYML_API_SECRET is not set: a key of https://dev.runwayml.com is needed."]
        try:
            answer = self._wire.get("v1", "organization", timeout=_CHECK_SECONDS)
        except EngineError as error:
            return [error.message]
        if not answer.ok or not isinstance(answer.body, dict):
            what = "does not answer as Runway's API does; check RUNWAY_BASE_URL"
            return [self._faults.request(answer, what).message]
        return self._shortcomings(answer.body)

    def _shortcomings(self, account: Mapping[str, Any]) -> list[str]:
        model, found = self._models[0].id, []
        credit, tier = account.get("creditBalance"), account.get("tier")
        offered = tier.get("models") if isinstance(tier, dict) else None
        if isinstance(credit, int | float) and credit <= 0:
            found.append(f"{self.label}'s account has no credit left: buy some at https://dev.runwayml.com.")
        if isinstance(offered, dict) and offered and model not in offered:
            found.append(f"RUNWAY_MODEL: the account may not use {model}. It may use {', '.join(sorted(offered))}.")
        return found

    def _task(self, operation: Operation, timeout: float) -> tuple[Mapping[str, Any], Mapping[str, str]]:
        answer = self._wire.get("v1", "tasks", str(operation["id"]), timeout=timeout)
        if not answer.ok or not isinstance(answer.body, dict) or not word(answer.body.get("status")):
            raise self._faults.request(answer, "did not tell how far the video is")
        return answer.body, answer.headers

    def _link(self, operation: Operation, timeout: float) -> str:
        task, _ = self._task(operation, timeout)
        link = _link_in(task)
        if link is None:
            raise self._no_video()
        return link

    def _no_video(self) -> EngineBroken:
        return EngineBroken(f"{self.label} finished, but names no video.")

    def _not_there(self, response: httpx2.Response) -> EngineError:
        response.read()
        status = answer_of(response).status
        return EngineBroken(f"{self.label} finished, but its video can't be fetched now (HTTP {status}).")


def _link_in(task: Mapping[str, Any]) -> str | None:
    output = task.get("output")
    return next((link for link in output if isinstance(link, str)), None) if isinstance(output, list) else None


def _fields(order: Order) -> tuple[dict[str, object], list[str]]:
    """What Runway is asked, by the SDK's names, and what is to be said about it. Raises `OrderRejected`."""
    ways = WAYS.get(order.model, Ways())
    prompt = cut_to_units(order.prompt, PROMPT_UNITS)
    fields: dict[str, object] = {"model": order.model, "prompt_text": prompt, "duration": round(order.seconds)}
    if not order.references and not ways.words_alone:
        raise OrderRejected(f"{order.model} starts from a picture: send one along.", param="input_reference")
    if not order.references or ways.shape_with_picture:
        fields["ratio"] = order.size.replace("x", ":")
    if order.references:
        fields["prompt_image"] = _pictures(order)
    return fields, _notes(order.prompt, prompt)


def _pictures(order: Order) -> list[dict[str, str]]:
    """The pictures that the clip begins and ends with."""
    pairs = zip(order.references, _POSITIONS, strict=False)
    return [{"uri": _data_url(path, order.size), "position": position} for path, position in pairs]


def _data_url(path: str, size: str) -> str:
    return f"data:{MEDIA_TYPE};base64,{base64.b64encode(reference_picture(path, size)).decode()}"


def _notes(asked: str, sent: str) -> list[str]:
    if sent == asked:
        return []
    lost = len(asked) - len(sent)
    return [f"Runway reads at most {PROMPT_UNITS} characters of a prompt: the last {lost} of it were left out."]
