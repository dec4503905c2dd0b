"""The engine: an order's way over Replicate's API, from submit to the clip."""

from __future__ import annotations

import re
import weakref
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from threading import Lock
from typing import Any

import httpx2

from ...errors import EngineBroken, EngineError, OrderRejected
from ...net.deadline import within
from ..base import Availability, Clip, Limits, Model, Operation, Order, Progress, Sending, unmarked
from ..vendors.clip_download import LIMIT, SLACK, ClipDownload, keep
from ..vendors.operations import clip_of, placed
from ..vendors.prompting import composed
from ..vendors.sending import sent_once
from ..vendors.server import HttpAnswer, Vendor
from ..vendors.transport import ANSWER_BYTES, Transport
from ..vendors.values import percent_of, status_of, wait_of, word
from .asking import Asking
from .catalogue import described
from .faults import ReplicateFaults
from .inputs import PROMPT, ModelInputs, inputs_in
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


@dataclass(frozen=True)
class ReadModel:
    """What Replicate tells of a model: its inputs, its newest version, and whether it is run by its name alone."""

    inputs: ModelInputs
    version: str
    official: bool


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
        self._models = {model.id: model for model in models}
        self._read: dict[str, ReadModel] = {}
        self._lock = Lock()
        vendor = Vendor(self.label, base_url, "REPLICATE_BASE_URL")
        self._wire = Transport(api_token or "", vendor, key_setting="REPLICATE_API_TOKEN", example=BASE_URL)
        self._faults = ReplicateFaults(self.label, self._wire.api_key)
        weakref.finalize(self, self._wire.close)

    def close(self) -> None:
        """Close the pooled connections; a later call opens new ones."""
        self._wire.close()

    def models(self) -> tuple[Model, ...]:
        """Those that are set up, the first one first; of those that were asked already, what their schemas tell."""
        with self._lock:
            return tuple(
                described(model, self._read[name].inputs) if name in self._read else model
                for name, model in self._models.items()
            )

    def submit(self, order: Order, *, timeout: float, sending: Sending = unmarked) -> Operation:
        """Place the order, once, within `timeout` seconds in all, after the model's schema has been read.

        `sending` is called when the connection stands, just before the first byte of the order is on its way. Raises
        `OutcomeUnknown` if the order may have been taken; nothing was ordered with any other error.
        """
        self._wire.prepare()
        with within(timeout, most_bytes=2 * ANSWER_BYTES) as budget:
            read = self._read_model(order.model, budget.seconds())
            asking = Asking(_plain(order), read.inputs)
            path, body = _ordered(order, read, asking.values)
            answer = self._sent(path, body, budget.seconds(), sending)
        if answer.status == 422:
            # The schema may have changed since.
            self._forget(order.model)
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
        continues = order.source is not None and order.source.action == "extension"
        return None if found is None else {"id": found, "notes": [], "continues": continues}

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
        @contextmanager
        def ask(headers: Mapping[str, str], seconds: float) -> Iterator[httpx2.Response]:
            with within(seconds, most_bytes=ANSWER_BYTES) as budget:
                link = self._link(operation, seconds)
                left = budget.seconds()
            with self._wire.stream_link(link, timeout=left, headers=headers, most_bytes=LIMIT + SLACK) as response:
                yield response

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
        with within(_CHECK_SECONDS, most_bytes=ANSWER_BYTES * len(self._models)) as budget:
            for name in self._models:
                try:
                    read = self._read_model(name, budget.seconds())
                except OrderRejected as error:
                    found.append(f"REPLICATE_MODEL: {error.message}")
                except EngineError as error:
                    return [*found, error.message]
                else:
                    found += [] if read.inputs.first(PROMPT) else [f"REPLICATE_MODEL: {name} takes no prompt."]
        return found

    def _read_model(self, name: str, timeout: float) -> ReadModel:
        """What Replicate tells of the model, asked for once. Raises `EngineError`."""
        with self._lock:
            if name in self._read:
                return self._read[name]
        answer = self._wire.get("models", *name.split("/"), timeout=timeout)
        if answer.status == 404:
            raise OrderRejected(f"there is no model {name} at {self.label}.", param="model")
        if not answer.ok or not isinstance(answer.body, dict):
            raise self._faults.request(answer, f"does not tell what {name} takes; check REPLICATE_BASE_URL")
        version = answer.body.get("latest_version")
        version = version if isinstance(version, dict) else {}
        inputs = inputs_in(version.get("openapi_schema"))
        if inputs is None:
            raise OrderRejected(f"{name} can't be run: it has no version with a schema of its inputs.", param="model")
        read = ReadModel(inputs, str(version.get("id") or ""), answer.body.get("is_official") is not False)
        with self._lock:
            return self._read.setdefault(name, read)

    def _forget(self, name: str) -> None:
        with self._lock:
            self._read.pop(name, None)

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
