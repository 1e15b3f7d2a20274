package io.cloakroom.proxy.engine;

import io.cloakroom.proxy.engine.FlowHandler.Flow;
import io.cloakroom.rules.engine.Binding;
import io.cloakroom.rules.engine.Journal;
import io.cloakroom.rules.engine.Vault;
import io.cloakroom.rules.wire.AnswerRestorer;
import io.cloakroom.rules.wire.answer.Answers;
import io.cloakroom.rules.wire.site.SiteDescriptor.Restore;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import java.time.Clock;
import org.jspecify.annotations.Nullable;

/** A flow whose answer gets its originals back where the site's descriptor says that they may appear in the page. */
final class RestoredFlow implements Flow {

    private final SiteRequest asked;
    private final Binding binding;
    private final Vault vault;
    private final Journal journal;
    private final Clock clock;
    private volatile @Nullable AnswerRestorer restorer;

    RestoredFlow(SiteRequest asked, Binding binding, Vault vault, Journal journal, Clock clock) {
        this.asked = asked;
        this.binding = binding;
        this.vault = vault;
        this.journal = journal;
        this.clock = clock;
    }

    @Override
    public @Nullable AnswerRestorer answer(int status, HttpHeaders headers) {
        if (asked.site().restore() != Restore.PAGE) {
            return null;
        }
        AnswerRestorer found = Answers.restorer(
                asked.site(),
                asked.rule(),
                headers.get(HttpHeaderNames.CONTENT_TYPE, ""),
                vault.originals(binding.user(), binding.operator()));
        restorer = found;
        return found;
    }

    @Override
    public void end(int status, long bytesOut, long bytesIn, String outcome) {
        AnswerRestorer answered = restorer;
        int restored = answered == null ? 0 : answered.restored();
        int unrestored = answered == null ? 0 : answered.unrestored();
        journal.end(new Journal.End(
                asked.request().flow(), clock.instant(), status, bytesOut, bytesIn, restored, unrestored, outcome));
        String conversation = answered == null ? "" : answered.conversation();
        if (binding.scope().startsWith(SiteRequest.PROVISIONAL) && !conversation.isEmpty()) {
            vault.rebind(binding, conversation);
        }
    }
}
