package io.cloakroom.extension.backend;

import io.cloakroom.rules.engine.Installation;
import io.cloakroom.rules.engine.OwnOriginals;
import io.cloakroom.rules.engine.Person;
import io.cloakroom.rules.engine.PromptPreview;
import io.cloakroom.rules.engine.TransferRegister;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.net.InetAddress;
import java.util.function.Function;

/**
 * What the backend needs of the rest of the program.
 *
 * @param persons who uses the machine with this address; asked for loopback addresses only
 * @param meters what {@code /metrics} shows
 */
public record BackendServices(
        Installation installation,
        PromptPreview preview,
        OwnOriginals originals,
        TransferRegister transfers,
        Function<InetAddress, Person> persons,
        Heartbeats heartbeats,
        PrometheusMeterRegistry meters) {}
