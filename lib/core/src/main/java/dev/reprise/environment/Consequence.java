package dev.reprise.environment;

import dev.reprise.environment.EnvironmentCard.Fact;
import java.util.List;
import java.util.regex.Pattern;

/**
 * What a fact can change, and why. The rules are those that measurements with ND4J 1.0.0-M2.1 on JDK 17 and 25 gave, and on
 * the safe side where none was made.
 */
record Consequence(Effect effect, String why) {
    private record Rule(String topic, Pattern name, Consequence consequence) {}

    private static final Consequence UNKNOWN =
            new Consequence(Effect.BITS, "a library says that its numbers depend on it");

    /** The first that fits counts. */
    private static final List<Rule> RULES = List.of(
            rule("code", "branch", Effect.NOTHING, "the commit says which code ran"),
            rule("code", ".*", Effect.RESULTS, "other code ran"),
            rule("class path", ".*", Effect.RESULTS, "another version of a library ran"),
            rule("Java", "(version|VM)", Effect.BITS, "Math.tanh and Math.cbrt differ between JDK 17 and 25"),
            rule("Java", ".*", Effect.NOTHING, "decides speed and memory, not numbers"),
            rule(
                    "JVM flags",
                    "-(Xm[nsx]|Xss|Xlog|verbose|XX:[+-]?(Use\\w*GC|\\w*Heap\\w*|\\w*RAM\\w*|\\w*Cache\\w*"
                            + "|\\w*Archive\\w*|\\w*Dump\\w*|UsePerfData|TieredStopAtLevel|Xshare\\w*)).*",
                    Effect.NOTHING,
                    "decides speed and memory, not numbers"),
            rule("JVM flags", "-X(int|comp|mixed|share.*)", Effect.NOTHING, "since JDK 17 all compilers round alike"),
            rule("JVM flags", "-XX.*", Effect.BITS, "such a flag can change threads, hash order or instructions"),
            rule("JVM flags", ".*", Effect.RESULTS, "code can ask for it"),
            rule("system", "(architecture|distribution)", Effect.BITS, "C's mathematical functions come with it"),
            rule("system", ".*", Effect.NOTHING, "no number depends on it"),
            rule("processor", "model", Effect.BITS, "OpenBLAS picks its code by the model of the CPU"),
            rule(
                    "processor",
                    "features",
                    Effect.BITS,
                    "native code is chosen by them; FMA rounds once where others do twice"),
            rule(
                    "processor",
                    ".*",
                    Effect.BITS,
                    "sums are split among the threads, and the split decides the rounding"),
            rule("memory", ".*", Effect.NOTHING, "too little ends the program, but changes no number"),
            rule("GPU", ".*", Effect.BITS, "GPU libraries pick their algorithms by model and driver"),
            rule("language", ".*", Effect.RESULTS, "text is read, sorted and printed in another way"),
            rule("variables", "(LANG|LC_.*|TZ)", Effect.RESULTS, "text is read, sorted and printed in another way"),
            rule("variables", "(LD_.*|.*JAVA.*OPTIONS)", Effect.RESULTS, "other code may have been loaded"),
            rule("variables", ".*", Effect.BITS, "numeric libraries choose threads and code by it"),
            rule("properties", ".*", Effect.BITS, "numeric libraries choose threads and code by it"),
            rule("native libraries", ".*", Effect.BITS, "the same operation, written or compiled in another way"));

    private static Rule rule(String topic, String name, Effect effect, String why) {
        return new Rule(topic, Pattern.compile(name, Pattern.DOTALL), new Consequence(effect, why));
    }

    /** Whether a topic is one that this library captures itself. */
    static boolean isOwnTopic(String topic) {
        return RULES.stream().anyMatch(rule -> rule.topic.equals(topic));
    }

    static Consequence of(Fact fact) {
        return RULES.stream()
                .filter(rule -> rule.topic.equals(fact.topic())
                        && rule.name.matcher(fact.name()).matches())
                .map(Rule::consequence)
                .findFirst()
                .orElse(UNKNOWN);
    }
}
