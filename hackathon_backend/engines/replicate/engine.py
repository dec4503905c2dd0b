"""The engine: an order's way over Replicate's API, from submit to the clip."""

from __future__ import annotations

import re
import weakref
from collections.abc import Mapping
from functools import partial
from pathlib import Path
from typing import Any

import httpx2

from ...errors import EngineBroken, EngineError, OrderRejected
from ...net.deadline import within
from ..base import Availability, Clip, Limits, Model, Operation, Order, Progress, Sending, unmarked
from ..vendors.clip_download import LIMIT, SLACK, ClipDownload, by_fresh_link, keep
from ..vendors.operations import clip_of, placed
from ..vendors.prompting import composed
from ..vendors.sending import sent_once
from ..vendors.server import HttpAnswer, Vendor
from ..vendors.transport import ANSWER_BYTES, Transport
from ..vendors.values import percent_of, status_of, wait_of, word
from .asking import Asking
from .faults import ReplicateFaults
from .inputs import PROMPT
from .known_models import KnownModels, ReadModel
from .outputs import data_of, link_in
from .search import find_prediction
from .settings import BASE_URL

_CHECK_SECONDS = 5.0
_STEPS = {
    "starting": "waiting for a machine at {}",
    "queued": "waiting in the queue of {}",
    "succeeded": "{} has finished",
    "failed": "",
    "canceled": "",
    "aborted": "",
}
_BAR = re.compile(r"(\d{1,3})%\s*\|")


class ReplicateEngine:
    """Orders clips from models of Replicate's. Thread-safe; nothing touches the network before the first call."""

    name = "replicate"
    label = "Replicate"
    service = "Replicate API"
    paid = True
    draws_storyboards = False

    def __init__(
        self,
        api_token: str | None,
        base_url: str = BASE_URL,
        *,
        models: tuple[Model, ...],
        limits: Limits | None = None,
        callback_secret: str | None = None,
    ) -> None:
        self.callback_secret = callback_secret
        self.limits = limits or Limits()
        vendor = Vendor(self.label, base_url, "REPLICATE_BASE_URL")
        self._wire = Transport(api_token or "", vendor, key_setting="REPLICATE_API_TOKEN", example=BASE_URL)
        self._faults = ReplicateFaults(self.label, self._wire.api_key)
        self._known = KnownModels(models, self._wire, self._faults)
        weakref.finalize(self, self._wire.close)

    def close(self) -> None:
        """Close the pooled connections; a later call opens new ones."""
        self._wire.close()

    def models(self) -> tuple[Model, ...]:
        """Those that are set up, the first one first; of those that were asked already, what their schemas tell."""
        return self._known.models()

    def submit(self, order: Order, *, timeout: float, sending: Sending = unmarked) -> Operation:
        """Place the order, once, within `timeout` seconds in all, after the model's schema has been read.

        `sending` is called when the connection stands, just before the first byte of the order is on its way. Raises
        `OutcomeUnknown` if the order may have been taken; nothing was ordered with any other error.
        """
        self._wire.prepare()
        with within(timeout, most_bytes=2 * ANSWER_BYTES) as budget:
            read = self._known.read(order.model, budget.seconds())
            asking = Asking(_plain(order), read.inputs)
            path, body = _ordered(order, read, asking.values)
            answer = self._sent(path, body, budget.seconds(), sending)
        if answer.status == 422:
            # The schema may have changed since.
            self._known.forget(order.model)
        return placed(order, self._prediction_id(answer), asking.notes)

    def _sent(self, path: tuple[str, ...], body: Mapping[str, Any], timeout: float, sending: Sending) -> HttpAnswer:
        with sent_once(sending):
            return self._wire.post(*path, body=body, timeout=timeout)

    def _prediction_id(self, answer: HttpAnswer) -> str:
        if answer.method != "POST":
            raise OrderRejected(f"{self.label} has moved: set REPLICATE_BASE_URL to where it redirects to.")
        made = answer.body.get("id") if answer.ok and isinstance(answer.body, dict) else None
        if isinstance(made, str) and made:
            return made
        raise self._faults.order(answer)

    def find(self, order: Order, *, since: float, taken: frozenset[str], timeout: float) -> Operation | None:
        """Look for an order of unknown outcome in the list of predictions."""

        def ask(params: dict[str, str]) -> HttpAnswer:
            answer = self._wire.get("predictions", params=params, timeout=budget.seconds())
            if not answer.ok or answer.body is None:
                raise self._faults.request(answer, "can't list its predictions")
            return answer

        with within(timeout, most_bytes=ANSWER_BYTES) as budget:
            found = find_prediction(_plain(order), since, taken, ask)
        return None if found is None else placed(order, found, ())

    def operation_called(self, event: Mapping[str, object]) -> str | None:
        """A call has the prediction itself as its body."""
        prediction = event.get("id")
        return prediction if isinstance(prediction, str) else None

    def poll(self, order: Order, operation: Operation, *, timeout: float) -> Progress:
        """Ask how far the prediction is. A failed one is a `Progress`; a failed request is an `EngineError`."""
        answer = self._prediction(operation, timeout)
        said = word(answer.body.get("status"))
        status = "queued" if said == "starting" else status_of(said)
        if status == "completed" and link_in(answer.body.get("output")) is None:
            return Progress("failed", error=self._no_video(answer.body))
        return Progress(
            status,
            percent=100.0 if status == "completed" else _percent_in(answer.body.get("logs")),
            step=_STEPS.get(said, "{} is rendering").format(self.label),
            wait=wait_of(answer.headers),
            error=self._faults.prediction(answer.body) if status == "failed" else None,
        )

    def download(self, order: Order, operation: Operation, folder: Path, *, timeout: float) -> Clip:
        """Bring the clip into `folder`. What came of a prediction is deleted after an hour: then it is lost."""
        with within(timeout, most_bytes=LIMIT + SLACK) as budget:
            link = self._link(operation, budget.seconds())
            if link.lower().startswith("data:"):
                video = keep(data_of(link), folder, self.label, str(operation["id"]))
            else:
                video = self._download(operation, folder, budget.seconds())
        return clip_of(operation, video)

    def _download(self, operation: Operation, folder: Path, timeout: float) -> Path:
        ask = by_fresh_link(self._wire, partial(self._link, operation))
        return ClipDownload(self.label, str(operation["id"]), ask, self._not_there).bring(folder, timeout=timeout)

    def cancel(self, operation: Operation, *, timeout: float) -> None:
        """Have the prediction stopped; best effort."""
        try:
            self._wire.post("predictions", str(operation["id"]), "cancel", body={}, timeout=timeout)
        except EngineError:
            return

    def availability(self) -> Availability:
        """Replicate wants a token."""
        return "live" if self._wire.api_key else "needs_key"

    def problems(self) -> list[str]:
        """What keeps it from working. Reads the schemas of the models, for 5 seconds at most; it is free."""
        if not self._wire.api_key:
            return ["REPLICATE_API_TOKEN is not set: https://replicate.com/account/api-tokens has yours."]
        found = []
        with within(_CHECK_SECONDS, most_bytes=ANSWER_BYTES * len(self._known.names)) as budget:
            for name in self._known.names:
                try:
                    read = self._known.read(name, budget.seconds())
                except OrderRejected as error:
                    found.append(f"REPLICATE_MODEL: {error.message}")
                except EngineError as error:
                    return [*found, error.message]
                else:
                    found += [] if read.inputs.first(PROMPT) else [f"REPLICATE_MODEL: {name} takes no prompt."]
        return found

    def _prediction(self, operation: Operation, timeout: float) -> HttpAnswer:
        answer = self._wire.get("predictions", str(operation["id"]), timeout=timeout)
        if not answer.ok or not isinstance(answer.body, dict) or not word(answer.body.get("status")):
            raise self._faults.request(answer, "did not tell how far the video is")
        return answer

    def _link(self, operation: Operation, timeout: float) -> str:
        body = self._prediction(operation, timeout).body
        link = link_in(body.get("output"))
        if link is None:
            raise self._no_video(body)
        return link

    def _no_video(self, prediction: Mapping[str, Any]) -> EngineBroken:
        if prediction.get("data_removed"):
            return EngineBroken(f"{self.label} has deleted the video: it is kept there for an hour.")
        return EngineBroken(f"{self.label} finished, but names no video.")

    def _not_there(self, response: httpx2.Response) -> EngineError:
        return EngineBroken(f"{self.label} finished, but its video can't be fetched now (HTTP {response.status_code}).")


def _plain(order: Order) -> Order:
    return composed(order, order.source) if order.source else order


def _ordered(order: Order, read: ReadModel, values: Mapping[str, object]) -> tuple[tuple[str, ...], dict[str, object]]:
    """Where the order goes, and its body. Models of the community are run by their version."""
    body: dict[str, object] = {"input": dict(values)}
    if (order.callback_url or "").startswith("https://"):  # it takes no other
        body |= {"webhook": order.callback_url, "webhook_events_filter": ["completed"]}
    if read.official or not read.version:
        return ("models", *order.model.split("/"), "predictions"), body
    return ("predictions",), body | {"version": read.version}


def _percent_in(logs: Any) -> float | None:
    """The last progress bar of the logs, as tqdm draws it: " 42%|####     | 21/50"."""
    found = _BAR.findall(logs[-10_000:]) if isinstance(logs, str) else []
    return percent_of(found[-1]) if found else None
