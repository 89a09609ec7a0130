package dev.reprise.kernel;

import dev.reprise.kernel.protocol.Json;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;

/**
 * A cell that has failed and been answered.
 *
 * <p>A request that a front end sent earlier than it can have known of the failure belongs to the same batch, even when it
 * arrives later. Only times by the same clock are compared: between two requests, that of the front end; between a request's
 * arrival and its answer, that of the kernel.
 *
 * @param session the front end's
 * @param sent when it says that it sent the cell
 * @param took from the cell's arrival to its answer
 */
record FailedCell(String session, Instant sent, Duration took) {

    /** The cell of this request, which is answered now. */
    static FailedCell of(Request request) {
        return new FailedCell(
                session(request), sent(request), Duration.ofNanos(System.nanoTime() - request.arrivedNanos()));
    }

    /** Whether whoever sent a later request cannot have known of the failure; false if its clock seems to stand still. */
    boolean wasUnknownTo(Request later) {
        Instant time = sent(later);
        return sent != null
                && time != null
                && session(later).equals(session)
                && time.isAfter(sent)
                && time.isBefore(sent.plus(took));
    }

    private static String session(Request request) {
        return Json.string(request.message().header(), "session");
    }

    /** Null when the front end does not say it, or not as ISO 8601. */
    private static Instant sent(Request request) {
        try {
            return OffsetDateTime.parse(Json.string(request.message().header(), "date"))
                    .toInstant();
        } catch (DateTimeException e) {
            return null;
        }
    }
}
