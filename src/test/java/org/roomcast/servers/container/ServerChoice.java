package org.roomcast.servers.container;

import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Stream;

/**
 * A program that decides for the build which servers the suite runs on. Its arguments: the property {@code server},
 * {@code skipTests}, {@code skipITs}, and the file to write the decision to.
 */
public final class ServerChoice {

    private static final String NEWEST = "embedded-newest";
    private static final List<String> SERVERS =
            List.of("embedded", NEWEST, "wildfly", "payara", "payara-micro", "tomcat10", "tomcat11");

    private ServerChoice() {}

    public static void main(String[] args) throws IOException {
        String wanted = args[0];
        boolean isOff = Boolean.parseBoolean(args[1]) || Boolean.parseBoolean(args[2]) || wanted.equals("none");
        if (!SERVERS.contains(wanted) && !List.of("all", "none").contains(wanted)) {
            throw new IllegalArgumentException("-Dserver=" + wanted + " is none of all, none, " + SERVERS);
        }
        Properties decision = new Properties();
        Optional<JavaHome> newest = JavaHome.newestBeside(JavaHome.running());
        for (String server : SERVERS) {
            boolean isRun = !isOff && (wanted.equals("all") || wanted.equals(server));
            if (isRun && server.equals(NEWEST) && newest.isEmpty()) {
                System.out.println("There is no JDK newer than "
                        + JavaHome.running().version() + " here: the embedded server is tested on this one only.");
                isRun = false;
            }
            decision.setProperty("skip." + server, String.valueOf(!isRun));
        }
        decision.setProperty("skip.examples", skipUnless(decision, "wildfly", "tomcat10"));
        decision.setProperty("skip.autobahn", skipUnless(decision, "embedded", "tomcat10"));
        decision.setProperty("skip.matrix", String.valueOf(isOff));
        decision.setProperty(
                "newest.java", newest.map(home -> home.java().toString()).orElse(""));
        try (Writer file = Files.newBufferedWriter(Path.of(args[3]))) {
            decision.store(file, null);
        }
        System.out.println("Servers under test: " + (isOff ? "none" : wanted));
        newest.ifPresent(home -> System.out.println("The newest JDK here is " + home.version() + ", " + home.folder()));
    }

    /** Whether nothing that only these servers' tests need is needed. */
    private static String skipUnless(Properties decision, String... servers) {
        boolean isNeeded = Stream.of(servers)
                .anyMatch(server -> decision.getProperty("skip." + server).equals("false"));
        return String.valueOf(!isNeeded);
    }
}
