"""A process that orders until nothing is left: `python -m tests.access.spender URL NAME THREADS ORDERS`.

It says "ready", waits for a line, and prints a line for each order that was allowed.
"""

from __future__ import annotations

import sys
import time
from concurrent.futures import ThreadPoolExecutor

from hackathon_backend.access.spending.budgets import Budgets, SpendingLimits
from hackathon_backend.errors import BudgetExceeded
from hackathon_backend.jobs import Database, Quote

PRICE, SECONDS = 0.1, 8.0
LIMITS = SpendingLimits(day=None, month=8_000_000, owner_day=None, owner_month=None, anonymous_day=0)
"""Ten orders."""


def quote(job_id: str, owner: str = "me", **changes: object) -> Quote:
    """An order for 80 cents."""
    fields = {"engine": "sora", "part": "", "model": "sora-2", "seconds": SECONDS, "price_per_second": PRICE}
    return Quote(**({"job_id": job_id, "owner": owner} | fields | changes))  # type: ignore[arg-type]


def allowed(database: Database, budgets: Budgets, job_id: str) -> bool:
    """Whether the order could be paid; it is written down then."""
    try:
        with database.write() as session:
            budgets.reserve(quote(job_id), time.time())(session)
    except BudgetExceeded:
        return False
    return True


def main(url: str, name: str, threads: int, orders: int) -> None:
    """Order from several threads at once."""
    database = Database(url)
    budgets = Budgets(database, LIMITS)
    with ThreadPoolExecutor(threads) as pool:
        print("ready", flush=True)
        sys.stdin.readline()

        def order(number: int) -> None:
            if allowed(database, budgets, f"vid_{name}_{number}"):
                # In one piece, whichever threads speak.
                sys.stdout.write(f"vid_{name}_{number}\n")
                sys.stdout.flush()

        list(pool.map(order, range(orders)))


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], int(sys.argv[3]), int(sys.argv[4]))
