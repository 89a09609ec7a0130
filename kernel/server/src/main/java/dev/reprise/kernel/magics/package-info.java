/**
 * Cells as notebooks write them: Java, and between it magics such as {@code %maven} and {@code %%html}.
 *
 * <p>{@link dev.reprise.kernel.magics.Interpreter} is the way in; {@link dev.reprise.kernel.magics.Magic} is one magic, and
 * the classes that end in {@code Magics} hold the kernel's own by subject.
 */
package dev.reprise.kernel.magics;
