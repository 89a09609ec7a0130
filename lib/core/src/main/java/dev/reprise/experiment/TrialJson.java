package dev.reprise.experiment;

import dev.reprise.storage.Json;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Trials as JSON objects, with numbers as {@link Json} writes them. */
final class TrialJson {
    private TrialJson() {}

    static Map<String, Object> encode(TrialRecord trial) {
        var json = encode(trial.task());
        json.put("seed", trial.seed());
        json.putAll(encode(trial.outcome()));
        var origin = trial.origin();
        var where = new LinkedHashMap<String, Object>();
        where.put("host", origin.host());
        where.put("pid", origin.pid());
        where.put("thread", origin.thread());
        where.put("started", origin.started().toString());
        where.put("took", origin.took().toString());
        if (!origin.detail().isEmpty()) {
            where.put("detail", origin.detail());
        }
        json.put("origin", where);
        return json;
    }

    static TrialRecord trial(Map<String, Object> json) {
        var task = task(json);
        var origin = map(json, "origin");
        return new TrialRecord(
                task.settings(),
                task.levels(),
                task.repeat(),
                number(json, "seed"),
                outcome(json),
                new Origin(
                        (String) origin.get("host"),
                        number(origin, "pid"),
                        (String) origin.get("thread"),
                        Instant.parse((String) origin.get("started")),
                        Duration.parse((String) origin.get("took")),
                        (String) origin.getOrDefault("detail", "")));
    }

    static Map<String, Object> encode(TrialRecord.Task task) {
        var json = new LinkedHashMap<String, Object>();
        json.put("settings", task.settings().asMap());
        json.put("levels", task.levels());
        json.put("repeat", task.repeat());
        return json;
    }

    static TrialRecord.Task task(Map<String, Object> json) {
        var levels = new LinkedHashMap<String, Integer>();
        map(json, "levels").forEach((name, level) -> levels.put(name, ((Number) level).intValue()));
        return new TrialRecord.Task(
                Settings.of(map(json, "settings")),
                Collections.unmodifiableMap(levels),
                Math.toIntExact(number(json, "repeat")));
    }

    static Map<String, Object> encode(Outcome outcome) {
        var json = new LinkedHashMap<String, Object>();
        if (outcome instanceof Outcome.Completed completed) {
            json.put("outcome", "completed");
            json.put("result", encode(completed.result()));
        } else if (outcome instanceof Outcome.Failed failed) {
            json.put("outcome", "failed");
            json.put("error", failed.error());
        } else if (outcome instanceof Outcome.TimedOut timedOut) {
            json.put("outcome", "timed out");
            json.put("limit", timedOut.limit().toString());
        }
        return json;
    }

    static Outcome outcome(Map<String, Object> json) {
        var outcome = String.valueOf(json.get("outcome"));
        return switch (outcome) {
            case "completed" -> new Outcome.Completed(result(map(json, "result")));
            case "failed" -> new Outcome.Failed((String) json.get("error"));
            case "timed out" -> new Outcome.TimedOut(Duration.parse((String) json.get("limit")));
            default -> throw new IllegalArgumentException("unknown outcome '" + outcome + "'");
        };
    }

    /** The result as three objects, so that a text is told from a number that is written as a text. */
    static Map<String, Object> encode(Result result) {
        var values = new LinkedHashMap<String, Object>();
        var arrays = new LinkedHashMap<String, Object>();
        var texts = new LinkedHashMap<String, Object>();
        result.parts().forEach((name, part) -> {
            if (part instanceof Double value) {
                values.put(name, Json.encode(value));
            } else if (part instanceof double[] array) {
                var list = new ArrayList<>(array.length);
                for (double value : array) {
                    list.add(Json.encode(value));
                }
                arrays.put(name, list);
            } else {
                texts.put(name, part);
            }
        });
        var json = new LinkedHashMap<String, Object>();
        json.put("values", values);
        json.put("arrays", arrays);
        json.put("texts", texts);
        return json;
    }

    static Result result(Map<String, Object> json) {
        var result = Result.EMPTY;
        for (var entry : map(json, "values").entrySet()) {
            result = result.and(entry.getKey(), Json.decode(entry.getValue()));
        }
        for (var entry : map(json, "arrays").entrySet()) {
            double[] array = ((List<?>) entry.getValue())
                    .stream().mapToDouble(Json::decode).toArray();
            result = result.and(entry.getKey(), array);
        }
        for (var entry : map(json, "texts").entrySet()) {
            result = result.and(entry.getKey(), (String) entry.getValue());
        }
        return result;
    }

    static long number(Map<String, Object> json, String name) {
        return ((Number) json.get(name)).longValue();
    }

    @SuppressWarnings("unchecked")
    static Map<String, Object> map(Map<String, Object> json, String name) {
        return (Map<String, Object>) json.get(name);
    }
}
