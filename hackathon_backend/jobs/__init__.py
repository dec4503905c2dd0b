"""The job table, its state machine, and what wakes it up."""

from .claim import Claim
from .database import Base, Database, prepare_database
from .eta import Pace
from .models import ENDED, Job, JobEvent, State, Status
from .orders import Orders
from .runner import Runner
from .store import JobStore, LeaseLost, OperationTaken
from .watch import Change, Inbox, Watch

__all__ = [
    "ENDED",
    "Base",
    "Change",
    "Claim",
    "Database",
    "Inbox",
    "Job",
    "JobEvent",
    "JobStore",
    "LeaseLost",
    "OperationTaken",
    "Orders",
    "Pace",
    "Runner",
    "State",
    "Status",
    "Watch",
    "prepare_database",
]
