"""Errors that a student understands: where, what, why, and what could be meant."""

import re

import pytest

ANSI = re.compile(r"\x1b\[[0-9;]*m")


def told(outcome):
    """The report without its colours, line by line."""
    return ANSI.sub("", outcome.traceback).splitlines()


@pytest.mark.every_jdk
def test_a_compile_error_has_place_source_caret_and_reason(kernel):
    outcome = kernel.run('int fine = 1;\nint broken = "text";')
    place = f"Cell In[{outcome.reply['execution_count']}], line 2"
    assert outcome.reply["ename"] == "CompilationException"
    assert outcome.reply["evalue"] == f"{place}: incompatible types: java.lang.String cannot be converted to int"
    assert told(outcome) == [
        f"CompilationException: {place}",
        '   2 | int broken = "text";',
        "                    ^^^^^^",
        "incompatible types: java.lang.String cannot be converted to int",
    ]


def test_a_missing_name_is_told_in_one_line(kernel):
    assert told(kernel.run("int broken = nowhere;"))[3:] == ["cannot find symbol: variable nowhere"]


@pytest.mark.every_jdk
@pytest.mark.parametrize(
    ("code", "advice"),
    [
        ('"abc".lenght()', "Did you mean length?"),
        ("Math.maxx(1, 2)", "Did you mean max?"),
        ("System.out.printn(1);", "Did you mean print or printf or println?"),
        ("var list = new ArrayLst<String>();", "Did you mean ArrayList?"),
        ("string s = null;", "Did you mean String?"),
        ("int counter = 1;\ncuonter + 1", "Did you mean counter?"),
        ("int twice(int n) { return 2 * n; }\ntwise(1)", "Did you mean twice?"),
        ("CRC32 sum = null;", "On the class path: import java.util.zip.CRC32;"),
        ("var sum = new CRC32();", "On the class path: import java.util.zip.CRC32;"),
        ("import java.utl.zip.CRC32;", "On the class path: import java.util.zip.CRC32;"),
        ("int n = 3000000000;", "A number that does not fit into an int is a long if it ends with an L."),
    ],
)
def test_advice(kernel, code, advice):
    kernel.run("1")
    assert told(kernel.run(code))[-1] == advice


def test_a_type_of_a_library_can_be_imported(kernel):
    advice = told(kernel.run("JsonNode tree = null;"))[-1]
    assert "import com.fasterxml.jackson.databind.JsonNode;" in advice


def test_no_advice_is_better_than_bad_advice(kernel):
    assert told(kernel.run("int a = xyzzy;"))[-1] == "cannot find symbol: variable xyzzy"


def test_a_bracket_that_is_never_closed_is_pointed_at(kernel):
    outcome = kernel.run('int ok = 1;\nfor (int i = 0; i < 3; i++) {\n    if (i > 1) { // {\n        System.out.println("}");\n    }')
    assert outcome.reply["evalue"].endswith("line 2: this '{' is never closed")
    assert told(outcome)[2].index("^") == told(outcome)[1].index("{")


@pytest.mark.every_jdk
def test_an_exception_of_the_notebooks_own_has_its_own_name(kernel):
    outcome = kernel.run(
        "class TooHot extends RuntimeException { TooHot(String m, Throwable cause) { super(m, cause); } }\n"
        "void heat(int n) {\n"
        '    if (n > 1) throw new TooHot("n=" + n, new java.io.IOException("fuse"));\n'
        "    heat(n + 1);\n"
        "}\n"
        "heat(0);"
    )
    assert (outcome.reply["ename"], outcome.reply["evalue"]) == ("TooHot", "n=2")
    place = f"    at Cell In[{outcome.reply['execution_count']}], line"
    assert told(outcome) == [
        "TooHot: n=2",
        f'{place} 3, in heat: if (n > 1) throw new TooHot("n=" + n, new java.io.IOException("fuse"));',
        f"{place} 4, in heat: heat(n + 1);",
        "    ... and again, many times",
        f"{place} 6: heat(0);",
        "Caused by: java.io.IOException: fuse",
        *told(outcome)[1:5],
    ]


def test_helpful_null_pointer_messages_use_the_notebooks_names(kernel):
    outcome = kernel.run("String nothing = null;\nnothing.length()")
    assert outcome.reply["evalue"] == 'Cannot invoke "String.length()" because "nothing" is null'


def test_frames_of_the_jdk_are_folded_and_lambdas_have_words(kernel):
    lines = told(kernel.run("Stream.of(3, 1)\n    .map(n -> 10 / (n - 1))\n    .toList()"))
    assert lines[0] == "java.lang.ArithmeticException: / by zero"
    assert lines[1].endswith("line 2, in a lambda: .map(n -> 10 / (n - 1))")
    assert any(re.fullmatch(r"    \.\.\. \d+ more in the JDK", line) for line in lines)
    assert len(lines) < 8


def test_a_frame_in_an_earlier_cell_names_that_cell(kernel):
    first = kernel.run("\nint divide(int a, int b) {\n    return a / b;\n}").reply["execution_count"]
    lines = told(kernel.run("divide(1, 0)"))
    assert lines[1] == f"    at Cell In[{first}], line 3, in divide: return a / b;"


def test_a_type_that_cannot_be_used_yet_says_what_is_missing(kernel):
    kernel.run("class Late {\n    int n() { return laterStill(); }\n}")
    lines = told(kernel.run("new Late().n()"))
    assert lines[0] == "CompilationException: 'Late' cannot be used yet: method laterStill() is not declared"
    assert lines[-1].endswith(": new Late().n()")


def test_no_frame_is_ours_or_jshells(kernel):
    for code in ("throw new Error();", "new int[0][0][0] = 1;", "Integer.parseInt(\"x\")", "new ArrayList<Integer>(-1)"):
        text = kernel.run(code).traceback
        for word in ("reprise", "REPL", "$JShell$", "do_it", "invoke0"):
            assert word not in text


def test_colours_are_bold_and_end_with_their_line(kernel):
    for line in kernel.run("int a = nowhere;").reply["traceback"]:
        assert line.count("\x1b[1") == line.count("\x1b[0m")
        assert not re.search(r"\x1b\[3\dm", line), "thin colours are too pale on white"


@pytest.mark.every_jdk
def test_lombok_is_told_to_do_nothing(kernel):
    outcome = kernel.run("@lombok.Data class Point { int x; }")
    assert outcome.status == "error"
    assert "JShell runs no annotation processors" in outcome.traceback


def test_a_printed_stack_trace_names_cells_and_lines(kernel):
    kernel.run("class Mishap extends RuntimeException { Mishap(String m, Throwable c) { super(m, c); } }\n"
               "int half(int n) {\n    if (n == 0) throw new IllegalStateException(\"zero\");\n    return n / 2;\n}")
    printed = kernel.run("int before = 1;\ntry {\n    half(0);\n} catch (Exception e) {\n"
                         "    new Mishap(\"worse\", e).printStackTrace();\n}").stderr
    assert re.search(r"^Mishap: worse\n\s+at Cell In\[\d+\], line 5: new Mishap", printed), printed
    assert re.search(r"Caused by: java.lang.IllegalStateException: zero\n\s+at Cell In\[\d+\], line 3, in half: if", printed), printed
    assert "REPL" not in printed and "dev.reprise" not in printed and "reflect" not in printed
    of_a_thread = kernel.run(
        'var t = new Thread(() -> {\n    half(0);\n}, "worker");\nt.start();\nt.join();\nThread.sleep(200);').stderr
    assert of_a_thread.startswith('Exception in thread "worker" java.lang.IllegalStateException: zero\n'), of_a_thread
    assert "line 2, in a lambda: half(0);" in of_a_thread and "REPL" not in of_a_thread
    # What is no stack trace stays as it was printed.
    assert kernel.run("System.out.println(Mishap.class.getName())").stdout.startswith("REPL.$JShell$")


def test_a_cell_that_the_compiler_breaks_down_over_is_one_that_does_not_compile(kernel):
    kernel.run("int kept = 7;")
    failed = kernel.run("int before = 1;\n@Deprecated switch (1) {}")
    assert failed.reply["ename"] == "CompilationException"
    assert "line 2" in failed.reply["evalue"]
    assert kernel.run("kept + before").text == "8"
