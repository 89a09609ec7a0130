package dev.reprise.tablesaw;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the JavaScript object literals that Tablesaw's templates write where JSON is wanted. */
final class JavaScriptLiteral {
    /** An array that a template has escaped as if it were text. */
    private static final Pattern ESCAPED_ARRAY = Pattern.compile("(?m)^\\s*\\w+:\\s*\\[[^\"'\\n]*&quot;.*$");

    private static final ObjectReader READER = JsonMapper.builder()
            .enable(
                    JsonReadFeature.ALLOW_UNQUOTED_FIELD_NAMES,
                    JsonReadFeature.ALLOW_SINGLE_QUOTES,
                    JsonReadFeature.ALLOW_TRAILING_COMMA,
                    JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS,
                    JsonReadFeature.ALLOW_UNESCAPED_CONTROL_CHARS,
                    JsonReadFeature.ALLOW_BACKSLASH_ESCAPING_ANY_CHARACTER)
            .build()
            .readerFor(new TypeReference<Map<String, Object>>() {});

    private JavaScriptLiteral() {}

    /**
     * The object that {@code script} begins with, or assigns to a variable.
     *
     * @throws IllegalArgumentException if there is none that can be read
     */
    static Map<String, Object> read(String script) {
        int start = script.indexOf('{');
        if (start < 0) {
            throw new IllegalArgumentException("no object in: " + script.strip());
        }
        String literal = ESCAPED_ARRAY
                .matcher(script.substring(start))
                .replaceAll(line -> Matcher.quoteReplacement(line.group().replace("&quot;", "\"")));
        try {
            return READER.readValue(literal);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e.getOriginalMessage(), e);
        }
    }
}
