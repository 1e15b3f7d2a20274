package io.cloakroom.proxy.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cloakroom.rules.store.Durability;
import io.cloakroom.rules.store.Store;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ServeTest {

    @TempDir
    private Path directory;

    @Test
    void anotherProcessOnTheSameDataIsTurnedAwayAndTheFirstGoesOn() throws Exception {
        Path data = directory.resolve("data");
        try (Cloakroom first = Cloakroom.start(Config.defaults().withPorts(0, 0), directory, data)) {
            Console second = ServeProcess.refused(directory, data);

            assertThat(second.exit()).isEqualTo(3);
            assertThat(second.out()).isEmpty();
            assertThat(second.err())
                    .contains("cloakroom: Another Cloakroom (process "
                            + ProcessHandle.current().pid() + ") is using the data directory " + data)
                    .contains("choose another directory with --data-dir")
                    .doesNotContain("\tat ");
            assertThat(get(first.consoleUrl() + "/readyz")).isEqualTo(200);
        }
    }

    @Test
    void aStoppedProcessLetsTheNextOneIn() throws Exception {
        Path data = directory.resolve("data");
        Path config = Files.writeString(directory.resolve("cloakroom.yaml"), "");
        try (ServeProcess serve = ServeProcess.start(directory, data, config)) {
            assertThatThrownBy(() -> Store.open(data, Durability.DISK, Clock.systemUTC()))
                    .hasMessageContaining("is using the data directory");
            assertThat(serve.stop()).as(serve.errors()).isEqualTo(143);
        }
        Store.open(data, Durability.DISK, Clock.systemUTC()).close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"--proxy-port", "--console-port"})
    void aPortThatIsTakenIsNamedAndNothingStaysBehind(String option) throws IOException {
        Path data = directory.resolve("data");
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String port = Integer.toString(taken.getLocalPort());
            String other = option.equals("--proxy-port") ? "--console-port" : "--proxy-port";

            Console console = Console.command("serve", "--data-dir", data.toString(), option, port, other, "0");

            assertThat(console.exit()).isEqualTo(3);
            assertThat(console.err())
                    .startsWith("cloakroom: ")
                    .contains(port)
                    .contains(option)
                    .doesNotContain("\tat ");
            assertThat(console.out()).isEmpty();
        }
        Store.open(data, Durability.DISK, Clock.systemUTC()).close();
    }

    private static int get(String url) throws IOException, InterruptedException {
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(HttpRequest.newBuilder(URI.create(url)).build(), HttpResponse.BodyHandlers.discarding())
                    .statusCode();
        }
    }
}
