package dev.reprise.kernel.dependencies;

import org.eclipse.aether.collection.DependencyCollectionContext;
import org.eclipse.aether.collection.DependencySelector;
import org.eclipse.aether.graph.Dependency;

/** Leaves out the native libraries of other platforms: those of ND4J for all of them are 1.5 GB. */
record NativeSelector(String platform) implements DependencySelector {
    @Override
    public boolean selectDependency(Dependency dependency) {
        return !NativePlatform.isForeign(dependency.getArtifact().getClassifier(), platform);
    }

    @Override
    public DependencySelector deriveChildSelector(DependencyCollectionContext context) {
        return this;
    }
}
