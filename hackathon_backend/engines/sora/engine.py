"""The engine: an order's way over the Videos protocol, from submit to the clip."""

from __future__ import annotations

import weakref
from collections.abc import Mapping
from pathlib import Path

from ...errors import EngineBroken, EngineError, EngineTimeout, KeyRejected, OrderRejected, OutcomeUnknown
from ...net.deadline import Budget, within
from ..base import Availability, Clip, Limits, Model, Operation, Order, Progress, Sending, unmarked
from ..vendors.prompting import composed
from ..vendors.reference import MEDIA_TYPE, reference_picture
from ..vendors.sending import sent_once
from ..vendors.server import HttpAnswer, host_of
from ..vendors.transport import ANSWER_BYTES
from ..vendors.values import percent_of, status_of, unix_seconds, wait_of, word
from .catalogue import models_with
from .content import Content
from .deriving import derive, stitched
from .faults import CLOSED, VideosFaults
from .reading import RemoteVideo, video_id, video_in
from .search import find_order
from .wire import VideosTransport

DEFAULT_BASE_URL = "https://api.openai.com/v1"

_CHECK_SECONDS = 3.0
_THUMBNAIL_SECONDS = 10.0
_STEPS = {
    "queued": "waiting in the queue of {}",
    "running": "{} is rendering",
    "completed": "{} has finished",
    "failed": "",
}


class SoraEngine:
    """Orders clips from any server that speaks the Videos protocol.

    `base_url` usually ends in "/v1"; `api_key` may be None for servers that want none; `model` is the one to order by
    default, unless `models` says what there is; the server's webhooks are signed with `callback_secret`. Thread-safe;
    nothing touches the network before the first call. Its HTTP connections are pooled, and closed with `close()` or
    with the engine itself.
    """

    name = "sora"
    paid = True
    draws_storyboards = False

    def __init__(
        self,
        api_key: str | None,
        base_url: str = DEFAULT_BASE_URL,
        model: str = "sora-2",
        *,
        label: str = "Sora 2",
        limits: Limits | None = None,
        models: tuple[Model, ...] = (),
        callback_secret: str | None = None,
    ) -> None:
        self.callback_secret = callback_secret
        self.limits = limits or Limits()
        self.label = label
        self.service = f"{label} API"
        self._models = models or models_with(model)
        self._wire = VideosTransport(api_key or "", base_url, label)
        self._faults = VideosFaults(label, self._wire.api_key)
        self._content = Content(self._wire, self._faults)
        weakref.finalize(self, self._wire.close)

    def close(self) -> None:
        """Close the pooled connections; a later call opens new ones."""
        self._wire.close()

    def models(self) -> tuple[Model, ...]:
        """The configured model, then sora-2 and sora-2-pro."""
        return self._models

    def submit(self, order: Order, *, timeout: float, sending: Sending = unmarked) -> Operation:
        """Place the order, once, within `timeout` seconds in all.

        `sending` is called when the connection stands, just before the first byte is on its way. Raises
        `OutcomeUnknown` if the order may have been taken. Nothing was ordered with any other error:
        `EngineUnreachable`, `KeyRejected`, `RateLimited`, `PromptRefused`, `OrderRejected`.
        """
        self._wire.prepare()  # what takes its time, once: not of the order's own
        with sent_once(sending), within(timeout, most_bytes=ANSWER_BYTES) as budget:
            return self._placed(order, budget)

    def _placed(self, order: Order, budget: Budget) -> Operation:
        # No known server minds the header, and those that honour it make no second video of the same order.
        headers = {"Idempotency-Key": order.job_id + order.part}
        if order.source is None:
            return self._taken(self._create(order, headers, budget.seconds()))
        answer = derive(self._wire, order, order.source, headers, budget.seconds())
        if answer is not None:
            return self._taken(answer)
        continues = order.source.action == "extension"
        plain = self._create(composed(order, order.source), headers, budget.seconds())
        return self._taken(plain) | {"continues": continues}

    def _create(self, order: Order, headers: dict[str, str], timeout: float) -> HttpAnswer:
        fields = {"prompt": order.prompt, "model": order.model, "seconds": f"{order.seconds:g}", "size": order.size}
        files = {"input_reference": _reference(order)} if order.references else {}
        return self._wire.create(fields, files, headers=headers, timeout=timeout)

    def _taken(self, answer: HttpAnswer) -> Operation:
        video = video_in(answer)
        if video is not None and answer.method == "POST":
            return _operation(video)
        if answer.method != "POST":
            raise OrderRejected(f"{self.label} has moved: set SORA_BASE_URL to the address that it redirects to.")
        raise self._faults.order(answer)

    def find(self, order: Order, *, since: float, taken: frozenset[str], timeout: float) -> Operation | None:
        """Look for an order of unknown outcome in the server's list. Raises `EngineError` if it keeps none."""

        def ask(params: dict[str, str]) -> HttpAnswer:
            return self._listed(params, budget.seconds())

        self._wire.prepare()
        with within(timeout, most_bytes=ANSWER_BYTES) as budget:
            if order.source is None:
                video = find_order(order, since, taken, ask)
                return _operation(video) if video is not None else None
            for sent in (order, stitched(order, order.source), composed(order, order.source)):
                if (video := find_order(sent, since, taken, ask)) is not None:
                    continues = order.source.action == "extension" and sent.prompt != order.prompt
                    return _operation(video) | {"continues": continues}
        return None

    def poll(self, order: Order, operation: Operation, *, timeout: float) -> Progress:
        """Ask how far the video is. A failed job is a `Progress`; a failed request is an `EngineError`."""
        answer = self._wire.get("videos", str(operation["id"]), timeout=timeout)
        video = video_in(answer)
        if video is None:
            raise self._faults.request(answer, "did not tell how far the video is")
        status = status_of(video.get("status"))
        return Progress(
            status,
            percent=100.0 if status == "completed" else percent_of(video.get("progress")),
            step=_STEPS[status].format(self.label),
            wait=wait_of(answer.headers),
            error=self._faults.job(self._faults.said(video), word(video.get("status"))) if status == "failed" else None,
        )

    def download(
        self,
        order: Order,
        operation: Operation,
        folder: Path,
        *,
        timeout: float,
    ) -> Clip:
        """Bring the clip, and its thumbnail if there is one, into `folder`.

        A download that broke off goes on from there, in this call and in the next.
        """
        with within(timeout, most_bytes=ANSWER_BYTES) as budget:
            video = self._content.video(str(operation["id"]), folder, timeout=timeout)
            left = min(_THUMBNAIL_SECONDS, budget.seconds())
            thumbnail = self._content.thumbnail(str(operation["id"]), folder, timeout=left)
            return Clip(video, thumbnail, continues=bool(operation.get("continues")))

    def make_character(self, name: str, video: bytes, kind: str, *, timeout: float) -> str:
        """Have the server keep a character, once. Raises `OutcomeUnknown`; nothing was made with any other error."""
        headers = {"Content-Type": "multipart/form-data"}
        media_type = {"mp4": "video/mp4", "mov": "video/quicktime", "webm": "video/webm"}[kind]
        files = {"video": (f"character.{kind}", video, media_type)}
        try:
            answer = self._wire.order(
                "videos", "characters", body={"name": name}, files=files, headers=headers, timeout=timeout
            )
        except (EngineTimeout, EngineBroken) as error:
            raise OutcomeUnknown(f"{error.message} Whether the character was kept is not known.") from error
        made = answer.body.get("id") if answer.ok and isinstance(answer.body, dict) else None
        if isinstance(made, str) and made:
            return made
        raise self._faults.order(answer)

    def cancel(self, operation: Operation, *, timeout: float) -> None:
        """Ask the server to delete the video. Most can't stop one that is being made, and that is no error."""
        try:
            self._wire.delete("videos", str(operation["id"]), timeout=timeout)
        except EngineError:
            return

    def operation_called(self, event: Mapping[str, object]) -> str | None:
        """The video of an event as OpenAI's webhooks tell them: `{"type": "video.completed", "data": {"id"}}`."""
        data = event.get("data")
        video = data.get("id") if isinstance(data, Mapping) and str(event.get("type")).startswith("video.") else None
        return video if isinstance(video, str) else None

    def availability(self) -> Availability:
        """OpenAI has closed its own server; a server elsewhere over TLS is taken to want a key, one at home is not."""
        host = self._wire.vendor.host
        if host == host_of(DEFAULT_BASE_URL):
            return "retired"
        return "live" if self._wire.api_key or not self._wire.vendor.url.startswith("https://") else "needs_key"

    def problems(self) -> list[str]:
        """What keeps it from working. For a base URL of one's own it asks there for a list, for 3 seconds at most."""
        host = self._wire.vendor.host
        if host is None:
            return ["SORA_BASE_URL is no web address: it has to look like http://localhost:8000/v1."]
        if host == host_of(DEFAULT_BASE_URL):
            no_key = "SORA_API_KEY is not set; a server named by SORA_BASE_URL may do without one."
            return [CLOSED] if self._wire.api_key else [no_key, CLOSED]
        try:
            self._check()
        except EngineError as error:
            return [error.message]
        return []

    def _check(self) -> None:
        answer = self._wire.get("videos", params={"limit": "1"}, timeout=_CHECK_SECONDS)
        error = self._faults.request(answer, "does not answer as the Videos protocol wants; check SORA_BASE_URL")
        # A server that keeps no list (404, 405) or wants it asked for in another way (400, 422) can still make videos.
        misled = answer.ok and answer.body is None
        if misled or isinstance(error, KeyRejected) or answer.status == 410 or answer.status >= 500:
            raise error

    def _listed(self, params: dict[str, str], timeout: float) -> HttpAnswer:
        answer = self._wire.get("videos", params=params, timeout=timeout)
        if not answer.ok or answer.body is None:
            raise self._faults.request(answer, "can't list its videos")
        return answer


def _operation(video: RemoteVideo) -> Operation:
    """The handle on a video: its id, and when it was made (unix seconds, None if not told)."""
    return {"id": video_id(video), "created_at": unix_seconds(video.get("created_at"))}


def _reference(order: Order) -> tuple[str, bytes, str]:
    """The first reference picture as the part of a form, in the video's own size as the protocol wants it."""
    return "reference.jpg", reference_picture(order.references[0], order.size), MEDIA_TYPE
