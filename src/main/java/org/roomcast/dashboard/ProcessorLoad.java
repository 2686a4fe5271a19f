package org.roomcast.dashboard;

import java.lang.management.ManagementFactory;
import javax.management.JMException;
import javax.management.MalformedObjectNameException;
import javax.management.ObjectName;

/**
 * How busy the process is. Asked for by name, since application servers that hide the JDK's own classes from
 * applications, as WildFly does, hide {@code com.sun.management} too. Safe in every thread.
 */
final class ProcessorLoad {

    private static final ObjectName SYSTEM = system();

    private ProcessorLoad() {}

    /** From 0 to 1 of all cores; 0 where it is not known. */
    static double now() {
        try {
            Object load = ManagementFactory.getPlatformMBeanServer().getAttribute(SYSTEM, "ProcessCpuLoad");
            // negative or not a number while the JVM has not measured yet
            return load instanceof Double known && known > 0 ? Rates.round(known) : 0;
        } catch (JMException notOnThisJvm) {
            return 0;
        }
    }

    private static ObjectName system() {
        try {
            return new ObjectName(ManagementFactory.OPERATING_SYSTEM_MXBEAN_NAME);
        } catch (MalformedObjectNameException impossible) {
            throw new IllegalStateException("the platform's own name is one", impossible);
        }
    }
}
