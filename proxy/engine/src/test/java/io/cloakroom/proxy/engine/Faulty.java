package io.cloakroom.proxy.engine;

import io.cloakroom.proxy.engine.FlowHandler.Flow;
import io.cloakroom.proxy.engine.gate.GateServices;
import io.cloakroom.proxy.engine.guard.DestinationGuard.Resolver;
import io.cloakroom.proxy.engine.tls.CertificateAuthority;
import io.cloakroom.proxy.engine.tls.Impersonation;
import io.cloakroom.proxy.engine.tls.LeafIssuer;
import io.cloakroom.proxy.engine.tls.OriginTrust;
import io.cloakroom.proxy.engine.tls.Revocation;
import io.cloakroom.proxy.engine.tls.UpstreamTrust;
import io.cloakroom.rules.engine.Analyzer;
import io.cloakroom.rules.engine.Binding;
import io.cloakroom.rules.engine.Finding;
import io.cloakroom.rules.engine.Person;
import io.cloakroom.rules.engine.Recipient;
import io.cloakroom.rules.engine.Recognizer;
import io.cloakroom.rules.engine.RestoreReport;
import io.cloakroom.rules.engine.Text;
import io.cloakroom.rules.engine.TextEdit;
import io.cloakroom.rules.engine.policy.Policies;
import io.cloakroom.rules.engine.policy.PolicyEngine;
import io.cloakroom.rules.wire.AnswerRestorer;
import io.cloakroom.rules.wire.Inspector;
import io.cloakroom.rules.wire.Lens;
import io.cloakroom.rules.wire.Located;
import io.cloakroom.rules.wire.Payload;
import io.cloakroom.rules.wire.TextSegment;
import io.cloakroom.rules.wire.site.SiteCatalogue;
import io.cloakroom.rules.wire.site.SiteDescriptor.Restore;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletionStage;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/** The whole way of a prompt, made of the real parts, each of which throws when a test says so. */
final class Faulty {

    /** Where it breaks; in the order of the way. */
    enum Step {
        NOWHERE,
        REQUEST_GUARD,
        DESTINATION_GUARD,
        IDENTITY,
        SITE_CATALOGUE,
        UPSTREAM_TRUST,
        LEAF_ISSUER,
        PAYLOAD,
        LENS,
        ANALYZER,
        POLICY_ENGINE,
        VAULT,
        SPLICE,
        JOURNAL,
        FAILURE_POLICY,
        ANSWER,
        RESTORER,
        RESTORER_AT_THE_END
    }

    /** With originals in the page, so that an answer shows whether restoring works. */
    static final SiteCatalogue CATALOGUE = SiteCatalogue.shipped().restoring(Map.of("deepseek", Restore.PAGE));

    private static final String POLICY =
            "id: p\nversion: '1'\nrules:\n  - { id: all, what: {}, action: redact, reason: kept inside }\n";

    final PathRecorder kept = new PathRecorder();
    private volatile Step step = Step.NOWHERE;
    private volatile @Nullable Throwable fault;
    private final PolicyEngine policy;

    Faulty() {
        try {
            policy = new PolicyEngine(Policies.parse("policy.yaml", POLICY));
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    void breakAt(Step where, Throwable how) {
        fault = how;
        step = where;
    }

    private void reached(Step here) {
        Throwable thrown = fault;
        if (step == here && thrown != null) {
            Faulty.<RuntimeException>raise(thrown);
        }
    }

    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
    private static <T extends Throwable> void raise(Throwable thrown) throws T {
        throw (T) thrown;
    }

    /** Step 1, 3, 5. */
    GateServices fit(GateServices usual, CertificateAuthority authority) {
        Impersonation tls;
        try {
            OriginTrust unasked = new OriginTrust(List.of(), OriginTrust.Mode.OFF, List.of());
            tls = new Impersonation(
                    new LeafIssuer(authority, new FaultyClock()),
                    new FaultyTrust(),
                    Revocation.of(unasked, UpstreamTrust.of(List.of()), usual.destinations()),
                    false);
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException(e);
        }
        return new GateServices(
                usual.handler(),
                (request, inside, sni) -> {
                    reached(Step.REQUEST_GUARD);
                    return usual.requests().check(request, inside, sni);
                },
                (headers, from) -> {
                    reached(Step.IDENTITY);
                    return usual.identity().of(headers, from);
                },
                usual.destinations(),
                tls,
                usual.lanes(),
                usual.runId(),
                usual.limits(),
                usual.traffic(),
                usual.spool());
    }

    /** Step 2. */
    Resolver resolver() {
        return host -> {
            reached(Step.DESTINATION_GUARD);
            return InetAddress.getAllByName("127.0.0.1");
        };
    }

    /** Steps 4 and 6 to 14. */
    FlowHandler handler() {
        Recognizer mail = new Recognizer() {
            private final Mail found = new Mail();

            @Override
            public String id() {
                return found.id();
            }

            @Override
            public List<Finding> recognize(Text text) {
                reached(Step.ANALYZER);
                return found.recognize(text);
            }
        };
        kept.beforeIssue = () -> reached(Step.VAULT);
        kept.beforeStart = () -> reached(Step.JOURNAL);
        Inspector inspector = new Inspector(new Analyzer(List.of(mail), "test", 0), this::policy, kept);
        PromptPath path = new PromptPath(
                CATALOGUE, inspector, this::policy, kept, kept, (asked, drift, sketch) -> {}, Clock.systemUTC());
        return new FlowHandler() {
            @Override
            public boolean intercepts(String host) {
                reached(Step.SITE_CATALOGUE);
                return path.intercepts(host);
            }

            @Override
            public CompletionStage<? extends Outcome> decide(FlowRequest request) throws Exception {
                if (step == Step.LENS || step == Step.SPLICE) {
                    inspector.inspect(
                            request.person(), recipient(), binding(), faultyLens, faultyLens, payload(request));
                }
                reached(Step.FAILURE_POLICY);
                return path.decide(withFaultyHeaders(request))
                        .thenApply(outcome -> outcome instanceof Forward forward
                                ? new Forward(
                                        forward.target(), forward.headers(), forward.body(), faulty(forward.flow()))
                                : outcome);
            }

            @Override
            public CompletionStage<? extends Flow> tunnel(String flow, Person person, String host) {
                return path.tunnel(flow, person, host);
            }
        };
    }

    private PolicyEngine policy() {
        reached(Step.POLICY_ENGINE);
        return policy;
    }

    private static Recipient recipient() {
        return Objects.requireNonNull(CATALOGUE.site("chat.deepseek.com")).recipient("chat.deepseek.com", "prompt");
    }

    private static Binding binding() {
        return new Binding("local", "Hangzhou DeepSeek", "user");
    }

    private static Payload payload(FlowHandler.FlowRequest request) {
        return new Payload(request.target(), "application/json", request.body());
    }

    /** Sees the body as one segment. */
    private final Lens faultyLens = payload -> {
        reached(Step.LENS);
        String text = new String(payload.body(), StandardCharsets.UTF_8);
        return new Located() {
            @Override
            public List<TextSegment> segments() {
                return List.of(new TextSegment("", text));
            }

            @Override
            public Payload splice(Map<Integer, List<TextEdit>> edits) {
                reached(Step.SPLICE);
                return payload;
            }
        };
    };

    private FlowHandler.FlowRequest withFaultyHeaders(FlowHandler.FlowRequest request) {
        HttpHeaders headers = new DefaultHttpHeaders() {
            @Override
            public String get(CharSequence name, String otherwise) {
                if (HttpHeaderNames.CONTENT_ENCODING.contentEquals(name)) {
                    reached(Step.PAYLOAD);
                }
                return super.get(name, otherwise);
            }
        };
        headers.add(request.headers());
        return new FlowHandler.FlowRequest(
                request.flow(),
                request.person(),
                request.host(),
                request.port(),
                request.method(),
                request.target(),
                headers,
                request.body());
    }

    private Flow faulty(Flow flow) {
        return new Flow() {
            @Override
            public @Nullable AnswerRestorer answer(int status, HttpHeaders headers) {
                reached(Step.ANSWER);
                return new FaultyRestorer(Objects.requireNonNull(flow.answer(status, headers)));
            }

            @Override
            public MessageFlow messages() {
                return flow.messages();
            }

            @Override
            public CompletionStage<?> end(int status, long bytesOut, long bytesIn, String outcome) {
                return flow.end(status, bytesOut, bytesIn, outcome);
            }
        };
    }

    private final class FaultyRestorer implements AnswerRestorer {
        private final AnswerRestorer real;

        FaultyRestorer(AnswerRestorer real) {
            this.real = real;
        }

        @Override
        public byte[] push(byte[] chunk) {
            reached(Step.RESTORER);
            return real.push(chunk);
        }

        @Override
        public byte[] release() {
            return real.release();
        }

        @Override
        public byte[] finish() {
            reached(Step.RESTORER_AT_THE_END);
            return real.finish();
        }

        @Override
        public RestoreReport report() {
            return real.report();
        }

        @Override
        public String conversation() {
            return real.conversation();
        }
    }

    /** Asked for the time when a leaf is minted. */
    private final class FaultyClock extends Clock {
        @Override
        public Instant instant() {
            reached(Step.LEAF_ISSUER);
            return Instant.now();
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }

    /** Trusts every origin. */
    private final class FaultyTrust extends X509ExtendedTrustManager {
        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) {
            reached(Step.UPSTREAM_TRUST);
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) {
            reached(Step.UPSTREAM_TRUST);
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) {
            reached(Step.UPSTREAM_TRUST);
        }

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) {
            throw new UnsupportedOperationException();
        }

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
