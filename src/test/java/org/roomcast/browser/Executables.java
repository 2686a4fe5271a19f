package org.roomcast.browser;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/** Where this machine has a browser of Chromium's kind: {@code ROOMCAST_CHROMIUM}, else the usual places. */
final class Executables {

    static final String VARIABLE = "ROOMCAST_CHROMIUM";

    private static final List<String> NAMES = List.of(
            "chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "microsoft-edge", "chrome.exe");

    private static final List<String> BELOW_PROGRAMS =
            List.of("Google/Chrome/Application/chrome.exe", "Microsoft/Edge/Application/msedge.exe");

    private static final List<String> APPLICATIONS = List.of(
            "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
            "/Applications/Chromium.app/Contents/MacOS/Chromium",
            "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge");

    private Executables() {}

    static Optional<Path> find(Map<String, String> environment) {
        String chosen = environment.get(VARIABLE);
        if (chosen != null && !chosen.isBlank()) {
            return Optional.of(Path.of(chosen));
        }
        Stream<Path> onPath = Stream.of(environment.getOrDefault("PATH", "").split(File.pathSeparator))
                .filter(folder -> !folder.isBlank())
                .flatMap(folder -> NAMES.stream().map(name -> Path.of(folder, name)));
        Stream<Path> programs = Stream.of("ProgramFiles", "ProgramFiles(x86)", "LocalAppData")
                .map(environment::get)
                .filter(Objects::nonNull)
                .flatMap(folder -> BELOW_PROGRAMS.stream().map(name -> Path.of(folder, name)));
        return Stream.of(onPath, APPLICATIONS.stream().map(Path::of), programs)
                .flatMap(places -> places)
                .filter(Files::isExecutable)
                .findFirst();
    }
}
