package org.roomcast.servers.matrix;

/** How a test ended on a server. */
enum Outcome {
    PASSED("✓"),
    FAILED("✗"),
    LEFT_OUT("–");

    private final String sign;

    Outcome(String sign) {
        this.sign = sign;
    }

    String sign() {
        return sign;
    }

    /** Of several runs of one test, as with parameters, the worst counts. */
    Outcome and(Outcome other) {
        if (this == FAILED || other == FAILED) {
            return FAILED;
        }
        return this == PASSED ? PASSED : other;
    }
}
