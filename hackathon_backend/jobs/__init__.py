"""The job table, its state machine, and what wakes it up."""

from .changes import Changes
from .claim import Claim
from .database import Base, Database, prepare_database
from .documents import Attempt, Fault, KeptClip, Shot
from .eta import EtaEstimator
from .events import JobListener
from .models import AT_ENGINE, ENDED, Job, JobEvent, Reply, State, Status
from .orders import Orders
from .runner import Runner
from .store import JobStore
from .watch import Inbox, JobChange, Watch

__all__ = [
    "AT_ENGINE",
    "ENDED",
    "Attempt",
    "Base",
    "Changes",
    "Claim",
    "Database",
    "EtaEstimator",
    "Fault",
    "Inbox",
    "Job",
    "JobChange",
    "JobEvent",
    "JobListener",
    "JobStore",
    "KeptClip",
    "Orders",
    "Reply",
    "Runner",
    "Shot",
    "State",
    "Status",
    "Watch",
    "prepare_database",
]
