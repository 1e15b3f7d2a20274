package io.cloakroom.proxy.engine;

import io.cloakroom.proxy.engine.FlowHandler.Flow;
import io.cloakroom.rules.engine.Binding;
import io.cloakroom.rules.engine.Journal;
import io.cloakroom.rules.engine.RestoreReport;
import io.cloakroom.rules.engine.Vault;
import io.cloakroom.rules.engine.restore.KnownPlaceholders;
import io.cloakroom.rules.wire.AnswerRestorer;
import io.cloakroom.rules.wire.answer.Answers;
import io.cloakroom.rules.wire.answer.Downloads;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.time.Clock;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A flow whose answer gets its originals back where they may appear in the page, unless it asks for too many that are none of its
 * business. Where they may not, the answer is read all the same: for the conversation's id, and for what it asks.
 */
final class RestoredFlow implements Flow {

    private final SiteRequest asked;
    private final Binding binding;
    private final KnownPlaceholders known;
    private final Vault vault;
    private final Journal journal;
    private final Alarms alarms;
    private final Clock clock;
    private final Function<KnownPlaceholders, SocketFlow> sockets;
    private volatile @Nullable AnswerRestorer restorer;
    private volatile @Nullable SocketFlow socket;

    /**
     * @param known which placeholders the answer may restore
     * @param sockets the messages of this flow, should it become a WebSocket
     */
    RestoredFlow(
            SiteRequest asked,
            Binding binding,
            KnownPlaceholders known,
            Vault vault,
            Journal journal,
            Alarms alarms,
            Clock clock,
            Function<KnownPlaceholders, SocketFlow> sockets) {
        this.asked = asked;
        this.binding = binding;
        this.known = known;
        this.vault = vault;
        this.journal = journal;
        this.alarms = alarms;
        this.clock = clock;
        this.sockets = sockets;
    }

    @Override
    public @Nullable AnswerRestorer answer(int status, HttpHeaders headers) {
        if (status == HttpResponseStatus.PARTIAL_CONTENT.code()) {
            // A range counts the bytes of the origin, which are others.
            return null;
        }
        String contentType = Downloads.contentType(
                headers.get(HttpHeaderNames.CONTENT_TYPE, ""), headers.get(HttpHeaderNames.CONTENT_DISPOSITION, ""));
        AnswerRestorer found = Answers.restorer(asked.site(), asked.rule(), contentType, known);
        restorer = found;
        return found;
    }

    @Override
    public MessageFlow messages() {
        SocketFlow messages = sockets.apply(known);
        socket = messages;
        return messages;
    }

    KnownPlaceholders known() {
        return known;
    }

    @Override
    public CompletionStage<?> end(int status, long bytesOut, long bytesIn, String outcome) {
        AnswerRestorer answered = restorer;
        SocketFlow messages = socket;
        RestoreReport placeholders =
                messages != null ? messages.report() : answered == null ? RestoreReport.NONE : answered.report();
        boolean enumeration = known.asked().alarmed() || (messages != null && messages.alarmed());
        if (enumeration) {
            alarms.enumeration(asked);
        }
        CompletionStage<?> recorded = journal.end(new Journal.End(
                asked.request().flow(),
                clock.instant(),
                status,
                bytesOut,
                bytesIn,
                placeholders,
                enumeration ? Journal.ENUMERATION : outcome));
        String conversation =
                messages != null ? messages.conversation() : answered == null ? "" : answered.conversation();
        if (!binding.scope().startsWith(SiteRequest.PROVISIONAL) || conversation.isEmpty()) {
            return recorded;
        }
        return vault.rebind(binding, conversation).thenCombine(recorded, (bound, written) -> written);
    }
}
