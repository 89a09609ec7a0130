package dev.reprise.kernel.dependencies;

import java.util.Set;
import java.util.function.Predicate;
import org.eclipse.aether.graph.Dependency;

/** The dependencies of a POM that have one of some scopes. */
record ScopeFilter(Set<String> scopes) implements Predicate<Dependency> {
    @Override
    public boolean test(Dependency dependency) {
        String scope = dependency.getScope().isEmpty() ? "compile" : dependency.getScope();
        return scopes.contains(scope) && !Boolean.TRUE.equals(dependency.getOptional());
    }
}
