"""What the steps of the pipeline do."""
