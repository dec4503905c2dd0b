"""The server: the Videos protocol, chat completions and speech."""

from __future__ import annotations

from collections.abc import Callable

from .chat import Chat
from .http import Reply, Request, error_reply, json_reply
from .loopback import Loopback
from .scenario import Action, Fault, Scenario
from .videos import Videos


class Upstream(Loopback):
    """Serves as a scenario says, its `scenario`."""

    scenario: Scenario

    def __init__(self, scenario: Scenario | None = None, *, port: int = 0) -> None:
        super().__init__(port=port)
        self.scenario = scenario or Scenario()
        self.videos = Videos(self.scenario)
        self.chat = Chat(self.scenario)

    @property
    def url(self) -> str:
        """The base URL."""
        return f"{self.origin}/v1"

    @property
    def creates(self) -> list[Request]:
        """The orders that arrived, whether they were taken or not; `videos.jobs` are those that were."""
        return [request for request in self.requests if (request.method, request.path) == ("POST", "/v1/videos")]

    def play(self, scenario: Scenario) -> None:
        """Go on with another scenario; the videos stay, the faults begin anew."""
        with self._lock:
            self.scenario = self.videos.scenario = self.chat.scenario = scenario
            self._counts.clear()

    @property
    def skew(self) -> float:
        """How far its clock is off, in seconds."""
        return self.scenario.skew

    def fault(self, action: str, request: Request) -> Fault:
        """That of the kind of request, or what the fields of a chat request ask for."""
        fault = super().fault(action, request)
        by_content = self.scenario.chat_fault if action == "chat" else None
        return (by_content and by_content(request.fields)) or fault

    def turned_away(self, request: Request) -> Reply | None:
        """A request with another key than the scenario's."""
        key = self.scenario.key
        right = key is None or not self.wants_key(request) or request.headers.get("authorization") == f"Bearer {key}"
        return None if right else self.refused_key()

    def wants_key(self, request: Request) -> bool:
        """Whether the request is only for those who have the key."""
        return True

    def refused_key(self) -> Reply:
        """The answer to a key that is not the one."""
        return error_reply(401, "Incorrect API key provided.", "invalid_api_key")

    def unknown(self, request: Request) -> Reply:
        """As OpenAI says it."""
        return error_reply(404, f"Unknown request URL: {request.method} {request.path}", "unknown_url")

    def route(self, request: Request) -> tuple[Action, Callable[[], Reply]] | None:
        """What a request is for, and what makes the right answer."""
        parts = request.path.removeprefix("/v1/").strip("/").split("/")
        match request.method, parts:
            case "POST", ["videos"]:
                return "create", lambda: self.videos.create(request)
            case "POST", ["videos", "characters"]:
                return "derive", lambda: json_reply({"id": "char_1", "name": request.fields["name"], "created_at": 1})
            case "POST", ["videos", "edits"]:
                return "derive", lambda: self.videos.derive(request, request.fields["video"]["id"])
            case "POST", ["videos", "extensions"]:
                more = float(request.fields["seconds"])
                return "derive", lambda: self.videos.derive(request, request.fields["video"]["id"], more)
            case "POST", ["videos", video, "remix"]:
                return "derive", lambda: self.videos.derive(request, video)
            case "GET", ["videos"]:
                return "listing", lambda: self.videos.list(request.query)
            case "GET", ["videos", video]:
                return "poll", lambda: self.videos.retrieve(video)
            case "DELETE", ["videos", video]:
                return "delete", lambda: self.videos.delete(video)
            case "GET", ["videos", video, "content"]:
                kind: Action = "thumbnail" if request.query.get("variant") == "thumbnail" else "content"
                return kind, lambda: self.videos.content(request, video)
            case "POST", ["chat", "completions"]:
                return "chat", lambda: self.chat.complete(request)
            case "GET", ["models"]:
                return "models", self.chat.models
            case "POST", ["audio", "speech"]:
                return "speech", lambda: self.chat.speech(request)
        return None
