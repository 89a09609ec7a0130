package dev.reprise.environment;

import dev.reprise.environment.EnvironmentCard.Fact;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;

/** Asks everybody who knows something about the environment. */
final class Capture {
    private final Map<List<String>, Fact> facts = new LinkedHashMap<>();

    static List<Fact> facts() {
        var capture = new Capture();
        // Git works while the rest is looked up.
        var code = GitState.ask(Path.of("").toAbsolutePath());
        new JavaFacts().addTo(capture);
        new MachineFacts(Path.of("/")).addTo(capture);
        SettingFacts.addTo(capture, System.getenv(), System.getProperties());
        sources(capture);
        LibraryFacts.addTo(capture);
        code.addTo(capture);
        return capture.list();
    }

    List<Fact> list() {
        return List.copyOf(facts.values());
    }

    /** Adds a fact, unless its value is empty; a name that is taken gets a number. */
    void add(String topic, String name, String value) {
        if (value != null && !value.isBlank()) {
            String free = name;
            for (int n = 2; facts.containsKey(List.of(topic, free)); n++) {
                free = name + " (" + n + ")";
            }
            facts.put(List.of(topic, free), new Fact(topic, free, value.strip()));
        }
    }

    private static void sources(Capture capture) {
        var sources = ServiceLoader.load(EnvironmentSource.class).iterator();
        var asked = new ArrayList<String>();
        while (true) {
            try {
                if (!sources.hasNext()) {
                    return;
                }
                var source = sources.next();
                asked.add(source.getClass().getName());
                source.facts().forEach(fact -> capture.add(fact.topic(), fact.name(), fact.value()));
            } catch (ServiceConfigurationError | RuntimeException | LinkageError e) {
                capture.add(
                        "libraries",
                        asked.isEmpty() ? "a library" : asked.get(asked.size() - 1),
                        "could not be asked: " + e);
            }
        }
    }
}
