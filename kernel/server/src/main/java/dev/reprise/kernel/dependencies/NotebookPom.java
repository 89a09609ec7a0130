package dev.reprise.kernel.dependencies;

import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.transform.OutputKeys;
import javax.xml.transform.TransformerException;
import javax.xml.transform.TransformerFactory;
import javax.xml.transform.dom.DOMSource;
import javax.xml.transform.stream.StreamResult;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;

/**
 * A POM whose dependencies a notebook wants.
 *
 * @param xml the whole POM
 * @param folder where it lies: its parent may lie near
 * @param scopes the scopes wanted
 */
record NotebookPom(String xml, Path folder, Set<String> scopes) {
    private static final Set<String> DEFAULT_SCOPES = Set.of("compile", "runtime");

    /** What IJava calls the configurations of Ivy, in Maven's words. */
    private static Set<String> scopes(List<String> names) {
        if (names.isEmpty()) {
            return DEFAULT_SCOPES;
        }
        var scopes = new TreeSet<String>();
        for (String name : names) {
            scopes.addAll(
                    switch (name) {
                        case "master" -> Set.<String>of();
                        case "default", "runtime" -> DEFAULT_SCOPES;
                        default -> Set.of(name);
                    });
        }
        return scopes.isEmpty() ? DEFAULT_SCOPES : scopes;
    }

    /** @throws DependencyException when there is no such file, or it is no POM */
    static NotebookPom read(Path file, List<String> scopes) throws DependencyException {
        try {
            String xml = Files.readString(file);
            Document document = parse(xml);
            if (!document.getDocumentElement().getTagName().equals("project")) {
                throw new DependencyException(file + " is not a POM: it does not begin with <project>");
            }
            return new NotebookPom(xml, file.toAbsolutePath().getParent(), scopes(scopes));
        } catch (IOException e) {
            throw new DependencyException("the POM " + file.toAbsolutePath() + " cannot be read", e);
        }
    }

    /**
     * The POM of a cell: a whole project, or parts of one in any order.
     *
     * @throws DependencyException when it is not XML
     */
    static NotebookPom of(String body, List<String> scopes) throws DependencyException {
        String inner = body.replaceFirst("^\\s*<\\?xml[^>]*\\?>", "");
        Document cell = parse("<project>" + inner + "</project>");
        Element root = cell.getDocumentElement();
        Element only = onlyChild(root);
        if (only != null && only.getTagName().equals("project")) {
            return new NotebookPom(body.strip(), Path.of("").toAbsolutePath(), scopes(scopes));
        }
        var project = cell.createElement("project");
        add(project, "modelVersion", "4.0.0");
        var dependencies = cell.createElement("dependencies");
        var repositories = cell.createElement("repositories");
        int number = 0;
        for (Node child = root.getFirstChild(); child != null; child = root.getFirstChild()) {
            root.removeChild(child);
            if (child instanceof Element element) {
                switch (element.getTagName()) {
                    case "dependency" -> dependencies.appendChild(element);
                    case "repository" -> repositories.appendChild(element);
                    case "dependencies" -> moveChildren(element, dependencies);
                    case "repositories" -> moveChildren(element, repositories);
                    case "modelVersion" -> {}
                    default -> project.appendChild(element);
                }
            }
        }
        for (Node child = repositories.getFirstChild(); child != null; child = child.getNextSibling()) {
            if (child instanceof Element repository
                    && repository.getElementsByTagName("id").getLength() == 0) {
                add(repository, "id", "notebook-" + ++number);
            }
        }
        addMissing(project, "groupId", "reprise.notebook");
        addMissing(project, "artifactId", "cell");
        addMissing(project, "version", "1");
        project.appendChild(repositories);
        project.appendChild(dependencies);
        return new NotebookPom(text(project), Path.of("").toAbsolutePath(), scopes(scopes));
    }

    private static Element onlyChild(Element element) {
        Element only = null;
        for (Node child = element.getFirstChild(); child != null; child = child.getNextSibling()) {
            if (child instanceof Element found) {
                if (only != null) {
                    return null;
                }
                only = found;
            }
        }
        return only;
    }

    private static void moveChildren(Element from, Element to) {
        for (Node child = from.getFirstChild(); child != null; child = from.getFirstChild()) {
            to.appendChild(child);
        }
    }

    private static void add(Element parent, String name, String text) {
        Element child = parent.getOwnerDocument().createElement(name);
        child.setTextContent(text);
        parent.appendChild(child);
    }

    private static void addMissing(Element parent, String name, String text) {
        for (Node child = parent.getFirstChild(); child != null; child = child.getNextSibling()) {
            if (child.getNodeName().equals(name)) {
                return;
            }
        }
        add(parent, name, text);
    }

    private static Document parse(String xml) throws DependencyException {
        try {
            var factory = DocumentBuilderFactory.newInstance();
            factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
            factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
            var builder = factory.newDocumentBuilder();
            builder.setErrorHandler(null);
            return builder.parse(new InputSource(new StringReader(xml)));
        } catch (SAXException e) {
            throw new DependencyException("this is not XML: " + e.getMessage(), e);
        } catch (ParserConfigurationException | IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String text(Element element) {
        try {
            var text = new StringWriter();
            var transformer = TransformerFactory.newInstance().newTransformer();
            transformer.setOutputProperty(OutputKeys.OMIT_XML_DECLARATION, "yes");
            transformer.transform(new DOMSource(element), new StreamResult(text));
            return text.toString();
        } catch (TransformerException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The lock file's name for it: it is another request when its text is another. */
    String request() {
        return "pom " + Sha256.of(xml.getBytes(StandardCharsets.UTF_8)) + " "
                + String.join(",", scopes.stream().sorted().toList());
    }
}
