"""What every engine has to keep to, as checks that run against a server which speaks its vendor's protocol.

A test of an engine makes a `ConformanceTarget` of that server and runs each of the `CHECKS` with it:

    @pytest.mark.parametrize("check", CHECKS, ids=str)
    def test_the_engine_conforms(check: Check, tmp_path: Path) -> None:
        with my_target(tmp_path) as target:
            if not check.applies_to(target):
                pytest.skip("nothing like that happens to this engine")
            check.run(target)

A check that fails raises `AssertionError`. Nothing here needs a test tool.
"""

from .checks import CHECKS, Check
from .target import ConformanceTarget, Mishap

__all__ = ["CHECKS", "Check", "ConformanceTarget", "Mishap"]
