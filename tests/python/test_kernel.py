"""What a reader of a notebook sees of the kernel, over real sockets from the real process."""

import os
import signal
import time

import psutil
import pytest

pytestmark = pytest.mark.every_jdk

LIBRARY_LOOP = "java.util.stream.Stream.generate(String::new).allMatch(String::isEmpty)"


def test_the_last_expression_is_shown_and_statements_are_not(kernel):
    assert kernel.run("int a = 20;\na + 1").text == "21"
    assert kernel.run("a = 22").result is None
    assert kernel.run("int b = a;").result is None
    assert kernel.run("// nothing").result is None


def test_print_goes_to_its_stream_in_order(kernel):
    outcome = kernel.run('System.out.println("out"); System.err.println("err");\nSystem.out.print("Grüße, 世界 🎲")')
    assert outcome.stdout == "out\nGrüße, 世界 🎲"
    assert outcome.stderr == "err\n"


def test_every_one_of_many_lines_arrives_in_few_messages(kernel):
    outcome = kernel.run('for (int i = 0; i < 100_000; i++) System.out.println("line " + i);')
    assert outcome.stdout == "".join(f"line {i}\n" for i in range(100_000))
    assert len(outcome.of("stream")) < 1000


def test_output_comes_before_a_display_that_follows_it(kernel):
    outcome = kernel.run('System.out.print("before"); display("shown"); System.out.print("after");')
    kinds = [m["msg_type"] for m in outcome.messages if m["msg_type"] in ("stream", "display_data")]
    assert kinds == ["stream", "display_data", "stream"]


def test_a_display_can_be_replaced(kernel):
    outcome = kernel.run('String id = display("<i>one</i>", "text/html"); update(id, "<i>two</i>", "text/html");')
    shown, replaced = outcome.of("display_data")[0], outcome.of("update_display_data")[0]
    assert shown["data"] == {"text/html": "<i>one</i>"}
    assert replaced["data"] == {"text/html": "<i>two</i>"}
    assert shown["transient"] == replaced["transient"]


def test_the_id_of_a_display_is_not_shown_as_a_result(kernel):
    outcome = kernel.run('display("shown")')
    assert outcome.of("display_data")
    assert outcome.result is None


def test_progress_is_one_display_that_ends_as_a_sentence_without_time(kernel):
    outcome = kernel.run(
        'try (var p = dev.reprise.notebook.Progress.of("30 <runs>", 3)) {\n'
        "    for (int i = 0; i < 3; i++) { Thread.sleep(150); p.step(); }\n}"
    )
    assert len(outcome.of("display_data")) == 1
    assert "<progress" in outcome.of("display_data")[0]["data"]["text/html"]
    last = outcome.of("update_display_data")[-1]["data"]
    assert last["text/plain"] == "✓ 30 <runs>"
    assert last["text/html"] == "<span>✓ 30 &lt;runs&gt;</span>"


def test_images_and_arrays(kernel):
    assert kernel.run("new int[][] {{1, 2}, {3}}").text == "[[1, 2], [3]]"
    image = kernel.run("new java.awt.image.BufferedImage(3, 2, 1)").result
    assert image["image/png"].startswith("iVBOR")
    assert image["text/plain"] == "Image of 3 x 2 pixels"


def test_declarations_may_refer_to_what_comes_later(kernel):
    assert kernel.run("int first() { return second() + 1; }\nint second() { return 41; }\nfirst()").text == "42"
    assert kernel.run("class Hen { Egg egg; }\nclass Egg { Hen hen; }\nnew Hen().egg").text == "null"
    waiting = kernel.run("int early() { return late(); }")
    assert waiting.status == "ok"
    assert "late()" in waiting.stderr
    assert kernel.run("int late() { return 7; }\nearly()").text == "7"


def test_java_as_it_is_written_today(kernel):
    cell = '''
sealed interface Shape permits Circle, Square {}
record Circle(double r) implements Shape {}
record Square(double side) implements Shape {}
double area(Shape shape) {
    return shape instanceof Circle c ? Math.PI * c.r() * c.r() : Math.pow(((Square) shape).side(), 2);
}
var text = """
    two
    lines
    """;
Stream.of(new Square(2), new Square(3)).mapToDouble(s -> area(s)).sum() + text.length()
'''
    assert kernel.run(cell).text == "23.0"


def test_redefinition(kernel):
    assert kernel.run("int twice(int n) { return n; }\ntwice(4)").text == "4"
    assert kernel.run("int twice(int n) { return 2 * n; }\ntwice(4)").text == "8"
    assert kernel.run('record Pair(int a) {}\nrecord Pair(int a, int b) {}\nnew Pair(1, 2)').text == "Pair[a=1, b=2]"


def test_a_compile_error_names_cell_line_and_column(kernel):
    outcome = kernel.run("int fine = 1;\nint broken = missing;")
    assert outcome.reply["ename"] == "CompilationException"
    assert f"Cell In[{outcome.reply['execution_count']}], line 2: cannot find symbol: variable missing" == outcome.reply["evalue"]
    lines = outcome.traceback.splitlines()
    source = next(i for i, line in enumerate(lines) if "int broken" in line)
    assert lines[source].index("missing") == lines[source + 1].index("\x1b")
    assert kernel.run("fine").text == "1"


def test_an_exception_names_its_class_its_line_and_its_cause(kernel):
    outcome = kernel.run(
        "void open() { throw new IllegalStateException(\"no\", new java.io.IOException(\"disk\")); }\n\nopen();"
    )
    number = outcome.reply["execution_count"]
    assert outcome.reply["ename"] == "java.lang.IllegalStateException"
    assert outcome.reply["evalue"] == "no"
    assert f"Cell In[{number}], line 1" in outcome.traceback
    assert f"Cell In[{number}], line 3" in outcome.traceback
    assert "Caused by: " in outcome.traceback and "disk" in outcome.traceback
    assert "dev.reprise.evaluator" not in outcome.traceback


def test_a_misspelt_type_is_an_error_and_leaves_nothing_behind(kernel):
    outcome = kernel.run("Lisst<String> names = null;")
    assert outcome.status == "error"
    assert "Lisst" in outcome.traceback
    assert kernel.run("List<String> names = List.of(\"a\");\nnames").text == "[a]"


def test_deep_recursion_is_told_in_a_few_lines(kernel):
    outcome = kernel.run("int down(int n) { return down(n + 1) + 1; }\ndown(0)")
    assert outcome.reply["ename"] == "java.lang.StackOverflowError"
    assert len(outcome.reply["traceback"]) < 15


def test_cells_sent_together_with_one_that_fails_do_not_run(kernel):
    failing, waiting = kernel.send('Thread.sleep(300); throw new RuntimeException();'), kernel.send("1")
    assert kernel.outcome(failing).status == "error"
    assert kernel.outcome(waiting).status == "aborted"


@pytest.mark.parametrize("pause", [0, 0.003], ids=["at once", "one after the other"])
def test_of_cells_sent_together_none_runs_after_an_error_however_quick(kernel, pause):
    session, client = kernel.client.session, kernel.client
    for batch in range(30):
        codes = ["int x = ) 1", *(f'System.out.print("ran {batch}/{i}");' for i in range(1, 20))]
        messages = [session.msg("execute_request", {"code": code, "silent": False, "stop_on_error": True}) for code in codes]
        for message in messages:
            client.shell_channel.send(message)
            time.sleep(pause)
        first, *others = [kernel.outcome(message["header"]["msg_id"]) for message in messages]
        assert first.status == "error"
        assert [other.status for other in others] == ["aborted"] * 19
        assert not any(other.stdout for other in others)
        # What is sent in answer to the error runs.
        assert kernel.run("1 + 1").text == "2"


def test_a_cell_that_was_sent_before_the_error_was_known_does_not_run_though_it_comes_late(kernel):
    session, client = kernel.client.session, kernel.client
    failing, late = (session.msg("execute_request", {"code": code, "silent": False}) for code in ("int x = ) 1", "2 + 2"))
    client.shell_channel.send(failing)
    assert kernel.outcome(failing["header"]["msg_id"]).status == "error"
    client.shell_channel.send(late)
    assert kernel.outcome(late["header"]["msg_id"]).status == "aborted"
    assert kernel.run("2 + 2").text == "4"


@pytest.mark.parametrize("date", ["2026-01-01T00:00:00Z", "", "yesterday", None])
def test_a_client_without_a_clock_is_not_taken_for_one_that_did_not_know_of_the_error(kernel, date):
    session, client = kernel.client.session, kernel.client
    for code, status in (("int x = ) 1", "error"), ("2 + 2", "ok")):
        message = session.msg("execute_request", {"code": code, "silent": False})
        message["header"]["date"] = date
        client.shell_channel.send(message)
        assert kernel.outcome(message["header"]["msg_id"]).status == status


def test_silent_cells_leave_no_trace(kernel):
    before = kernel.run("0").reply["execution_count"]
    outcome = kernel.run("6 * 7", silent=True)
    assert outcome.result is None and not outcome.of("execute_input")
    assert kernel.run("0").reply["execution_count"] == before + 1


def test_user_expressions(kernel):
    outcome = kernel.run("int six = 6;", user_expressions={"product": "six * 7", "broken": "nothing"})
    expressions = outcome.reply["user_expressions"]
    assert expressions["product"]["data"]["text/plain"] == "42"
    assert expressions["broken"]["status"] == "error"


def test_input(kernel):
    message_id = kernel.send('var in = new Scanner(System.in);\nSystem.out.print("Your name? ");\nin.nextLine()')
    request = kernel.client.get_stdin_msg(timeout=30)["content"]
    assert request == {"prompt": "Your name? ", "password": False}
    kernel.client.input("Ada")
    assert kernel.outcome(message_id).text == "Ada"


def test_input_where_nobody_can_answer_is_an_error(kernel):
    outcome = kernel.run("System.in.read()", allow_stdin=False)
    assert outcome.reply["ename"] == "java.io.EOFException"


@pytest.mark.parametrize(
    "code",
    ["while (true) {}", LIBRARY_LOOP, "Thread.sleep(1_000_000)", "new Object() { synchronized void w() throws Exception { wait(); } }.w()"],
)
def test_stop_ends_the_cell_within_a_second_and_keeps_the_variables(kernel, code):
    kernel.run("int kept = 7;")
    outcome, seconds = kernel.interrupt_after(1, code)
    assert outcome.reply["ename"] == "Interrupted"
    assert seconds < 1, "the stop button is promised to work within a second"
    assert kernel.run("kept").text == "7"


@pytest.mark.slow
def test_what_cannot_be_stopped_is_ended_and_the_loss_is_told(new_kernel):
    kernel = new_kernel()
    kernel.run("int lost = 1;\nint doubled(int n) { return 2 * n; }")
    outcome, _ = kernel.interrupt_after(1, "while (true) { try { while (true); } catch (Throwable t) {} }")
    assert outcome.reply["ename"] == "ProcessEnded"
    assert "lost variables: lost" in outcome.reply["evalue"]
    assert kernel.run("doubled(21)").text == "42"
    assert kernel.run("lost").status == "error"


def test_system_exit_fails_its_cell_and_the_next_one_runs(kernel):
    kernel.run("int gone = 1;\nrecord Kept(int n) {}\nimport java.util.zip.CRC32;")
    outcome = kernel.run('System.out.println("last words"); System.exit(3);')
    assert outcome.stdout == "last words\n"
    assert outcome.reply["ename"] == "ProcessEnded"
    assert "exit code 3" in outcome.reply["evalue"]
    assert "gone" in outcome.reply["evalue"]
    assert kernel.run("1 + 1").text == "2"
    assert kernel.run("new Kept(new CRC32() == null ? 0 : 5)").text == "Kept[n=5]"


def test_halt_and_a_kill_from_outside(kernel):
    assert "exit code 4" in kernel.run("Runtime.getRuntime().halt(4);").reply["evalue"]
    assert kernel.run("1 + 1").text == "2"
    # Again and again: the next cell comes at once, perhaps before the kernel has seen its evaluator go.
    for _ in range(10):
        evaluator = psutil.Process(kernel.pid).children()[0]
        evaluator.send_signal(signal.SIGKILL)
        evaluator.wait(10)
        outcome = kernel.run("1 + 2")
        assert outcome.text == "3"
        assert "process had ended" in outcome.stderr


def test_out_of_memory_fails_its_cell_and_the_next_one_runs(new_kernel):
    kernel = new_kernel(REPRISE_JVM_OPTS="-Xmx64m")
    kernel.run("int kept = 7;")
    assert kernel.run("new byte[1 << 30]").reply["ename"] == "java.lang.OutOfMemoryError"
    assert kernel.run("kept").text == "7"
    full = kernel.run("Object[] chain = null;\nwhile (true) chain = new Object[] {chain};")
    assert full.reply["ename"] == "java.lang.OutOfMemoryError"
    assert "lost variables: kept, chain" in full.reply["evalue"]
    assert kernel.run("1 + 1").text == "2"


def test_output_of_a_thread_belongs_to_the_cell_that_started_it(kernel):
    first = kernel.send('new Thread(() -> { try { Thread.sleep(700); } catch (Exception e) {} System.out.println("late"); }).start();')
    kernel.outcome(first)
    second = kernel.send("Thread.sleep(1200);")
    parents = []
    while True:
        message = kernel.client.get_iopub_msg(timeout=30)
        if message["msg_type"] == "stream":
            parents.append(message["parent_header"]["msg_id"])
        if message["content"].get("execution_state") == "idle" and message["parent_header"]["msg_id"] == second:
            break
    assert parents == [first]
    kernel.client.get_shell_msg(timeout=30)


def test_completion_answers_while_a_cell_runs(kernel):
    message_id = kernel.send("Thread.sleep(3000);")
    time.sleep(0.5)
    asked = time.monotonic()
    reply = kernel.ask("complete_request", {"code": '"x".toUpp', "cursor_pos": 9})
    assert time.monotonic() - asked < 2
    assert reply["content"]["matches"] == ["toUpperCase("]
    assert kernel.outcome(message_id).status == "ok"


def test_cursor_positions_count_code_points(kernel):
    code = 'var dice = "🎲🎲"; dice.toUpp'
    reply = kernel.ask("complete_request", {"code": code, "cursor_pos": len(code)})["content"]
    assert (reply["cursor_start"], reply["cursor_end"]) == (len(code) - len("toUpp"), len(code))


def test_inspection_anywhere_in_a_name(kernel):
    for cursor in (5, 7, 8):
        content = kernel.ask("inspect_request", {"code": "Math.max(1, 2)", "cursor_pos": cursor, "detail_level": 0})["content"]
        assert content["found"]
        assert "int Math.max(int a, int b)" in content["data"]["text/plain"]


def test_unknown_requests_get_an_answer_with_a_status(kernel):
    reply = kernel.ask("weather_request", {})
    assert reply["msg_type"] == "weather_reply"
    assert reply["content"]["status"] == "error"


def test_comms(kernel):
    assert kernel.ask("comm_info_request", {})["content"] == {"status": "ok", "comms": {}}


def test_user_code_does_not_see_the_kernels_libraries(kernel):
    assert kernel.run("org.zeromq.ZContext c = null;").status == "error"
    assert kernel.run('Class.forName("org.zeromq.ZContext")').reply["ename"] == "java.lang.ClassNotFoundException"
    assert kernel.run('Class.forName("dev.reprise.kernel.Kernel")').reply["ename"] == "java.lang.ClassNotFoundException"


def test_a_message_with_a_wrong_signature_is_dropped(kernel):
    key = kernel.client.session.key
    try:
        kernel.client.session.key = b"wrong"
        kernel.client.execute("1")
    finally:
        kernel.client.session.key = key
    assert kernel.run("1 + 1").text == "2"


def test_malformed_messages_are_dropped(kernel):
    socket = kernel.client.shell_channel.socket
    for frames in ([b""], [b"<IDS|MSG>"], [b"<IDS|MSG>", b"", b"{}"], [b"x"] * 50, [b"\xff" * 100_000]):
        socket.send_multipart(frames)
    session = kernel.client.session
    for parts in ([b"{", b"}", b"{}", b"{}"], [b"[]", b"{}", b"{}", b"{}"], [b"{}"] * 4, [b"\xff\xfe", b"{}", b"{}", b"{}"]):
        socket.send_multipart([b"<IDS|MSG>", session.sign(parts), *parts])
    assert kernel.run("1 + 1").text == "2"


def test_nothing_outlives_the_kernel(new_kernel):
    kernel = new_kernel()
    kernel.run("1")
    evaluator = psutil.Process(kernel.pid).children()[0]
    os.kill(kernel.pid, signal.SIGKILL)
    evaluator.wait(10)
    assert not evaluator.is_running()


def test_shutdown_is_answered_and_both_processes_end(new_kernel):
    kernel = new_kernel()
    kernel.run("1")
    processes = [psutil.Process(kernel.pid), *psutil.Process(kernel.pid).children()]
    assert kernel.ask("shutdown_request", {"restart": False}, "control")["content"] == {"status": "ok", "restart": False}
    gone, alive = psutil.wait_procs(processes, timeout=10)
    assert not alive


def test_iopub_welcomes_a_subscriber(kernel):
    client = kernel.manager.client()
    client.start_channels(shell=False, stdin=False, hb=False, control=False)
    try:
        assert client.get_iopub_msg(timeout=10)["msg_type"] == "iopub_welcome"
    finally:
        client.stop_channels()


def test_history_pairs_inputs_with_their_outputs(new_kernel, tmp_path):
    kernel = new_kernel(REPRISE_HISTORY=str(tmp_path))
    kernel.run("6 * 7")
    kernel.run("int quiet = 1;")
    kernel.run("undefined")
    wanted = {"output": True, "raw": True, "hist_access_type": "tail", "n": 3}
    pairs = [[1, 1, ["6 * 7", "42"]], [1, 2, ["int quiet = 1;", None]], [1, 3, ["undefined", None]]]
    assert kernel.ask("history_request", wanted)["content"]["history"] == pairs
    kernel.restart()
    assert kernel.ask("history_request", wanted)["content"]["history"] == pairs
    plain = kernel.ask("history_request", dict(wanted, output=False))["content"]["history"]
    assert plain == [[1, 1, "6 * 7"], [1, 2, "int quiet = 1;"], [1, 3, "undefined"]]
