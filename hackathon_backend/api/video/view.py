"""A job row as /api/video tells of it."""

from __future__ import annotations

from ...container import Container
from ...jobs import Job, State
from ..guards.prefix import root
from ..library.view import cost_of, reference_images
from ..shown import ending_of_files
from ..videos.view import error_of, seconds_of, video_view
from .schemas import GeneratedVideo, MetadataCost, VideoMetadata


def generated_view(container: Container, job: Job) -> GeneratedVideo:
    """The video as it is now."""
    told = video_view(container, job)
    reply = job.reply if job.state == State.COMPLETED and job.expired_at is None else None
    return GeneratedVideo(
        id=job.id,
        status=job.status,
        progress=told.progress,
        status_url=f"{root()}/api/video/{job.id}",
        video_url=f"{root()}{reply.video_url}{ending_of_files()(job)}" if reply and reply.video_url else None,
        video_path=reply.local_path if reply and container.tells_paths else None,
        prompt=job.request.message,
        refined_prompt=told.refined_prompt,
        model=told.model,
        duration=seconds_of(job),
        reference_images=reference_images(container, job),
        metadata=VideoMetadata(
            engine=job.engine,
            size=told.size,
            created_at=told.created_at,
            completed_at=told.completed_at,
            cost=MetadataCost(**dict(cost_of(job, container.store.charges.of([job.id])[job.id]))),
            notes=told.notes,
            activity=told.activity,
        ),
        error=error_of(job),
    )
