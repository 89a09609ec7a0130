package io.github.spencerpark.jupyter.kernel.display;

import dev.reprise.notebook.Displayable;
import dev.reprise.notebook.MimeBundle;
import dev.reprise.notebook.Notebook;
import io.github.spencerpark.jupyter.kernel.display.mime.MIMEType;
import java.util.LinkedHashMap;
import java.util.Map;

/** A value in several representations, by MIME type, and the id under which it is shown. */
public class DisplayData implements Displayable {
    public static final DisplayData EMPTY = new DisplayData();
    public static final DisplayData EMPTY_STRING = new DisplayData("");

    private final Map<String, Object> data = new LinkedHashMap<>();
    private final Map<String, Object> metadata = new LinkedHashMap<>();
    private final Map<String, Object> transients = new LinkedHashMap<>();

    /** Without any representation. */
    public DisplayData() {}

    /** Plain text. */
    public DisplayData(String text) {
        data.put(MimeBundle.TEXT, text);
    }

    /** The same as another. */
    public DisplayData(DisplayData other) {
        data.putAll(other.data);
        metadata.putAll(other.metadata);
        transients.putAll(other.transients);
    }

    /** Takes over all representations of another. */
    public void assign(DisplayData other) {
        assign(other.toMimeBundle());
    }

    /** Takes over all representations of a bundle. */
    public void assign(MimeBundle bundle) {
        data.clear();
        metadata.clear();
        data.putAll(bundle.data());
        metadata.putAll(bundle.metadata());
    }

    public void putData(String type, Object value) {
        data.put(type, value);
    }

    public void putData(MIMEType type, Object value) {
        putData(type.toString(), value);
    }

    public void putData(String type, Object value, Object meta) {
        data.put(type, value);
        metadata.put(type, meta);
    }

    public void putData(MIMEType type, Object value, Object meta) {
        putData(type.toString(), value, meta);
    }

    public void putMetaData(String type, Object value) {
        metadata.put(type, value);
    }

    public void putMetaData(MIMEType type, Object value) {
        metadata.put(type.toString(), value);
    }

    public void putTransientData(String key, Object value) {
        transients.put(key, value);
    }

    public void putText(String text) {
        putData("text/plain", text);
    }

    public void putHTML(String text) {
        putData("text/html", text);
    }

    public void putLatex(String text) {
        putData("text/latex", text);
    }

    public void putMarkdown(String text) {
        putData("text/markdown", text);
    }

    public void putJavaScript(String text) {
        putData("application/javascript", text);
    }

    public void putSVG(String text) {
        putData("image/svg+xml", text);
    }

    /** A formula without its delimiters. */
    public void putMath(String formula) {
        putLatex("$$" + formula + "$$");
    }

    public void putJSON(String json) {
        putData("application/json", json);
    }

    /** @param expanded whether the front end shows nested parts at once */
    public void putJSON(String json, boolean expanded) {
        putData("application/json", json, Map.of("expanded", expanded));
    }

    public Object getData(MIMEType type) {
        return data.get(type.toString());
    }

    public boolean hasDataForType(MIMEType type) {
        return data.containsKey(type.toString());
    }

    public boolean isEmpty() {
        return data.isEmpty();
    }

    /** Returns this, as JJava does; IJava returns nothing. */
    public DisplayData setDisplayId(String id) {
        transients.put("display_id", id);
        return this;
    }

    public String getDisplayId() {
        return (String) transients.get("display_id");
    }

    public boolean hasDisplayId() {
        return transients.containsKey("display_id");
    }

    /** Shows this, under its id if it has one; returns the id. */
    public String show() {
        if (!hasDisplayId()) {
            return Notebook.display(this);
        }
        Notebook.displayAs(getDisplayId(), this);
        return getDisplayId();
    }

    @Override
    public MimeBundle toMimeBundle() {
        return new MimeBundle(data, metadata);
    }
}
