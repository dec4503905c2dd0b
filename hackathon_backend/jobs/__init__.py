"""The job table, its state machine, and what wakes it up."""

from .claim import Claim
from .database import Base, Database, prepare_database
from .eta import EtaEstimator
from .models import ENDED, Job, JobEvent, State, Status
from .orders import Orders
from .runner import Runner
from .store import JobStore
from .watch import Inbox, JobChange, Watch

__all__ = [
    "ENDED",
    "Base",
    "Claim",
    "Database",
    "EtaEstimator",
    "Inbox",
    "Job",
    "JobChange",
    "JobEvent",
    "JobStore",
    "Orders",
    "Runner",
    "State",
    "Status",
    "Watch",
    "prepare_database",
]
