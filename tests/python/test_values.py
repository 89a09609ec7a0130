"""How values look in a notebook; each with a plain-text twin."""

import base64
import struct
import subprocess
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.every_jdk
@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("7", "7"),
        ("'x'", "x"),
        ("1.0f / 3", "0.33333334"),
        ('"a\\nb"', "a\nb"),
        ('new StringBuilder("sb")', "sb"),
        ("new int[] {1, 2}", "[1, 2]"),
        ("new double[2][2]", "[[0.0, 0.0], [0.0, 0.0]]"),
        ("new boolean[1][1][1][1]", "[[[[false]]]]"),
        ("List.of(1, List.of(2))", "[1, [2]]"),
        ('Optional.of("x")', "Optional[x]"),
        ("OptionalInt.empty()", "OptionalInt.empty"),
        ("Stream.of(1, 2)", "a stream, not consumed: toList() collects its elements"),
        ("Path.of(\"nowhere.csv\")", "nowhere.csv (does not exist)"),
        ("Thread.State.NEW", "NEW"),
        ("Duration.ofMinutes(90)", "PT1H30M"),
    ],
)
def test_a_value_has_this_text(kernel, code, text):
    assert kernel.run(code).text == text


def test_a_stream_is_left_for_the_reader(kernel):
    kernel.run("var numbers = Stream.of(1, 2, 3);\nnumbers")
    assert kernel.run("numbers.toList()").text == "[1, 2, 3]"


@pytest.mark.every_jdk
def test_records_are_tables(kernel):
    result = kernel.run('record Run(String name, double mse) {}\nList.of(new Run("a<b", 0.25), new Run("c", 0.5))').result
    assert "<td style=\"text-align:left\">a&lt;b</td>" in result["text/html"]
    assert result["text/plain"].splitlines() == ["2 × Run", "name   mse", "a<b   0.25", "c      0.5"]
    one = kernel.run('new Run("a", 1)').result
    assert one["text/plain"] == "Run[name=a, mse=1.0]"
    assert ">mse<" in one["text/html"]


def test_maps_are_tables(kernel):
    result = kernel.run('new TreeMap<>(Map.of("a", 1, "b", 2))').result
    assert result["text/plain"] == "{a=1, b=2}"
    assert "TreeMap, 2 entries" in result["text/html"]


def test_classes_of_cells_have_the_names_that_cells_give_them(kernel):
    assert kernel.run("class Point { int x = 1; double y = 2; }\nnew Point()").text == "Point {x=1, y=2.0}"
    assert kernel.run("List.of(new Point())").text == "[Point {x=1, y=2.0}]"
    assert kernel.run("Point.class").text == "class Point"
    assert kernel.run("Function<Integer, Integer> twice = n -> 2 * n;\ntwice").text == "lambda java.util.function.Function"


def test_an_exception_is_a_value_too(kernel):
    text = kernel.run('Exception kept = null;\ntry { Integer.parseInt("x"); } catch (Exception e) { kept = e; }\nkept').text
    assert text.startswith('java.lang.NumberFormatException: For input string: "x"\n    at java.base/')
    assert "reprise" not in text and "do_it" not in text


def test_long_values_are_folded(kernel):
    assert len(kernel.run('"x".repeat(10_000_000)').text) < 11_000
    assert kernel.run("IntStream.range(0, 5000).toArray()").text.endswith("4998, 4999] (5,000 elements)")
    table = kernel.run("record N(int n) {}\nIntStream.range(0, 5000).mapToObj(N::new).toList()").result
    assert "4,980 more rows" in table["text/html"] and "4,980 more rows" in table["text/plain"]


def test_a_value_whose_text_fails_is_told_and_the_cell_is_fine(kernel):
    outcome = kernel.run('class Shy { public String toString() { throw new IllegalStateException("no"); } }\nnew Shy()')
    assert outcome.status == "ok"
    assert outcome.text == "a Shy whose toString() threw java.lang.IllegalStateException: no"


def test_a_value_whose_text_takes_for_ever_can_be_stopped(kernel):
    outcome, seconds = kernel.interrupt_after(
        1, "class Slow { public String toString() { while (true); } }\nvar kept = 5;\nnew Slow()"
    )
    assert outcome.reply["ename"] == "Interrupted"
    assert seconds < 1.5
    assert kernel.run("kept").text == "5"


def test_a_picture_file_is_shown(kernel, tmp_path):
    kernel.run(f'var file = new File("{tmp_path}/dot.png");')
    kernel.run('javax.imageio.ImageIO.write(new java.awt.image.BufferedImage(3, 2, 1), "png", file);')
    result = kernel.run("file.toPath()").result
    assert struct.unpack(">II", base64.b64decode(result["image/png"])[16:24]) == (3, 2)
    assert result["text/plain"].startswith(f"{tmp_path}/dot.png (file, ")


def test_jackson_trees(kernel):
    result = kernel.run(
        'new com.fasterxml.jackson.databind.ObjectMapper().readTree("{\\"a\\": [1, 2.5, null], \\"b\\": true}")'
    ).result
    assert result["application/json"] == {"a": [1, 2.5, None], "b": True}
    assert '"a" : [ 1, 2.5, null ]' in result["text/plain"]


def test_gson_trees(kernel):
    result = kernel.run('new com.google.gson.JsonParser().parse("{\\"a\\": [1, \\"x\\"]}")').result
    assert result["application/json"] == {"a": [1, "x"]}
    assert '"a": [' in result["text/plain"]


def test_tablesaw_tables_columns_and_figures(kernel):
    kernel.run('import tech.tablesaw.api.*;\nvar table = Table.create("runs", DoubleColumn.create("mse", 1, 2, 3));')
    assert "<table" in kernel.run("table").result["text/html"]
    assert "<table" in kernel.run('table.column("mse")').result["text/html"]
    outcome = kernel.run('tech.tablesaw.plotly.api.Histogram.create("MSE", table, "mse")')
    bundle = outcome.of("execute_result")[0]
    assert set(bundle["data"]) >= {"application/vnd.plotly.v1+json", "image/png", "text/plain"}
    assert "text/html" not in bundle["data"]
    width, height = struct.unpack(">II", base64.b64decode(bundle["data"]["image/png"])[16:24])
    assert (width, height) == (700, 600)


VEGA_LITE = "application/vnd.vegalite.v5+json"


def test_json_for_a_front_ends_own_renderers(kernel):
    """Vega-Lite, for one: JupyterLab draws it without a network."""
    shown = kernel.run(
        f'''display("""
            {{"mark": "bar", "data": {{"values": [{{"k": "a", "n": 1}}, {{"k": "b", "n": null}}]}}}}""", "{VEGA_LITE}", "text/plain");'''
    ).of("display_data")[0]["data"]
    assert shown[VEGA_LITE] == {"mark": "bar", "data": {"values": [{"k": "a", "n": 1}, {"k": "b", "n": None}]}}
    assert shown["text/plain"].strip().startswith('{"mark": "bar"')
    built = kernel.run(
        "import dev.reprise.notebook.MimeBundle;\n"
        f'MimeBundle.text("a chart").with("{VEGA_LITE}", Map.of("mark", "bar", "width", 300))').result
    assert built == {"text/plain": "a chart", VEGA_LITE: {"mark": "bar", "width": 300}}
    array = kernel.run('display("[1, 2.5]", "application/json");').of("display_data")[0]["data"]
    assert array == {"application/json": [1, 2.5]}
    for text in ("{no JSON", "plain", "[1] and more"):
        assert kernel.run(f'display("{text}", "application/json");').of("display_data")[0]["data"] == {"application/json": text}


@pytest.mark.slow
def test_nd4j_arrays(kernel):
    lines = kernel.run("org.nd4j.linalg.factory.Nd4j.linspace(1, 6, 6).reshape(2, 3)").text.splitlines()
    assert lines[0] == "INDArray FLOAT [2, 3], 6 values"
    assert lines[1].startswith("[[") and "6" in lines[2]
    large = kernel.run("org.nd4j.linalg.factory.Nd4j.zeros(300, 300)").text
    assert large.startswith("INDArray FLOAT [300, 300], 90,000 values")
    assert len(large) < 2000


def test_renderers_are_found_in_a_jar_that_is_added_later(new_kernel, tmp_path, request):
    """One for a type of the JDK, which has no representation of its own."""
    source = tmp_path / "Zones.java"
    source.write_text(
        """
        public class Zones implements dev.reprise.notebook.Renderer {
            public java.util.Set<String> types() { return java.util.Set.of("java.time.ZoneId"); }
            public dev.reprise.notebook.MimeBundle render(Object zone) {
                if (zone.toString().equals("UTC")) throw new IllegalStateException("on purpose");
                return dev.reprise.notebook.MimeBundle.of("text/html", "<b>zone</b>").with("text/plain", "zone " + zone);
            }
        }
        """,
        encoding="utf-8",
    )
    runtime = next((ROOT / "kernel/dist/target/kernel/evaluator").glob("reprise-runtime*.jar"))
    subprocess.run(["javac", "--release", "17", "-cp", runtime, "-d", tmp_path, source], check=True)
    jar = tmp_path / "zones.jar"
    with zipfile.ZipFile(jar, "w") as archive:
        archive.write(tmp_path / "Zones.class", "Zones.class")
        archive.writestr("META-INF/services/dev.reprise.notebook.Renderer", "Zones\n")
    kernel = new_kernel(REPRISE_CLASSPATH=str(jar))
    assert kernel.run('ZoneId.of("Europe/Berlin")').result == {"text/html": "<b>zone</b>", "text/plain": "zone Europe/Berlin"}
    failed = kernel.run('ZoneId.of("UTC")')
    assert failed.text == "UTC"
    assert "Zones failed" in failed.stderr
