package io.github.spencerpark.jupyter.kernel.magic.registry;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Marks a method that takes the arguments, a list of strings, and the body, as a cell magic. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface CellMagic {
    /** The magic's name; that of the method if empty. */
    String value() default "";

    /** Other names for it. */
    String[] aliases() default {};
}
