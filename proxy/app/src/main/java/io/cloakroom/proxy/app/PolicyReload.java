package io.cloakroom.proxy.app;

import io.cloakroom.rules.engine.Installation.Health;
import io.cloakroom.rules.engine.StrictYaml.InvalidYamlException;
import io.cloakroom.rules.engine.policy.Policies;
import io.cloakroom.rules.engine.policy.Policy;
import io.cloakroom.rules.engine.policy.PolicyEngine;
import io.cloakroom.rules.engine.policy.Recipients;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import sun.misc.Signal;

/**
 * Takes another policy into use while the program runs, as a whole or not at all: a request sees the old one or the new one, and a file with
 * a mistake in it changes nothing but what the log and {@code /readyz} say.
 */
final class PolicyReload {

    private static final Logger LOG = LoggerFactory.getLogger(PolicyReload.class);

    private final Path base;
    private final Recipients known;
    private final AtomicReference<PolicyEngine> active;
    private volatile String refused = "";

    /**
     * @param policy the first one, as the configuration names it
     * @param base what a relative path of a policy file is relative to
     * @param known whom policies can name
     */
    PolicyReload(String policy, Path base, Recipients known) throws IOException, InvalidYamlException {
        this.base = base;
        this.known = known;
        this.active = new AtomicReference<>(new PolicyEngine(Policies.load(policy, base, known)));
    }

    /** Reloads whenever the process gets SIGHUP. */
    void onHangUp(@Nullable Path file, Config started) {
        Signal.handle(new Signal("HUP"), signal -> reload(file, started));
    }

    /**
     * Reads the configuration and the policy that it names again; of the configuration, only {@code policy} can change while running.
     *
     * @param file null when the program was started without one
     * @param started what it was started with
     */
    synchronized void reload(@Nullable Path file, Config started) {
        try {
            Config now = file == null ? started : Config.read(file);
            activate(Policies.load(now.policy(), base, known), now.policy());
            refused = "";
            LOG.info("policy {} is active", active().version());
        } catch (InvalidYamlException | IOException | RuntimeException e) {
            refused = String.valueOf(e.getMessage());
            LOG.error(
                    "the configuration was not taken over and policy {} stays active: {}", active().version(), refused);
        }
    }

    private void activate(Policy next, String source) throws InvalidYamlException {
        Policy before = active().policy();
        PolicyEngine engine = new PolicyEngine(next);
        if (engine.version().equals(active().version()) && !next.equals(before)) {
            throw new InvalidYamlException(
                    source,
                    1,
                    "the policy changed and still calls itself version " + next.version(),
                    "give it another version: records tell by it what decided");
        }
        active.set(engine);
    }

    /** Makes another policy the active one, for requests from now on. */
    void use(Policy policy) {
        active.set(new PolicyEngine(policy));
    }

    /** The snapshot that requests are decided by. */
    PolicyEngine active() {
        return Objects.requireNonNull(active.get());
    }

    /** Ready either way, since a policy is active; the detail says which, and why another was refused. */
    Health health() {
        String version = active().version();
        return new Health(
                "policy",
                true,
                refused.isEmpty() ? version + " is active" : version + " stays active; refused: " + refused);
    }
}
