package io.github.spencerpark.jupyter.kernel.display.mime;

import java.util.Objects;

/** The name of a representation, such as {@code text/html}. */
public class MIMEType {
    public static final MIMEType TEXT_PLAIN = new MIMEType("text/plain");
    public static final MIMEType TEXT_HTML = new MIMEType("text/html");
    public static final MIMEType TEXT_MARKDOWN = new MIMEType("text/markdown");
    public static final MIMEType TEXT_LATEX = new MIMEType("text/latex");
    public static final MIMEType TEXT_CSS = new MIMEType("text/css");
    public static final MIMEType APPLICATION_JAVASCRIPT = new MIMEType("application/javascript");
    public static final MIMEType APPLICATION_JSON = new MIMEType("application/json");
    public static final MIMEType IMAGE_PNG = new MIMEType("image/png");
    public static final MIMEType IMAGE_JPEG = new MIMEType("image/jpeg");
    public static final MIMEType IMAGE_GIF = new MIMEType("image/gif");
    public static final MIMEType IMAGE_SVG = new MIMEType("image/svg+xml");

    private final String name;

    /** For {@link #parse} and for JJava's class of the same name. */
    protected MIMEType(String name) {
        this.name = Objects.requireNonNull(name);
    }

    /** The type of a name. */
    public static MIMEType parse(String name) {
        return new MIMEType(name);
    }

    public String getType() {
        return name.substring(0, Math.max(0, name.indexOf('/')));
    }

    public String getSubtype() {
        return name.substring(name.indexOf('/') + 1);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof MIMEType type && type.name.equals(name);
    }

    @Override
    public int hashCode() {
        return name.hashCode();
    }

    @Override
    public String toString() {
        return name;
    }
}
