"""The job table behind one object: what reads it, who may change a job, and what is told of it."""
