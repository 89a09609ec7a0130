package dev.reprise.evaluator.values;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reprise.notebook.MimeBundle;
import java.io.IOException;
import java.io.StringReader;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.json.JSONArray;
import org.json.JSONObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;
import org.xml.sax.InputSource;

class ValuesTest {
    private record Run(String name, int seed, double mse) {}

    private record Broken(int fine) {
        @Override
        public int fine() {
            throw new IllegalStateException("no");
        }
    }

    @Test
    void jsonOfOrgJsonIsATreeAndIndentedText() {
        MimeBundle object = Values.bundle(new JSONObject("{\"a\": [1, 2.5, null], \"b\": {\"c\": true}}"));
        assertThat(object.data().get("application/json"))
                .isEqualTo(Map.of("a", Arrays.asList(1, new BigDecimal("2.5"), null), "b", Map.of("c", true)));
        assertThat((String) object.data().get(MimeBundle.TEXT)).contains("\"b\": {\"c\": true}");
        MimeBundle array = Values.bundle(new JSONArray("[1, \"x\"]"));
        assertThat(array.data().get("application/json")).isEqualTo(List.of(1, "x"));
    }

    @Test
    void simpleValuesAreTheirText() {
        assertThat(text(42)).isEqualTo("42");
        assertThat(text('c')).isEqualTo("c");
        assertThat(text(true)).isEqualTo("true");
        assertThat(text((Object) null)).isEqualTo("null");
        assertThat(text("two\nlines")).isEqualTo("two\nlines");
        assertThat(text(Optional.of(1))).isEqualTo("Optional[1]");
        assertThat(text(Optional.empty())).isEqualTo("Optional.empty");
        assertThat(text(BigInteger.TEN)).isEqualTo("10");
    }

    @Test
    void arraysOfAnyDimension() {
        assertThat(text(new int[] {1, 2})).isEqualTo("[1, 2]");
        assertThat(text(new double[][] {{1, 2}, {3}})).isEqualTo("[[1.0, 2.0], [3.0]]");
        assertThat(text(new String[][][] {{{"a", null}}})).isEqualTo("[[[a, null]]]");
        assertThat(text(new long[0])).isEqualTo("[]");
        assertThat(text(List.of(new int[] {1}, new int[] {2}))).isEqualTo("[[1], [2]]");
    }

    @Test
    void aLongMatrixHasItsRowsBelowEachOther() {
        int[][] matrix = new int[3][15];
        String[] rows = text(matrix).split("\n");
        assertThat(rows).hasSize(3);
        assertThat(rows[0]).startsWith("[[0, 0,").endsWith("0],");
        assertThat(rows[2]).startsWith(" [0, 0,").endsWith("0]]");
    }

    @Test
    void longThingsAreFolded() {
        assertThat(text(IntStream.range(0, 1000).toArray()))
                .isEqualTo("[0, 1, 2, 3, 4, 5, 6, 7, 8, 9, …, 990, 991, 992, 993, 994, 995, 996, 997, 998, 999]"
                        + " (1,000 elements)");
        assertThat(text(IntStream.range(0, 1000).boxed().toList()))
                .startsWith("[0, 1,")
                .endsWith("999] (1,000 elements)");
        assertThat(text(IntStream.range(0, 200).toArray())).doesNotContain("…");
        String folded = text("x".repeat(1_000_000));
        assertThat(folded).hasSizeLessThan(11_000).contains("… 990,000 more characters …");
        assertThat(text(new double[1000][1000])).hasSizeLessThan(11_000);
    }

    @Test
    void foldingDoesNotCutASurrogatePair() {
        String folded = text("x" + "🎲".repeat(10_000));
        assertThat(folded.codePoints().filter(c -> Character.getType(c) == Character.SURROGATE))
                .isEmpty();
    }

    @Test
    void recordsAreATableAndAText() throws Exception {
        MimeBundle one = Values.bundle(new Run("a<b", 42, 0.5));
        assertThat(text(one)).isEqualTo("Run[name=a<b, seed=42, mse=0.5]");
        assertThat(cells(one)).containsExactly("name", "a<b", "seed", "42", "mse", "0.5");

        MimeBundle two = Values.bundle(List.of(new Run("a", 1, 0.25), new Run("bcd", 22, 0.5)));
        assertThat(headers(two)).containsExactly("name", "seed", "mse");
        assertThat(cells(two)).containsExactly("a", "1", "0.25", "bcd", "22", "0.5");
        assertThat(text(two)).isEqualTo("""
                        2 × Run
                        name  seed   mse
                        a        1  0.25
                        bcd     22   0.5""");
        assertThat(cells(Values.bundle(new Run[] {new Run("a", 1, 2)}))).containsExactly("a", "1", "2.0");
    }

    @Test
    void aLongTableIsFoldedInTheMiddle() throws Exception {
        MimeBundle bundle = Values.bundle(
                IntStream.range(0, 1234).mapToObj(i -> new Run("r" + i, i, i)).toList());
        assertThat(cells(bundle))
                .hasSize(61)
                .contains("… 1,214 more rows …", "r9", "r1224")
                .doesNotContain("r10");
        assertThat(text(bundle).lines()).hasSize(23).contains("… 1,214 more rows …");
    }

    @Test
    void mapsAreATableAndAText() throws Exception {
        Map<String, Integer> map = new LinkedHashMap<>();
        map.put("a", 1);
        map.put(null, null);
        MimeBundle bundle = Values.bundle(map);
        assertThat(cells(bundle)).containsExactly("a", "1", "null", "null");
        assertThat(text(bundle)).isEqualTo("{a=1, null=null}");
        assertThat(Values.bundle(Map.of()).data()).containsOnlyKeys(MimeBundle.TEXT);
        assertThat(headers(Values.bundle(List.of(Map.of("x", 1), new TreeMap<>(Map.of("x", 2, "y", 3))))))
                .containsExactly("x", "y");
        Map<Integer, Integer> large = new TreeMap<>();
        IntStream.range(0, 1000).forEach(i -> large.put(i, i));
        assertThat(text(large)).endsWith("…} (1,000 entries)");
    }

    @Test
    void mixedElementsAndElementsWithNullsAreText() {
        assertThat(Values.bundle(Arrays.asList(new Run("a", 1, 2), null)).data())
                .containsOnlyKeys(MimeBundle.TEXT);
        Set<Object> set = new HashSet<>();
        set.add(null);
        assertThat(text(set)).isEqualTo("[null]");
    }

    @Test
    void whatContainsItselfEnds() {
        List<Object> list = new ArrayList<>();
        list.add(list);
        assertThat(text(list)).isEqualTo("[…]");
        Object[] array = {null};
        array[0] = array;
        assertThat(text(array)).isEqualTo("[…]");
        Map<String, Object> map = new TreeMap<>();
        map.put("self", map);
        assertThat(text(map)).isEqualTo("{self=…}");
    }

    @Test
    void aToStringThatThrowsIsToldInItsPlace() throws Exception {
        Object broken = new Object() {
            @Override
            public String toString() {
                throw new IllegalStateException("not yet");
            }
        };
        assertThat(text(List.of(1, broken)))
                .startsWith("[1, a ")
                .endsWith("whose toString() threw java.lang.IllegalStateException: not yet]");
        assertThat(text(new Object() {
                    @Override
                    public String toString() {
                        return null;
                    }
                }))
                .isEqualTo("null");
        assertThat(text(new Object() {
                    @Override
                    public String toString() {
                        return "" + this;
                    }
                }))
                .contains("java.lang.StackOverflowError");
        assertThat(cells(Values.bundle(List.of(new Broken(1)))))
                .containsExactly("(threw java.lang.IllegalStateException)");
    }

    @Test
    void aCollectionThatThrowsIsToldToo() {
        Collection<Object> broken = new java.util.AbstractCollection<>() {
            @Override
            public java.util.Iterator<Object> iterator() {
                throw new UnsupportedOperationException("no");
            }

            @Override
            public int size() {
                return 3;
            }
        };
        assertThat(text(broken)).endsWith("whose toString() threw java.lang.UnsupportedOperationException: no");
    }

    @Test
    void streamsAndIteratorsAreLeftAlone() {
        Stream<Integer> stream = Stream.of(1, 2, 3);
        assertThat(text(stream)).isEqualTo("a stream, not consumed: toList() collects its elements");
        assertThat(stream.toList()).hasSize(3);
        var iterator = List.of(1, 2).iterator();
        assertThat(text(iterator)).startsWith("an iterator, not advanced");
        assertThat(iterator.next()).isEqualTo(1);
    }

    @Test
    void exceptionsHaveTheirCauses() {
        assertThat(text(new IllegalStateException("outer", new IOException("inner"))))
                .startsWith("java.lang.IllegalStateException: outer\n    at dev.reprise.evaluator.values.ValuesTest.")
                .contains("\nCaused by: java.io.IOException: inner\n");
    }

    @Test
    void lambdasHaveNoHashCode() {
        Function<Integer, Integer> twice = n -> 2 * n;
        assertThat(text(twice)).isEqualTo("lambda java.util.function.Function");
    }

    @Test
    void pathsSayWhatLiesThere(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("runs.csv"), "a,b\n");
        assertThat(text(file)).isEqualTo(file + " (file, 4 bytes)");
        assertThat(text(folder)).isEqualTo(folder + " (folder, 1 entry)");
        assertThat(text(folder.resolve("none"))).endsWith("none (does not exist)");
        Path picture = Files.write(
                folder.resolve("dot.gif"),
                Base64.getDecoder().decode("R0lGODlhAQABAIAAAP///wAAACwAAAAAAQABAAACAkQBADs="));
        assertThat(Values.bundle(picture).data()).containsOnlyKeys(MimeBundle.TEXT, "image/gif");
        assertThat(text(file.toFile())).isEqualTo(file + " (file, 4 bytes)");
    }

    private static String text(Object value) {
        return text(Values.bundle(value));
    }

    private static String text(MimeBundle bundle) {
        return (String) bundle.data().get(MimeBundle.TEXT);
    }

    private static List<String> cells(MimeBundle bundle) throws Exception {
        return elements(bundle, "td");
    }

    private static List<String> headers(MimeBundle bundle) throws Exception {
        return elements(bundle, "th");
    }

    /** Parsed strictly: what is well-formed XML and uses no void elements is well-formed HTML. */
    private static List<String> elements(MimeBundle bundle, String tag) throws Exception {
        var html = (String) bundle.data().get(MimeBundle.HTML);
        Document document = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new InputSource(new StringReader(html)));
        var found = document.getElementsByTagName(tag);
        return IntStream.range(0, found.getLength())
                .mapToObj(i -> found.item(i).getTextContent())
                .toList();
    }
}
