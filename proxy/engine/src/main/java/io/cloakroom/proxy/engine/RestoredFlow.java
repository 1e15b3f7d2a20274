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
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A flow whose answer gets its originals back where they may appear in the page, unless it asks for too many that are none of its
 * business. Where they may not, the answer is read all the same: for the conversation's id, and for what it asks.
 */
final class RestoredFlow implements Flow {

    private final SiteRequest asked;
    private final Binding binding;
    private final Set<String> placeholders;
    private final Vault vault;
    private final Journal journal;
    private final Alarms alarms;
    private final Clock clock;
    private volatile @Nullable AnswerRestorer restorer;
    private volatile @Nullable Asked tokens;

    /** @param placeholders those that stand in the request because of its inspection */
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
        this.placeholders = placeholders;
        this.vault = vault;
        this.journal = journal;
        this.alarms = alarms;
        this.clock = clock;
    }

    @Override
    public @Nullable AnswerRestorer answer(int status, HttpHeaders headers) {
        boolean inPage = asked.site().restore() == Restore.PAGE;
        Asked mayAsk = mayAsk();
        AnswerRestorer found = Answers.restorer(
                asked.site(),
                asked.rule(),
                headers.get(HttpHeaderNames.CONTENT_TYPE, ""),
                KnownPlaceholders.of(
                        inPage ? vault.originals(binding.user(), binding.operator()) : Originals.NONE, mayAsk));
        tokens = mayAsk;
        restorer = found;
        return found;
    }

    /** A conversation was given what was issued in it; a request that belongs to none, what it holds itself. */
    private Asked mayAsk() {
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
    public void end(int status, long bytesOut, long bytesIn, String outcome) {
        AnswerRestorer answered = restorer;
        int restored = answered == null ? 0 : answered.restored();
        int unrestored = answered == null ? 0 : answered.unrestored();
        Asked answer = tokens;
        boolean enumeration = answer != null && answer.alarmed();
        if (enumeration) {
            alarms.enumeration(asked);
        }
        journal.end(new Journal.End(
                asked.request().flow(),
                clock.instant(),
                status,
                bytesOut,
                bytesIn,
                restored,
                unrestored,
                enumeration ? Journal.ENUMERATION : outcome));
        String conversation = answered == null ? "" : answered.conversation();
        if (binding.scope().startsWith(SiteRequest.PROVISIONAL) && !conversation.isEmpty()) {
            vault.rebind(binding, conversation);
        }
    }
}
