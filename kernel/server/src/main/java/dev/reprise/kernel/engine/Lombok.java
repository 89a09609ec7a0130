package dev.reprise.kernel.engine;

import java.util.regex.Pattern;

/** Lombok's annotations: they need an annotation processor, and JShell runs none. */
final class Lombok {
    static final String ADVICE =
            "Lombok's annotations do nothing in a notebook, because JShell runs no annotation processors."
                    + " A record has what @Value and most of what @Data would add.";

    private static final Pattern USE = Pattern.compile("\\blombok\\.\\w");

    private Lombok() {}

    static boolean isUsedIn(String snippet) {
        return USE.matcher(snippet).find();
    }
}
