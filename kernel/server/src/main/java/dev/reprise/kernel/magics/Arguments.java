package dev.reprise.kernel.magics;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The arguments of a magic.
 *
 * @param positional those that are no options
 * @param options the values of each option, in their order; a flag has the value ""
 */
record Arguments(List<String> positional, Map<String, List<String>> options) {

    /**
     * Splits a line at blanks, but not within double quotes; a backslash before a quote or a backslash takes its meaning
     * away, and any other is kept, since Windows paths are full of them.
     */
    static List<String> split(String line) {
        var words = new ArrayList<String>();
        var word = new StringBuilder();
        boolean inWord = false;
        boolean quoted = false;
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            char next = i + 1 < line.length() ? line.charAt(i + 1) : ' ';
            if (c == '\\' && (next == '"' || next == '\\')) {
                word.append(next);
                inWord = true;
                i++;
            } else if (c == '"') {
                quoted = !quoted;
                inWord = true;
            } else if ((c == ' ' || c == '\t' || c == '\r') && !quoted) {
                if (inWord) {
                    words.add(word.toString());
                    word.setLength(0);
                    inWord = false;
                }
            } else {
                word.append(c);
                inWord = true;
            }
        }
        if (inWord) {
            words.add(word.toString());
        }
        return words;
    }

    /**
     * Tells options from other arguments.
     *
     * @param flags options without a value, such as {@code -v}; short ones may be repeated as {@code -vvv}
     * @param valued options with a value: {@code --from x} or {@code --from=x}
     * @throws MagicException for an option that is neither
     */
    static Arguments of(List<String> words, List<String> flags, List<String> valued) {
        var positional = new ArrayList<String>();
        var options = new LinkedHashMap<String, List<String>>();
        for (int i = 0; i < words.size(); i++) {
            String word = words.get(i);
            int equals = word.indexOf('=');
            String name = word.startsWith("--") && equals > 0 ? word.substring(0, equals) : word;
            if (!word.startsWith("-") || word.equals("-")) {
                positional.add(word);
            } else if (valued.contains(name)) {
                if (name.length() == word.length() && i + 1 == words.size()) {
                    throw new MagicException(name + " needs a value");
                }
                String value = name.length() < word.length() ? word.substring(equals + 1) : words.get(++i);
                options.computeIfAbsent(name, n -> new ArrayList<>()).add(value);
            } else if (flags.contains(word)) {
                options.computeIfAbsent(word, n -> new ArrayList<>()).add("");
            } else if (word.matches("-(\\w)\\1+") && flags.contains(word.substring(0, 2))) {
                word.chars()
                        .skip(1)
                        .forEach(c -> options.computeIfAbsent(word.substring(0, 2), n -> new ArrayList<>())
                                .add(""));
            } else {
                var known = new ArrayList<>(flags);
                known.addAll(valued);
                throw new MagicException("there is no option " + name
                        + (known.isEmpty() ? "" : "; there are " + String.join(", ", known)));
            }
        }
        return new Arguments(positional, options);
    }

    boolean has(String option) {
        return options.containsKey(option);
    }

    List<String> all(String option) {
        return options.getOrDefault(option, List.of());
    }
}
