"""Where finished files live."""

from .local import WORK, LocalStorage, StoredFile, age_days, job_of_file, video_stem

__all__ = ["WORK", "LocalStorage", "StoredFile", "age_days", "job_of_file", "video_stem"]
