"""What is done in the processes of the render pool beside films."""
