package io.cloakroom.proxy.app;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import io.cloakroom.extension.backend.Heartbeats;
import io.cloakroom.rules.engine.Enforcement;
import io.cloakroom.rules.engine.Person;
import java.time.Duration;

/** What extensions confirmed, until it is too old to be believed. */
final class Confirmations implements Enforcement, Heartbeats {

    private static final int MOST = 100_000;

    private final Cache<Confirmed, Boolean> lately;

    private record Confirmed(String user, String device, String site, String browser) {}

    Confirmations(Ticker ticker) {
        lately = Caffeine.newBuilder()
                .maximumSize(MOST)
                .expireAfterWrite(Duration.ofSeconds(VALID_SECONDS))
                .ticker(ticker)
                .executor(Runnable::run)
                .build();
    }

    @Override
    public void confirm(Person person, String site, String browser) {
        lately.put(new Confirmed(person.user(), person.device(), site, browser), Boolean.TRUE);
    }

    @Override
    public void withdraw(Person person, String site, String browser) {
        lately.invalidate(new Confirmed(person.user(), person.device(), site, browser));
    }

    @Override
    public boolean isConfirmed(Person person, String site, String browser) {
        return !browser.isEmpty()
                && lately.getIfPresent(new Confirmed(person.user(), person.device(), site, browser)) != null;
    }
}
