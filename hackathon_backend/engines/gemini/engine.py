"""The engine: an order's way through Google's Interactions API, from submit to the clip."""

from __future__ import annotations

import weakref
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NoReturn

from ...errors import EngineBroken, EngineError
from ...net.deadline import Budget, within
from ..base import Availability, Clip, Limits, Model, Operation, Order, Progress, Sending, unmarked
from ..vendors.prompting import composed
from ..vendors.sending import sent_once
from ..vendors.server import HttpAnswer
from ..vendors.values import unix_seconds, wait_of
from .asking import added_seconds, body_of
from .catalogue import models_with
from .content import GeminiContent
from .faults import GeminiFaults
from .reading import Interaction, interaction_in
from .settings import DEFAULT_BASE_URL
from .wire import ANSWER_BYTES, GeminiTransport

LABEL = "Gemini Omni"

_CHECK_SECONDS = 5.0
_STEPS = {
    "queued": f"waiting in the queue of {LABEL}",
    "running": f"{LABEL} is rendering",
    "completed": f"{LABEL} has finished",
    "failed": "",
}


class GeminiEngine:
    """Orders clips from Google's video models on the Gemini API.

    `base_url` has no version at its end; `model` is the one to order by default, unless `models` says what there is.
    Thread-safe; nothing touches the network before the first call. Its HTTP connections are pooled, and closed with
    `close()` or with the engine itself.
    """

    name = "gemini"
    label = LABEL
    service = f"{LABEL} API"
    paid = True
    draws_storyboards = False

    def __init__(
        self,
        api_key: str | None,
        base_url: str = DEFAULT_BASE_URL,
        model: str = "gemini-omni-1.2-flash",
        *,
        limits: Limits | None = None,
        models: tuple[Model, ...] = (),
    ) -> None:
        self.limits = limits or Limits()
        self._models = models or models_with(model)
        self._wire = GeminiTransport(api_key or "", base_url, LABEL)
        self._faults = GeminiFaults(LABEL, self._wire.api_key)
        self._content = GeminiContent(self._wire, self._faults)
        weakref.finalize(self, self._wire.close)

    def close(self) -> None:
        """Close the pooled connections; a later call opens new ones."""
        self._wire.close()

    def models(self) -> tuple[Model, ...]:
        """The configured model, then the others that Google offers."""
        return self._models

    def submit(self, order: Order, *, timeout: float, sending: Sending = unmarked) -> Operation:
        """Place the order, once, within `timeout` seconds in all.

        `sending` is called when the connection stands, just before the first byte is on its way. Raises
        `OutcomeUnknown` if the order may have been taken. Nothing was ordered with any other error:
        `EngineUnreachable`, `KeyRejected`, `RateLimited`, `PromptRefused`, `OrderRejected`.
        """
        body = body_of(order)
        self._wire.load_sdk()  # what takes its time, once: not of the order's own
        with sent_once(sending), within(timeout, most_bytes=ANSWER_BYTES) as budget:
            return self._placed(order, body, budget)

    def _placed(self, order: Order, body: Mapping[str, Any], budget: Budget) -> Operation:
        answer = self._wire.create(body, timeout=budget.seconds())
        if order.source is None or answer.status != 404:
            return self._taken(answer)
        # The old video is no longer there, so nothing was ordered: by words alone, then.
        plain = body_of(composed(order, order.source))
        taken = self._taken(self._wire.create(plain, timeout=budget.seconds()))
        return taken | {"continues": order.source.action == "extension"}

    def _taken(self, answer: HttpAnswer) -> Operation:
        taken = interaction_in(answer)
        if taken is None:
            raise self._faults.order(answer)
        return {"id": taken.id, "created_at": unix_seconds(taken.fields.get("created"))}

    def find(self, order: Order, *, since: float, taken: frozenset[str], timeout: float) -> NoReturn:
        """Raises `EngineBroken`: Google keeps no list of interactions, so a lost order can't be looked for."""
        raise EngineBroken(f"{LABEL} keeps no list of its orders: whether it took this one can't be found out.")

    def poll(self, order: Order, operation: Operation, *, timeout: float) -> Progress:
        """Ask how far the video is. A failed interaction is a `Progress`; a failed request is an `EngineError`."""
        told, wait = self._asked(operation, timeout)
        status = told.status
        return Progress(
            status,
            percent=100.0 if status == "completed" else None,
            step=_STEPS[status],
            wait=wait,
            error=self._faults.interaction(told) if status == "failed" else None,
        )

    def download(self, order: Order, operation: Operation, folder: Path, *, timeout: float) -> Clip:
        """Bring the clip into `folder`. Each call asks for a new link, and goes on where the last one broke off."""
        with within(timeout, most_bytes=ANSWER_BYTES) as budget:
            told, _ = self._asked(operation, timeout)
            if told.clip is None:
                raise EngineBroken(f"{LABEL} has no video there for the order: it is {told.status_word!r}.")
            video = self._content.bring(told, told.clip, folder, timeout=budget.seconds())
        continues = bool(operation.get("continues"))
        return Clip(video, continues=continues, notes=() if continues else _notes(order))

    def cancel(self, operation: Operation, *, timeout: float) -> None:
        """Ask Google to stop. One that has ended can't be stopped, and that is no error."""
        try:
            self._wire.post("interactions", str(operation["id"]), "cancel", body={}, timeout=timeout)
        except EngineError:
            return

    def availability(self) -> Availability:
        """Google wants a key."""
        return "live" if self._wire.api_key else "needs_key"

    def problems(self) -> list[str]:
        """What keeps it from working: it asks for its model, which is free, for 5 seconds at most."""
        if not self._wire.api_key:
            return ["GEMINI_API_KEY is not set: make one at https://aistudio.google.com/apikey, of a paid project."]
        try:
            self._check(self._models[0].id)
        except EngineError as error:
            return [error.message]
        return []

    def _check(self, model: str) -> None:
        answer = self._wire.get("models", model, timeout=_CHECK_SECONDS)
        if answer.status == 404:
            others = ", ".join(each.id for each in self._models[1:])
            raise EngineBroken(
                f"{LABEL} has no model {model!r}: set GEMINI_MODEL to one that it has, such as {others}."
            )
        if not answer.ok or not isinstance(answer.body, dict):
            raise self._faults.request(answer, "does not answer as Google's API does; check GEMINI_BASE_URL")

    def _asked(self, operation: Operation, timeout: float) -> tuple[Interaction, float | None]:
        """An interaction, and the seconds until it is of use to ask again. Raises `EngineError`."""
        answer = self._wire.interaction(str(operation["id"]), timeout=timeout)
        told = interaction_in(answer)
        if told is None:
            raise self._faults.request(answer, "did not tell how far the video is")
        return told, wait_of(answer.headers)


def _notes(order: Order) -> tuple[str, ...]:
    if order.source is None or order.source.action != "extension" or added_seconds(order) == order.seconds:
        return ()
    return (f"{LABEL} adds {added_seconds(order):g} seconds at once at most; {order.seconds:g} were asked for.",)
