package io.cloakroom.proxy.engine;

import io.cloakroom.rules.engine.RestoreReport;
import io.cloakroom.rules.wire.AnswerRestorer;
import java.nio.charset.StandardCharsets;

/** Puts a name in place of {@code [P]}; holds back what follows the last {@code [} until it is complete or released. */
final class Names implements AnswerRestorer {
    private String held = "";

    @Override
    public byte[] push(byte[] chunk) {
        String text = (held + new String(chunk, StandardCharsets.UTF_8)).replace("[P]", "Ada");
        int open = text.lastIndexOf('[');
        held = open < 0 ? "" : text.substring(open);
        return text.substring(0, text.length() - held.length()).getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public byte[] release() {
        byte[] all = held.getBytes(StandardCharsets.UTF_8);
        held = "";
        return all;
    }

    @Override
    public byte[] finish() {
        return release();
    }

    @Override
    public RestoreReport report() {
        return RestoreReport.NONE;
    }

    @Override
    public String conversation() {
        return "";
    }
}
