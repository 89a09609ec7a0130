package dev.reprise.kernel.dependencies;

import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;
import org.eclipse.aether.transfer.AbstractTransferListener;
import org.eclipse.aether.transfer.TransferEvent;

/** Counts what is downloaded. */
final class Downloads extends AbstractTransferListener {
    private final AtomicLong bytes = new AtomicLong();
    private final AtomicLong files = new AtomicLong();
    private volatile String current = "";

    @Override
    public void transferInitiated(TransferEvent event) {
        String name = event.getResource().getResourceName();
        current = name.substring(name.lastIndexOf('/') + 1);
    }

    @Override
    public void transferProgressed(TransferEvent event) {
        bytes.addAndGet(event.getDataBuffer().remaining());
    }

    @Override
    public void transferSucceeded(TransferEvent event) {
        files.incrementAndGet();
    }

    /** "12 files, 3.4 MB: commons-csv-1.14.1.jar". */
    String describe() {
        return String.format(Locale.ROOT, "%d files, %.1f MB: %s", files.get(), bytes.get() / 1e6, current);
    }
}
