package dev.reprise.kernel.dependencies;

import java.util.LinkedHashSet;
import java.util.Set;
import java.util.stream.Collectors;
import org.eclipse.aether.artifact.Artifact;
import org.eclipse.aether.repository.RemoteRepository;
import org.eclipse.aether.resolution.ArtifactResolutionException;
import org.eclipse.aether.resolution.ArtifactResult;
import org.eclipse.aether.transfer.ArtifactNotFoundException;
import org.eclipse.aether.transfer.ArtifactTransferException;

/** Says in words what keeps a library from being resolved. */
final class Failures {
    private static final int MOST_CAUSES = 10;

    private Failures() {}

    static DependencyException explain(Exception failure, boolean offline) {
        var problems = new LinkedHashSet<String>();
        Throwable cause = failure;
        for (int i = 0; cause != null && i < MOST_CAUSES; i++, cause = cause.getCause()) {
            if (cause instanceof ArtifactResolutionException resolution) {
                resolution.getResults().stream()
                        .filter(result -> !result.isResolved())
                        .forEach(result -> problems.addAll(problems(result)));
                break;
            }
        }
        if (problems.isEmpty()) {
            problems.add(root(failure));
        }
        String advice = offline ? " (offline: only what is in the local repository can be had)" : "";
        return new DependencyException(String.join("; ", problems) + advice, failure);
    }

    private static Set<String> problems(ArtifactResult result) {
        Artifact artifact = result.getRequest().getArtifact();
        var problems = new LinkedHashSet<String>();
        for (Exception e : result.getExceptions()) {
            if (e instanceof ArtifactTransferException transfer && !(e instanceof ArtifactNotFoundException)) {
                RemoteRepository from = transfer.getRepository();
                problems.add(artifact + " could not be fetched from " + (from == null ? "a repository" : from.getUrl())
                        + ": " + root(e));
            }
        }
        String asked = result.getRequest().getRepositories().stream()
                .map(repository -> repository.getId() + " (" + repository.getUrl() + ")")
                .collect(Collectors.joining(", "));
        problems.add(artifact + " was not found in " + (asked.isEmpty() ? "the local repository" : asked));
        return problems;
    }

    private static String root(Throwable failure) {
        Throwable cause = failure;
        for (int i = 0; cause.getCause() != null && i < MOST_CAUSES; i++) {
            cause = cause.getCause();
        }
        return cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
    }
}
