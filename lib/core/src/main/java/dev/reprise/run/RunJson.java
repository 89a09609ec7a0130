package dev.reprise.run;

import dev.reprise.environment.EnvironmentCard;
import dev.reprise.experiment.Settings;
import dev.reprise.fingerprint.Fingerprint;
import dev.reprise.storage.Json;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalLong;

/** Events as JSON objects. */
final class RunJson {
    static final String FORMAT = "reprise-run-1";

    private RunJson() {}

    static Map<String, Object> encode(RunEvent event) {
        var json = new LinkedHashMap<String, Object>();
        if (event instanceof RunEvent.Started started) {
            json.put("event", started.resumed() ? "resumed" : "started");
            json.put("format", FORMAT);
            json.put("name", started.name());
            json.put("id", started.id());
            json.put("time", started.time().toString());
            json.put("host", started.host());
            json.put("pid", started.pid());
        } else if (event instanceof RunEvent.Configured configured) {
            json.put("event", "settings");
            json.put("settings", configured.settings().asMap());
        } else if (event instanceof RunEvent.Seeded seeded) {
            json.put("event", "seeds");
            json.put("seeds", seeded.seeds());
            json.put("master", seeded.master());
        } else if (event instanceof RunEvent.DataUsed used) {
            json.put("event", "data");
            json.put("card", encode(used.card()));
        } else if (event instanceof RunEvent.Environment environment) {
            json.put("event", "environment");
            json.put("card", environment.card().toJson());
        } else if (event instanceof RunEvent.Code code) {
            json.put("event", "code");
            json.put("cell", code.cell());
            json.put("sha256", code.fingerprint().hex());
        } else if (event instanceof RunEvent.Measured measured) {
            json.put("event", "metric");
            json.put("metric", measured.metric());
            json.put("step", measured.step());
            json.put("value", Json.encode(measured.value()));
            json.put("time", measured.time().toString());
        } else if (event instanceof RunEvent.Kept kept) {
            json.put("event", "artifact");
            json.put("artifact", kept.name());
            json.put("sha256", kept.fingerprint().hex());
            json.put("bytes", kept.bytes());
        } else if (event instanceof RunEvent.Noted noted) {
            json.put("event", "note");
            json.put("note", noted.name());
            json.put("text", noted.text());
        } else if (event instanceof RunEvent.Ended ended) {
            json.put("event", "ended");
            json.put("error", ended.error());
            json.put("time", ended.time().toString());
        }
        return json;
    }

    /** Reads an event of a run that lies in a folder. */
    static RunEvent event(Map<String, Object> json, Path folder) {
        String kind = String.valueOf(json.get("event"));
        return switch (kind) {
            case "started", "resumed" -> started(json, kind);
            case "settings" -> new RunEvent.Configured(Settings.of(map(json, "settings")));
            case "seeds" -> new RunEvent.Seeded(text(json, "seeds"), number(json, "master"));
            case "data" -> new RunEvent.DataUsed(card(map(json, "card")));
            case "environment" -> new RunEvent.Environment(EnvironmentCard.fromJson(map(json, "card")));
            case "code" -> new RunEvent.Code(text(json, "cell"), new Fingerprint(text(json, "sha256")));
            case "metric" ->
                new RunEvent.Measured(
                        text(json, "metric"),
                        number(json, "step"),
                        Json.decode(json.get("value")),
                        Instant.parse(text(json, "time")));
            case "artifact" ->
                new RunEvent.Kept(
                        text(json, "artifact"),
                        folder.resolve(RunFiles.ARTIFACTS).resolve(text(json, "artifact")),
                        new Fingerprint(text(json, "sha256")),
                        number(json, "bytes"));
            case "note" -> new RunEvent.Noted(text(json, "note"), text(json, "text"));
            case "ended" -> new RunEvent.Ended(text(json, "error"), Instant.parse(text(json, "time")));
            default -> throw new IllegalArgumentException("unknown event '" + kind + "'");
        };
    }

    private static RunEvent started(Map<String, Object> json, String kind) {
        if (!FORMAT.equals(json.get("format"))) {
            throw new IllegalArgumentException("it is not of format " + FORMAT + ", but of " + json.get("format"));
        }
        return new RunEvent.Started(
                text(json, "name"),
                text(json, "id"),
                Instant.parse(text(json, "time")),
                text(json, "host"),
                number(json, "pid"),
                kind.equals("resumed"));
    }

    private static Map<String, Object> encode(DataCard card) {
        var splits = new LinkedHashMap<String, Object>();
        card.splits().forEach((name, part) -> {
            var json = new LinkedHashMap<String, Object>();
            json.put("rows", part.rows());
            json.put("sha256", part.fingerprint().hex());
            splits.put(name, json);
        });
        var json = new LinkedHashMap<String, Object>();
        json.put("name", card.name());
        json.put("source", card.source());
        json.put("licence", card.licence());
        json.put("sha256", card.fingerprint().hex());
        json.put("rows", card.rows().isPresent() ? card.rows().getAsLong() : null);
        json.put("schema", card.schema());
        json.put("splits", splits);
        return json;
    }

    private static DataCard card(Map<String, Object> json) {
        var schema = new LinkedHashMap<String, String>();
        map(json, "schema").forEach((name, type) -> schema.put(name, (String) type));
        var splits = new LinkedHashMap<String, DataCard.Part>();
        map(json, "splits").keySet().forEach(name -> {
            var part = map(map(json, "splits"), name);
            splits.put(name, new DataCard.Part(number(part, "rows"), new Fingerprint(text(part, "sha256"))));
        });
        return new DataCard(
                text(json, "name"),
                text(json, "source"),
                text(json, "licence"),
                new Fingerprint(text(json, "sha256")),
                json.get("rows") == null ? OptionalLong.empty() : OptionalLong.of(number(json, "rows")),
                schema,
                splits);
    }

    private static String text(Map<String, Object> json, String name) {
        return (String) member(json, name);
    }

    private static long number(Map<String, Object> json, String name) {
        return ((Number) member(json, name)).longValue();
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> map(Map<String, Object> json, String name) {
        return (Map<String, Object>) member(json, name);
    }

    private static Object member(Map<String, Object> json, String name) {
        Object member = json.get(name);
        if (member == null) {
            throw new IllegalArgumentException("'" + name + "' is missing");
        }
        return member;
    }
}
