package io.github.spencerpark.jupyter.kernel.display;

import dev.reprise.compatibility.Globals;
import dev.reprise.compatibility.TypeRegistration;

/** The notebook's renderers. */
public class Renderer {
    /** Begins to say how values of a type are shown. */
    public <T> RenderRegistration<T> createRegistration(Class<T> type) {
        return new RenderRegistration<>(type);
    }

    /** The representations of a value. */
    public org.dflib.jjava.jupyter.kernel.display.DisplayData render(Object value) {
        return Globals.render(value);
    }

    /** Some representations of a value, by MIME type. */
    public org.dflib.jjava.jupyter.kernel.display.DisplayData renderAs(Object value, String... types) {
        return Globals.render(value, types);
    }

    /** How values of a type are shown. */
    public static final class RenderRegistration<T> extends TypeRegistration<T, RenderRegistration<T>> {
        private RenderRegistration(Class<T> type) {
            super(type);
        }

        @Override
        protected RenderRegistration<T> self() {
            return this;
        }

        /** From now on, such values are shown by this function. */
        public void register(RenderFunction<T> function) {
            fill(function::render);
        }
    }
}
