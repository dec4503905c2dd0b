"""Steps of jobs and stages of films beyond one process: Celery wakes workers, the rows say what is to be done."""
