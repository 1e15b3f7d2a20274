package io.cloakroom.proxy.engine;

import io.cloakroom.proxy.engine.FlowHandler.Flow;
import io.cloakroom.rules.engine.Binding;
import io.cloakroom.rules.engine.Journal;
import io.cloakroom.rules.engine.Vault;
import io.cloakroom.rules.engine.Vault.Originals;
import io.cloakroom.rules.engine.Vault.Placeholder;
import io.cloakroom.rules.engine.restore.Asked;
import io.cloakroom.rules.engine.restore.KnownPlaceholders;
import io.cloakroom.rules.wire.AnswerRestorer;
import io.cloakroom.rules.wire.answer.Answers;
import io.cloakroom.rules.wire.site.SiteDescriptor.Restore;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import java.time.Clock;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A flow whose answer gets its originals back where they may appear in the page, unless it asks for too many that are none of its
 * business. Where they may not, the answer is read all the same: for the conversation's id, and for what it asks.
 */
final class RestoredFlow implements Flow {

    private final SiteRequest asked;
    private final Binding binding;
    private final Vault vault;
    private final Journal journal;
    private final Alarms alarms;
    private final Clock clock;
    private final Asked tokens;
    private final KnownPlaceholders known;
    private volatile @Nullable AnswerRestorer restorer;

    /**
     * Settles here which placeholders the answer may restore, since this is not called on an event loop and {@link #answer} is.
     *
     * @param placeholders those that stand in the request because of its inspection
     */
    RestoredFlow(
            SiteRequest asked,
            Binding binding,
            Set<String> placeholders,
            Vault vault,
            Journal journal,
            Alarms alarms,
            Clock clock) {
        this.asked = asked;
        this.binding = binding;
        this.vault = vault;
        this.journal = journal;
        this.alarms = alarms;
        this.clock = clock;
        boolean inPage = asked.site().restore() == Restore.PAGE;
        this.tokens = mayAsk(placeholders);
        this.known = KnownPlaceholders.of(
                inPage ? vault.originals(binding.user(), binding.operator()) : Originals.NONE, tokens);
    }

    @Override
    public @Nullable AnswerRestorer answer(int status, HttpHeaders headers) {
        String contentType = headers.get(HttpHeaderNames.CONTENT_TYPE, "");
        AnswerRestorer found = Answers.restorer(asked.site(), asked.rule(), contentType, known);
        restorer = found;
        return found;
    }

    /** A conversation was given what was issued in it; a request that belongs to none, what it holds itself. */
    private Asked mayAsk(Set<String> placeholders) {
        if (binding.scope().equals(SiteRequest.WHOLE_USER)) {
            return new Asked(placeholders::contains, Asked.ELSEWHERE);
        }
        Set<String> given = vault.values(binding.user()).stream()
                .filter(value -> value.operator().equals(binding.operator())
                        && value.scope().equals(binding.scope()))
                .map(Placeholder::token)
                .collect(Collectors.toSet());
        return new Asked(given::contains, Asked.IN_CONVERSATION);
    }

    @Override
    public CompletionStage<?> end(int status, long bytesOut, long bytesIn, String outcome) {
        AnswerRestorer answered = restorer;
        int restored = answered == null ? 0 : answered.restored();
        int unrestored = answered == null ? 0 : answered.unrestored();
        boolean enumeration = tokens.alarmed();
        if (enumeration) {
            alarms.enumeration(asked);
        }
        CompletionStage<?> recorded = journal.end(new Journal.End(
                asked.request().flow(),
                clock.instant(),
                status,
                bytesOut,
                bytesIn,
                restored,
                unrestored,
                enumeration ? Journal.ENUMERATION : outcome));
        String conversation = answered == null ? "" : answered.conversation();
        if (!binding.scope().startsWith(SiteRequest.PROVISIONAL) || conversation.isEmpty()) {
            return recorded;
        }
        return vault.rebind(binding, conversation).thenCombine(recorded, (bound, written) -> written);
    }
}
