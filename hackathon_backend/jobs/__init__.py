"""The job table, its state machine, and what wakes it up."""

from .changes import Changes
from .charges import Charge, Charges, ChargeState, Quote, dollars, micros_of
from .database import Base, Database, prepare_database
from .documents import Attempt, JobFault, KeptClip, ShotClip
from .eta import EtaEstimator
from .feed import JobChange
from .models import AT_ENGINE, ENDED, Job, JobEvent, State, Status
from .orders import Orders
from .replies import FailedEngine, Reply, ReplyDocument
from .requests import (
    ChangeRequest,
    FilmWorkRequest,
    LessonRequest,
    PromptRequest,
    TranslationRequest,
    VideoRequest,
    WrittenRequest,
)
from .runner import Runner
from .steps import StepTaker
from .store.claim import Claim
from .store.events import JobListener
from .store.store import JobStore
from .waking import JobWaker, take_over
from .watch import Inbox, Watch

__all__ = [
    "AT_ENGINE",
    "ENDED",
    "Attempt",
    "Base",
    "ChangeRequest",
    "Changes",
    "Charge",
    "ChargeState",
    "Charges",
    "Claim",
    "Database",
    "EtaEstimator",
    "FailedEngine",
    "FilmWorkRequest",
    "Inbox",
    "Job",
    "JobChange",
    "JobEvent",
    "JobFault",
    "JobListener",
    "JobStore",
    "JobWaker",
    "KeptClip",
    "LessonRequest",
    "Orders",
    "PromptRequest",
    "Quote",
    "Reply",
    "ReplyDocument",
    "Runner",
    "ShotClip",
    "State",
    "Status",
    "StepTaker",
    "TranslationRequest",
    "VideoRequest",
    "Watch",
    "WrittenRequest",
    "dollars",
    "micros_of",
    "prepare_database",
    "take_over",
]
