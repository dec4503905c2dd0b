"""The voice that is always there: espeak-ng, in a hundred languages."""
