"""The engines whose work is done here, in the processes of the render pool."""
