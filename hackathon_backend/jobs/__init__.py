"""The job table, its state machine, and what wakes it up."""

from .changes import Changes
from .claim import Claim
from .database import Base, Database, prepare_database
from .documents import Attempt, Fault, KeptClip, Shot
from .eta import EtaEstimator
from .events import JobListener
from .models import AT_ENGINE, ENDED, Job, JobEvent, Reply, State, Status
from .orders import Orders
from .requests import ChangeRequest, FilmWorkRequest, LessonRequest, PromptRequest, VideoRequest, WrittenRequest
from .runner import Runner
from .store import JobStore
from .watch import Inbox, JobChange, Watch

__all__ = [
    "AT_ENGINE",
    "ENDED",
    "Attempt",
    "Base",
    "ChangeRequest",
    "Changes",
    "Claim",
    "Database",
    "EtaEstimator",
    "Fault",
    "FilmWorkRequest",
    "Inbox",
    "Job",
    "JobChange",
    "JobEvent",
    "JobListener",
    "JobStore",
    "KeptClip",
    "LessonRequest",
    "Orders",
    "PromptRequest",
    "Reply",
    "Runner",
    "Shot",
    "State",
    "Status",
    "VideoRequest",
    "Watch",
    "WrittenRequest",
    "prepare_database",
]
