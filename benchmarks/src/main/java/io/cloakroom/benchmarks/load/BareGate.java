package io.cloakroom.benchmarks.load;

import io.cloakroom.proxy.engine.FlowHandler;
import io.cloakroom.proxy.engine.ProxyServer;
import io.cloakroom.proxy.engine.ProxySettings;
import io.cloakroom.proxy.engine.guard.Identity;
import io.cloakroom.proxy.engine.tls.CertificateAuthority;
import io.cloakroom.rules.engine.Person;
import io.cloakroom.rules.wire.AnswerRestorer;
import io.netty.handler.codec.http.HttpHeaders;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** Cloakroom's proxy with everything but the question what a request holds: no text is located, nothing is recorded. */
final class BareGate {

    private BareGate() {}

    /** @param args the origin's port, its root certificate, the file to write the own root certificate to; prints {@code ready PORT} */
    public static void main(String[] args) throws Exception {
        Path root = Path.of(args[2]);
        CertificateAuthority authority = CertificateAuthority.open(
                Files.createTempDirectory(root.toAbsolutePath().getParent(), "gate"),
                Map.of("load", List.of(Prompts.HOST)),
                Clock.systemUTC());
        Files.writeString(root, authority.exportPem());
        ProxyServer proxy = ProxyServer.start(
                ProxySettings.loopback(0, new Identity("local", Map.of()), "load")
                        .withUpstream(Map.of(Prompts.HOST, "127.0.0.1:" + args[0]), List.of(Path.of(args[1]))),
                authority,
                new Everything());
        System.out.println("ready " + proxy.address().getPort());
        Thread.currentThread().join();
    }

    /** Lets everything pass. */
    private static final class Everything implements FlowHandler, FlowHandler.Flow {

        @Override
        public boolean intercepts(String host) {
            return true;
        }

        @Override
        public CompletionStage<Outcome> decide(FlowRequest request) {
            return CompletableFuture.completedStage(
                    new Forward(request.target(), request.headers(), request.body(), this));
        }

        @Override
        public CompletionStage<Flow> tunnel(String flow, Person person, String host) {
            return CompletableFuture.completedStage(this);
        }

        @Override
        public @Nullable AnswerRestorer answer(int status, HttpHeaders headers) {
            return null;
        }

        @Override
        public CompletionStage<Boolean> end(int status, long bytesOut, long bytesIn, String outcome) {
            return CompletableFuture.completedStage(true);
        }
    }
}
