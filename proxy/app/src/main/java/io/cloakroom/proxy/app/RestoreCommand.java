package io.cloakroom.proxy.app;

import io.cloakroom.rules.engine.Vault;
import io.cloakroom.rules.engine.restore.KnownPlaceholders;
import io.cloakroom.rules.engine.restore.TextRestorer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Text with placeholders on standard input → text with originals on standard output. */
@Command(
        name = "restore",
        description = "Puts originals back into the text on standard input.",
        mixinStandardHelpOptions = true)
final class RestoreCommand implements Callable<Integer> {

    @Option(
            names = "--map",
            required = true,
            description = "The map file that redact wrote, or any JSON object of placeholder to original.")
    private Path map = Path.of("");

    @Override
    public Integer call() throws Exception {
        String text = new String(System.in.readAllBytes(), StandardCharsets.UTF_8);
        TextRestorer restorer = new TextRestorer(KnownPlaceholders.of(Vault.Originals.of(MapFile.read(map))));
        String restored = restorer.push(text) + restorer.finish();
        System.out.write(restored.getBytes(StandardCharsets.UTF_8));
        System.out.flush();
        return Main.FINE;
    }
}
