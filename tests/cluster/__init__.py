"""Many processes on this machine, as on many machines: private services on free ports, web processes, workers."""
