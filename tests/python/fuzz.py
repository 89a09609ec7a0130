"""Throws malformed, truncated, reordered and oversized frames at a kernel, and asks after each round whether it still works.

    ./reprise exec python tests/python/fuzz.py --seconds 3600 --seed 1

What is well formed and signed has to get its reply, a busy and an idle; everything else has to be passed over. The sequence
follows from the seed and the round, which a failure names. When a reply is lost, what helps to find out why is written to a
file: the stacks and the heap of both processes, what the kernel said, what the lost request was.

The client that has started the kernel never reads, so there is a stalled subscriber as well.
"""

import argparse
import json
import os
import random
import socket as sockets
import subprocess
import time
from pathlib import Path

import psutil
import zmq

from soak import measured

DELIMITER = b"<IDS|MSG>"
PATIENCE = 120
ITEMS_A_ROUND = 40
CODE = [
    "1 + 1", "int x = 3;", "x", "undefined", "System.out.println(\"a\");", "int x = ) 1", "]", "\"", "'", "\\", "", " ", ";",
    "/*", "//", "\"\"\"", "class A {", "class A {}", "record R(int a) {}", "new A()", "throw new RuntimeException();", "%", "%%",
    "%nothing", "!ls", "?", "@", "@Deprecated", "import java.util.zip.*;", "import nothing.*;", "void f() { g(); }", "f()",
    "var v = ", "x ->", "\u0000", "🎲", "int 🎲 = 1;", "enum E { A, B }", "switch (1) {}", "return 1;", "package a;",
    "for (int i = 0; i < 100; i++) System.out.println(i);", "System.err.print('x')", "display(1)", "clearOutput(true)", "null",
    "char c = '\\uD800'; c", "String.valueOf((Object) null)", "new int[3][2]", "double NaN = Double.NaN; NaN",
]
KINDS = ["execute_request", "complete_request", "inspect_request", "is_complete_request", "history_request",
         "kernel_info_request", "comm_info_request", "connect_request", "comm_open", "comm_msg", "comm_close", "usage_request",
         "list_subshell_request", "delete_subshell_request", "interrupt_request", "debug_request", "nonsense_request", "x"]
WITHOUT_REPLY = ("comm_open", "comm_msg", "comm_close")


class Fuzzer:
    def __init__(self, kernel, seed):
        self.kernel = kernel
        self.seed = seed
        self.info = kernel.manager.get_connection_info()
        self.session = kernel.client.session
        self.context = zmq.Context()
        self.iopub = self._open(zmq.SUB, "iopub")
        self.iopub.subscribe(b"")
        self.channels = {name: self._open(zmq.DEALER, name) for name in ("shell", "control", "stdin")}
        self.sent = 0
        self.expected = {}
        self.details = {}

    def _open(self, kind, channel):
        socket = self.context.socket(kind)
        socket.linger = 0
        socket.connect(self.kernel.manager._make_url(channel))
        return socket

    def close(self):
        self.context.destroy(linger=0)

    def run(self, seconds, report=None):
        """Returns the number of rounds; fails with an AssertionError that names the round."""
        self.iopub.poll(10_000)
        end = time.monotonic() + seconds
        number = 0
        while time.monotonic() < end or number == 0:
            self.round(number)
            if report and number % 20 == 0:
                report(self, number)
            number += 1
        return number

    def round(self, number):
        self.random = random.Random(f"{self.seed}/{number}")
        self.expected = {}
        self.details = {}
        try:
            for _ in range(ITEMS_A_ROUND):
                self.sent += 1
                self.random.choice([self._sound] * 4 + [self._nonsense, self._mutilated, self._mutilated, self._unsigned,
                                                       self._signed_garbage, self._oversized, self._raw_bytes])()
            for channel in ("shell", "control"):
                self._send(channel, "kernel_info_request", {})
            self._send("shell", "execute_request", {"code": "40 + 2", "silent": False, "stop_on_error": False,
                                                    "user_expressions": {"answer": "40 + 2"}})
            self._collect()
            self._ping()
        except AssertionError as e:
            raise AssertionError(f"seed {self.seed}, round {number}: {e}") from None

    def _ping(self):
        heartbeat = self._open(zmq.REQ, "hb")
        with heartbeat:
            heartbeat.send(b"ping")
            assert heartbeat.poll(PATIENCE * 1000), "no heartbeat"
            assert heartbeat.recv() == b"ping"

    # What is sent

    def _send(self, channel, kind, content, metadata=None, buffers=()):
        message = self.session.msg(kind, content, metadata=metadata)
        if self.random.random() < 0.05:
            message["header"]["subshell_id"] = self.random.choice(["", "no such", None, 7])
        parts = [json.dumps(message[part], default=str).encode("utf-8", "surrogatepass") for part in ("header", "parent_header", "metadata", "content")]
        self.channels[channel].send_multipart([DELIMITER, self.session.sign(parts), *parts, *buffers])
        if channel != "stdin":
            self.expected[message["header"]["msg_id"]] = (channel, kind, set())
            size = sum(map(len, (*parts, *buffers)))
            self.details[message["header"]["msg_id"]] = f"{size} bytes, {parts[0].decode()} {parts[3][:500]!r}"

    def _code(self):
        code = self.random.choice(CODE)
        if self.random.random() < 0.3:
            code += self.random.choice(["\n", ";", " "]) + self.random.choice(CODE)
        if self.random.random() < 0.1:
            at = self.random.randrange(len(code) + 1)
            code = code[:at] + chr(self.random.choice([0, 9, 34, 39, 92, 123, 0x301, 0xD83C, 0x1F3B2])) + code[at:]
        return code

    def _sound(self):
        kind = self.random.choice(KINDS)
        content = {"code": self._code(), "cursor_pos": self.random.randrange(30), "detail_level": self.random.randrange(2),
                   "hist_access_type": self.random.choice(["tail", "range", "search", "?"]), "n": self.random.randrange(-1, 9),
                   "session": self.random.randrange(-3, 4), "start": 0, "stop": 5, "pattern": "*1*", "output": True,
                   "comm_id": self.random.choice("abc"), "target_name": "t", "data": {"a": [1, None]},
                   "silent": self.random.random() < 0.2, "store_history": self.random.random() < 0.5,
                   "allow_stdin": False, "stop_on_error": False, "subshell_id": "none"}
        channel = "control" if kind.endswith(("usage_request", "shell_request", "interrupt_request")) else "shell"
        if self.random.random() < 0.1 and kind != "execute_request":
            channel = "control" if channel == "shell" else "shell"
        self._send(channel, kind, content)

    def _nonsense(self):
        """A request whose content has the wrong types."""
        values = [None, True, -1, 2**80, 1.5, "", "x", [], [1, [2]], {}, {"a": {}}, "\ud800", "0" * 1000]
        keys = ["code", "cursor_pos", "silent", "user_expressions", "n", "hist_access_type", "comm_id", "target_name", "data",
                "subshell_id", "detail_level", "stop_on_error", "session", "value"]
        content = {key: self.random.choice(values) for key in self.random.sample(keys, 6)}
        content["allow_stdin"] = False
        kind = self.random.choice(KINDS)
        self._send(self.random.choice(["shell", "control", "stdin"]), kind, content,
                   self.random.choice([None, {"a": 1}]), self.random.choice([(), (b"", b"x" * 10)]))

    def _frames(self):
        parts = [json.dumps(p, default=str).encode() for p in (
            self.session.msg_header("kernel_info_request"), {}, {}, {"code": self._code()})]
        return [DELIMITER, self.session.sign(parts), *parts]

    def _mutilated(self):
        """Frames of a sound message, with one or two things wrong."""
        frames = self._frames()
        for _ in range(self.random.randrange(1, 3)):
            at = self.random.randrange(len(frames)) if frames else 0
            what = self.random.randrange(6)
            if what == 0 and frames:
                del frames[at]
            elif what == 1 and frames:
                frames.insert(at, self.random.choice(frames))
            elif what == 2:
                self.random.shuffle(frames)
            elif what == 3 and frames:
                frames[at] = frames[at][:self.random.randrange(len(frames[at]) + 1)]
            elif what == 4 and frames and frames[at]:
                flipped = bytearray(frames[at])
                flipped[self.random.randrange(len(flipped))] ^= 1 << self.random.randrange(8)
                frames[at] = bytes(flipped)
            else:
                frames.insert(at, self.random.randbytes(self.random.randrange(200)))
        if frames:
            self._channel().send_multipart(frames)

    def _unsigned(self):
        frames = self._frames()
        frames[1] = self.random.choice([b"", b"0" * 64, frames[1].upper(), frames[1] + b"0", b"\xff" * 64])
        self._channel().send_multipart(frames)

    def _signed_garbage(self):
        """Rightly signed parts that are not what they should be."""
        garbage = [b"", b"{", b"[]", b"null", b"7", b'"x"', b"\xff\xfe", b"{}", b'{"msg_id": 1}', b'{"msg_id": "a", "msg_type": "x"',
                   b"[" * 5000, b'{"a":' * 3000, b'{"a": "\\ud800"}', b'{"msg_id": "i", "msg_type": ""}', b"{}{}", b" ", b'{"a": 1e999}']
        parts = [self.random.choice(garbage) for _ in range(4)]
        self._channel().send_multipart([DELIMITER, self.session.sign(parts), *parts])

    def _oversized(self):
        size = self.random.choice([100_000, 1_000_000, 3_000_000])
        what = self.random.randrange(5)
        if what == 0:
            self._channel().send_multipart([b"x" * size])
        elif what == 1:
            self._channel().send_multipart([b"x"] * (size // 1000))
        elif what == 2:
            self._send("shell", "complete_request", {"code": "x" * (size // 10), "cursor_pos": size})
        elif what == 3:
            self._send("shell", "is_complete_request", {"code": self.random.choice(["(", "{", "[", "1+", "\"a\"+"]) * (size // 100)})
        else:
            self._send("shell", "comm_msg", {"comm_id": "a", "data": {"x": "y" * size}}, buffers=(b"z" * size,))

    def _raw_bytes(self):
        """Something at the port that does not speak ZeroMQ, or leaves in the middle of a word."""
        port = self.info[self.random.choice(["shell_port", "control_port", "stdin_port", "iopub_port", "hb_port"])]
        greeting = b"\xff" + b"\x00" * 8 + b"\x7f\x03\x00NULL" + b"\x00" * 48
        payload = self.random.choice([b"GET / HTTP/1.1\r\n\r\n", greeting, greeting[:self.random.randrange(64)],
                                      greeting + b"\x04\x19\x05READY\x0bSocket-Type\x00\x00\x00\x06DEALER" + self.random.randbytes(50),
                                      greeting + b"\x02" + b"\x7f" * 8, self.random.randbytes(300)])
        with sockets.create_connection(("127.0.0.1", port), timeout=10) as raw:
            raw.sendall(payload)

    def _channel(self):
        return self.channels[self.random.choice(["shell", "shell", "control", "stdin"])]

    # What has to come back

    def _collect(self):
        """Waits until every sound request has its reply, its busy and its idle."""
        end = time.monotonic() + PATIENCE
        poller = zmq.Poller()
        for socket in (self.iopub, *self.channels.values()):
            poller.register(socket, zmq.POLLIN)
        while any(missing for missing in map(self._missing, self.expected)):
            assert time.monotonic() < end, "no answer: " + "; ".join(
                f"{kind} on {channel} lacks {', '.join(sorted(self._missing(i)))} ({self.details[i]})"
                for i, (channel, kind, _) in self.expected.items() if self._missing(i))
            for socket, _ in poller.poll(1000):
                frames = socket.recv_multipart()
                at = frames.index(DELIMITER)
                message = self.session.deserialize(frames[at + 1:])
                self._note(socket, message)

    def _missing(self, message_id):
        _, kind, got = self.expected[message_id]
        wanted = {"busy", "idle"} if kind in WITHOUT_REPLY else {"busy", "idle", "reply"}
        return wanted - got

    def _note(self, socket, message):
        entry = self.expected.get(message["parent_header"].get("msg_id"))
        if entry is None:
            return
        channel, kind, got = entry
        content = message["content"]
        if socket is self.iopub:
            if message["msg_type"] == "status":
                assert content["execution_state"] not in got, f"{kind}: {content['execution_state']} twice"
                got.add(content["execution_state"])
        else:
            assert socket is self.channels[channel], f"{kind}: the reply came on another channel"
            if kind not in WITHOUT_REPLY:
                assert "reply" not in got, f"{kind}: two replies"
            assert content.get("status") in ("ok", "error", "aborted", "complete", "incomplete", "invalid"), (kind, content)
            if "The kernel failed" in content.get("evalue", ""):
                raise AssertionError(f"{kind}: {content}")
            got.add("reply")


def resources(kernel):
    """Threads, file handles and resident megabytes of the server and of its evaluators."""
    server = psutil.Process(kernel.pid)
    return [(p.num_threads(), p.num_fds(), p.memory_info().rss >> 20) for p in (server, *server.children())]


def autopsy(kernel):
    """What both processes are at, as jcmd tells it."""
    text = ""
    server = psutil.Process(kernel.pid)
    for process in (server, *server.children()):
        jcmd = Path(process.exe()).parent / "jcmd"
        for command in ("Thread.print", "GC.heap_info", "GC.class_histogram"):
            told = subprocess.run([jcmd, str(process.pid), command], capture_output=True, text=True, timeout=60).stdout
            text += f"=== {command} of {process.pid}\n" + "\n".join(told.splitlines()[:500]) + "\n"
    return text


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--seed", default="1")
    options = parser.parse_args()
    from kernel_client import Kernel

    started = time.monotonic()

    def report(fuzzer, number):
        print(f"{time.monotonic() - started:7.0f} s, round {number}, {fuzzer.sent} items; threads, handles, MB: "
              f"{resources(fuzzer.kernel)}", flush=True)

    log = Path(f"fuzz-{options.seed}.log")
    with open(log, "wb") as stderr, Kernel(dict(os.environ), stderr=stderr) as kernel:
        fuzzer = Fuzzer(kernel, options.seed)
        server = psutil.Process(kernel.pid)
        print("at the start:", measured(server), flush=True)
        try:
            rounds = fuzzer.run(options.seconds, report)
            report(fuzzer, rounds)
            print("at the end:", measured(server))
        except AssertionError as e:
            found = Path(f"fuzz-{options.seed}.failure")
            found.write_text(f"{e}\n{autopsy(kernel)}=== standard error\n{log.read_text(errors='replace')[-100_000:]}")
            raise AssertionError(f"{e}\nMore in {found}") from None
        finally:
            fuzzer.close()


if __name__ == "__main__":
    main()
