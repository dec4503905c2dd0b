"""`python -m hackathon_backend`."""

import gc
import sys

if __name__ == "__main__":
    # Nothing of what is loaded now is garbage; looking for some would take a tenth of the start.
    gc.disable()
    from .cli import main

    sys.exit(main())
