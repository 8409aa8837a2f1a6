"""A recorder group as a process: plans come in on standard input, one JSON line each; SIGTERM ends it in order.

When the supervisor dies its pipe ends: the recorder goes on with the last plan it was given (I5).
"""

import asyncio
import logging

from vonggac.kernel.data_folder import DataFolder
from vonggac.kernel.orders import hear_lines, stop_on_signals
from vonggac.recorder.group import RecorderGroup
from vonggac.recorder.plan import Plan

log = logging.getLogger(__name__)


def run_group(group: int, data: DataFolder) -> None:
    """Returns when told to stop and everything open is finished."""
    asyncio.run(_main(group, data))


async def _main(group: int, data: DataFolder) -> None:
    loop = asyncio.get_running_loop()
    stop = stop_on_signals(loop)
    recorder = RecorderGroup(group, data)
    follower = asyncio.create_task(_follow(recorder, hear_lines(loop)))
    await recorder.run(stop)
    follower.cancel()


async def _follow(recorder: RecorderGroup, plans: "asyncio.Queue[bytes]") -> None:
    while True:
        line = await plans.get()
        try:
            plan = Plan.from_json(line.decode())
        except (ValueError, KeyError, TypeError):
            log.error("a plan could not be read; the last one stays")
            continue
        try:
            await recorder.apply(plan)
        except Exception:
            # The next plan must still be heard.
            log.exception("a plan could not be applied in full")
