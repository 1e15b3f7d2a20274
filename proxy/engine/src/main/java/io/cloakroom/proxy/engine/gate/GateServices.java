package io.cloakroom.proxy.engine.gate;

import io.cloakroom.proxy.engine.FlowHandler;
import io.cloakroom.proxy.engine.guard.DestinationGuard;
import io.cloakroom.proxy.engine.guard.Identity;
import io.cloakroom.proxy.engine.guard.RequestGuard;
import io.cloakroom.proxy.engine.tls.Impersonation;

/**
 * What all gates of one proxy share.
 *
 * @param runId answered on {@code /.well-known/cloakroom} of intercepted hosts
 */
public record GateServices(
        FlowHandler handler,
        RequestGuard.Check requests,
        Identity.Source identity,
        DestinationGuard destinations,
        Impersonation tls,
        Lanes lanes,
        String runId,
        Limits limits,
        Traffic traffic,
        Spool spool) {}
