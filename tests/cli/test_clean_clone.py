"""`make run` from a clean clone as the user nobody: minutes long, so only where TEQUIO_TEST_CLEAN_CLONE asks for it."""

import os
import subprocess
from pathlib import Path

import pytest

from tests.cli.installation import free_port

ROOT = Path(__file__).parents[2]


def test_a_normal_user_runs_a_clean_clone_and_finds_all_again_after_a_kill():
    if not os.environ.get("TEQUIO_TEST_CLEAN_CLONE"):
        pytest.skip("TEQUIO_TEST_CLEAN_CLONE is not set")
    if os.geteuid() != 0:
        pytest.skip("only root may become somebody else")
    walked = subprocess.run(
        [ROOT / "scripts" / "fresh-clone-test"], env=os.environ | {"AS": "nobody", "PORT": str(free_port())},
        capture_output=True, text=True, timeout=1800,
    )  # fmt: skip

    assert walked.returncode == 0, walked.stdout + walked.stderr
    assert "A second make run says:" in walked.stdout
    assert walked.stdout.endswith("Clean.\n")
