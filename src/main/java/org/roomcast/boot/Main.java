package org.roomcast.boot;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.roomcast.boot.wiring.Version;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;

/** The command line. {@code serve} is the default command. */
@Command(
        name = "roomcast",
        description = "Self-hosted real-time messaging: rooms, presence, chat, notifications and a live dashboard.",
        mixinStandardHelpOptions = true,
        versionProvider = Main.VersionText.class,
        subcommands = {ServeCommand.class, TokenCommand.class, KeyCommand.class})
public final class Main {

    /** Exit code for a command line that is wrong. */
    static final int USAGE = 2;
    /** Exit code for what could not be done. */
    static final int FAILED = 1;

    static final class VersionText implements IVersionProvider {
        @Override
        public String[] getVersion() {
            return new String[] {"Roomcast " + Version.TEXT};
        }
    }

    private Main() {}

    public static void main(String[] args) {
        Logs.configure();
        System.exit(commandLine().execute(withCommand(args)));
    }

    /** The commands, with their errors in one line. */
    static CommandLine commandLine() {
        CommandLine line = new CommandLine(new Main());
        line.setParameterExceptionHandler((wrong, arguments) -> {
            line.getErr().println("roomcast: " + wrong.getMessage() + "; see --help");
            return USAGE;
        });
        return line;
    }

    /** Puts {@code serve} in front where no command is named. */
    private static String[] withCommand(String[] args) {
        List<String> all = new ArrayList<>(Arrays.asList(args));
        boolean isGeneral = args.length == 1 && List.of("--version", "-V").contains(args[0]);
        if (!isGeneral && (args.length == 0 || args[0].startsWith("-"))) {
            all.add(0, "serve");
        }
        return all.toArray(String[]::new);
    }
}
