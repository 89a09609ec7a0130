package dev.reprise.environment;

import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** Environment variables and system properties by which numeric libraries choose threads and code; no others. */
final class SettingFacts {
    private static final Pattern VARIABLE = Pattern.compile(
            "(OMP|GOMP|KMP|OPENBLAS|GOTO|BLIS|MKL|DNNL|ONEDNN|SD|ND4J|CUDA|CUBLAS|CUDNN|NCCL|LC)_.*"
                    + "|(BACKEND_PRIORITY_|NVIDIA_TF32).*"
                    + "|LANG|TZ|GLIBC_TUNABLES|LD_PRELOAD|LD_LIBRARY_PATH|JAVA_TOOL_OPTIONS|_JAVA_OPTIONS|JDK_JAVA_OPTIONS");
    private static final Pattern PROPERTY = Pattern.compile("dtype|(org\\.nd4j|org\\.bytedeco|org\\.deeplearning4j"
            + "|org\\.eclipse\\.deeplearning4j|java\\.util\\.concurrent\\.ForkJoinPool\\.common)\\..*");

    private SettingFacts() {}

    static void addTo(Capture capture, Map<String, String> variables, Properties properties) {
        new TreeMap<>(variables).forEach((name, value) -> {
            if (VARIABLE.matcher(name).matches()) {
                capture.add("variables", name, value.isEmpty() ? "(empty)" : value);
            }
        });
        properties.stringPropertyNames().stream()
                .filter(name -> PROPERTY.matcher(name).matches())
                .sorted()
                .forEach(name -> capture.add("properties", name, properties.getProperty(name)));
    }
}
