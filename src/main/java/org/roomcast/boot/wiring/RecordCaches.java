package org.roomcast.boot.wiring;

/**
 * The memory of the JDK for how records are compared and printed. Up to version 18 it holds the class whose record did so
 * last, and with it a whole application that has been undeployed (JDK-8078641).
 */
final class RecordCaches {

    /** Its component's class is the JDK's own, which stays anyway. */
    private record Text(String text) {}

    private RecordCaches() {}

    /**
     * Puts a record of the JDK's classes in the place of ours. To be called once, when the application ends: the JDK looks
     * only at the first use of each record.
     */
    static boolean letGo() {
        Text last = new Text("last");
        return last.equals(new Text("of all"))
                || last.hashCode() == 0
                || last.toString().isEmpty();
    }
}
