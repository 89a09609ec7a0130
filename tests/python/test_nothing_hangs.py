"""Cells that block, processes that die, disks that are full: each leaves a kernel that works, and nothing behind."""

import os
import signal
import subprocess
import sys
import time

import psutil
import pytest

pytestmark = pytest.mark.every_jdk

CAN_BE_STOPPED = {
    "a lock that another thread holds": """
        var lock = new java.util.concurrent.locks.ReentrantLock();
        var holder = new Thread(() -> { lock.lock(); try { Thread.sleep(1_000_000); } catch (InterruptedException e) {} });
        holder.setDaemon(true); holder.start(); Thread.sleep(100);
        lock.lock();""",
    "a queue": "new LinkedBlockingQueue<String>().take()",
    "a future": "new CompletableFuture<String>().get()",
    "joining a thread": "var sleeper = new Thread(() -> { try { Thread.sleep(1_000_000); } catch (InterruptedException e) {} }); sleeper.setDaemon(true); sleeper.start(); sleeper.join();",
    "nested loops over ints": "int sum = 0; for (int i = 0; ; i++) for (int j = 0; j < 1_000_000_000; j++) sum += i ^ j;",
    "arithmetic of a library": "BigInteger.valueOf(7).pow(300_000_000)",
    "a static initialiser": "class Endless { static int n; static { while (n >= 0) n = n + 1 & 7; } }\nEndless.n",
    "accepting a connection": "new ServerSocket(0).accept()",
    "reading from a socket": """
        var silent = new ServerSocket(0);
        new Socket("localhost", silent.getLocalPort()).getInputStream().read()""",
    "a web server that does not answer": """
        var mute = new ServerSocket(0);
        new URL("http://localhost:" + mute.getLocalPort()).openStream()""",
    "receiving a datagram": "new DatagramSocket(0).receive(new DatagramPacket(new byte[9], 9));",
    "waiting for another process": 'new ProcessBuilder("sleep", "1000").start().waitFor()',
}


@pytest.mark.parametrize("code", CAN_BE_STOPPED.values(), ids=CAN_BE_STOPPED.keys())
def test_interrupt_stops(kernel, code):
    kernel.run("int kept = 7;")
    outcome, seconds = kernel.interrupt_when_busy(code)
    assert outcome.reply["ename"] == "Interrupted"
    assert seconds < 2
    assert kernel.run("kept").text == "7"


def test_interrupt_while_waiting_for_stdin(kernel):
    kernel.run("int kept = 7;")
    message_id = kernel.send("new Scanner(System.in).nextLine()")
    question = kernel.client.get_stdin_msg(timeout=30)
    kernel.manager.interrupt_kernel()
    assert kernel.outcome(message_id).reply["ename"] == "Interrupted"
    # What is answered too late is no answer to the next question.
    next_id = kernel.send('input("Second? ")')
    second = kernel.client.get_stdin_msg(timeout=30)
    late = kernel.client.session.msg("input_reply", {"value": "to the first"}, parent=question)
    kernel.client.stdin_channel.send(late)
    time.sleep(0.3)
    kernel.client.stdin_channel.send(kernel.client.session.msg("input_reply", {"value": "to the second"}, parent=second))
    assert kernel.outcome(next_id).text == "to the second"
    assert kernel.run("kept").text == "7"


CANNOT_BE_STOPPED = {
    "entering a monitor": """
        var monitor = new Object();
        var owner = new Thread(() -> { synchronized (monitor) { try { Thread.sleep(1_000_000); } catch (InterruptedException e) {} } });
        owner.setDaemon(true); owner.start(); Thread.sleep(100);
        synchronized (monitor) { }""",
    "reading what another process never writes": 'new ProcessBuilder("sleep", "1000").start().getInputStream().read()',
    "catching everything": "while (true) { try { while (true); } catch (Throwable t) {} }",
}


@pytest.mark.slow
@pytest.mark.parametrize("code", CANNOT_BE_STOPPED.values(), ids=CANNOT_BE_STOPPED.keys())
def test_what_no_jvm_can_stop_ends_the_evaluator_and_its_successor_knows_the_rest(new_kernel, code):
    kernel = new_kernel()
    kernel.run("import java.util.zip.CRC32;\nrecord Kept(int n) {}\nint doubled(int n) { return 2 * n; }\nint lost = 1;")
    first = psutil.Process(kernel.pid).children()[0]
    outcome, seconds = kernel.interrupt_when_busy(code)
    assert outcome.reply["ename"] == "ProcessEnded"
    assert "lost variables: lost" in outcome.reply["evalue"]
    assert seconds < 5
    assert kernel.run("new CRC32(); new Kept(doubled(21))").text == "Kept[n=42]"
    assert not first.is_running() or first.status() == psutil.STATUS_ZOMBIE


@pytest.mark.slow
def test_where_the_user_debugs_what_does_not_listen_is_ended_at_once(new_kernel):
    kernel = new_kernel()
    kernel.run("int doubled(int n) { return 2 * n; }")
    assert kernel.run("%jvm -agentlib:jdwp=transport=dt_socket,server=y,suspend=n,address=127.0.0.1:0").status == "ok"
    outcome, seconds = kernel.interrupt_when_busy("while (true) {}")
    assert outcome.reply["ename"] == "ProcessEnded"
    assert seconds < 2
    assert kernel.run("doubled(21)").text == "42"


def test_a_million_lines(kernel):
    message_id = kernel.send('for (int i = 0; i < 1_000_000; i++) System.out.println("line " + i);')
    outcome = kernel.outcome(message_id)
    assert outcome.stdout == "".join(f"line {i}\n" for i in range(1_000_000))
    assert outcome.stderr == ""
    assert len(outcome.of("stream")) < 3000


def test_output_of_other_processes_belongs_to_the_cell(kernel):
    outcome = kernel.run('new ProcessBuilder("echo", "from a child").inheritIO().start().waitFor(); Thread.sleep(200);')
    assert outcome.stdout == "from a child\n"


def test_output_of_a_parallel_stream_belongs_to_the_cell(kernel):
    kernel.run('IntStream.range(0, 100).parallel().forEach(i -> System.out.println("first"));')
    outcome = kernel.run('IntStream.range(0, 100).parallel().forEach(i -> System.out.println("second"));')
    assert outcome.stdout == "second\n" * 100


def test_a_full_disk(new_kernel, tmp_path):
    disk = tmp_path / "disk"
    disk.mkdir()
    if subprocess.run(["mount", "-t", "tmpfs", "-o", "size=64k,nr_inodes=20", "none", disk], capture_output=True).returncode:
        pytest.skip("needs to mount a small file system")
    try:
        log = tmp_path / "log"
        with open(log, "wb") as stderr:
            kernel = new_kernel(stderr=stderr, REPRISE_HISTORY=str(disk / "history"),
                                JDK_JAVA_OPTIONS=f"-Djava.io.tmpdir={disk}")
            assert kernel.run("int kept = 1;").status == "ok"
            filler = [disk / f"filler-{i}" for i in range(30)]
            for file in filler:
                try:
                    file.write_bytes(b"x" * 10_000)
                except OSError:
                    pass
            assert kernel.run("// " + "x" * 20_000 + "\nkept").text == "1"
            assert kernel.run(f'Files.writeString(Path.of("{disk}/mine"), "x")').reply["ename"].startswith("java.")
            assert "exit code 3" in kernel.run("System.exit(3);").reply["evalue"]
            assert kernel.run("1 + 1").text == "2"
        assert "the history of this session is not kept" in log.read_text()
        kernel.close()
    finally:
        subprocess.run(["umount", "-l", disk], check=True)


def test_a_client_that_is_killed(kernel):
    """Another client of the same kernel goes on, and what the first had started runs to its end."""
    source = (
        "import sys, time\n"
        "from jupyter_client import BlockingKernelClient\n"
        "client = BlockingKernelClient(connection_file=sys.argv[1])\n"
        "client.load_connection_file(); client.start_channels(); client.wait_for_ready(timeout=60)\n"
        "client.execute('for (int i = 0; i < 200_000; i++) System.out.println(i); int finished = 5;')\n"
        "client.execute('var asked = new Scanner(System.in).nextLine();')\n"
        "client.get_iopub_msg(timeout=60)\n"
        "print('sent', flush=True)\n"
        "time.sleep(100)\n")
    client = subprocess.Popen([sys.executable, "-c", source, kernel.manager.connection_file], stdout=subprocess.PIPE, text=True)
    assert client.stdout.readline() == "sent\n"
    os.kill(client.pid, signal.SIGKILL)
    client.wait()
    while "asked" not in kernel.client.get_iopub_msg(timeout=60)["content"].get("code", ""):
        pass
    # It waits for an answer that nobody can give any more.
    time.sleep(1)
    kernel.ask("interrupt_request", {}, "control")
    # A cell that arrives before the interrupted one has been answered is aborted with it.
    while (outcome := kernel.run("finished")).status == "aborted":
        pass
    assert outcome.text == "5"


def test_the_evaluator_ends_with_a_server_that_is_killed_also_while_it_computes(new_kernel):
    kernel = new_kernel()
    kernel.run("1")
    evaluator = psutil.Process(kernel.pid).children()[0]
    kernel.send("while (true) { try { while (true); } catch (Throwable t) {} }")
    time.sleep(0.5)
    os.kill(kernel.pid, signal.SIGKILL)
    evaluator.wait(10)


def test_no_temporary_files_are_left(new_kernel, tmp_path):
    kernel = new_kernel(JDK_JAVA_OPTIONS=f"-Djava.io.tmpdir={tmp_path}")
    kernel.run("System.exit(1)")
    kernel.run("1")
    kernel.ask("shutdown_request", {"restart": False}, "control")
    psutil.Process(kernel.pid).wait(20)
    assert [f for f in tmp_path.iterdir() if f.name.startswith("reprise")] == []


def test_what_a_stopped_print_had_not_printed_yet_is_not_printed_by_the_next_cell(new_kernel):
    kernel = new_kernel(REPRISE_MOST_OUTPUT="1000")
    kernel.run('var much = "x".repeat(1_000_000);')
    for _ in range(5):
        stopped, _ = kernel.interrupt_when_busy("while (true) System.out.print(much);")
        assert stopped.reply["ename"] == "Interrupted"
        assert kernel.run('System.out.print("next");').stdout == "next"
