package dev.reprise.house;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.ArchConfiguration;
import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Who may know whom: {@code lib -> kernel/runtime}, {@code kernel/server -> kernel/runtime}, and inside the server the
 * kernel joins the protocol and the engine. A room is a folder of the checkout, so a module that is added to a room is
 * held by its arrows from the first day.
 */
class ArrowsTest {
    private static final Path ROOT = Path.of("").toAbsolutePath().getParent();
    private static final String PROTOCOL = "dev.reprise.kernel.protocol..";
    private static final String ENGINE = "dev.reprise.kernel.engine..";
    private static final String[] JUPYTER = {"org.zeromq..", "zmq..", PROTOCOL};
    private static final String[] JAVA_TOOLING = {
        "jdk.jshell..", "javax.tools..", "javax.lang.model..", "com.sun.source..", "com.sun.jdi.."
    };

    private static JavaClasses house;

    @BeforeAll
    static void readTheClasses() throws IOException {
        ArchConfiguration.get().setResolveMissingDependenciesFromClassPath(false);
        house = new ClassFileImporter()
                .importPaths(
                        Stream.concat(modulesOf("kernel"), modulesOf("lib")).toList());
    }

    private static Stream<Path> modulesOf(String part) throws IOException {
        try (Stream<Path> modules = Files.list(ROOT.resolve(part))) {
            return modules.map(module -> module.resolve("target/classes")).filter(Files::isDirectory).toList().stream();
        }
    }

    @Test
    void every_room_that_is_lived_in_has_been_read() {
        for (String room :
                List.of("kernel/runtime", "kernel/evaluator", "kernel/tablesaw", "kernel/server", "lib/core")) {
            holds(classes()
                    .that(in(room))
                    .should()
                    .beTopLevelClasses()
                    .orShould()
                    .beNestedClasses());
        }
    }

    @Test
    void the_library_knows_of_the_kernel_only_the_runtime() {
        holds(noClasses()
                .that(in("lib/"))
                .should()
                .dependOnClassesThat(in("kernel/").and(not(in("kernel/runtime")))));
    }

    @Test
    void the_kernel_does_not_know_the_library() {
        holds(noClasses().that(in("kernel/")).should().dependOnClassesThat(in("lib/")));
    }

    @Test
    void the_core_of_the_library_knows_no_deep_learning_framework() {
        holds(noClasses()
                .that(in("lib/core"))
                .should()
                .dependOnClassesThat(resideInAnyPackage("org.nd4j..", "org.deeplearning4j..", "org.bytedeco..")));
    }

    @Test
    void the_runtime_needs_nothing_but_the_jdk() {
        holds(classes()
                .that(in("kernel/runtime"))
                .should()
                .onlyDependOnClassesThat(in("kernel/runtime").or(resideInAnyPackage("java..", "javax.imageio.."))));
    }

    @Test
    void the_evaluator_knows_the_runtime_and_the_jdk_and_neither_server_nor_wire() {
        holds(classes()
                .that(in("kernel/evaluator"))
                .should()
                .onlyDependOnClassesThat(
                        in("kernel/evaluator").or(in("kernel/runtime")).or(ofTheJdk())));
    }

    @Test
    void renderers_know_the_runtime_and_neither_server_nor_evaluator() {
        holds(noClasses()
                .that(in("kernel/tablesaw"))
                .should()
                .dependOnClassesThat(in("kernel/server").or(in("kernel/evaluator"))));
    }

    @Test
    void the_server_does_not_know_the_renderers() {
        holds(noClasses().that(in("kernel/server")).should().dependOnClassesThat(in("kernel/tablesaw")));
    }

    @Test
    void the_protocol_knows_no_java_tooling_and_no_engine() {
        holds(noClasses()
                .that()
                .resideInAPackage(PROTOCOL)
                .should()
                .dependOnClassesThat(resideInAnyPackage(JAVA_TOOLING)));
        holds(noClasses().that().resideInAPackage(PROTOCOL).should().dependOnClassesThat(inTheServerOutside(PROTOCOL)));
    }

    @Test
    void the_engine_knows_no_jupyter() {
        holds(noClasses().that().resideInAPackage(ENGINE).should().dependOnClassesThat(resideInAnyPackage(JUPYTER)));
        holds(noClasses()
                .that()
                .resideInAPackage(ENGINE)
                .should()
                .dependOnClassesThat()
                .resideInAPackage("dev.reprise.kernel"));
    }

    @Test
    void packages_are_free_of_cycles() {
        holds(slices().matching("dev.reprise.(**)").should().beFreeOfCycles());
    }

    private static DescribedPredicate<JavaClass> in(String room) {
        String folder = ROOT.resolve(room).toUri().toString();
        return DescribedPredicate.describe(
                "in " + room,
                javaClass -> javaClass
                        .getBaseComponentType()
                        .getSource()
                        .map(source -> source.getUri().toString().startsWith(folder))
                        .orElse(false));
    }

    /** The JDK, and of JShell only the exceptions that it compiles into a cell. */
    private static DescribedPredicate<JavaClass> ofTheJdk() {
        return resideInAnyPackage("java..", "javax..", "sun.misc..", "jdk.jshell.spi");
    }

    private static DescribedPredicate<JavaClass> inTheServerOutside(String room) {
        return in("kernel/server").and(not(resideInAnyPackage(room)));
    }

    private static void holds(ArchRule rule) {
        rule.check(house);
    }
}
