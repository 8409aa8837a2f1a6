"""``watch`` as a process: plans come in on standard input, one JSON line each; SIGTERM ends it in order.

It may crash (it loads FFmpeg), be killed or be slow: recorders never wait for it, and record all while it is silent.
"""

import asyncio
import logging

from vonggac.kernel.data_folder import DataFolder
from vonggac.kernel.orders import hear_lines, stop_on_signals
from vonggac.watch.group import WatchGroup
from vonggac.watch.plan import WatchPlan

log = logging.getLogger(__name__)


def run_watch(data: DataFolder, *, allow_loopback: bool = False) -> None:
    """Returns when told to stop and everything seen is written down. Raises OSError where ``run`` can't be written."""
    asyncio.run(_main(data, allow_loopback))


async def _main(data: DataFolder, allow_loopback: bool) -> None:
    loop = asyncio.get_running_loop()
    stop = stop_on_signals(loop)
    group = WatchGroup(data, allow_loopback=allow_loopback)
    follower = asyncio.create_task(_follow(group, hear_lines(loop)))
    await group.run(stop)
    follower.cancel()


async def _follow(group: WatchGroup, plans: "asyncio.Queue[bytes]") -> None:
    while True:
        line = await plans.get()
        try:
            plan = WatchPlan.from_json(line.decode())
        except (ValueError, KeyError, TypeError):
            log.error("a plan could not be read; the last one stays")
            continue
        try:
            await group.apply(plan)
        except Exception:
            # The next plan must still be heard.
            log.exception("a plan could not be applied in full")
