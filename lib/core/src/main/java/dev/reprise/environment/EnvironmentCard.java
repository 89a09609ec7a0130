package dev.reprise.environment;

import dev.reprise.fingerprint.Fingerprint;
import dev.reprise.notebook.Displayable;
import dev.reprise.notebook.MimeBundle;
import dev.reprise.seeds.Unrepeatable;
import dev.reprise.storage.AtomicFile;
import dev.reprise.storage.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What the results of this JVM depend on besides code and seeds: Java, system, processor, container limits, GPU, locale,
 * numeric settings, libraries with their digests, and the state of the code in git.
 *
 * <pre>{@code
 * EnvironmentCard card = EnvironmentCard.here();
 * card.save(java.nio.file.Path.of("target/environment.json"));
 * var then = EnvironmentCard.read(java.nio.file.Path.of("target/environment.json"));
 * System.out.println(then.to(card).inWords());      // the same environment
 * }</pre>
 *
 * <p>Native libraries are those loaded so far. What a system does not tell is left out.
 *
 * @param captured when it was written down; not compared
 * @param facts what is known, by topic
 */
public record EnvironmentCard(Instant captured, List<Fact> facts) implements Displayable {
    private static final String FORMAT = "reprise-environment-1";

    /**
     * One thing that is known about an environment.
     *
     * @param topic what it belongs to, such as {@code processor}
     * @param name what it is, such as {@code model}; once in each topic
     * @param value what it was
     */
    public record Fact(String topic, String name, String value) {
        /** None may be null. */
        public Fact {
            Objects.requireNonNull(topic);
            Objects.requireNonNull(name);
            Objects.requireNonNull(value);
        }

        /**
         * What another value can change.
         *
         * @return results, their last bits, or nothing
         */
        public Effect effect() {
            return Consequence.of(this).effect();
        }
    }

    /** The list is copied and ordered by topic, the topics in the order in which they first appear. */
    public EnvironmentCard {
        Objects.requireNonNull(captured);
        facts =
                facts.stream()
                        .collect(Collectors.groupingBy(Fact::topic, LinkedHashMap::new, Collectors.toList()))
                        .values()
                        .stream()
                        .flatMap(List::stream)
                        .toList();
    }

    /**
     * Writes down the environment of this JVM as it is now.
     *
     * @return the card
     */
    @Unrepeatable("the time of the capture stands in a field of its own, which is not compared")
    public static EnvironmentCard here() {
        return new EnvironmentCard(Instant.now(), Capture.facts());
    }

    /**
     * What is known by one name.
     *
     * @param topic for example {@code processor}
     * @param name for example {@code model}
     * @return the value, empty if it is not known
     */
    public Optional<String> value(String topic, String name) {
        return facts.stream()
                .filter(fact -> fact.topic().equals(topic) && fact.name().equals(name))
                .map(Fact::value)
                .findFirst();
    }

    /**
     * All that is known about one topic.
     *
     * @param topic for example {@code class path}
     * @return values by name, empty if nothing is known
     */
    public Map<String, String> topic(String topic) {
        var values = new LinkedHashMap<String, String>();
        facts.stream()
                .filter(fact -> fact.topic().equals(topic))
                .forEach(fact -> values.put(fact.name(), fact.value()));
        return values;
    }

    /**
     * One fingerprint of everything that can change results or their bits.
     *
     * @return equal for two cards whose {@linkplain #to difference} changes no number
     */
    public Fingerprint fingerprint() {
        var parts = new TreeMap<String, Fingerprint>();
        for (var fact : facts) {
            if (fact.effect() != Effect.NOTHING) {
                parts.put(fact.topic() + "/" + fact.name(), Fingerprint.of(fact.value()));
            }
        }
        return Fingerprint.ofParts(parts);
    }

    /**
     * What is different in another environment.
     *
     * @param after the other one
     * @return the differences, and what each can change
     */
    public EnvironmentDifference to(EnvironmentCard after) {
        return EnvironmentDifference.between(this, after);
    }

    /**
     * This card as JSON values.
     *
     * @return one object for each topic, beside {@code format}, {@code captured} and {@code fingerprint}
     */
    public Map<String, Object> toJson() {
        var json = new LinkedHashMap<String, Object>();
        json.put("format", FORMAT);
        json.put("captured", captured.toString());
        json.put("fingerprint", fingerprint().hex());
        var topics = new LinkedHashMap<String, Object>();
        for (var fact : facts) {
            topics.computeIfAbsent(fact.topic(), this::topic);
        }
        json.put("environment", topics);
        return json;
    }

    /**
     * Reads what {@link #toJson} gave.
     *
     * @param json the values
     * @return the card
     * @throws IllegalArgumentException if they are not those of a card
     */
    public static EnvironmentCard fromJson(Map<String, ?> json) {
        if (!FORMAT.equals(json.get("format"))) {
            throw new IllegalArgumentException("this is no environment card of format " + FORMAT);
        }
        try {
            var facts = new ArrayList<Fact>();
            ((Map<?, ?>) json.get("environment"))
                    .forEach((topic, values) -> ((Map<?, ?>) values)
                            .forEach((name, value) ->
                                    facts.add(new Fact((String) topic, (String) name, (String) value))));
            return new EnvironmentCard(Instant.parse((String) json.get("captured")), facts);
        } catch (ClassCastException | NullPointerException | DateTimeException e) {
            throw new IllegalArgumentException("the environment card is incomplete or changed: " + e.getMessage(), e);
        }
    }

    /**
     * Saves the card as JSON.
     *
     * @param file where to; replaced as a whole
     * @throws dev.reprise.storage.StorageException if it cannot be written
     */
    public void save(Path file) {
        AtomicFile.write(file, Json.pretty(toJson()));
    }

    /**
     * Reads a card that {@link #save} wrote.
     *
     * @param file the file
     * @return the card
     * @throws UncheckedIOException if it cannot be read
     * @throws IllegalArgumentException if it is no environment card
     */
    public static EnvironmentCard read(Path file) {
        try {
            return fromJson(Json.read(Files.readString(file)));
        } catch (IOException e) {
            throw new UncheckedIOException("the environment card " + file + " cannot be read: " + e, e);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(file + ": " + e.getMessage(), e);
        }
    }

    @Override
    public MimeBundle toMimeBundle() {
        return new CardView(this).toMimeBundle();
    }

    /** The same summary as the notebook shows, in plain text. */
    @Override
    public String toString() {
        return new CardView(this).text();
    }
}
