package dev.reprise.environment;

import dev.reprise.display.TextTable;
import dev.reprise.environment.EnvironmentCard.Fact;
import dev.reprise.notebook.Displayable;
import dev.reprise.notebook.MimeBundle;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;

/**
 * What is different between two environments, and what that can change. Made by {@link EnvironmentCard#to}.
 *
 * <pre>{@code
 * EnvironmentCard here = EnvironmentCard.here();
 * var zone = new EnvironmentCard.Fact("language", "time zone", "Asia/Tokyo");
 * EnvironmentDifference difference = here.to(new EnvironmentCard(here.captured(), java.util.List.of(zone)));
 * Effect worst = difference.worst();       // RESULTS: dates are read and printed in another way
 * }</pre>
 *
 * @param changes what is different, that which can change most first
 */
public record EnvironmentDifference(List<Change> changes) implements Displayable {
    private static final int SHOWN = 60;

    /**
     * One difference.
     *
     * @param topic what it belongs to
     * @param name what it is
     * @param before its value in the first environment, empty if it has none
     * @param after its value in the second environment, empty if it has none
     * @param effect what it can change
     * @param why why it can
     */
    public record Change(String topic, String name, String before, String after, Effect effect, String why) {}

    /** The list is copied. */
    public EnvironmentDifference {
        changes = List.copyOf(changes);
    }

    static EnvironmentDifference between(EnvironmentCard before, EnvironmentCard after) {
        var pairs = new LinkedHashMap<List<String>, String[]>();
        collect(before, 0, pairs);
        collect(after, 1, pairs);
        var changes = new ArrayList<Change>();
        pairs.forEach((key, values) -> {
            if (!values[0].equals(values[1])) {
                var consequence = Consequence.of(new Fact(key.get(0), key.get(1), values[1]));
                changes.add(new Change(
                        key.get(0), key.get(1), values[0], values[1], consequence.effect(), consequence.why()));
            }
        });
        changes.sort(Comparator.comparing(Change::effect));
        return new EnvironmentDifference(changes);
    }

    private static void collect(EnvironmentCard card, int side, LinkedHashMap<List<String>, String[]> pairs) {
        for (var fact : card.facts()) {
            pairs.computeIfAbsent(List.of(fact.topic(), fact.name()), key -> new String[] {"", ""})[side] =
                    fact.value();
        }
    }

    /**
     * Whether the environments are the same.
     *
     * @return true if nothing is different
     */
    public boolean isNone() {
        return changes.isEmpty();
    }

    /**
     * The most that the differences can change.
     *
     * @return {@link Effect#NOTHING} if there is none
     */
    public Effect worst() {
        return changes.isEmpty() ? Effect.NOTHING : changes.get(0).effect();
    }

    /**
     * The difference in one sentence.
     *
     * @return for example {@code 1 difference can change results, 2 can change the last bits, 5 change no number}
     */
    public String inWords() {
        if (isNone()) {
            return "the same environment";
        }
        var words = new ArrayList<String>();
        for (var effect : Effect.values()) {
            long count =
                    changes.stream().filter(change -> change.effect() == effect).count();
            if (count > 0) {
                String what = words.isEmpty() ? count == 1 ? " difference" : " differences" : "";
                String verb = effect == Effect.NOTHING && count > 1 ? "change no number" : effect.toString();
                words.add(String.format(Locale.ROOT, "%d%s %s", count, what, verb));
            }
        }
        return String.join(", ", words);
    }

    @Override
    public MimeBundle toMimeBundle() {
        return sheet().toMimeBundle();
    }

    /** The same table as the notebook shows, in plain text. */
    @Override
    public String toString() {
        return sheet().toString();
    }

    private TextTable sheet() {
        var table = TextTable.of("Environments: " + inWords(), "what", "before", "after", "can change", "why");
        for (var change : changes.subList(0, Math.min(SHOWN, changes.size()))) {
            table = table.row(
                    change.topic() + ": " + change.name(),
                    brief(change.before()),
                    brief(change.after()),
                    switch (change.effect()) {
                        case RESULTS -> "results";
                        case BITS -> "last bits";
                        case NOTHING -> "nothing";
                    },
                    change.why());
        }
        return changes.size() <= SHOWN ? table : table.row(changes.size() - SHOWN + " more", "", "", "", "");
    }

    /** Digests and long lists by their beginnings. */
    private static String brief(String value) {
        if (value.isEmpty()) {
            return "–";
        }
        if (value.matches("[0-9a-f]{64}")) {
            return value.substring(0, 16);
        }
        return value.length() <= 60 ? value : value.substring(0, 59) + "…";
    }
}
