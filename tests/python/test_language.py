"""Java as it is written today, cell by cell."""

import re

import pytest

pytestmark = pytest.mark.every_jdk


@pytest.fixture(scope="module")
def version(kernel):
    """The feature version of the JDK that runs the cells: 17, 25, ..."""
    return int(kernel.run("Runtime.version().feature()").text)


def test_text_blocks(kernel):
    assert kernel.run('var poem = """\n    Roses are\n      "red" \\\n    and so on\n    """;\npoem').text == 'Roses are\n  "red" and so on\n'


@pytest.mark.parametrize(
    ("code", "value"),
    [
        ("record Range(int low, int high) {\n    Range {\n        if (low > high) throw new IllegalArgumentException(low + \" > \" + high);\n    }\n}\nnew Range(1, 2)", "Range[low=1, high=2]"),
        ("record Span(int low, int high) {\n    Span(int high) { this(0, high); }\n    int length() { return high - low; }\n    static Span of(int n) { return new Span(n); }\n}\nSpan.of(5).length()", "5"),
        ("record Full(int n) { Full(int n) { this.n = 2 * n; } }\nnew Full(2)", "Full[n=4]"),
        ("record Box<T extends Comparable<T>>(T value) implements Comparable<Box<T>> {\n    public int compareTo(Box<T> o) { return value.compareTo(o.value); }\n}\nnew Box<>(1).compareTo(new Box<>(2))", "-1"),
        ("record Nothing() {}\nnew Nothing()", "Nothing[]"),
    ],
)
def test_records(kernel, code, value):
    assert kernel.run(code).text == value


def test_a_compact_constructors_exception_names_its_line(kernel):
    outcome = kernel.run("record Low(int n) {\n    Low {\n        if (n > 3) throw new IllegalArgumentException(\"high\");\n    }\n}\nnew Low(4)")
    assert outcome.reply["ename"] == "java.lang.IllegalArgumentException"
    assert re.search(r"line 3\x1b\[0m, in a constructor: if \(n > 3\)", outcome.traceback)


def test_sealed_types_and_patterns_of_instanceof(kernel):
    code = """
sealed interface Shape permits Circle, Square, Group {}
record Circle(double r) implements Shape {}
record Square(double side) implements Shape {}
final class Group implements Shape {
    final List<Shape> members;
    Group(Shape... members) { this.members = List.of(members); }
}
double area(Shape shape) {
    if (shape instanceof Circle c) return 3 * c.r() * c.r();
    if (shape instanceof Square s && s.side() > 0) return s.side() * s.side();
    return shape instanceof Group g ? g.members.stream().mapToDouble(m -> area(m)).sum() : 0;
}
area(new Group(new Circle(1), new Square(2)))
"""
    assert kernel.run(code).text == "7.0"


def test_switch_expressions(kernel):
    assert kernel.run('int n = 3;\nString kind = switch (n % 3) { case 0 -> "none"; case 1 -> "one"; default -> { String s = "tw"; yield s + "o"; } };\nkind').text == "none"


def test_pattern_matching_of_21(kernel, version):
    if version < 21:
        assert kernel.run('Object o = 1;\nString s = switch (o) { case Integer i -> "int"; default -> "?"; };').status == "error"
        return
    code = """
sealed interface Node permits Leaf, Pair {}
record Leaf(int value) implements Node {}
record Pair(Node left, Node right) implements Node {}
int sum(Node node) {
    return switch (node) {
        case Leaf(int value) when value < 0 -> 0;
        case Leaf(var value) -> value;
        case Pair(Node left, Node right) -> sum(left) + sum(right);
    };
}
sum(new Pair(new Leaf(3), new Pair(new Leaf(-7), new Leaf(4))))
"""
    assert kernel.run(code).text == "7"


def test_virtual_threads_of_21(kernel, version):
    if version < 21:
        pytest.skip("virtual threads came with 21")
    code = """
try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
    var tasks = IntStream.range(0, 1000).mapToObj(i -> executor.submit(() -> { Thread.sleep(20); return i; })).toList();
    long sum = 0;
    for (var task : tasks) sum += task.get();
    System.out.println(sum);
}
var thread = Thread.ofVirtual().start(() -> System.out.println("from a virtual thread"));
thread.join();
"""
    assert kernel.run(code).stdout == "499500\nfrom a virtual thread\n"


def test_what_25_brings(kernel, version):
    if version < 25:
        pytest.skip("module imports, flexible constructors and unnamed variables are not in this JDK")
    assert kernel.run("import module java.sql;\nTypes.INTEGER").text == "4"
    assert kernel.run("int count = 0;\nfor (var _ : List.of(1, 2)) count++;\ncount").text == "2"
    assert kernel.run("class Positive {\n    int n;\n    Positive(int n) {\n        if (n < 0) throw new IllegalArgumentException();\n        super();\n        this.n = n;\n    }\n}\nnew Positive(3).n").text == "3"


def test_var_and_inference(kernel):
    assert kernel.run('var table = new TreeMap<String, List<Integer>>();\ntable.computeIfAbsent("a", k -> new ArrayList<>()).add(1);\ntable').text == "{a=[1]}"
    assert kernel.run("var anonymous = new Object() { int hidden = 5; };\nanonymous.hidden").text == "5"


def test_streams_and_lambdas(kernel):
    code = 'Map<Integer, Long> lengths = Stream.of("a", "bb", "cc")\n    .collect(Collectors.groupingBy(String::length, TreeMap::new, Collectors.counting()));\nlengths'
    assert kernel.run(code).text == "{1=1, 2=2}"
    assert kernel.run("BiFunction<Integer, Integer, Integer> add = (a, b) -> a + b;\nadd.andThen(n -> n * 2).apply(1, 2)").text == "6"


def test_generic_methods_and_interfaces_with_code(kernel):
    code = """
interface Greeter { String name(); default String greet() { return "Hello, " + name() + decorate(); } private String decorate() { return "!"; } }
<T extends Comparable<T>> T largest(List<? extends T> list) { return list.stream().max(Comparator.naturalOrder()).orElseThrow(); }
Greeter ada = () -> "Ada";
ada.greet() + largest(List.of(1, 3, 2))
"""
    assert kernel.run(code).text == "Hello, Ada!3"


def test_enums_with_bodies(kernel):
    code = """
enum Operation implements IntBinaryOperator {
    PLUS("+") { public int applyAsInt(int a, int b) { return a + b; } },
    TIMES("*") { public int applyAsInt(int a, int b) { return a * b; } };
    final String sign;
    Operation(String sign) { this.sign = sign; }
}
Arrays.stream(Operation.values()).map(o -> o.sign + o.applyAsInt(3, 4)).toList()
"""
    assert kernel.run(code).text == "[+7, *12]"


def test_types_of_one_cell_may_depend_on_each_other(kernel):
    code = """
class Company { final List<Person> staff = new ArrayList<>(); Person hire(String name) { var p = new Person(name, this); staff.add(p); return p; } }
record Person(String name, Company employer) { int colleagues() { return employer.staff.size() - 1; } }
abstract class Even { abstract boolean is(int n); static Even instance() { return new Evenly(); } }
class Evenly extends Even { boolean is(int n) { return n == 0 || !new Odd().is(n - 1); } }
class Odd { boolean is(int n) { return n != 0 && Even.instance().is(n - 1); } }
var company = new Company();
company.hire("A");
company.hire("B").colleagues() + " " + Even.instance().is(0)
"""
    assert kernel.run(code).text == "1 true"


def test_anything_can_be_declared_again(kernel):
    assert kernel.run("int thing = 1;\nthing").text == "1"
    assert kernel.run('String thing = "now a text";\nthing').text == "now a text"
    assert kernel.run("int thing() { return 2; }\nthing()").text == "2"
    assert kernel.run("long thing() { return 3; }\nthing()").text == "3"
    assert kernel.run("class Thing { int v() { return 1; } }\nnew Thing().v()").text == "1"
    kernel.run("int user() { return new Thing().v(); }")
    assert kernel.run("class Thing { int v() { return 2; } }\nuser()").text == "2"
    assert kernel.run("interface Thing { int V = 3; }\nThing.V").text == "3"
    assert kernel.run("enum Thing { ONLY }\nThing.ONLY").text == "ONLY"


def test_a_static_methods_signature_can_change(kernel):
    """JJava hung here."""
    assert kernel.run("class Util { static int f(int a) { return a; } }\nUtil.f(1)").text == "1"
    assert kernel.run("class Util { static int f(int a, int b) { return a + b; } }\nUtil.f(1, 2)").text == "3"


def test_checked_exceptions_need_no_clause(kernel):
    kernel.run('Thread.sleep(1);\nvar bytes = Files.readAllBytes(Files.createTempFile("a", "b"));')
    assert kernel.run("bytes.length").text == "0"
    outcome = kernel.run('Files.readString(Path.of("/nowhere/at/all"))')
    assert outcome.reply["ename"] == "java.nio.file.NoSuchFileException"


def test_annotations_are_there_at_run_time(kernel):
    code = """
import java.lang.annotation.*;
@Retention(RetentionPolicy.RUNTIME) @interface Unit { String value(); }
class Weight { @Unit("kg") double mass; @Deprecated void old() {} }
Weight.class.getDeclaredField("mass").getAnnotation(Unit.class).value() + Weight.class.getDeclaredMethod("old").isAnnotationPresent(Deprecated.class)
"""
    assert kernel.run(code).text == "kgtrue"


def test_modifiers_that_mean_nothing_here_are_accepted(kernel):
    assert kernel.run("private static final int LIMIT = 10;\npublic int twice() { return 2 * LIMIT; }\ntwice()").text == "20"


def test_statements_of_every_kind(kernel):
    code = """
Object lock() { return Lock.class; }
class Lock {}
int total = 0;
outer:
for (int i = 0; i < 5; i++) {
    for (int j : new int[] {1, 2, 3}) {
        if (j == 2) continue outer;
        if (i == 4) break outer;
        total += j;
    }
}
do { total++; } while (total < 10);
synchronized (lock()) { total++; }
assert total > 0 : "never";
try (var reader = new StringReader("x")) { total += reader.read(); } catch (IOException e) { total = -1; } finally { total++; }
;
total
"""
    assert kernel.run(code).text == str(10 + 1 + ord("x") + 1)


def test_comments_and_odd_spacing(kernel):
    assert kernel.run("/* one */ int a = 1; // two\n\n\n/** three */\nint b\n  =\n  2\n;\na + b // four").text == "3"


def test_a_last_statement_without_semicolon(kernel):
    assert kernel.run("int n = 4\n").status == "ok"
    assert kernel.run('System.out.print("done")').stdout == "done"
    assert kernel.run("n").text == "4"


def test_names_outside_ascii(kernel):
    assert kernel.run('double größe = 1.5;\nString 名前 = "ä";\n名前 + größe').text == "ä1.5"


def test_preview_features_are_off_and_say_so(kernel, version):
    if version < 25:
        pytest.skip("this JDK has other previews")
    outcome = kernel.run("Object o = 5;\nboolean b = o instanceof int i && i > 3;")
    assert outcome.status == "error"
    assert re.search("preview", outcome.traceback)


def test_a_cell_can_be_run_again_and_again(kernel):
    """Each run replaces what the one before has declared; what still uses that goes on with it."""
    cell = """int a = 3;
int b = a + 4;
int a = b;
record Pair(int x, int y) {}
var pair = new Pair(a, b);
int twice(int n) { return 2 * n + pair.x(); }
List<Supplier<Object>> kept = new ArrayList<>();
for (int i = 0; i < 1; i++) { class Local { int z = 3; } kept.add(() -> new Local().z + twice(b)); }
kept.get(0).get()"""
    assert [kernel.run(cell).text for _ in range(5)] == ["24"] * 5
    for _ in range(8):
        kernel.run("a + b")
    assert kernel.run('int b = "no number";').status == "error"
    assert kernel.run("int b = 1;\nkept.get(0).get()").text == "24", "code goes on with the variable that it was compiled with"
    assert kernel.run(cell).text == "24"
