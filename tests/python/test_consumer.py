"""
A Maven project outside the checkout that adds one dependency: the library alone, and the library for Deeplearning4j.

What `mvn deploy` would publish is laid out as a repository of its own. Maven keeps what it takes from there in a local
repository of its own too, and reads everything else from the user's.
"""

import os
import pty
import re
import shutil
import subprocess
import xml.etree.ElementTree as ElementTree
from pathlib import Path

import pytest

from command.setup import java_platform

pytestmark = pytest.mark.slow
ROOT = Path(__file__).resolve().parents[2]
NAMES = {"m": "http://maven.apache.org/POM/4.0.0"}
PUBLISHED = [".", "kernel/runtime", "lib/core", "lib/dl4j"]
USERS_REPOSITORY = Path.home() / ".m2" / "repository"


def plugin_version(plugin):
    """The versions that this build uses are in the user's repository already."""
    pom = (ROOT / "pom.xml").read_text(encoding="utf-8")
    return re.search(rf"<artifactId>{plugin}</artifactId>\s*<version>([^<]+)</version>", pom)[1]


@pytest.fixture(scope="module")
def repository(tmp_path_factory):
    """A repository with the artifacts as they were built, by group, name and version."""
    folder = tmp_path_factory.mktemp("published")
    for module in PUBLISHED:
        pom = ROOT / module / "pom.xml"
        project = ElementTree.parse(pom).getroot()
        name = project.find("m:artifactId", NAMES).text
        version = (project.findtext("m:version", None, NAMES) or project.findtext("m:parent/m:version", None, NAMES))
        target = folder / "dev" / "reprise" / name / version
        target.mkdir(parents=True)
        shutil.copy(pom, target / f"{name}-{version}.pom")
        if module != ".":
            jar = ROOT / module / "target" / f"{name}-{version}.jar"
            assert jar.exists(), f"{jar} is not built: run ./mvnw -DskipTests package first"
            shutil.copy(jar, target)
    return folder


class Project:
    def __init__(self, folder, repository, artifact):
        self.folder = folder
        self.local = folder / "local-repository"
        sources = folder / "src" / "main" / "java"
        sources.mkdir(parents=True)
        self.main = sources / "Main.java"
        (folder / "pom.xml").write_text(f"""\
<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>org.example</groupId>
  <artifactId>consumer</artifactId>
  <version>1</version>
  <properties>
    <maven.compiler.release>17</maven.compiler.release>
    <project.build.sourceEncoding>UTF-8</project.build.sourceEncoding>
  </properties>
  <dependencies>
    <dependency>
      <groupId>dev.reprise</groupId>
      <artifactId>{artifact}</artifactId>
      <version>0.1.0</version>
    </dependency>
  </dependencies>
  <repositories>
    <repository>
      <id>published</id>
      <url>{repository.as_uri()}</url>
    </repository>
  </repositories>
  <build>
    <plugins>
      {"".join(f"<plugin><artifactId>{plugin}</artifactId><version>{plugin_version(plugin)}</version></plugin>"
               for plugin in ("maven-resources-plugin", "maven-compiler-plugin", "maven-dependency-plugin"))}
    </plugins>
  </build>
</project>
""", encoding="utf-8")

    def build(self, source):
        """Compiles a program, and returns the jars that it needs to run."""
        self.main.write_text(source, encoding="utf-8")
        jars = self.folder / "jars.txt"
        self.call([ROOT / "mvnw", "--quiet", "--batch-mode", f"-Dmaven.repo.local={self.local}",
                   f"-Dmaven.repo.local.tail={USERS_REPOSITORY}", "-Dmaven.repo.local.tail.ignoreAvailability=true",
                   f"-Djavacpp.platform={java_platform()}", f"-Dmdep.outputFile={jars}",
                   "compile", "dependency:build-classpath"])
        return [Path(jar) for jar in jars.read_text(encoding="utf-8").split(os.pathsep)]

    def run(self, jars):
        return self.call(self.command(jars), OMP_NUM_THREADS="1").splitlines()

    def command(self, jars):
        class_path = os.pathsep.join(map(str, [self.folder / "target" / "classes", *jars]))
        java = Path(os.environ["JAVA_HOME"]) / "bin" / "java" if "JAVA_HOME" in os.environ else "java"
        return [java, "-Xmx512m", "-cp", class_path, "Main"]

    def run_in_a_terminal(self, jars):
        """All that a person at a terminal would see, with the characters that move the cursor."""
        ours, theirs = pty.openpty()
        with subprocess.Popen(self.command(jars), stdin=theirs, stdout=theirs, stderr=theirs) as process:
            os.close(theirs)
            seen = b""
            try:
                while part := os.read(ours, 4096):
                    seen += part
            except OSError:
                pass  # On Linux, the end of what the other side writes.
            os.close(ours)
        assert process.returncode == 0, seen
        return seen.decode("utf-8", "replace")

    def call(self, command, **env):
        done = subprocess.run([str(word) for word in command], cwd=self.folder, env=dict(os.environ, **env), text=True,
                              stdout=subprocess.PIPE, stderr=subprocess.PIPE, check=False, timeout=300)
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout


def our_artifacts_in(repository):
    return sorted(path.name for path in (repository / "dev" / "reprise").rglob("*.jar"))


def test_the_library_alone(tmp_path, repository):
    before = our_artifacts_in(USERS_REPOSITORY)
    project = Project(tmp_path, repository, "reprise-core")
    jars = project.build("""
        import dev.reprise.environment.EnvironmentCard;
        import dev.reprise.experiment.*;
        import dev.reprise.fingerprint.Fingerprint;

        public class Main {
            public static void main(String[] arguments) {
                var trials = Experiment.named("noise")
                        .run((seeds, settings) -> {
                            Thread.sleep(150);
                            return Result.of("x", seeds.stream("noise").nextGaussian());
                        })
                        .seed(42)
                        .repeat(5);
                System.out.println(Fingerprint.of(trials.values("x")));
                System.out.println(trials.summary().rowCount());
                System.out.println(EnvironmentCard.here().topic("class path").keySet());
            }
        }
        """)
    names = [jar.name for jar in jars]
    assert {"reprise-core-0.1.0.jar", "reprise-runtime-0.1.0.jar"} <= set(names)
    # Nothing of the tests, of the kernel, or of what only notebooks and Deeplearning4j need.
    unwanted = re.compile("junit|jqwik|assertj|opentest|archunit|jeromq|nd4j|deeplearning4j|slf4j-(simple|nop)|logback|jsplot")
    assert not list(filter(unwanted.search, names))

    first = project.run(jars)
    assert re.fullmatch("[0-9a-f]{64}", first[0])
    assert first[1] == "1"
    assert "reprise-core-0.1.0.jar" in first[2]
    assert project.run(jars)[0] == first[0]
    assert re.search(r"noise \[#+ +\] [1-4]/5, [01] s left", project.run_in_a_terminal(jars))

    assert our_artifacts_in(project.local) == ["reprise-core-0.1.0.jar", "reprise-runtime-0.1.0.jar"]
    assert our_artifacts_in(USERS_REPOSITORY) == before


def test_the_library_for_deeplearning4j(tmp_path, repository):
    project = Project(tmp_path, repository, "reprise-dl4j")
    jars = project.build("""
        import dev.reprise.dl4j.*;
        import dev.reprise.seeds.Seeds;
        import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
        import org.deeplearning4j.nn.conf.layers.*;
        import org.nd4j.linalg.activations.Activation;
        import org.nd4j.linalg.factory.Nd4j;
        import org.nd4j.linalg.lossfunctions.LossFunctions;

        public class Main {
            public static void main(String[] arguments) {
                var configuration = new NeuralNetConfiguration.Builder().list()
                        .layer(new DenseLayer.Builder().nIn(2).nOut(4).dropOut(0.5).build())
                        .layer(new OutputLayer.Builder(LossFunctions.LossFunction.MSE).nIn(4).nOut(1)
                                .activation(Activation.IDENTITY).build())
                        .build();
                var network = Seeded.network(configuration, Seeds.of(42));
                var inputs = Nd4j.create(new double[][] {{0, 0}, {0, 1}, {1, 0}, {1, 1}});
                var targets = Nd4j.create(new double[][] {{0}, {1}, {1}, {0}});
                for (int i = 0; i < 5; i++) {
                    network.fit(inputs, targets);
                }
                System.out.println(Fingerprints.of(network));
            }
        }
        """)
    names = [jar.name for jar in jars]
    assert {"reprise-core-0.1.0.jar", "reprise-dl4j-0.1.0.jar"} <= set(names)
    assert not list(filter(re.compile("junit|jqwik|assertj|archunit|slf4j-(simple|nop)|logback").search, names))

    first = project.run(jars)
    assert re.fullmatch("[0-9a-f]{64}", first[-1])
    assert project.run(jars)[-1] == first[-1]
