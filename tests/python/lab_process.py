"""A running ./reprise lab, for the tests that open it."""

import http.client
import re
import subprocess
import threading

import pytest

from command_line import ROOT, free_port, outside


class Lab:
    """A running ./reprise lab and what it has said."""

    def __init__(self, *words, env=None, **options):
        self.port = free_port()
        self.process = subprocess.Popen([ROOT / "reprise", "lab", "--port", str(self.port), *words], env=env or outside(),
                                        text=True, stderr=subprocess.PIPE, **options)
        said = ""
        for line in self.process.stderr:
            said += line
            found = re.search(r"http://127\.0\.0\.1:\d+/lab\S*\?token=(\w+)", line)
            if found:
                self.address, self.token = found.group(0), found.group(1)
                # What it says later is read too, so that it never waits for a reader.
                threading.Thread(target=self.process.stderr.read, daemon=True).start()
                return
        pytest.fail(said)

    def address_of(self, notebook):
        """Where a notebook is opened, whatever was open before."""
        return f"http://127.0.0.1:{self.port}/lab/tree/{notebook}?reset&token={self.token}"

    def get(self, path, token=None):
        """The status of a request."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)
        connection.request("GET", path, headers={"Authorization": f"token {token}"} if token else {})
        return connection.getresponse().status

    def ends_with(self, code):
        assert self.process.wait(30) == code
        with pytest.raises(ConnectionRefusedError):
            self.get("/api")

    def __enter__(self):
        return self

    def __exit__(self, *_):
        if self.process.poll() is None:
            self.process.terminate()
            self.process.wait(30)
