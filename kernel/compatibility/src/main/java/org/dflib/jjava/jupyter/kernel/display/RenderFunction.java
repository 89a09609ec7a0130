package org.dflib.jjava.jupyter.kernel.display;

/** Renders values of a type. */
@FunctionalInterface
public interface RenderFunction<T> {
    void render(T data, RenderContext context);
}
