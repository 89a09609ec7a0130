package dev.reprise.environment;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Machines as they describe themselves under /proc and /sys. */
class MachineFactsTest {
    @TempDir
    Path root;

    private void file(String name, String content) throws IOException {
        Path file = root.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, content);
    }

    private String fact(String topic, String name) {
        var capture = new Capture();
        new MachineFacts(root).addTo(capture);
        return new EnvironmentCard(java.time.Instant.EPOCH, capture.list())
                .value(topic, name)
                .orElse("unknown");
    }

    private void twoCores() throws IOException {
        file("proc/cpuinfo", """
                processor\t: 0
                model name\t: AMD EPYC 9R45
                flags\t\t: fpu sse4_2 smep fma avx avx2 avx512f sha_ni

                processor\t: 1
                model name\t: AMD EPYC 9R45
                flags\t\t: fpu sse4_2 smep fma avx avx2 avx512f sha_ni
                """);
        file("proc/meminfo", "MemTotal:       24642536 kB\nMemFree: 1 kB\n");
    }

    @Test
    void anX86Machine() throws IOException {
        twoCores();
        file("etc/os-release", "NAME=\"Debian\"\nPRETTY_NAME=\"Debian GNU/Linux 12 (bookworm)\"\n");
        file("proc/sys/kernel/hostname", "lab-7\n");
        assertThat(fact("processor", "model")).isEqualTo("AMD EPYC 9R45");
        assertThat(fact("processor", "features")).isEqualTo("avx avx2 avx512f fma sse4_2");
        assertThat(fact("processor", "cores of the machine")).isEqualTo("2");
        assertThat(fact("processor", "limit of the container")).isEqualTo("none");
        assertThat(fact("memory", "of the machine")).isEqualTo("23.5 GiB");
        assertThat(fact("system", "distribution")).isEqualTo("Debian GNU/Linux 12 (bookworm)");
        assertThat(fact("system", "host")).isEqualTo("lab-7");
        assertThat(fact("GPU", "driver")).isEqualTo("unknown");
    }

    @Test
    void anArmMachineHasNoModelName() throws IOException {
        file("proc/cpuinfo", """
                processor\t: 0
                Features\t: fp asimd evtstrm sve bf16
                CPU implementer\t: 0x41
                CPU part\t: 0xd40
                """);
        assertThat(fact("processor", "model")).isEqualTo("ARM implementer 0x41, part 0xd40");
        assertThat(fact("processor", "features")).isEqualTo("asimd bf16 sve");
    }

    @Test
    void aContainerWithLimitsOfControlGroups2() throws IOException {
        twoCores();
        file("proc/self/cgroup", "0::/\n");
        file("sys/fs/cgroup/cpu.max", "150000 100000\n");
        file("sys/fs/cgroup/memory.max", "2147483648\n");
        assertThat(fact("processor", "limit of the container")).isEqualTo("1.50 cores");
        assertThat(fact("memory", "limit of the container")).isEqualTo("2.0 GiB");
    }

    @Test
    void theTightestGroupCounts() throws IOException {
        twoCores();
        file("proc/self/cgroup", "0::/user.slice/lab.scope\n");
        file("sys/fs/cgroup/user.slice/lab.scope/cpu.max", "max 100000\n");
        file("sys/fs/cgroup/user.slice/cpu.max", "100000 100000\n");
        file("sys/fs/cgroup/user.slice/lab.scope/memory.max", "1073741824\n");
        file("sys/fs/cgroup/user.slice/memory.max", "max\n");
        assertThat(fact("processor", "limit of the container")).isEqualTo("1.00 cores");
        assertThat(fact("memory", "limit of the container")).isEqualTo("1.0 GiB");
    }

    /** Docker shows the host's path of the group, but mounts the group itself. */
    @Test
    void aContainerWithLimitsOfControlGroups1() throws IOException {
        twoCores();
        file("proc/self/cgroup", "4:memory:/docker/0123\n3:cpu,cpuacct:/docker/0123\n1:name=systemd:/docker/0123\n");
        file("sys/fs/cgroup/cpu,cpuacct/cpu.cfs_quota_us", "50000\n");
        file("sys/fs/cgroup/cpu,cpuacct/cpu.cfs_period_us", "100000\n");
        file("sys/fs/cgroup/memory/memory.limit_in_bytes", "9223372036854771712\n");
        assertThat(fact("processor", "limit of the container")).isEqualTo("0.50 cores");
        assertThat(fact("memory", "limit of the container")).isEqualTo("none");
        file("sys/fs/cgroup/memory/memory.limit_in_bytes", "536870912\n");
        file("sys/fs/cgroup/cpu,cpuacct/cpu.cfs_quota_us", "-1\n");
        assertThat(fact("processor", "limit of the container")).isEqualTo("none");
        assertThat(fact("memory", "limit of the container")).isEqualTo("512 MiB");
    }

    @Test
    void gpusAndTheirDriver() throws IOException {
        file(
                "proc/driver/nvidia/version",
                "NVRM version: NVIDIA UNIX x86_64 Kernel Module  535.161.08  Sat Feb 24 22:55:16 UTC 2024\nGCC version: 12\n");
        file("proc/driver/nvidia/gpus/0000:04:00.0/information", "Model: \t\t NVIDIA H100 80GB HBM3\nIRQ: 1\n");
        file("proc/driver/nvidia/gpus/0000:05:00.0/information", "Model: \t\t Tesla T4\n");
        assertThat(fact("GPU", "driver")).isEqualTo("NVIDIA 535.161.08");
        assertThat(fact("GPU", "GPU 0")).isEqualTo("NVIDIA H100 80GB HBM3");
        assertThat(fact("GPU", "GPU 1")).isEqualTo("Tesla T4");
        file(
                "proc/driver/nvidia/version",
                "NVRM version: NVIDIA UNIX Open Kernel Module for x86_64  570.86.15  Release Build\n");
        assertThat(fact("GPU", "driver")).isEqualTo("NVIDIA 570.86.15");
    }

    @Test
    void aSystemThatTellsNothing() {
        assertThat(fact("processor", "cores of the machine")).isEqualTo("unknown");
        assertThat(fact("memory", "of the machine")).isEqualTo("unknown");
        assertThat(fact("system", "name")).isEqualTo(System.getProperty("os.name"));
    }
}
