package dev.reprise.kernel.dependencies;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The repositories that a notebook names, besides Maven Central and those of settings.xml. */
final class Repositories {
    private static final Pattern CENTRAL =
            Pattern.compile("https?://(?:repo1?\\.maven\\.(?:apache\\.)?org|uk\\.maven\\.org)/maven2/?");
    private static final Pattern ADDRESS = Pattern.compile("(https?|file):.*");
    private static final int PATIENCE_MILLIS = 5000;

    private final Map<String, String> addresses = new LinkedHashMap<>();
    private final Map<String, Boolean> answering = new HashMap<>();

    /**
     * Names a repository.
     *
     * @param warn told when the repository is not used as it is named
     * @throws DependencyException when the address is none
     */
    void add(String id, String address, Consumer<String> warn) throws DependencyException {
        Matcher url = ADDRESS.matcher(address);
        if (!url.matches()) {
            throw new DependencyException(
                    "'" + address + "' is no address of a repository; it begins with https://, http:// or file:");
        }
        if (CENTRAL.matcher(address).matches()) {
            // Always there, and no longer to be had without encryption.
            return;
        }
        boolean unencrypted = url.group(1).equals("http") && !isLocal(address);
        if (unencrypted && !address.equals(addresses.get(id))) {
            warn.accept("Repository " + id + " (" + address
                    + ") is not encrypted: anybody on the way can exchange what comes"
                    + " from it. It is asked only for what no other repository has.");
        }
        addresses.put(id, address);
    }

    /**
     * The id of a repository that is named by its id or its address.
     *
     * @throws DependencyException when it is neither
     */
    String named(String idOrAddress, Consumer<String> warn) throws DependencyException {
        if (idOrAddress.equals("central") || CENTRAL.matcher(idOrAddress).matches()) {
            return "central";
        }
        if (addresses.containsKey(idOrAddress)) {
            return idOrAddress;
        }
        if (!ADDRESS.matcher(idOrAddress).matches()) {
            throw new DependencyException("there is no repository '" + idOrAddress + "'; name one with %mavenRepo "
                    + idOrAddress + " https://...");
        }
        String id = "from-"
                + Sha256.of(idOrAddress.getBytes(java.nio.charset.StandardCharsets.UTF_8))
                        .substring(0, 8);
        add(id, idOrAddress, warn);
        return id;
    }

    Map<String, String> all() {
        return addresses;
    }

    /** Those of some repositories that answer at all; of each other one, the user is told once. */
    List<String> answering(List<String> ids, Consumer<String> warn) {
        var alive = new ArrayList<String>();
        for (String id : ids) {
            String address = addresses.get(id);
            boolean answers = answering.computeIfAbsent(address, a -> {
                String problem = problem(a);
                if (problem != null) {
                    warn.accept("Repository " + id + " (" + a + ") does not answer and is left out: " + problem);
                }
                return problem == null;
            });
            if (answers) {
                alive.add(id);
            }
        }
        return alive;
    }

    /** What keeps a repository from answering; null when nothing does. */
    private static String problem(String address) {
        if (!address.startsWith("http")) {
            return null;
        }
        try {
            var connection = (HttpURLConnection) URI.create(address).toURL().openConnection();
            connection.setConnectTimeout(PATIENCE_MILLIS);
            connection.setReadTimeout(PATIENCE_MILLIS);
            connection.setRequestMethod("HEAD");
            connection.setInstanceFollowRedirects(false);
            connection.getResponseCode();
            connection.disconnect();
            return null;
        } catch (IOException | IllegalArgumentException e) {
            return e.getClass().getSimpleName() + (e.getMessage() == null ? "" : ", " + e.getMessage());
        }
    }

    private static boolean isLocal(String address) {
        return address.matches("http://(?:localhost|127\\.0\\.0\\.1|\\[::1])[:/].*");
    }

    /** Asks every repository again whether it answers. */
    void forgetAnswers() {
        answering.clear();
    }

    void clear() {
        addresses.clear();
        answering.clear();
    }
}
