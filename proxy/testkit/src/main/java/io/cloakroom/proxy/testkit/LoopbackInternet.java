package io.cloakroom.proxy.testkit;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cloakroom.proxy.testkit.LoopbackPki.Flaw;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/**
 * The part of the internet that matters here, on 127.0.0.1: ChatGPT, DeepSeek, the OpenAI API, the third parties of their pages, a
 * site in no catalogue, and hosts with bad certificates, all under their real names.
 */
public final class LoopbackInternet implements AutoCloseable {

    private final LoopbackPki pki = LoopbackPki.create();
    private final Recorder recorder = new Recorder();
    private final LoopbackServer sites;
    private final LoopbackServer expired;
    private final LoopbackServer wrongName;

    public LoopbackInternet() throws IOException {
        Chatbots chatbots = new Chatbots();
        sites = new LoopbackServer(pki.serverContext(Flaw.NONE), chatbots.hosts(), Talks.hosts(), recorder);
        LoopbackServer.Host never = (request, reply) -> reply.text(200, "text/html", "this must not be reached");
        expired = new LoopbackServer(pki.serverContext(Flaw.EXPIRED), Map.of("chat.openai.com", never), recorder);
        wrongName =
                new LoopbackServer(pki.serverContext(Flaw.WRONG_NAME), Map.of("eu.api.openai.com", never), recorder);
    }

    public LoopbackPki pki() {
        return pki;
    }

    public Recorder recorder() {
        return recorder;
    }

    /** Host → address, as {@code upstream.hosts} wants it. */
    public Map<String, String> addresses() {
        Map<String, String> addresses = new TreeMap<>();
        new Chatbots().hosts().keySet().forEach(host -> addresses.put(host, sites.address()));
        Talks.hosts().keySet().forEach(host -> addresses.put(host, sites.address()));
        addresses.put("chat.openai.com", expired.address());
        addresses.put("eu.api.openai.com", wrongName.address());
        return addresses;
    }

    @Override
    public void close() {
        sites.close();
        expired.close();
        wrongName.close();
    }

    /**
     * Runs the loopback internet for tests in other languages: prints one JSON line {@code {"ca": file, "hosts": {…}, "recorder": url}}
     * and stays until its standard input ends. {@code GET} on the recorder's URL gives all that was received, {@code DELETE} forgets it.
     *
     * @param args the file to write the root certificate to
     */
    public static void main(String[] args) throws IOException {
        Path ca = Path.of(args[0]);
        Recorder ownRequests = new Recorder();
        try (LoopbackInternet internet = new LoopbackInternet();
                LoopbackServer control = new LoopbackServer(
                        null,
                        Map.of("127.0.0.1", (request, reply) -> answer(internet, request.method(), reply)),
                        ownRequests)) {
            Files.writeString(ca, internet.pki.rootPem());
            ObjectNode line = Chatbots.JSON.createObjectNode().put("ca", ca.toString());
            internet.addresses().forEach(line.putObject("hosts")::put);
            System.out.println(line.put("recorder", "http://" + control.address() + "/"));
            while (System.in.read() >= 0) {
                continue;
            }
        }
    }

    private static void answer(LoopbackInternet internet, String method, LoopbackServer.Reply reply)
            throws IOException {
        if (method.equals("DELETE")) {
            internet.recorder.clear();
        }
        ArrayNode received = Chatbots.JSON.createArrayNode();
        internet.recorder.all().forEach(r -> {
            ObjectNode one = received.addObject()
                    .put("host", r.host())
                    .put("method", r.method())
                    .put("target", r.target());
            one.put("body", r.text()).set("headers", Chatbots.JSON.valueToTree(r.headers()));
        });
        reply.text(200, "application/json", received.toString());
    }
}
