package io.cloakroom.proxy.engine;

import io.cloakroom.proxy.engine.FlowHandler.Answer;
import io.cloakroom.proxy.engine.FlowHandler.Flow;
import io.cloakroom.proxy.engine.FlowHandler.FlowRequest;
import io.cloakroom.proxy.engine.FlowHandler.Forward;
import io.cloakroom.rules.engine.RestoreReport;
import io.cloakroom.rules.engine.restore.KnownPlaceholders;
import io.cloakroom.rules.wire.AnswerRestorer;
import io.cloakroom.rules.wire.MessageRestorer;
import io.cloakroom.rules.wire.answer.Answers;
import io.cloakroom.rules.wire.site.Site;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * The messages of one WebSocket. Each of the client takes the way of a request, with the method {@code WS-SEND} and the target the
 * WebSocket was opened at. One with findings is a flow of its own in the journal, whose start is durable before it leaves; all others are
 * covered by the start of the request that opened the WebSocket, and counted at its end.
 */
final class SocketFlow implements MessageFlow, MessageFlow.Restoring {

    /** A message that has no record of its own. */
    static final Flow COUNTED = new Flow() {
        @Override
        public @Nullable AnswerRestorer answer(int status, HttpHeaders headers) {
            return null;
        }

        @Override
        public CompletionStage<?> end(int status, long bytesOut, long bytesIn, String outcome) {
            return CompletableFuture.completedStage(true);
        }
    };

    private static final int SENT = 200;

    private final PromptPath path;
    private final SiteRequest opened;
    private volatile KnownPlaceholders latest;
    private final KnownPlaceholders known;
    private final MessageRestorer restorer;
    private KnownPlaceholders current;
    private boolean alarmedBefore;

    SocketFlow(PromptPath path, SiteRequest opened, KnownPlaceholders known) {
        this.path = path;
        this.opened = opened;
        this.known = known;
        this.latest = known;
        this.current = known;
        this.restorer = Answers.messages(opened.site(), opened.received(), known);
    }

    @Override
    public CompletionStage<? extends MessageFlow.Outcome> decide(Message message) {
        FlowRequest request = opened.request();
        // The query left when the WebSocket was opened.
        String target = request.target().replaceFirst("\\?.*", "");
        HttpHeaders headers = new DefaultHttpHeaders();
        if (message.text()) {
            headers.set(HttpHeaderNames.CONTENT_TYPE, "text/plain; charset=utf-8");
        }
        FlowRequest asked = new FlowRequest(
                UUID.randomUUID().toString(),
                request.person(),
                request.host(),
                request.port(),
                Site.WS_SEND,
                target,
                headers,
                message.body());
        return path.decide(opened.message(asked)).thenApply(this::outcome);
    }

    private MessageFlow.Outcome outcome(FlowHandler.Outcome decided) {
        return switch (decided) {
            case Forward forward -> {
                if (forward.flow() instanceof RestoredFlow restored) {
                    latest = restored.known();
                }
                Flow flow = forward.flow();
                int length = forward.body().length;
                yield new Send(
                        forward.body(),
                        flow != COUNTED,
                        () -> flow.end(SENT, length, 0, "complete"),
                        () -> flow.end(PromptPath.NO_STATUS, 0, 0, "aborted"));
            }
            case Answer answer when answer.status() != PromptPath.NO_STATUS -> new Reply(List.of(answer.body()));
            case Answer answer -> {
                String reason = new String(answer.body(), StandardCharsets.UTF_8);
                List<byte[]> said = opened.site().blockMessages(opened.request().target(), reason);
                yield said.isEmpty() ? new Refuse(reason) : new Reply(said);
            }
        };
    }

    @Override
    public Restoring restoring() {
        return this;
    }

    @Override
    public List<byte[]> push(Message message) {
        KnownPlaceholders now = latest;
        if (now != current) {
            // The person sent something meanwhile, so there may be more to restore than when this began.
            alarmedBefore |= known.asked().alarmed();
            known.become(now);
            current = now;
        }
        return restorer.push(message.body());
    }

    @Override
    public List<byte[]> release() {
        return restorer.release();
    }

    @Override
    public List<byte[]> finish() {
        return restorer.finish();
    }

    RestoreReport report() {
        return restorer.report();
    }

    boolean alarmed() {
        return alarmedBefore || known.asked().alarmed();
    }

    String conversation() {
        return restorer.conversation();
    }
}
