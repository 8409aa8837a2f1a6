"""Processes of the product as tests have them: started, told on standard input what to do, ended in order, killed."""

import subprocess
from pathlib import Path
from types import TracebackType
from typing import Self


class Running:
    """``with`` one: it runs until the end of the block."""

    def start(self) -> None:
        raise NotImplementedError

    def stop(self) -> None:
        raise NotImplementedError

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.stop()


class PlannedProcess(Running):
    """It must end in order."""

    process: "subprocess.Popen[bytes] | None" = None

    @property
    def log_file(self) -> Path:
        raise NotImplementedError

    def tell(self, line: str) -> None:
        """Its plan from now on."""
        assert self.process is not None and self.process.stdin is not None
        self.process.stdin.write(line.encode() + b"\n")
        self.process.stdin.flush()

    def supervisor_dies(self) -> None:
        """The other end of its standard input is gone."""
        assert self.process is not None and self.process.stdin is not None
        self.process.stdin.close()

    def stop(self) -> None:
        """In order; it must end with 0, soon."""
        if self.process is not None:
            self.process.terminate()
            self._ended(0)

    def kill(self) -> None:
        assert self.process is not None
        self.process.kill()
        self._ended(-9)

    def log(self) -> str:
        return self.log_file.read_text()

    def _ended(self, code: int) -> None:
        process, self.process = self.process, None
        assert process is not None
        try:
            assert process.wait(20) == code, self.log()
        finally:
            process.kill()
            process.wait()
            if process.stdin is not None:
                process.stdin.close()
