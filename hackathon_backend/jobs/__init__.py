"""The job table, its state machine, and what wakes it up."""

from .database import Base, Database
from .models import ENDED, Job, JobEvent, State, Status
from .runner import Runner
from .store import Claim, JobStore, LeaseLost, OperationTaken
from .watch import Watch

__all__ = [
    "ENDED",
    "Base",
    "Claim",
    "Database",
    "Job",
    "JobEvent",
    "JobStore",
    "LeaseLost",
    "OperationTaken",
    "Runner",
    "State",
    "Status",
    "Watch",
]
