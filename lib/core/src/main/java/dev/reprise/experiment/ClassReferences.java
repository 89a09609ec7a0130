package dev.reprise.experiment;

import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The classes and fields that a class file refers to, from its constant pool.
 *
 * @param classes names of classes, dots between packages
 * @param fields fields of this and other classes
 * @see <a href="https://docs.oracle.com/javase/specs/jvms/se17/html/jvms-4.html#jvms-4.4">The Java Virtual Machine
 *     Specification, 4.4</a>
 */
record ClassReferences(Set<String> classes, List<Field> fields) {
    record Field(String owner, String name) {}

    static ClassReferences of(byte[] classFile) throws IOException {
        var in = new DataInputStream(new ByteArrayInputStream(classFile));
        in.skipNBytes(8);
        int size = in.readUnsignedShort();
        var texts = new String[size];
        var first = new int[size];
        var second = new int[size];
        var tags = new int[size];
        for (int i = 1; i < size; i++) {
            tags[i] = in.readUnsignedByte();
            switch (tags[i]) {
                case 1 -> texts[i] = in.readUTF();
                case 7, 8, 16, 19, 20 -> first[i] = in.readUnsignedShort();
                case 9, 10, 11, 12, 17, 18 -> {
                    first[i] = in.readUnsignedShort();
                    second[i] = in.readUnsignedShort();
                }
                case 3, 4 -> in.skipNBytes(4);
                case 15 -> in.skipNBytes(3);
                case 5, 6 -> {
                    in.skipNBytes(8);
                    i++; // takes two places in the pool
                }
                default -> throw new IOException("unknown tag " + tags[i] + " in the constant pool of a class");
            }
        }
        var classes = new LinkedHashSet<String>();
        var fields = new ArrayList<Field>();
        for (int i = 1; i < size; i++) {
            if (tags[i] == 7) {
                classes.add(className(texts[first[i]]));
            } else if (tags[i] == 9) {
                fields.add(new Field(className(texts[first[first[i]]]), texts[first[second[i]]]));
            }
        }
        return new ClassReferences(classes, fields);
    }

    /** The name in an array's descriptor is that of its elements. */
    private static String className(String internal) {
        String name = internal.startsWith("[") ? internal.replaceAll("^\\[+L?|;$", "") : internal;
        return name.replace('/', '.');
    }
}
