"""Who is measured, and how each is started, given cells, and ended."""

import json
import os
import subprocess
import time
from dataclasses import dataclass
from pathlib import Path

import languages
import peers
import psutil
import zmq
from jupyter_client.kernelspec import KernelSpecManager
from jupyter_client.manager import KernelManager

PATIENCE = 60
PATIENCE_WITH_START = 15
PATIENCE_WITH_CELL = 20
NUDGE_SECONDS = 0.5
EAGER_MILLIS = 2
ENVIRONMENT = Path(os.environ["VIRTUAL_ENV"])
JDK = Path(os.environ["JAVA_HOME"])


def variables():
    """The same for every kernel: this JDK before all others, and no options but a kernel's own."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("REPRISE_")}
    return dict(kept, PATH=os.pathsep.join([str(JDK / "bin"), kept["PATH"]]), REPRISE_HISTORY=str(peers.TARGET / "history"))


@dataclass
class Cell:
    """What a cell led to: seconds until all was said, what was printed, and whether an end was heard of at all."""

    seconds: float
    printed: str = ""
    value: str = ""
    ended: bool = True


class Processes:
    """The processes of a contestant: the one that was started, and those that it started."""

    def __init__(self, pid):
        self.root = psutil.Process(pid)
        self._take_our_priority(pid)

    @staticmethod
    def _take_our_priority(pid):
        """Linux gives each session its share of the CPU, and Jupyter makes a session of each kernel: so nice says nothing to it."""
        try:
            _, _, nice = Path("/proc/self/autogroup").read_text(encoding="ascii").strip().rpartition(" ")
            if nice != "0":
                Path(f"/proc/{pid}/autogroup").write_text(nice, encoding="ascii")
        except OSError:
            pass  # Without it, a busy machine disturbs the measurements more.

    def all(self):
        return [self.root, *self.root.children(recursive=True)]

    def pss(self):
        """Memory in bytes; what processes share is divided among them."""
        return sum(process.memory_full_info().pss for process in self.all())

    def cpu_seconds(self):
        """From the scheduler, in nanoseconds; the clock ticks of ordinary accounting are too coarse for an idle process."""
        nanos = 0
        for process in self.all():
            for file in Path(f"/proc/{process.pid}/task").glob("*/schedstat"):
                nanos += int(file.read_text(encoding="ascii").split()[0])
        return nanos / 1e9

    def kill(self):
        everyone = self.all()
        for process in everyone:
            process.kill()
        psutil.wait_procs(everyone, PATIENCE)


class Kernel:
    """A kernel, started from its kernelspec; `ready` is counted from the moment before it was started.

    An `eager` client knocks every few milliseconds until the ports are open, where others wait 100 to 200 between attempts.
    """

    def __init__(self, kernels, name, encrypted=False, eager=False):
        self.started = time.perf_counter()
        specs = KernelSpecManager(kernel_dirs=[str(kernels)], ensure_native_kernel=False)
        policy = "required" if encrypted else "disabled"
        self.manager = KernelManager(kernel_name=name, kernel_spec_manager=specs, transport_encryption=policy)
        self.manager.start_kernel(env=variables(), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        self.processes = Processes(self.manager.provisioner.process.pid)
        self.context = zmq.Context()
        if eager:
            self.context.setsockopt(zmq.RECONNECT_IVL, EAGER_MILLIS)
        self.client = self.manager.client(context=self.context)
        self.client.start_channels(hb=False)
        self.shell, self.iopub = self.client.shell_channel.socket, self.client.iopub_channel.socket
        try:
            self._await_ready()
        except TimeoutError:
            self.close()
            raise
        self.ready = time.perf_counter() - self.started

    def _await_ready(self):
        """As Jupyter Server does: asks again every half second until there is a reply and something on IOPub.

        On the shell channel only. Jupyter Server asks on control at the same time, after which rapaio takes the parents of its
        messages for one another's, so that no cell of it ever ends.
        """
        answered = heard = False
        nudge = self.started
        while not (answered and heard):
            now = time.perf_counter()
            if now - self.started > PATIENCE_WITH_START:
                raise TimeoutError(f"no answer within {PATIENCE_WITH_START} s of its start")
            if now >= nudge:
                nudge = now + NUDGE_SECONDS
                self.client.kernel_info()
            for socket, message in self._messages(nudge - now):
                heard |= socket is self.iopub
                answered |= message["msg_type"] == "kernel_info_reply"

    def _messages(self, seconds):
        poller = zmq.Poller()
        for socket in (self.shell, self.iopub):
            poller.register(socket, zmq.POLLIN)
        for socket, _ in poller.poll(max(0, seconds * 1000)):
            _, message = self.client.session.recv(socket, mode=0)
            yield socket, message

    def run(self, code, patience=PATIENCE_WITH_CELL):
        """Runs a cell until its reply and `idle` are there."""
        begun = time.perf_counter()
        request = self.client.execute(code)
        cell = Cell(0)
        printed = []
        replied = idle = False
        while not (replied and idle):
            left = begun + patience - time.perf_counter()
            if left <= 0:
                cell.ended = False
                break
            for socket, message in self._messages(left):
                if message["parent_header"].get("msg_id") != request:
                    continue
                kind, content = message["msg_type"], message["content"]
                replied |= socket is self.shell
                if kind == "status":
                    idle |= content["execution_state"] == "idle"
                elif kind == "stream":
                    printed.append(content["text"])
                elif kind in ("execute_result", "display_data"):
                    cell.value = next(iter(content["data"].values()))
                elif kind == "error":
                    raise RuntimeError(f"{code!r} failed: {content['ename']}: {content['evalue']}")
        cell.seconds = time.perf_counter() - begun
        cell.printed = "".join(printed)
        return cell

    def complete(self, code):
        """Seconds until the suggestions are there."""
        begun = time.perf_counter()
        request = self.client.complete(code)
        while time.perf_counter() - begun < PATIENCE:
            for socket, message in self._messages(PATIENCE):
                if socket is self.shell and message["parent_header"].get("msg_id") == request:
                    assert message["content"]["matches"], f"nothing was suggested for {code!r}"
                    return time.perf_counter() - begun
        raise TimeoutError("no suggestions came")

    def close(self):
        self.client.stop_channels()
        self.processes.kill()
        self.context.destroy(linger=0)
        self.manager.cleanup_resources()


class RawJShell:
    """JShell in one JVM, over a pipe."""

    ready = None

    def __init__(self, folder, archived):
        self.started = time.perf_counter()
        archive = [f"-XX:AOTCache={folder / 'raw.aot'}"] if archived else []
        self.process = subprocess.Popen([JDK / "bin" / "java", *archive, "-jar", folder / "raw.jar"], text=True, bufsize=1,
                                        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
        self.processes = Processes(self.process.pid)

    def _ask(self, request):
        self.process.stdin.write(request.replace("\n", "\x1e") + "\n")
        printed = []
        for line in self.process.stdout:
            if line.startswith("="):
                return line[1:].strip(), "".join(printed)
            printed.append(line)
        raise RuntimeError("raw JShell has ended")

    def run(self, code, patience=PATIENCE):
        begun = time.perf_counter()
        value, printed = self._ask("e" + code)
        return Cell(time.perf_counter() - begun, printed, value)

    def complete(self, code):
        begun = time.perf_counter()
        self._ask("c" + code)
        return time.perf_counter() - begun

    def close(self):
        self.processes.kill()
        self.process.stdin.close()
        self.process.stdout.close()


@dataclass(frozen=True)
class Contestant:
    """Somebody who takes part: `start` gives a running one."""

    key: str
    title: str
    language: type
    start: object


def find(keys):
    """Those of these keys, with what they need."""
    ours = python = ENVIRONMENT / "share" / "jupyter" / "kernels"
    makers = {
        "ours": lambda: Contestant("ours", "**this kernel**", languages.Java, lambda **how: Kernel(ours, "java", **how)),
        "encrypted": lambda: Contestant(
            "encrypted", "this kernel, encrypted", languages.Java, lambda **how: Kernel(ours, "java", encrypted=True, **how)),
        "jjava": lambda: _peer("jjava", "JJava", peers.jjava(), "java"),
        "rapaio": lambda: _peer("rapaio", "rapaio", peers.rapaio(), "rapaio-jupyter-kernel"),
        "ipykernel": lambda: Contestant("ipykernel", "ipykernel (Python)", languages.Python, lambda **how: Kernel(python, "python3", **how)),
    }
    found = [make() for key, make in makers.items() if key in keys]
    if "raw" in keys:
        folder = peers.raw_jshell(JDK)
        found.append(Contestant("raw", "raw JShell, no kernel", languages.Java, lambda: RawJShell(folder, archived=False)))
        if (folder / "raw.aot").exists():
            found.append(Contestant("raw-aot", "raw JShell, AOT cache", languages.Java, lambda: RawJShell(folder, archived=True)))
    return found


def _peer(key, title, kernels, name):
    return Contestant(key, title, languages.Java, lambda **how: Kernel(kernels, name, **how))


def versions():
    """What took part, in words."""
    import ipykernel
    import jupyter_client

    release = (JDK / "release").read_text(encoding="utf-8")
    jdk = json.loads(next(line.partition("=")[2] for line in release.splitlines() if line.startswith("JAVA_RUNTIME_VERSION=")))
    return (f"JDK {jdk} under every Java kernel; JJava {peers.PINS['jjava']['version']}, rapaio-jupyter-kernel "
            f"{peers.PINS['rapaio']['version']}, ipykernel {ipykernel.__version__} on Python {'.'.join(map(str, os.sys.version_info[:3]))}, "
            f"jupyter_client {jupyter_client.__version__}")
