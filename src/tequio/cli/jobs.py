"""`tequio jobs`: the worker that does what was put off, such as sending messages."""

import argparse
import asyncio
from typing import Any

import django
from procrastinate.contrib.django import app

from tequio.cli.orphans import leave_with_parent

LOOK_EVERY = 20.0  # seconds between two looks for jobs that nobody does any more


def register(subparsers: Any) -> None:
    parser = subparsers.add_parser(
        "jobs",
        help="run the job worker alone (serve already starts one)",
        description="Does the jobs that pages put off, one after another, until it is stopped. `tequio serve`"
        " starts one by itself; a second machine may run more.",
    )
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    django.setup()
    leave_with_parent()
    asyncio.run(_work())
    return 0


async def _work() -> None:
    with_worker = app.with_connector(app.connector.get_worker_connector())
    async with with_worker.open_async():
        rescue = asyncio.create_task(_take_up_again(with_worker))
        try:
            await with_worker.run_worker_async(concurrency=1, listen_notify=True)
        finally:
            rescue.cancel()


async def _take_up_again(with_worker: Any) -> None:
    """Jobs whose worker was killed go back to the queue once its heartbeat has been silent for a while."""
    while True:
        for job in await with_worker.job_manager.get_stalled_jobs():
            await with_worker.job_manager.retry_job(job)
        await asyncio.sleep(LOOK_EVERY)
