package dev.reprise.seeds;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks the few places where something enters that no seed controls: fresh entropy, the clock, the host. The static check
 * of the build refuses such calls everywhere else.
 *
 * <pre>{@code
 * @Unrepeatable("the start time stands in a field of its own, which is not compared")
 * Instant now() { return Instant.now(); }
 * }</pre>
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target({ElementType.METHOD, ElementType.CONSTRUCTOR, ElementType.TYPE})
public @interface Unrepeatable {
    /**
     * Why it is needed, and why no result depends on it unseen.
     *
     * @return a reason for the reader of the code
     */
    String value();
}
