package dev.reprise.kernel.engine;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class JavadocTest {
    private static final Javadoc MAX = new Javadoc("int Math.max(int a, int b)", """
             Returns the greater of two {@code int} values; see {@link List#add(int, Object) adding}
             and {@link #min(int, int)}.

             <p>If a &lt; b, {@literal <b>} wins by 100&#37;. {@code Map<K, {V}>}
             <ul><li>one<li>two</ul>

             @param   a   an argument.
             @param   b   another {@code argument}
                          on two lines.
             @return  the larger one
             @throws  ArithmeticException never
             @author somebody
            """);

    @Test
    void htmlHasTheSignatureTheBodyAndTheTags() {
        assertThat(MAX.html(true))
                .startsWith("<pre><code>int Math.max(int a, int b)</code></pre>\n<p>Returns the greater of two")
                .contains("<code>int</code> values; see <code>adding</code>\n and <code>min(int, int)</code>.")
                .contains("&lt;b&gt; wins by 100&#37;.", "<code>Map&lt;K, {V}&gt;</code>", "<ul><li>one<li>two</ul>")
                .contains(
                        "<dt><b>Parameters</b></dt>\n<dd><code>a</code> an argument.</dd>\n<dd><code>b</code> another")
                .contains("<dt><b>Returns</b></dt>\n<dd>the larger one</dd>")
                .contains("<dt><b>Throws</b></dt>\n<dd><code>ArithmeticException</code> never</dd>")
                .doesNotContain("{@", "somebody");
    }

    @Test
    void textHasNoTags() {
        assertThat(MAX.text(true))
                .startsWith("int Math.max(int a, int b)\nReturns the greater of two int values; see adding")
                .contains(
                        "If a < b, <b> wins by 100%. Map<K, {V}>",
                        "- one\n- two", "Parameters:\n  a an argument.\n  b another", "Returns:\n  the larger one")
                .doesNotContain("<p>", "<code>", "{@", "&lt;");
    }

    @Test
    void theShortFormIsTheFirstParagraph() {
        assertThat(MAX.text(false))
                .isEqualTo("int Math.max(int a, int b)\nReturns the greater of two int values; see adding\n"
                        + " and min(int, int).");
        assertThat(MAX.html(false)).doesNotContain("Parameters", "wins");
    }

    @Test
    void withoutACommentThereIsTheSignature() {
        assertThat(new Javadoc("List<T> f()", null).text(true)).isEqualTo("List<T> f()");
        assertThat(new Javadoc("List<T> f()", " ").html(true)).isEqualTo("<pre><code>List&lt;T&gt; f()</code></pre>");
        assertThat(new Javadoc("f()", "@return only this").text(true)).contains("only this");
    }

    @Test
    void anUnclosedTagStaysAsItIs() {
        assertThat(new Javadoc("f()", "see {@code x").text(true)).isEqualTo("f()\nsee {@code x");
    }
}
