package dev.reprise.kernel.magics;

import dev.reprise.notebook.MimeBundle;
import java.util.List;

/** Magics that show their body as something else than Java. */
final class DisplayMagics {
    private DisplayMagics() {}

    static List<Magic> all() {
        return List.of(
                show("html", "text/html", "HTML"),
                show("markdown", "text/markdown", "Markdown"),
                show("latex", "text/latex", "LaTeX"),
                show("svg", "image/svg+xml", "an SVG image"),
                Magic.both(
                        List.of("javascript", "js"),
                        "",
                        "Shows JavaScript: the browser runs it.",
                        invocation -> display(invocation, "application/javascript")));
    }

    private static Magic show(String name, String mimeType, String what) {
        return Magic.both(List.of(name), "", "Shows " + what + ".", invocation -> display(invocation, mimeType));
    }

    private static Result display(Invocation invocation, String mimeType) {
        if (invocation.text().isBlank()) {
            throw new MagicException("there is nothing to show");
        }
        invocation.show(MimeBundle.text(invocation.text()).with(mimeType, invocation.text()));
        return Result.NOTHING;
    }
}
