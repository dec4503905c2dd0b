"""What engines of vendors share that are asked over HTTP: how they are reached, what their answers and faults mean."""
