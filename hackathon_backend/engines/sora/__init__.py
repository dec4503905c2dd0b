"""The Videos protocol (`/v1/videos`) as a video engine: OpenAI's own servers once, today whoever speaks it.

`engine` is the way in, `wire` sends and receives, `reading` and `faults` make sense of what servers answer, `search`
finds a lost order, `content` brings the clip home.
"""

from .engine import SoraEngine

__all__ = ["SoraEngine"]
