"""What Replicate tells of the models that are set up, each asked for once."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from threading import Lock

from ...errors import OrderRejected
from ..base import Model
from ..vendors.transport import Transport
from .catalogue import described
from .faults import ReplicateFaults
from .inputs import ModelInputs, inputs_in


@dataclass(frozen=True)
class ReadModel:
    """What Replicate tells of a model: its inputs, its newest version, and whether it is run by its name alone."""

    inputs: ModelInputs
    version: str
    official: bool


class KnownModels:
    """Models by their names "owner/name", the first one first. Thread-safe."""

    def __init__(self, models: Iterable[Model], wire: Transport, faults: ReplicateFaults) -> None:
        self._models = {model.id: model for model in models}
        self._wire = wire
        self._faults = faults
        self._read: dict[str, ReadModel] = {}
        self._lock = Lock()

    @property
    def names(self) -> tuple[str, ...]:
        """All of them."""
        return tuple(self._models)

    def models(self) -> tuple[Model, ...]:
        """As they are set up; of those that were asked for already, what their schemas tell."""
        with self._lock:
            return tuple(
                described(model, self._read[name].inputs) if name in self._read else model
                for name, model in self._models.items()
            )

    def read(self, name: str, timeout: float) -> ReadModel:
        """What is told of the model, asked for now if it was not yet. Raises `EngineError`."""
        with self._lock:
            if name in self._read:
                return self._read[name]
        label = self._wire.vendor.label
        answer = self._wire.get("models", *name.split("/"), timeout=timeout)
        if answer.status == 404:
            raise OrderRejected(f"there is no model {name} at {label}.", param="model")
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

    def forget(self, name: str) -> None:
        """Ask for it again the next time: it may have changed."""
        with self._lock:
            self._read.pop(name, None)
