"""A real HTTP server on the loopback: the Videos protocol, chat completions and speech, failing on request.

    with Upstream(Scenario(create=Fault(status=500))) as upstream:
        engine = SoraEngine("key", upstream.url)

By hand: `python -m tests.upstream --port 9000 --scenario flaky`.
"""

from .chat import refusal, tool_call, truncated
from .scenario import SCENARIOS, Fault, Scenario
from .server import Upstream

__all__ = ["SCENARIOS", "Fault", "Scenario", "Upstream", "refusal", "tool_call", "truncated"]
