package io.cloakroom.proxy.engine;

import io.cloakroom.proxy.engine.guard.Refusal;
import io.cloakroom.rules.wire.Drift;

/** What a person who keeps the installation should look at. Called on the analysis pool; must not throw. */
public interface Alarms {

    /**
     * A request that no descriptor describes, or that is not as described; it was inspected all the same.
     *
     * @param sketch its body's structure, without anything it says
     */
    void drift(SiteRequest asked, Drift drift, String sketch);

    /**
     * An answer asked for more placeholders than its conversation explains ({@code [PERSON_1]} to {@code [PERSON_999]}); none of them was
     * restored.
     */
    default void enumeration(SiteRequest asked) {}

    /** The proxy itself answered, because something was wrong with a request or its destination. Called on event loops too. */
    default void turnedAway(Refusal.Kind why) {}
}
