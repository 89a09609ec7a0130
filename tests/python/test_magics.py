"""Magics, as notebooks write them, over real sockets from the real process."""

import json
import os

import pytest

pytestmark = pytest.mark.every_jdk


@pytest.fixture(autouse=True)
def folder(tmp_path, monkeypatch):
    """Every test has a folder of its own; the kernels that it starts run there."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_magics_and_java_run_in_their_order(kernel):
    outcome = kernel.run('int a = 1;\n%sh echo "one two"\nSystem.out.println("three");\n%sh echo four\na + 1')
    assert outcome.stdout == "one two\nthree\nfour\n"
    assert outcome.text == "2"


def test_an_error_after_a_magic_names_the_line_of_the_cell(kernel):
    outcome = kernel.run("%sh true\n\nint broken = missing;")
    number = outcome.reply["execution_count"]
    assert outcome.reply["evalue"].startswith(f"Cell In[{number}], line 3: cannot find symbol")


@pytest.mark.parametrize("code", [
    'String s = """\n%sh echo magic\n""";\ns',
    "/*\n%sh echo magic\n*/ 1",
    "// \" odd quote\nint q = 7\n  %3;\nq",
    'String p = "100 %sh";\np',
])
def test_what_only_looks_like_a_magic_is_left_alone(kernel, code):
    outcome = kernel.run(code)
    assert outcome.status == "ok"
    assert outcome.stdout == ""


def test_an_unknown_magic_is_named_and_the_nearest_one_suggested(kernel):
    outcome = kernel.run("%mavn x:y:1")
    assert outcome.reply["ename"] == "UndefinedMagicException"
    assert "%mavn" in outcome.reply["evalue"]
    assert "did you mean %load?" in kernel.run("%laod x").reply["evalue"]
    assert "there is %%writefile, in the first line of a cell" in kernel.run("%writefile x").reply["evalue"]


def test_a_failing_magic_names_itself_and_the_rest_of_the_cell_does_not_run(kernel):
    outcome = kernel.run('%load no-such-file\nSystem.out.println("not reached");')
    assert outcome.reply["ename"] == "MagicException"
    assert outcome.reply["evalue"].startswith("%load: there is no file 'no-such-file'")
    assert outcome.stdout == ""
    assert kernel.run("%%html\n").reply["evalue"].startswith("%%html: needs a body")


@pytest.mark.parametrize(("magic", "mime"), [
    ("html", "text/html"), ("markdown", "text/markdown"), ("latex", "text/latex"), ("svg", "image/svg+xml"),
    ("javascript", "application/javascript"), ("js", "application/javascript"),
])
def test_a_body_is_shown_as_what_it_is(kernel, magic, mime):
    shown = kernel.run(f"%%{magic}\n<b>body</b>\nmore").of("display_data")
    assert shown[0]["data"] == {mime: "<b>body</b>\nmore", "text/plain": "<b>body</b>\nmore"}


def test_shells_stream_their_output_and_report_their_exit_code(kernel):
    outcome = kernel.run("%%bash\necho Grüße\necho problem >&2\nexit 3")
    assert outcome.stdout == "Grüße\n"
    assert outcome.stderr == "problem\n"
    assert outcome.reply["evalue"] == "%%bash: bash ended with exit code 3"
    assert kernel.run("%%python\nprint(6 * 7)").stdout == "42\n"
    assert kernel.run("%system echo $((40 + 2))").stdout == "42\n"


def test_a_shell_can_be_stopped(kernel):
    outcome, seconds = kernel.interrupt_after(1, "%%bash\nsleep 100")
    assert outcome.reply["ename"] == "Interrupted"
    assert seconds < 3
    assert kernel.run("1 + 1").text == "2"


def test_time_says_how_long_and_hands_on_the_value(kernel):
    outcome = kernel.run("%time 6 * 7")
    assert outcome.text == "42"
    assert "CPU times: user" in outcome.stdout and "Wall time:" in outcome.stdout
    assert kernel.run('var timed = %time "a" + " b"\ntimed').text == "a b"
    assert "Wall time:" in kernel.run("%%time\nint declared = 5;\ndeclared++;").stdout
    assert kernel.run("declared").text == "6"
    assert kernel.run("%time throw new IllegalStateException();").reply["ename"] == "java.lang.IllegalStateException"


def test_timeit(kernel):
    assert "per loop (mean ± std. dev. of 2 runs, 10 loops each)" in kernel.run("%timeit -n 10 -r 2 Math.sqrt(2)").stdout
    assert "of 3 runs, 1 loop each" in kernel.run("%%timeit -n1 -r 3\nfor (int i = 0; i < 9; i++) {}").stdout
    assert kernel.run("%timeit -n many 1").reply["evalue"] == "%timeit: -n needs a number from 1 on, not 'many'"


def test_variables_are_listed_with_their_values(new_kernel):
    kernel = new_kernel()
    assert kernel.run("%who").stdout == "There are no variables.\n"
    kernel.run("int a = 1;\nList<String> names = List.of(\"x < y\");\n3")
    assert kernel.run("%who").stdout == "a names\n"
    table = kernel.run("%vars").of("display_data")[0]["data"]
    assert table["text/plain"] == "int a = 1\nList<String> names = [x < y]"
    assert "<code>[x &lt; y]</code>" in table["text/html"]
    assert kernel.run("%jshell /vars").stdout.startswith("|    int a = 1\n")
    kernel.run("int twice(int n) {\n    return 2 * n;\n}")
    assert "int twice(int n)" in kernel.run("%jshell /methods").stdout
    assert kernel.run("%jshell /nope").status == "error"


def test_help(kernel):
    everything = kernel.run("%help").stdout
    for magic in ("%maven", "%jars", "%load", "%%writefile", "%time ", "%jvm", "%reset", "%env", "%who", "%html"):
        assert magic in everything
    assert "%classpath [GLOB ...]" in kernel.run("%help %classpath").stdout
    assert kernel.run("%help nothing").status == "error"


def test_completion_and_inspection_know_magics(kernel, folder):
    def complete(code):
        return kernel.ask("complete_request", {"code": code, "cursor_pos": len(code)})["content"]["matches"]

    assert "%classpath" in complete("int a = 1;\n%clas")
    assert complete("%%writ") == ["%%writefile"]
    assert "%jars" in complete("List<String> l = %ja")
    (folder / "tools.jshell").write_text("")
    assert [os.path.basename(m) for m in complete(f"%load {folder}/too")] == ["tools.jshell"]
    assert "toUpperCase(" in complete('%time "a".toUpp')
    assert "toUpperCase(" in complete('%sh echo\n"a".toUpp')
    told = kernel.ask("inspect_request", {"code": "%jvm -Xmx1g", "cursor_pos": 2, "detail_level": 0})["content"]
    assert "--enable-preview" in told["data"]["text/plain"]


def test_a_cell_with_magics_is_complete(kernel):
    def status(code):
        return kernel.ask("is_complete_request", {"code": code})["content"]["status"]

    assert status("%sh echo") == "complete"
    assert status("List<String> l = %jars x.jar") == "complete"
    assert status("%sh echo\nfor (;;) {") == "incomplete"


def test_writefile_and_load(kernel, folder):
    path = folder / "half.jshell"
    assert kernel.run(f"%%writefile {path}\nint half(int n) {{ return n / 2; }}\n").stdout == f"Wrote {path}\n"
    assert kernel.run(f"%%writefile -a {path}\nint loaded = half(84);\n").stdout == f"Appended to {path}\n"
    assert kernel.run(f"%load {path}\nloaded").text == "42"
    assert kernel.run(f"%load {folder / 'half'}").status == "ok"
    assert kernel.run(f"%%writefile {path}\nint x = missing;\n").stdout == f"Overwrote {path}\n"
    assert kernel.run(f"%load {path}").reply["evalue"].startswith("half.jshell, line 1: cannot find symbol")
    assert "cannot be written" in kernel.run("%%writefile /no/such/folder/x\ntext").reply["evalue"]


def test_load_runs_the_code_cells_of_a_notebook(kernel, folder):
    cells = [
        {"cell_type": "code", "source": ["int base = 40;\n", "int two = 2;"]},
        {"cell_type": "markdown", "source": ["not code"]},
        {"cell_type": "code", "source": "int sum = base + two;"},
    ]
    (folder / "utils.ipynb").write_text(json.dumps({"cells": cells, "nbformat": 4, "metadata": {}}))
    assert kernel.run(f"%load {folder}/utils.ipynb\nsum").text == "42"
    cells.append({"cell_type": "code", "source": "sum();"})
    (folder / "broken.ipynb").write_text(json.dumps({"cells": cells}))
    assert kernel.run(f"%load {folder}/broken.ipynb").reply["evalue"].startswith("broken.ipynb, code cell 3, line 1:")
    (folder / "no.ipynb").write_text("{")
    assert "is not a notebook" in kernel.run(f"%load {folder}/no.ipynb").reply["evalue"]


def test_running_code_can_evaluate_code_and_catch_what_it_throws(kernel):
    assert kernel.run('int n = (int) eval("20 + 1") * 2;\nn').text == "42"
    assert kernel.run('eval("int fromEval = 5;");\nfromEval').text == "5"
    caught = kernel.run('try { eval("throw new java.io.IOException(\\"disk\\");"); } catch (Exception e) { System.out.print(e); }')
    assert caught.stdout == "java.io.IOException: disk"
    assert "cannot find symbol" in kernel.run('eval("missing")').reply["evalue"]
    outcome, seconds = kernel.interrupt_after(1, 'eval("while (true) {}")')
    assert outcome.reply["ename"] == "Interrupted" and seconds < 2
    assert kernel.run("n").text == "42"


def test_magics_of_the_notebooks_own(kernel):
    kernel.run('dev.reprise.notebook.Magics.register("shout", words -> String.join(" ", words).toUpperCase());')
    assert kernel.run('%shout hello "big world"').text == "HELLO BIG WORLD"
    assert kernel.run("String s = %shout x\ns").text == "X"
    kernel.run('dev.reprise.notebook.Magics.register("count", (words, body) -> body.lines().count());')
    assert kernel.run("%%count\na\nb").text == "2"
    assert "did you mean %shout?" in kernel.run("%shoutt").reply["evalue"]


@pytest.mark.slow
def test_jvm_starts_another_process_with_options_and_keeps_declarations(new_kernel):
    kernel = new_kernel()
    kernel.run("int lost = 1;\nint twice(int n) { return 2 * n; }\nrecord Kept(int n) {}\nimport java.util.zip.CRC32;")
    told = kernel.run("%jvm -Xmx111m -Dgreeting=hello")
    assert told.status == "ok" and "lost variables: lost" in told.stderr
    assert kernel.run("Runtime.getRuntime().maxMemory() / (1 << 20) < 120").text == "true"
    assert kernel.run('System.getProperty("greeting")').text == "hello"
    assert kernel.run("new Kept(twice(21)) + \" \" + (new CRC32() != null)").text == "Kept[n=42] true"
    refused = kernel.run("int kept = 5;\n%jvm -Xnonsense")
    assert "no process starts with these options" in refused.reply["evalue"]
    assert kernel.run("kept").text == "5"
    assert "no option for the notebook's JVM" in kernel.run("%jvm -cp x").reply["evalue"]
    assert "-Dgreeting=hello" in kernel.run("%jvm").stdout
    # A cell that runs again.
    for _ in range(2):
        assert kernel.run("%jvm -agentlib:jdwp=transport=dt_socket,server=y,suspend=n,address=127.0.0.1:0").status == "ok"
    # Of what excludes each other, the latest holds.
    collectors = "java.lang.management.ManagementFactory.getGarbageCollectorMXBeans().get(0).getName()"
    for collector, name in (("Z", "ZGC"), ("G1", "G1"), ("Parallel", "PS")):
        assert kernel.run(f"%jvm -XX:+Use{collector}GC -Xmx{len(name)}00m").status == "ok"
        assert kernel.run(collectors).text.startswith(name)
    assert kernel.run("Runtime.getRuntime().maxMemory() >> 20 <= 200").text == "true"
    kernel.run("%jvm --default --pinned")
    assert 'OPENBLAS_CORETYPE=Haswell' in kernel.run("%env").stdout
    assert kernel.run('System.getProperty("greeting")').text == "null"
    opened = 'Thread.class.getDeclaredField("threadLocalRandomSeed").trySetAccessible()'
    assert kernel.run(opened).text == "true"
    assert kernel.run("%jvm").stdout.count("java.base/java.lang=") == 1
    assert kernel.run('%env SHAPE=round\nSystem.getenv("SHAPE")').text == "round"
    assert kernel.run("%sh echo $SHAPE").stdout == "round\n"


@pytest.mark.slow
def test_preview_features_by_a_switch(new_kernel):
    kernel = new_kernel()
    kernel.run("int twice(int n) { return 2 * n; }")
    version = int(kernel.run("Runtime.version().feature()").text)
    preview = 'switch ((Object) 5) { case Integer i -> "int " + i; default -> ""; }' if version < 21 else \
        'switch (5L) { case 5L -> "long 5"; default -> ""; }'
    assert kernel.run(preview).status == "error"
    assert kernel.run("%jvm --enable-preview").status == "ok"
    assert kernel.run(preview).text in ("int 5", "long 5")
    assert kernel.run("twice(21)").text == "42"
    failed = kernel.run("int fine = 1;\nint broken = missing;")
    assert f"Cell In[{failed.reply['execution_count']}], line 2" in failed.reply["evalue"]


def test_reset_forgets_everything(new_kernel, folder):
    kernel = new_kernel()
    kernel.run("int a = 1;\nint twice(int n) { return 2 * n; }\nimport java.util.zip.CRC32;")
    (folder / "classes").mkdir()
    kernel.run(f"%classpath {folder}/classes")
    assert f"{folder}/classes" in kernel.run("%classpath").stdout
    assert kernel.run("%reset").status == "ok"
    for gone in ("a", "twice(1)", "new CRC32()"):
        assert kernel.run(gone).status == "error"
    assert f"{folder}/classes" not in kernel.run("%classpath").stdout
    assert kernel.run("List.of(1, 2)").text == "[1, 2]"


def test_a_variable_in_the_line_of_a_magic(kernel, folder):
    kernel.run(f'var file = "{folder}/from java.txt";\nint many = 3;')
    kernel.run('%%writefile "${file}"\n${file} stays as it is in a body')
    assert (folder / "from java.txt").read_text().strip() == "${file} stays as it is in a body"
    assert kernel.run("%sh echo ${many} ${noVariable:-shell}").stdout.split() == ["3", "shell"]
    assert kernel.run('%time "${many}".length()').text == "7"
