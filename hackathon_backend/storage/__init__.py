"""Where finished files live, and where work in progress does."""

from .base import PIECE, FileFacts, Storage, StoredFile, job_of_file, video_stem
from .local import LocalStorage
from .room import DiskRoom
from .work import NOT_SHARED, WORK, SharedFiles, WorkFolders

__all__ = [
    "NOT_SHARED",
    "PIECE",
    "WORK",
    "DiskRoom",
    "FileFacts",
    "LocalStorage",
    "SharedFiles",
    "Storage",
    "StoredFile",
    "WorkFolders",
    "job_of_file",
    "video_stem",
]
