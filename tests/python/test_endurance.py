"""The fuzzer and the soak, short; both run as long as one likes by hand, and with --fuzz-seconds and --soak-cells."""

import pytest

import fuzz
from soak import Soak


@pytest.mark.slow
def test_fuzz(new_kernel, request, tmp_path):
    with open(tmp_path / "log", "wb") as stderr:
        kernel = new_kernel(stderr=stderr)
        fuzzer = fuzz.Fuzzer(kernel, request.config.getoption("--fuzz-seed"))
        try:
            fuzzer.run(request.config.getoption("--fuzz-seconds"))
            threads, handles, _ = fuzz.resources(kernel)[0]
        finally:
            fuzzer.close()
    assert threads < 60 and handles < 400
    assert kernel.client.session.key.decode() not in (tmp_path / "log").read_text(errors="replace")


@pytest.mark.slow
def test_soak(new_kernel, request):
    Soak(new_kernel()).run(request.config.getoption("--soak-cells"))


# More statements than the compiler keeps, so that what was before them is let go.
MANY = "int count = 0;\n" + "count++;\n" * 260 + "count"


@pytest.mark.slow
@pytest.mark.every_jdk
def test_what_the_compiler_has_let_go_is_not_missed(new_kernel):
    kernel = new_kernel()
    kernel.run("record Point(int x, int y) {}\nint twice(int n) { return 2 * n; }\nvar origin = new Point(0, 0);\nint lost = 1;")
    kernel.run("List<Runnable> listeners = new ArrayList<>();\nlisteners.add(() -> { throw new IllegalStateException(\"heard\"); });")
    kernel.run("int twice(int n) { return 3 * n; }")
    for _ in range(2):
        assert kernel.run(MANY).text == "260"
    assert kernel.run("twice(7) + origin.x()").text == "21"
    assert kernel.run("int twice(int n) { return n + n; }\ntwice(7)").text == "14"
    assert kernel.run("record Point(int z) {}\nnew Point(3).z()").text == "3"
    names = str(kernel.run("%vars").messages)
    assert "lost" in names and "count" in names
    failed = kernel.run("\nlisteners.get(0).run();")
    assert "line 2" in failed.traceback and "at a cell that ran long ago, in a lambda" in failed.traceback
    assert "REPL" not in failed.traceback

    assert "lost" in kernel.run("System.exit(0);").traceback
    for _ in range(2):
        assert kernel.run(MANY).text == "260"
    assert kernel.run("int lost = twice(new Point(4).z());\nlost").text == "8"
    assert kernel.run("long lost = 5;\nlost + 1").text == "6"
    kernel.run("System.exit(0);")
    assert kernel.run("String lost = twice(2) + \"\";\nlost").text == "4"
