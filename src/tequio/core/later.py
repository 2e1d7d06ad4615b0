"""Putting work off until after the request, in the same transaction: what is rolled back is never done."""

from typing import Any

from procrastinate.contrib.django import app
from procrastinate.tasks import configure_task


def put_off(name: str, **told: Any) -> None:
    """Let a worker do the task of this name. The task itself is not loaded: a page needs no solver to ask for one."""
    configure_task(name=name, job_manager=app.job_manager).defer(**told)
