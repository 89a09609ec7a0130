package dev.reprise.kernel.magics;

import dev.reprise.kernel.engine.ErrorReport;

/** Code that a magic ran has failed; the report is the code's, not the magic's. */
final class CodeFailure extends RuntimeException {
    private final transient ErrorReport report;

    CodeFailure(ErrorReport report) {
        super(report.message(), null, false, false);
        this.report = report;
    }

    ErrorReport report() {
        return report;
    }
}
