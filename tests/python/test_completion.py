"""What an editor asks while code is being written."""

import time

import pytest


def complete(kernel, code, cursor=None):
    """The reply to a completion at the end of the code, or where it has a bar."""
    code, cursor = (code.replace("|", ""), code.index("|")) if "|" in code else (code, cursor)
    return kernel.ask("complete_request", {"code": code, "cursor_pos": len(code) if cursor is None else cursor})["content"]


def complete_when_indexed(kernel, code):
    """The indexes of types and packages are made in the background when they are first asked for."""
    for _ in range(30):
        reply = complete(kernel, code)
        if reply["matches"]:
            break
        time.sleep(0.3)
    return reply


def inspect(kernel, code, level=0):
    cursor = code.index("|") if "|" in code else len(code)
    return kernel.ask("inspect_request", {"code": code.replace("|", ""), "cursor_pos": cursor, "detail_level": level})["content"]


def types(reply):
    return {c["text"]: (c["type"], c["signature"]) for c in reply["metadata"]["_jupyter_types_experimental"]}


@pytest.mark.every_jdk
def test_members_with_kinds_and_parameters(kernel):
    kernel.run('record Run(String name, int seed) { double mse(int fold, boolean scaled) { return 0; } }\nvar run = new Run("a", 1);')
    reply = complete(kernel, "run.m")
    assert reply["matches"] == ["mse("]
    assert types(reply)["mse("] == ("function", "(int fold, boolean scaled)")
    assert (reply["cursor_start"], reply["cursor_end"]) == (4, 5)
    found = types(complete(kernel, "run."))
    assert found["seed()"][0] == "function"


def test_kinds(kernel):
    kernel.run("int counter = 1;")
    assert types(complete(kernel, "coun"))["counter"][0] == "variable"
    assert types(complete(kernel, "Integer.MAX"))["MAX_VALUE"][0] == "constant"
    assert types(complete(kernel, "new ArrayLis"))["ArrayList("][0] == "class"
    assert types(complete_when_indexed(kernel, "import java.uti"))["util."][0] == "module"


@pytest.mark.every_jdk
def test_variables_that_the_same_cell_declares_above_are_known(kernel):
    assert "toUpperCase(" in complete(kernel, 'var word = "x";\nint other = 2;\nword.toUpp')["matches"]
    code = 'import java.util.zip.*;\nint helper() { return 1; }\nList<String> words = List.of("x");\nwords.|size()'
    assert "int java.util.List<E>.size()" in inspect(kernel, code)["data"]["text/plain"]


def test_positions_within_a_cell_of_several_lines(kernel):
    code = 'var dice = "🎲";\ndice.toUpp|\nint more = 1;'
    reply = complete(kernel, code)
    assert reply["matches"] == ["toUpperCase("]
    assert code[reply["cursor_start"] : reply["cursor_end"]] == "toUpp"


@pytest.mark.every_jdk
def test_types_that_are_not_imported_are_offered_with_their_package(kernel):
    reply = complete_when_indexed(kernel, "CRC3")
    assert "java.util.zip.CRC32" in reply["matches"]
    assert types(reply)["java.util.zip.CRC32"][0] == "class"


def test_types_of_libraries_too(kernel):
    reply = complete_when_indexed(kernel, "new ObjectMapp")
    assert "com.fasterxml.jackson.databind.ObjectMapper" in reply["matches"]
    assert not [match for match in reply["matches"] if ".shade." in match]


def test_completion_of_a_type_that_a_cell_declares(kernel):
    kernel.run("class Thermometer { int degrees; }")
    assert complete(kernel, "new Thermo")["matches"] == ["Thermometer()"]


@pytest.mark.every_jdk
def test_members_of_a_type_that_the_same_cell_declares_above(kernel):
    code = "record Reading(double degrees, String place) {}\nvar reading = new Reading(1.5, \"cellar\");\nreading."
    assert {"degrees()", "place()"} <= set(complete(kernel, code + "|")["matches"])
    code = "class Scale {\n    int steps;\n    static Scale of(int n) { return new Scale(); }\n}\nScale."
    assert "of(" in complete(kernel, code + "|")["matches"]
    assert complete(kernel, code + "of(3).st|")["matches"] == ["steps"]
    code = "enum Colour { RED, GREEN }\nColour."
    assert {"RED", "GREEN"} <= set(complete(kernel, code + "|")["matches"])
    code = "int quarter(int n) {\n    return n / 4;\n}\nquar"
    assert "quarter(" in complete(kernel, code + "|")["matches"]
    # JShell, asked in the wrong way, finds no documentation from then on.
    assert inspect(kernel, "Math.abs|")["found"]
    assert "double" in inspect(kernel, "record Reading(double degrees) {}\nnew Reading(1).degrees|()")["data"]["text/plain"]


def test_nothing_to_complete(kernel):
    for code in ("", "1 +", '"in a string', "// in a comment.", "int x = ) 1;", "\n\n", "nowhere.x"):
        assert complete(kernel, code)["status"] == "ok"


def test_a_completion_takes_little_time(kernel):
    """Twenty in a row; not a benchmark, but a guard against seconds."""
    complete(kernel, "System.out.pri")
    started = time.monotonic()
    for _ in range(20):
        complete(kernel, "System.out.pri")
    assert time.monotonic() - started < 20


@pytest.mark.every_jdk
def test_named_signatures_of_all_overloads(kernel):
    text = inspect(kernel, "Math.max(1|, 2)")["data"]["text/plain"]
    assert "int Math.max(int a, int b)" in text
    assert "double Math.max(double a, double b)" in text
    kernel.run("int twice(int number, String label) { return 2 * number; }")
    assert "int twice(int number, String label)" in inspect(kernel, "twice(3|")["data"]["text/plain"]


@pytest.mark.parametrize("code", ["|length", "len|gth", "length|", "length|()", "length(|)"])
def test_the_cursor_may_stand_anywhere_in_a_name(kernel, code):
    assert "int String.length()" in inspect(kernel, f'"abc".{code}')["data"]["text/plain"]


def test_variables_and_types_are_described(kernel):
    kernel.run("var list = new ArrayList<String>();")
    assert "ArrayList<String>" in inspect(kernel, "list")["data"]["text/plain"].replace("java.util.", "").replace("java.lang.", "")
    assert "ArrayList" in inspect(kernel, "ArrayLi|st")["data"]["text/plain"]


def has_sources(kernel):
    return kernel.run('Files.exists(Path.of(System.getProperty("java.home"), "lib", "src.zip"))').text == "true"


@pytest.mark.every_jdk
def test_documentation_is_html_and_text_or_says_how_to_get_it(kernel):
    data = inspect(kernel, '"abc".repeat|')["data"]
    assert data["text/plain"].startswith("String String.repeat(int count)")
    assert data["text/html"].startswith("<pre><code>String String.repeat(int count)</code></pre>")
    if has_sources(kernel):
        assert "concatenation" in data["text/plain"] and "{@code" not in data["text/plain"]
        assert "<dt><b>Parameters</b></dt>" in data["text/html"] and "<code>count</code>" in data["text/html"]
    else:
        assert "no documentation: this JDK comes without its sources" in data["text/plain"]


def test_several_overloads_are_told_in_a_paragraph_each_and_in_full_on_demand(kernel):
    if not has_sources(kernel):
        pytest.skip("this JDK has no sources")
    short = inspect(kernel, "Math.max|")["data"]["text/plain"]
    full = inspect(kernel, "Math.max|", level=1)["data"]["text/plain"]
    assert "Returns the greater of two" in short
    assert "Parameters:" not in short and "Parameters:\n  a an argument.\n  b another argument." in full


def test_nothing_to_tell(kernel):
    for code in ("nowhere", "", "1 + ", "int x = ) 1;", '"text"'):
        content = inspect(kernel, code)
        assert content["status"] == "ok" and content["found"] is False and content["data"] == {}


@pytest.mark.every_jdk
def test_inspection_answers_while_a_cell_runs(kernel):
    message_id = kernel.send("Thread.sleep(3000);")
    time.sleep(0.5)
    asked = time.monotonic()
    assert inspect(kernel, "Math.abs|")["found"]
    assert time.monotonic() - asked < 2
    assert kernel.outcome(message_id).status == "ok"
