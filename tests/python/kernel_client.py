"""A few lines that make a test of the kernel read like a cell and what follows from it."""

import time
from dataclasses import dataclass, field

from jupyter_client.manager import KernelManager

PATIENCE = 60


def slowness():
    """How much longer than on a quiet machine a computation takes at the moment; at least 1."""
    started, computed = time.monotonic(), time.thread_time()
    while time.thread_time() - computed < 0.1:
        pass
    return max(1, (time.monotonic() - started) / 0.1)


@dataclass
class Outcome:
    """What one cell led to."""

    reply: dict
    messages: list = field(default_factory=list)

    def of(self, kind):
        return [m["content"] for m in self.messages if m["msg_type"] == kind]

    @property
    def status(self):
        return self.reply["status"]

    @property
    def stdout(self):
        return self._stream("stdout")

    @property
    def stderr(self):
        return self._stream("stderr")

    def _stream(self, name):
        return "".join(c["text"] for c in self.of("stream") if c["name"] == name)

    @property
    def result(self):
        """The representations of the cell's value; None when nothing is shown."""
        results = self.of("execute_result")
        return results[0]["data"] if results else None

    @property
    def text(self):
        return self.result and self.result["text/plain"]

    @property
    def traceback(self):
        return "\n".join(self.reply["traceback"])


class Kernel:
    """A running kernel and a client of it."""

    def __init__(self, env, stderr=None, name="java", **settings):
        """`settings` are those of jupyter_client's KernelManager, such as transport="ipc"."""
        self.manager = KernelManager(kernel_name=name, **settings)
        self.manager.start_kernel(env=env, **({"stderr": stderr} if stderr else {}))
        self._connect()

    def _connect(self):
        self.client = self.manager.client()
        self.client.start_channels()
        self.client.wait_for_ready(timeout=PATIENCE)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()

    def close(self):
        self.client.stop_channels()
        self.manager.shutdown_kernel(now=True)

    def restart(self):
        self.client.stop_channels()
        self.manager.restart_kernel(now=False)
        self._connect()

    @property
    def pid(self):
        return self.manager.provisioner.process.pid

    def drain(self):
        """Passes over what is left from earlier cells."""
        for channel in (self.client.iopub_channel, self.client.shell_channel, self.client.control_channel, self.client.stdin_channel):
            while channel.msg_ready():
                channel.get_msg(timeout=1)

    def send(self, code, **options):
        return self.client.execute(code, **options)

    def outcome(self, message_id):
        """Waits until a cell is done; what belongs to other cells is passed over."""
        messages = []
        while True:
            message = self.client.get_iopub_msg(timeout=PATIENCE)
            if message["parent_header"].get("msg_id") != message_id:
                continue
            messages.append(message)
            if message["msg_type"] == "status" and message["content"]["execution_state"] == "idle":
                break
        while True:
            reply = self.client.get_shell_msg(timeout=PATIENCE)
            if reply["parent_header"]["msg_id"] == message_id:
                return Outcome(reply["content"], messages)

    def run(self, code, **options):
        return self.outcome(self.send(code, **options))

    def interrupt_when_busy(self, code):
        """Like `interrupt_after`, once the cell's last line has begun, however slow the machine is."""
        *lines, last = code.strip().splitlines()
        message_id = self.send("\n".join([*lines, 'System.out.print("at it");', last]))
        while True:
            message = self.client.get_iopub_msg(timeout=PATIENCE)
            if message["msg_type"] == "stream" and message["parent_header"].get("msg_id") == message_id:
                break
        return self._interrupt_after(1, message_id)

    def interrupt_after(self, seconds, code):
        """Runs a cell, stops it as JupyterLab's stop button does; returns the outcome and the seconds it took to stop.

        Those are seconds of a quiet machine: on a busy one, as many fewer as this process waits for a processor.
        """
        return self._interrupt_after(seconds, self.send(code))

    def _interrupt_after(self, seconds, message_id):
        time.sleep(seconds)
        before = slowness()
        pressed = time.monotonic()
        self.manager.interrupt_kernel()
        outcome = self.outcome(message_id)
        took = time.monotonic() - pressed
        return outcome, took / max(before, slowness())

    def ask(self, kind, content, channel="shell"):
        """Sends any request and returns the reply's content."""
        message = self.client.session.msg(kind, content)
        sender = getattr(self.client, f"{channel}_channel")
        sender.send(message)
        while True:
            reply = sender.get_msg(timeout=PATIENCE)
            if reply["parent_header"].get("msg_id") == message["header"]["msg_id"]:
                return reply
