"""What is said on the WebSockets: the changes of one video, or of as many as the client subscribes to."""

from __future__ import annotations

from ...container import Container
from ...errors import Model7Error, NotFound, RequestError, TooManySubscriptions
from ...jobs import Job, JobChange
from ...plain import did_you_mean
from ..live.sockets import Socket, error_message, read_message
from ..live.streams import seq_of
from ..owned import job_of_caller
from .live import event_text, missed

MOST_SUBSCRIPTIONS = 1000
"""Of one socket, videos that have not ended."""
_ID_LENGTH = 64
_NAMES = ("subscribe", "unsubscribe", "after")
"""Of what a message may hold."""


class Talk:
    """One socket and the videos that it watches, each with the `seq` of the last change that was sent."""

    def __init__(self, container: Container, socket: Socket) -> None:
        self._container = container
        self._socket = socket
        self._sent: dict[str, int] = {}
        socket.tell = self._text

    def one(self, job: Job, after: int) -> None:
        """Send one video's changes up to its end; what the client says is not listened to."""
        try:
            self._watch(job, after)
            for change in self._socket.changes() if self._sent else ():
                if self._container.watch.stopped:
                    return
                if change is None:
                    for _ in self._socket.heard():
                        pass
                else:
                    self._pass_on(change)
                if not self._sent:
                    return
        finally:
            self._leave()

    def many(self) -> None:
        """Send the changes of the videos that the client asks for, until it goes."""
        try:
            for change in self._socket.changes():
                if self._container.watch.stopped:
                    return
                if change is not None:
                    self._pass_on(change)
                    continue
                for message in self._socket.heard():
                    self._answer(message)
        finally:
            self._leave()

    def _answer(self, message: str | bytes) -> None:
        try:
            self._obey(read_message(message))
        except Model7Error as error:
            self._socket.say(error_message(error))

    def _obey(self, asked: dict[str, object]) -> None:
        _check_names(asked)
        if "subscribe" in asked:
            job = job_of_caller(_id_in(asked, "subscribe"))
            after = _after_in(asked)
            if job.id in self._sent:
                return
            if len(self._sent) >= MOST_SUBSCRIPTIONS:
                raise TooManySubscriptions(
                    f"One socket watches at most {MOST_SUBSCRIPTIONS} videos: unsubscribe from some, or open another.",
                    param="subscribe",
                )
            self._watch(job, after)
        elif "unsubscribe" in asked:
            video_id = _id_in(asked, "unsubscribe")
            if video_id not in self._sent:
                raise NotFound(f"There is no subscription to {video_id!r}.", param="unsubscribe")
            self._forget(video_id)
        else:
            raise RequestError('Send {"subscribe": "vid_..."} or {"unsubscribe": "vid_..."}.')

    def _watch(self, job: Job, after: int) -> None:
        """Send what the client has missed, and whatever comes; of a video that has ended, at least its end."""
        container = self._container
        # A number of another database: whoever brings it has seen nothing of this one.
        self._sent[job.id] = after if after <= container.store.last_seq() else 0
        container.watch.add(job.id, self._socket.inbox)
        for change in missed(container, job, after):
            self._pass_on(change, again=job.ended and change.last)

    def _pass_on(self, change: JobChange, *, again: bool = False) -> None:
        text = self._text(change, again=again)
        if text is not None:
            self._socket.send(text)

    def _text(self, change: JobChange, *, again: bool = False) -> str | None:
        """What to send of a change, once: None if the client has got it, or does not want it."""
        video_id = change.event.job_id
        if change.seq <= self._sent.get(video_id, change.seq) and not again:
            return None
        self._sent[video_id] = change.seq
        if change.last:
            self._forget(video_id)
        return event_text(self._container, change)

    def _forget(self, video_id: str) -> None:
        del self._sent[video_id]
        self._container.watch.remove(video_id, self._socket.inbox)

    def _leave(self) -> None:
        for video_id in list(self._sent):
            self._forget(video_id)


def _check_names(asked: dict[str, object]) -> None:
    """Raise `RequestError` for a name that says nothing here, and for two wishes at once."""
    for name in asked:
        if name not in _NAMES:
            shown = name[:_ID_LENGTH]
            raise RequestError(f"{shown}: is not known here.{did_you_mean(shown, _NAMES)}", param=shown)
    if "unsubscribe" in asked and len(asked) > 1:
        raise RequestError("unsubscribe: must stand alone.", param="unsubscribe")


def _id_in(asked: dict[str, object], name: str) -> str:
    value = asked[name]
    if not isinstance(value, str) or not 0 < len(value) <= _ID_LENGTH:
        raise RequestError(f"{name}: must be the id of a video.", param=name)
    return value


def _after_in(asked: dict[str, object]) -> int:
    value = asked.get("after")
    after = 0 if value is None else seq_of(str(value))
    if after is None:
        raise RequestError("after: must be the id of an event, as evt_12.", param="after")
    return after
