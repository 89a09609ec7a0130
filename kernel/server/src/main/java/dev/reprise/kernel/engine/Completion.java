package dev.reprise.kernel.engine;

import java.util.List;

/**
 * What could stand at the cursor. Positions count UTF-16 code units.
 *
 * @param matches the candidates, best first
 * @param candidates the same with what is known about them; empty when nothing is
 * @param start where the text begins that a candidate replaces
 * @param end where it ends
 */
public record Completion(List<String> matches, List<Candidate> candidates, int start, int end) {
    /** Candidates of which only the text is known. */
    public Completion(List<String> matches, int start, int end) {
        this(matches, List.of(), start, end);
    }

    /** Candidates in this order. */
    static Completion of(List<Candidate> candidates, int start, int end) {
        return new Completion(candidates.stream().map(Candidate::text).toList(), candidates, start, end);
    }

    /**
     * One candidate.
     *
     * @param text what is put in
     * @param type what it is, in the words that Jupyter's front ends have icons for
     * @param signature parameters and type of a method, or where a type comes from; empty when not known
     */
    public record Candidate(String text, String type, String signature) {}
}
