"""Work beside the pages: what takes longer than a page may, one thing after the other, with word on how far it is."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from concurrent.futures import TimeoutError as NotYetError
from time import monotonic
from typing import Any

#: called with how far the work is
Tell = Callable[[int], None]


class Job:
    """A piece of work.

    Attributes:
        reached: how far it is, in the unit of the work.
    """

    def __init__(self) -> None:
        """Use `Jobs.start` instead."""
        self.reached = 0
        self._begun = monotonic()
        self._future: Future[Any] = Future()

    def tell(self, reached: int) -> None:
        """Note how far it is."""
        self.reached = reached

    def wait(self, seconds: float) -> bool:
        """Wait a little; whether it is done."""
        try:
            self._future.exception(timeout=seconds)
        except NotYetError:
            return False
        return True

    @property
    def is_done(self) -> bool:
        """Whether it ended, well or not."""
        return self._future.done()

    @property
    def seconds(self) -> int:
        """How long ago it was asked for."""
        return int(monotonic() - self._begun)

    @property
    def error(self) -> BaseException | None:
        """Why it failed; None where it did not, or is not done yet."""
        return self._future.exception() if self.is_done else None

    @property
    def result(self) -> Any:  # noqa: ANN401 - whatever the work gives
        """What it gave; raises what it raised."""
        return self._future.result()


class Jobs:
    """Does jobs one after the other: a record has one writer, and two imports at once are no faster."""

    def __init__(self) -> None:
        """Nothing runs before it is needed."""
        self._worker = ThreadPoolExecutor(max_workers=1, thread_name_prefix="job")

    def start(self, work: Callable[[Tell], Any]) -> Job:
        """Begin a piece of work as soon as those before it are done.

        >>> job = Jobs().start(lambda tell: tell(3) or "done")
        >>> job.wait(5), job.result, job.reached
        (True, 'done', 3)
        """
        job = Job()
        job._future = self._worker.submit(work, job.tell)  # noqa: SLF001 - ours
        return job
