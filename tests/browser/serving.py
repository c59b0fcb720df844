"""The dashboard as it is served to readers, for tests in a browser: started, restarted, stopped."""

import os
import subprocess
import sys
import urllib.request
from pathlib import Path
from urllib.error import HTTPError, URLError

import psutil

from tests.servers import free_port, wait_until

ROOT = Path(__file__).parent.parent.parent
SETTINGS = "[refresh]\ninterval_minutes = 0\n[freshness]\nhealth_hours = 1000000\n"


class Served:
    """One served dashboard with a platform, a store and a home folder of its own."""

    def __init__(
        self,
        platform: Path,
        store: Path,
        folder: Path,
        script: str = "app.py",
        settings: str = "",
        records: Path | None = None,
    ):
        self.url = f"http://127.0.0.1:{free_port()}"
        self.home = folder / "home"
        self.home.mkdir()
        self.log = folder / "served.log"
        self._settings = folder / "settings.toml"
        self._settings.write_text(SETTINGS + f'[attachments]\nfolder = "{platform}.photos"\n{settings}')
        self._databases = {
            "PLATFORM_DATABASE_URL": f"sqlite:///{platform}",
            "STORE_DATABASE_URL": f"sqlite:///{store}",
            "FORWARDED_ALLOW_IPS": "",
            "RECORDS_DATABASE_URL": f"sqlite:///{records or folder / 'records.db'}",
        }
        self._script = script
        self._process: subprocess.Popen | None = None

    @property
    def process(self) -> subprocess.Popen:
        """The server's own process; only where it has been started."""
        assert self._process, "never started"
        return self._process

    def start(self) -> None:
        """Starts the server as `make run` does and returns when it answers."""
        with self.log.open("a") as log:
            self._process = subprocess.Popen(
                [
                    sys.executable,
                    "-m",
                    "streamlit",
                    "run",
                    self._script,
                    "--server.port",
                    self.url.rpartition(":")[2],
                ],
                cwd=ROOT,
                env=os.environ
                | self._databases
                | {"SETTINGS_FILE": str(self._settings), "HOME": str(self.home), "PYTHONPATH": str(ROOT)},
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
            )
        wait_until(self._answers, self._process, self.log)

    def stop(self) -> None:
        """Stops the server and all it started."""
        family = [
            psutil.Process(self.process.pid),
            *psutil.Process(self.process.pid).children(recursive=True),
        ]
        for process in family:
            process.terminate()
        for process in psutil.wait_procs(family, timeout=10)[1]:
            process.kill()
        self.process.wait()

    def kill(self) -> None:
        """Ends the server at once, as a power cut does."""
        for process in psutil.Process(self.process.pid).children(recursive=True):
            process.kill()
        self.process.kill()
        self.process.wait()

    def memory(self) -> float:
        """Megabytes that the server holds."""
        return psutil.Process(self.process.pid).memory_info().rss / 1e6

    def restart(self) -> None:
        """A server that has not shown anything to anybody."""
        self.stop()
        self.start()

    def _answers(self) -> bool:
        try:
            with urllib.request.urlopen(f"{self.url}/healthz", timeout=5) as answer:
                return answer.status == 200
        except HTTPError as error:
            with error:
                return True
        except (URLError, ConnectionError, TimeoutError):
            return False
