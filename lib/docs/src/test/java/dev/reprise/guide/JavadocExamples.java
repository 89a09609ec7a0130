package dev.reprise.guide;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.DocTrees;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreePath;
import com.sun.source.util.TreePathScanner;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import javax.lang.model.element.Modifier;
import javax.tools.ToolProvider;

/** Reads the examples out of Javadoc: what stands in {@code <pre>{@code ...}</pre>}. */
final class JavadocExamples {
    private static final String BEGIN = "<pre>{@code";
    private static final String END = "}</pre>";

    private JavadocExamples() {}

    /**
     * A public type.
     *
     * @param packageName its package
     * @param name its simple name
     * @param examples those of its own Javadoc and of its members'
     */
    record Type(String packageName, String name, List<Example> examples) {
        String fullName() {
            return packageName + "." + name;
        }
    }

    /** The public top-level types of these sources, in the order of the files. */
    static List<Type> in(Collection<Path> sources) {
        var compiler = ToolProvider.getSystemJavaCompiler();
        try (var manager = compiler.getStandardFileManager(null, Locale.ROOT, StandardCharsets.UTF_8)) {
            var task = (JavacTask) compiler.getTask(
                    null, manager, null, List.of("-proc:none"), null, manager.getJavaFileObjectsFromPaths(sources));
            var trees = DocTrees.instance(task);
            var types = new ArrayList<Type>();
            for (var unit : task.parse()) {
                for (var type : unit.getTypeDecls()) {
                    if (type instanceof ClassTree declared
                            && declared.getModifiers().getFlags().contains(Modifier.PUBLIC)) {
                        types.add(read(trees, unit, declared));
                    }
                }
            }
            return types;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Type read(DocTrees trees, CompilationUnitTree unit, ClassTree type) {
        var examples = new ArrayList<Example>();
        var file = Path.of(unit.getSourceFile().toUri());
        var scanner = new TreePathScanner<Void, Void>() {
            @Override
            public Void scan(Tree tree, Void nothing) {
                if (tree != null) {
                    read(new TreePath(getCurrentPath(), tree));
                }
                return super.scan(tree, nothing);
            }

            void read(TreePath path) {
                String comment = trees.getDocComment(path);
                if (comment != null) {
                    long position = trees.getSourcePositions().getStartPosition(unit, path.getLeaf());
                    examples.addAll(in(comment, file, unit.getLineMap().getLineNumber(position)));
                }
            }
        };
        var path = new TreePath(new TreePath(unit), type);
        scanner.read(path);
        scanner.scan(path, null);
        return new Type(unit.getPackageName().toString(), type.getSimpleName().toString(), examples);
    }

    /** The examples of one comment; their line is that of the commented declaration. */
    static List<Example> in(String comment, Path file, long line) {
        var examples = new ArrayList<Example>();
        for (int begin = comment.indexOf(BEGIN); begin >= 0; begin = comment.indexOf(BEGIN, begin + 1)) {
            int end = comment.indexOf(END, begin);
            if (end < 0) {
                throw new IllegalArgumentException(file + ":" + line + ": " + BEGIN + " without " + END);
            }
            examples.add(new Example(file, line, comment.substring(begin + BEGIN.length(), end), null));
        }
        return examples;
    }
}
