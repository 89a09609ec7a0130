package dev.reprise.kernel.dependencies;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.maven.model.Model;
import org.apache.maven.model.io.xpp3.MavenXpp3Reader;
import org.codehaus.plexus.util.xml.pull.XmlPullParserException;
import org.eclipse.aether.artifact.Artifact;
import org.eclipse.aether.artifact.DefaultArtifact;
import org.eclipse.aether.repository.WorkspaceReader;
import org.eclipse.aether.repository.WorkspaceRepository;

/** Lets Maven's resolver read the POMs of a notebook, and parents that lie in the folders above them. */
final class PomReader implements WorkspaceReader {
    private static final String GROUP = "reprise.notebook";
    private static final String PREFIX = "pom-";
    private static final int MOST_PARENTS = 10;

    private final WorkspaceRepository repository = new WorkspaceRepository("notebook");
    private final List<NotebookPom> poms;
    private final List<Path> written = new ArrayList<>();

    PomReader(List<NotebookPom> poms) {
        this.poms = poms;
    }

    /** The name under which the resolver asks for one of the POMs. */
    static Artifact artifact(int number) {
        return new DefaultArtifact(GROUP, PREFIX + number, "pom", "1");
    }

    @Override
    public WorkspaceRepository getRepository() {
        return repository;
    }

    @Override
    public File findArtifact(Artifact artifact) {
        if (!artifact.getExtension().equals("pom")) {
            return null;
        }
        if (artifact.getGroupId().equals(GROUP) && artifact.getArtifactId().startsWith(PREFIX)) {
            int number = Integer.parseInt(artifact.getArtifactId().substring(PREFIX.length()));
            return write(poms.get(number).xml());
        }
        return poms.stream()
                .map(pom -> parent(pom.folder(), artifact))
                .filter(file -> file != null)
                .findFirst()
                .orElse(null);
    }

    private File write(String xml) {
        try {
            Path file = Files.createTempFile("reprise-", ".pom");
            file.toFile().deleteOnExit();
            Files.writeString(file, xml);
            written.add(file);
            return file.toFile();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static File parent(Path folder, Artifact wanted) {
        Path above = folder.getParent();
        for (int i = 0; above != null && i < MOST_PARENTS; i++, above = above.getParent()) {
            Path file = above.resolve("pom.xml");
            if (!Files.isRegularFile(file)) {
                return null;
            }
            try (var in = Files.newInputStream(file)) {
                Model model = new MavenXpp3Reader().read(in, false);
                String group = model.getGroupId() != null
                        ? model.getGroupId()
                        : model.getParent().getGroupId();
                String version = model.getVersion() != null
                        ? model.getVersion()
                        : model.getParent().getVersion();
                if (wanted.getArtifactId().equals(model.getArtifactId())
                        && wanted.getGroupId().equals(group)
                        && wanted.getVersion().equals(version)) {
                    return file.toFile();
                }
            } catch (IOException | XmlPullParserException | NullPointerException e) {
                return null;
            }
        }
        return null;
    }

    @Override
    public List<String> findVersions(Artifact artifact) {
        return List.of();
    }
}
