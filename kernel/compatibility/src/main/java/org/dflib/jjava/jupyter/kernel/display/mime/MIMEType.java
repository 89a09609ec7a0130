package org.dflib.jjava.jupyter.kernel.display.mime;

/** The name of a representation, such as {@code text/html}. */
public class MIMEType extends io.github.spencerpark.jupyter.kernel.display.mime.MIMEType {
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

    private MIMEType(String name) {
        super(name);
    }

    /** The type of a name. */
    public static MIMEType parse(String name) {
        return new MIMEType(name);
    }
}
