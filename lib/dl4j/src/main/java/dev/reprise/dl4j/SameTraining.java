package dev.reprise.dl4j;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.deeplearning4j.util.ModelSerializer;

/** Refuses to go on from a checkpoint with another network, other seeds or other data, and says what is other. */
record SameTraining(Checkpoint checkpoint) {
    /** Parts of a configuration that change while training, or that come from the clock where nobody has set them. */
    private static final Set<String> NOT_COMPARED = Set.of("iterationCount", "epochCount", "seed");

    void check(TrainedModel model, Checkpoint.Identity identity, Optional<byte[]> normalizer) throws IOException {
        var before = checkpoint.identity();
        identity.asMap().forEach((name, value) -> {
            if (!value.equals(before.get(name))) {
                throw other(name, before.get(name), value);
            }
        });
        byte[] configuration = checkpoint.parts().get(ModelSerializer.CONFIGURATION_JSON);
        compare(
                "configuration",
                JSON.std.anyFrom(new String(configuration, StandardCharsets.UTF_8)),
                JSON.std.anyFrom(model.configuration()));
        byte[] then = checkpoint.parts().get(ModelSerializer.NORMALIZER_BIN);
        if (!Arrays.equals(then, normalizer.orElse(null))) {
            throw other("normaliser", then == null ? "none" : "another", normalizer.isEmpty() ? "none" : "this one");
        }
    }

    private void compare(String where, Object then, Object now) {
        if (then instanceof Map<?, ?> a && now instanceof Map<?, ?> b) {
            var names = new LinkedHashSet<Object>(a.keySet());
            names.addAll(b.keySet());
            for (Object name : names) {
                if (!NOT_COMPARED.contains(name)) {
                    compare(where + "." + name, a.get(name), b.get(name));
                }
            }
        } else if (then instanceof List<?> a && now instanceof List<?> b && a.size() == b.size()) {
            for (int i = 0; i < a.size(); i++) {
                compare(where + "[" + i + "]", a.get(i), b.get(i));
            }
        } else if (then == null ? now != null : !then.equals(now)) {
            throw other(where, then, now);
        }
    }

    private CheckpointException other(String what, Object then, Object now) {
        return new CheckpointException("the checkpoint " + checkpoint.file() + " is that of another training: " + what
                + " was " + then + " and is " + now + ". Use another folder, or make everything as it was");
    }
}
