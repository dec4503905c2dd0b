"""Templates of prompts: texts with named gaps."""
