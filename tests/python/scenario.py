"""Conversations with a kernel, written down as a reader would draw them.

    ## silent
    > execute_request {"silent": true}
        System.out.println("never heard"); 6 * 7
    < status {"execution_state": "busy"}
    < status {"execution_state": "idle"}
    = {"status": "ok", "execution_count": "$n"}

`##` names a scenario. `>` sends a request: its type, its content as JSON, and `on control` when it goes there; indented
lines that follow are its `code`. `<` is the next message that every front end hears, `=` the reply, `?` what the kernel asks
of the reader, `!` the answer. What is compared is what the JSON names: more may be there. Messages come in this order and
no others come between them. A letter before the sign, as in `a>` and `a<`, keeps several requests apart; sent requests are
not waited for until something is expected.

In strings, `…` stands for any text, `$name` for any value, the same one every time. Streams that come in pieces are
compared as a whole. `~ 0.5` waits half a second. `%` names an environment variable for the kernel, which is then a new one;
`% new` asks for a new kernel without any.
"""

import json
import re
import time
from dataclasses import dataclass, field

PATIENCE = 60
LINE = re.compile(r"(?P<label>[a-z]?)(?P<sign>[><=?!~%])(?: (?P<rest>.*))?$")
REQUEST = re.compile(r"(?P<kind>\w+)(?: on (?P<channel>\w+))?(?: (?P<content>\{.*))?$")


@dataclass
class Scenario:
    name: str
    steps: list = field(default_factory=list)

    @property
    def environment(self):
        """None when any kernel will do."""
        settings = [step["rest"] for step in self.steps if step["sign"] == "%"]
        return dict(s.split("=", 1) for s in settings if s != "new") if settings else None


def read(path):
    scenarios = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if line.startswith("## "):
            scenarios.append(Scenario(line[3:].strip()))
        elif line.startswith("    ") and scenarios and scenarios[-1].steps:
            step = scenarios[-1].steps[-1]
            step["code"] = step.get("code", "") + line[4:] + "\n"
        elif line.strip() and not line.startswith("#"):
            step = LINE.match(line)
            assert step, f"{path.name}, line {number}: not a step: {line}"
            scenarios[-1].steps.append(dict(step.groupdict(), number=number, rest=step["rest"] or ""))
    return scenarios


def play(scenario, kernel):
    """Fails with the line of the scenario that did not come true."""
    _Performance(kernel).play(scenario)


class _Performance:
    def __init__(self, kernel):
        self.client = kernel.client
        self.requests = {}
        self.channels = {}
        self.names = {}
        self.replies = {}
        self.put_back = []

    def play(self, scenario):
        for step in scenario.steps:
            try:
                self._play(step)
            except AssertionError as e:
                raise AssertionError(f"{scenario.name}, line {step['number']}: {step['sign']} {step['rest']}\n{e}") from None

    def _play(self, step):
        label, sign, rest = step["label"], step["sign"], step["rest"]
        if sign == ">":
            self._send(label, REQUEST.match(rest), step.get("code"))
        elif sign == "<":
            kind, _, expected = rest.partition(" ")
            self._hear(label, kind, json.loads(expected or "{}"))
        elif sign == "=":
            self._expect(json.loads(rest), self._reply(label)["content"])
        elif sign == "?":
            kind, _, expected = rest.partition(" ")
            message = self.client.get_stdin_msg(timeout=PATIENCE)
            assert message["msg_type"] == kind
            self._expect(json.loads(expected or "{}"), message["content"])
        elif sign == "!":
            self.client.input(rest)
        elif sign == "~":
            time.sleep(float(rest))

    def _send(self, label, request, code):
        content = self._named(json.loads(request["content"] or "{}"))
        if code is not None:
            content["code"] = code.rstrip("\n")
        if request["kind"] == "execute_request":
            content = {"silent": False, "allow_stdin": True} | content
        header = {"subshell_id": content.pop("subshell_id")} if "subshell_id" in content and request["channel"] != "control" else {}
        message = self.client.session.msg(request["kind"], content)
        message["header"].update(header)
        channel = request["channel"] or "shell"
        self.requests[label] = message["header"]["msg_id"]
        self.channels[label] = channel
        getattr(self.client, f"{channel}_channel").send(message)

    def _hear(self, label, kind, expected):
        message = self._next()
        content = message["content"]
        heard = f"heard {message['msg_type']} {json.dumps(content, ensure_ascii=False)}"
        assert message["msg_type"] == kind, heard
        assert message["parent_header"].get("msg_id") == self.requests[label], f"belongs to another request: {heard}"
        while kind == "stream" and not self._fits(expected, content):
            more = self._next()
            if more["msg_type"] != "stream" or more["content"]["name"] != content["name"]:
                self.put_back.append(more)
                break
            content = dict(content, text=content["text"] + more["content"]["text"])
        self._expect(expected, content)

    def _next(self):
        while True:
            message = self.put_back.pop() if self.put_back else self._wait(self.client.get_iopub_msg)
            # What follows from requests that nobody looks at any more is passed over.
            if message["parent_header"].get("msg_id") in self.requests.values():
                return message

    def _reply(self, label):
        request = self.requests[label]
        while request not in self.replies:
            receive = self.client.get_shell_msg if self.channels[label] == "shell" else self.client.get_control_msg
            reply = self._wait(receive)
            self.replies[reply["parent_header"].get("msg_id")] = reply
        return self.replies.pop(request)

    @staticmethod
    def _wait(receive):
        try:
            return receive(timeout=PATIENCE)
        except Exception as e:
            raise AssertionError(f"nothing came within {PATIENCE} s ({type(e).__name__})") from None

    def _expect(self, expected, actual):
        assert self._fits(expected, actual, bind=True), "it was " + json.dumps(actual, ensure_ascii=False)

    def _named(self, value):
        if isinstance(value, dict):
            return {key: self._named(v) for key, v in value.items()}
        return self.names.get(value, value) if isinstance(value, str) else value

    def _fits(self, expected, actual, bind=False):
        if isinstance(expected, str) and expected.startswith("$"):
            if bind:
                self.names.setdefault(expected, actual)
            return self.names.get(expected, actual) == actual
        if isinstance(expected, dict):
            return isinstance(actual, dict) and all(
                key in actual and self._fits(value, actual[key], bind) for key, value in expected.items()
            )
        if isinstance(expected, list):
            return isinstance(actual, list) and len(actual) == len(expected) and all(
                self._fits(e, a, bind) for e, a in zip(expected, actual))
        if isinstance(expected, str) and "…" in expected:
            pattern = ".*".join(re.escape(part) for part in expected.split("…"))
            return isinstance(actual, str) and re.fullmatch(pattern, actual, re.DOTALL) is not None
        return expected == actual
