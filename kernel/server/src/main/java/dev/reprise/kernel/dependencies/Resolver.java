package dev.reprise.kernel.dependencies;

import eu.maveniverse.maven.mima.context.Context;
import eu.maveniverse.maven.mima.context.ContextOverrides;
import eu.maveniverse.maven.mima.context.Runtimes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.eclipse.aether.DefaultRepositorySystemSession;
import org.eclipse.aether.RepositoryException;
import org.eclipse.aether.artifact.Artifact;
import org.eclipse.aether.artifact.DefaultArtifact;
import org.eclipse.aether.collection.CollectRequest;
import org.eclipse.aether.graph.Dependency;
import org.eclipse.aether.graph.DependencyNode;
import org.eclipse.aether.graph.Exclusion;
import org.eclipse.aether.repository.RemoteRepository;
import org.eclipse.aether.repository.RepositoryPolicy;
import org.eclipse.aether.resolution.ArtifactDescriptorRequest;
import org.eclipse.aether.resolution.ArtifactDescriptorResult;
import org.eclipse.aether.resolution.ArtifactRequest;
import org.eclipse.aether.resolution.ArtifactResolutionException;
import org.eclipse.aether.resolution.ArtifactResult;
import org.eclipse.aether.resolution.DependencyRequest;
import org.eclipse.aether.util.artifact.JavaScopes;
import org.eclipse.aether.util.artifact.SubArtifact;
import org.eclipse.aether.util.graph.manager.DependencyManagerUtils;
import org.eclipse.aether.util.graph.selector.AndDependencySelector;
import org.eclipse.aether.util.graph.transformer.ConflictResolver;
import org.eclipse.aether.util.graph.visitor.DependencyGraphDumper;

/** Maven's resolver, with the settings.xml of whoever runs the kernel: mirrors, proxies, credentials, local repository. */
final class Resolver {
    private final Context context;
    private final Downloads downloads;
    private final NativeSelector natives = new NativeSelector(NativePlatform.current());

    /** @param settings another settings.xml than the user's; null for that one */
    Resolver(Path settings, Downloads downloads) {
        this.downloads = downloads;
        var overrides = ContextOverrides.create().withUserSettings(true).transferListener(downloads);
        if (settings != null) {
            overrides.withUserSettingsXmlOverride(settings.toAbsolutePath());
            Path security = settings.toAbsolutePath().resolveSibling("settings-security.xml");
            if (Files.exists(security)) {
                overrides.withUserSettingsSecurityXmlOverride(security);
            }
        }
        this.context = Runtimes.INSTANCE.getRuntime().create(overrides.build());
    }

    /**
     * How to resolve.
     *
     * @param offline ask nobody
     * @param update look for newer snapshots and for what was missing
     */
    record Mode(boolean offline, boolean update) {}

    /** What resolving led to: artifacts in the order of a class path. */
    record Resolved(List<Artifact> artifacts, Map<String, String> addresses) {}

    /** Resolves everything that is wanted, together: of each library one version. */
    Resolved resolve(Wanted wanted, List<RemoteRepository> repositories, Mode mode) throws DependencyException {
        DefaultRepositorySystemSession session = session(mode, wanted);
        try {
            var request = new DependencyRequest(collectRequest(session, wanted, repositories), null);
            var result = context.repositorySystem().resolveDependencies(session, request);
            return resolved(result.getArtifactResults());
        } catch (RepositoryException e) {
            throw Failures.explain(e, mode.offline() || session.isOffline());
        }
    }

    /** Fetches exactly these artifacts. */
    Resolved fetch(List<String> names, List<RemoteRepository> repositories, Mode mode) throws DependencyException {
        DefaultRepositorySystemSession session = session(mode, Wanted.NOTHING);
        List<ArtifactRequest> requests = names.stream()
                .map(name -> new ArtifactRequest(new DefaultArtifact(name), repositories, ""))
                .toList();
        try {
            return resolved(context.repositorySystem().resolveArtifacts(session, requests));
        } catch (RepositoryException e) {
            throw Failures.explain(e, mode.offline() || session.isOffline());
        }
    }

    /** Puts the sources of libraries beside them in the local repository; returns the names of those that have none. */
    List<String> fetchSources(List<Library> libraries, List<RemoteRepository> repositories, Mode mode) {
        DefaultRepositorySystemSession session = session(mode, Wanted.NOTHING);
        List<ArtifactRequest> requests = libraries.stream()
                .map(library -> new DefaultArtifact(library.name()))
                .filter(artifact -> artifact.getClassifier().isEmpty()
                        && artifact.getExtension().equals("jar"))
                .map(artifact -> new SubArtifact(artifact, "sources", "jar"))
                .map(artifact -> new ArtifactRequest(artifact, repositories, ""))
                .toList();
        List<ArtifactResult> results;
        try {
            results = context.repositorySystem().resolveArtifacts(session, requests);
        } catch (ArtifactResolutionException e) {
            results = e.getResults();
        }
        return results.stream()
                .filter(result -> !result.isResolved())
                .map(result -> result.getRequest().getArtifact())
                .map(artifact -> artifact.getGroupId() + ":" + artifact.getArtifactId() + ":" + artifact.getVersion())
                .toList();
    }

    private static Resolved resolved(List<ArtifactResult> results) {
        var artifacts = new ArrayList<Artifact>();
        var addresses = new LinkedHashMap<String, String>();
        for (ArtifactResult result : results) {
            if (result.getArtifact() != null
                    && !result.getArtifact().getExtension().equals("pom")) {
                artifacts.add(result.getArtifact());
                if (result.getRepository() instanceof RemoteRepository remote) {
                    addresses.put(name(result.getArtifact()), withoutUser(remote.getUrl()));
                }
            }
        }
        return new Resolved(artifacts, addresses);
    }

    /** An address that may be written down: credentials are nobody's business. */
    private static String withoutUser(String address) {
        return address.replaceFirst("//[^/@]*@", "//");
    }

    /** {@code group:artifact:extension[:classifier]:version}. */
    static String name(Artifact artifact) {
        return artifact.toString();
    }

    /** Which library comes because of which, and which versions were left out, a line for each. */
    List<String> tree(Wanted wanted, List<RemoteRepository> repositories, Mode mode) throws DependencyException {
        DefaultRepositorySystemSession session = session(mode, wanted);
        session.setConfigProperty(ConflictResolver.CONFIG_PROP_VERBOSE, true);
        session.setConfigProperty(DependencyManagerUtils.CONFIG_PROP_VERBOSE, true);
        try {
            DependencyNode root = context.repositorySystem()
                    .collectDependencies(session, collectRequest(session, wanted, repositories))
                    .getRoot();
            var lines = new ArrayList<String>();
            for (DependencyNode child : root.getChildren()) {
                child.accept(new DependencyGraphDumper(lines::add));
            }
            return lines;
        } catch (RepositoryException e) {
            throw Failures.explain(e, mode.offline() || session.isOffline());
        }
    }

    private DefaultRepositorySystemSession session(Mode mode, Wanted wanted) {
        var session = new DefaultRepositorySystemSession(context.repositorySystemSession());
        session.setOffline(mode.offline() || session.isOffline());
        session.setTransferListener(downloads);
        session.setDependencySelector(new AndDependencySelector(session.getDependencySelector(), natives));
        session.setWorkspaceReader(new PomReader(wanted.poms()));
        session.setConfigProperty("aether.connector.connectTimeout", 10_000);
        if (mode.update()) {
            session.setUpdatePolicy(RepositoryPolicy.UPDATE_POLICY_ALWAYS);
        }
        return session;
    }

    private CollectRequest collectRequest(
            DefaultRepositorySystemSession session, Wanted wanted, List<RemoteRepository> repositories)
            throws RepositoryException, DependencyException {
        List<RemoteRepository> all = repositories;
        var dependencies = new ArrayList<Dependency>();
        var managed = new LinkedHashMap<String, Dependency>();
        for (int i = 0; i < wanted.poms().size(); i++) {
            Artifact artifact = PomReader.artifact(i);
            ArtifactDescriptorResult pom = descriptor(session, artifact, all);
            all = context.repositorySystem().newResolutionRepositories(session, merged(all, pom.getRepositories()));
            pom.getDependencies().stream()
                    .filter(new ScopeFilter(wanted.poms().get(i).scopes()))
                    .forEach(dependencies::add);
            pom.getManagedDependencies().forEach(dependency -> managed.putIfAbsent(key(dependency), dependency));
        }
        for (Coordinates bom : wanted.boms()) {
            var artifact = new DefaultArtifact(bom.group(), bom.artifact(), "pom", bom.version());
            descriptor(session, artifact, all)
                    .getManagedDependencies()
                    .forEach(dependency -> managed.putIfAbsent(key(dependency), dependency));
        }
        List<Exclusion> exclusions = wanted.exclusions().stream()
                .map(exclusion ->
                        new Exclusion(exclusion.split(":")[0], exclusion.split(":")[1], "*", "*"))
                .toList();
        for (Coordinates library : wanted.libraries()) {
            dependencies.add(new Dependency(artifact(library, managed), JavaScopes.RUNTIME));
        }
        var request = new CollectRequest();
        request.setDependencies(dependencies.stream()
                .map(dependency -> dependency.setExclusions(joined(dependency.getExclusions(), exclusions)))
                .toList());
        request.setManagedDependencies(List.copyOf(managed.values()));
        request.setRepositories(all);
        return request;
    }

    private static List<Exclusion> joined(Iterable<Exclusion> first, List<Exclusion> second) {
        var all = new ArrayList<Exclusion>(second);
        first.forEach(all::add);
        return all;
    }

    private static List<RemoteRepository> merged(List<RemoteRepository> first, List<RemoteRepository> second) {
        var byId = new LinkedHashMap<String, RemoteRepository>();
        first.forEach(repository -> byId.put(repository.getId(), repository));
        second.forEach(repository -> byId.putIfAbsent(repository.getId(), repository));
        return List.copyOf(byId.values());
    }

    private ArtifactDescriptorResult descriptor(
            DefaultRepositorySystemSession session, Artifact artifact, List<RemoteRepository> repositories)
            throws RepositoryException {
        session.setArtifactDescriptorPolicy((s, request) -> 0);
        try {
            return context.repositorySystem()
                    .readArtifactDescriptor(session, new ArtifactDescriptorRequest(artifact, repositories, ""));
        } finally {
            session.setArtifactDescriptorPolicy(
                    context.repositorySystemSession().getArtifactDescriptorPolicy());
        }
    }

    private static String key(Dependency dependency) {
        Artifact artifact = dependency.getArtifact();
        return key(artifact.getGroupId(), artifact.getArtifactId(), artifact.getExtension(), artifact.getClassifier());
    }

    private static String key(String group, String name, String extension, String classifier) {
        return group + ":" + name + ":" + extension + ":" + classifier;
    }

    private static Artifact artifact(Coordinates library, Map<String, Dependency> managed) throws DependencyException {
        String version = library.version();
        if (version.isEmpty()) {
            Dependency known =
                    managed.get(key(library.group(), library.artifact(), library.extension(), library.classifier()));
            if (known == null) {
                throw new DependencyException(library + " needs a version: " + library
                        + ":1.0, for example; or a BOM that" + " says it: --bom group:artifact:version");
            }
            version = known.getArtifact().getVersion();
        }
        return new DefaultArtifact(
                library.group(), library.artifact(), library.classifier(), library.extension(), version);
    }

    /**
     * The repositories to ask, in this order: those that are named first of all, Maven Central and those of settings.xml,
     * and the others of the notebook, so that none of these can spoil what Central has.
     */
    List<RemoteRepository> repositories(Repositories named, List<String> first, Mode mode, Consumer<String> warn) {
        var others = new ArrayList<>(named.all().keySet());
        others.removeAll(first);
        var preferred = new ArrayList<>(first);
        preferred.remove("central");
        if (!mode.offline() && context.httpProxy() == null) {
            others.retainAll(named.answering(others, warn));
            preferred.retainAll(named.answering(preferred, warn));
        }
        var all = new ArrayList<RemoteRepository>(remote(named, preferred));
        all.addAll(context.remoteRepositories());
        all.addAll(remote(named, others));
        return all;
    }

    private List<RemoteRepository> remote(Repositories named, List<String> ids) {
        List<RemoteRepository> plain = ids.stream()
                .map(id ->
                        new RemoteRepository.Builder(id, "default", named.all().get(id)).build())
                .toList();
        return context.repositorySystem().newResolutionRepositories(context.repositorySystemSession(), plain);
    }

    Library library(Artifact artifact, Map<String, String> addresses) throws DependencyException {
        Path file = artifact.getFile().toPath();
        try {
            String name = name(artifact);
            return new Library(name, file, Sha256.of(file), addresses.getOrDefault(name, ""));
        } catch (IOException e) {
            throw new DependencyException(file + " cannot be read: " + e.getMessage(), e);
        }
    }
}
