"""What `tequio jobs` runs: jobs that were put off, those whose worker was killed, and each union's work of the day."""

import argparse
import asyncio
import logging
from datetime import date
from typing import Any

from django.db import close_old_connections
from django.utils import timezone
from procrastinate.contrib.django import app

from tequio.cli.orphans import leave_with_parent
from tequio.core import work
from tequio.unions import daily

__all__ = ["run", "work"]  # what is put off and what a day asks for is told where `work` is loaded

LOOK_EVERY = 20.0  # seconds between two looks for jobs that nobody does any more
DAY_EVERY = 300.0  # and for a union whose working hours have begun

log = logging.getLogger(__name__)


def run(options: argparse.Namespace) -> int:
    leave_with_parent()
    asyncio.run(_work())
    return 0


async def _work() -> None:
    with_worker = app.with_connector(app.connector.get_worker_connector())
    async with with_worker.open_async():
        beside = [asyncio.create_task(each) for each in (_take_up_again(with_worker), _live_by_the_day())]
        try:
            await with_worker.run_worker_async(concurrency=1, listen_notify=True)
        finally:
            for each in beside:
                each.cancel()


async def _take_up_again(with_worker: Any) -> None:
    """Jobs whose worker was killed go back to the queue once its heartbeat has been silent for a while."""
    while True:
        for job in await with_worker.job_manager.get_stalled_jobs():
            await with_worker.job_manager.retry_job(job)
        await asyncio.sleep(LOOK_EVERY)


async def _live_by_the_day() -> None:
    """Each union's work of the day, once its hours have begun; a database that is away is asked again later."""
    done: set[tuple[int, date]] = set()
    while True:
        try:
            await asyncio.to_thread(_todays_work, done)
        except Exception:
            log.exception("The day's work was not looked for; it is tried again.")
        await asyncio.sleep(DAY_EVERY)


def _todays_work(done: set[tuple[int, date]]) -> None:
    close_old_connections()
    try:
        daily.do_todays_work(timezone.localtime(), done)
    finally:
        close_old_connections()
