package dev.reprise.environment;

import dev.reprise.display.TextTable;
import dev.reprise.notebook.MimeBundle;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** A card as people see it: a short table, and behind it, folded, everything that was written down. */
record CardView(EnvironmentCard card) {
    MimeBundle toMimeBundle() {
        return MimeBundle.text(text()).with(MimeBundle.HTML, html());
    }

    String text() {
        return summary().toString();
    }

    private TextTable summary() {
        var table = TextTable.of("Environment " + card.fingerprint().brief(), "", "here")
                .row("Java", value("Java", "version") + ", " + value("Java", "vendor"))
                .row("JVM flags", list("JVM flags", "none"))
                .row("System", either("system", "distribution", "name") + ", " + value("system", "architecture"))
                .row("Processor", value("processor", "model"))
                .row("Cores", cores())
                .row("Memory", memory())
                .row("GPU", list("GPU", "none found"))
                .row(
                        "Language",
                        value("language", "locale") + ", time zone " + value("language", "time zone") + ", "
                                + value("language", "charset"))
                .row("Numeric settings", join(numericSettings(), "none set"));
        for (String topic : topicsOfLibraries()) {
            table = table.row(topic, list(topic, ""));
        }
        return table.row(
                        "Libraries",
                        count("class path", "jar or folder", "jars and folders") + ", "
                                + count("native libraries", "native library", "native libraries") + " loaded so far")
                .row("Code", code());
    }

    /** What an {@link EnvironmentSource} says stands in a row of its own. */
    private List<String> topicsOfLibraries() {
        return card.facts().stream()
                .map(EnvironmentCard.Fact::topic)
                .distinct()
                .filter(topic -> !Consequence.isOwnTopic(topic))
                .toList();
    }

    private String cores() {
        String machine = value("processor", "cores of the machine");
        String limit = value("processor", "limit of the container");
        return value("processor", "cores for Java") + " for Java"
                + (machine.equals("unknown") ? "" : ", " + machine + " in the machine")
                + (limit.equals("unknown") || limit.equals("none") ? "" : ", container limit " + limit);
    }

    private String memory() {
        String machine = value("memory", "of the machine");
        String limit = value("memory", "limit of the container");
        return value("memory", "Java heap at most") + " for Java"
                + (machine.equals("unknown") ? "" : ", " + machine + " in the machine")
                + (limit.equals("unknown") || limit.equals("none") ? "" : ", container limit " + limit);
    }

    private String code() {
        String commit = value("code", "commit");
        String changes = value("code", "changes since");
        return !commit.matches("[0-9a-f]{40,64}")
                ? commit
                : "commit " + commit.substring(0, 12) + " on " + value("code", "branch")
                        + (changes.equals("none")
                                ? ", unchanged"
                                : ", changed since: " + changes.replaceFirst(" \\(.*", ""));
    }

    private String value(String topic, String name) {
        return card.value(topic, name).orElse("unknown");
    }

    private String either(String topic, String name, String other) {
        return card.value(topic, name).orElseGet(() -> value(topic, other));
    }

    /** Variables of the language stand in a row of their own. */
    private Map<String, String> numericSettings() {
        var settings = card.topic("variables");
        settings.keySet().removeIf(name -> name.matches("LANG|LC_.*|TZ"));
        return settings;
    }

    private String list(String topic, String otherwise) {
        return join(card.topic(topic), otherwise);
    }

    private static String join(Map<String, String> facts, String otherwise) {
        String list = facts.entrySet().stream()
                .map(fact -> fact.getValue().equals("set")
                        ? fact.getKey()
                        : fact.getKey() + (fact.getKey().matches("-X(m.|ss)") ? "" : "=") + fact.getValue())
                .collect(Collectors.joining(", "));
        return list.isEmpty() ? otherwise : list;
    }

    private String count(String topic, String one, String many) {
        int count = card.topic(topic).size();
        return count + " " + (count == 1 ? one : many);
    }

    private String html() {
        var html = new StringBuilder(htmlOf(summary()));
        html.append("<details><summary>All ").append(card.facts().size()).append(" facts</summary>");
        for (String topic : card.facts().stream()
                .map(EnvironmentCard.Fact::topic)
                .distinct()
                .toList()) {
            html.append(htmlOf(table(topic, card.topic(topic))));
        }
        return html.append("</details>").toString();
    }

    private static TextTable table(String topic, Map<String, String> values) {
        var table = TextTable.of(topic, "name", "value");
        for (var fact : values.entrySet()) {
            table = table.row(fact.getKey(), fact.getValue());
        }
        return table;
    }

    private static String htmlOf(TextTable table) {
        return (String) table.toMimeBundle().data().get(MimeBundle.HTML);
    }
}
