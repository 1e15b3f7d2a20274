package io.cloakroom.proxy.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VisibleTextTest {

    /** {@code ~} is a line break. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "claude.ai | event: content_block_delta~data: {\"delta\":{\"text\":\"Dear \"}}~~data: {\"delta\":{\"text\":\"Ada\"}}~~ | Dear Ada",
                "claude.ai | event: completion~data: {\"completion\":\"Dear\"}~~event: completion~data: {\"completion\":\" Ada\"}~~ | Dear Ada",
                "claude.ai | {\"type\":\"error\",\"error\":{\"message\":\"Not sent\"}} | Not sent",
                "api.anthropic.com | {\"content\":[{\"type\":\"thinking\",\"thinking\":\"x\"},{\"type\":\"text\",\"text\":\"Dear Ada\"}]} | Dear Ada",
                "api.anthropic.com | data: {\"delta\":{\"partial_json\":\"{\\\"a\"}}~~data: {\"delta\":{\"partial_json\":\"\\\":1}\"}}~~ | {\"a\":1}",
                "api.anthropic.com | data: {\"delta\":{\"text\":\"Dear\"}}~~data: {\"delta\":{\"partial_json\":\"{}\"}}~~ | Dear",
                "gemini.google.com | )]}'~~49~[[\"wrb.fr\",null,\"[0,0,0,0,[[0,[\\\"De 🙂\\\"]]]]\"]]~52~[[\"wrb.fr\",null,\"[0,0,0,0,[[0,[\\\"Dear 🙂a\\\"]]]]\"]]~12~[[\"di\",1]]~ | Dear 🙂a",
                "gemini.google.com | )]}'~~[[\"wrb.fr\",null,\"[0,0,0,0,[[0,[\\\"Dear Ada\\\"]]]]\"]] | Dear Ada",
                "gemini.google.com | {\"error\":{\"code\":403,\"message\":\"Not sent\"}} | Not sent",
                "gemini.google.com | `` | ``",
            })
    void readsWhatThePersonReads(String host, String body, String text) {
        String answer = body.replace('~', '\n');
        assertThat(VisibleText.read(host, answer)).isEqualTo(text);
    }

    @Test
    void knowsItsHosts() {
        assertThatThrownBy(() -> VisibleText.read("example.com", ""))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("no reader for example.com");
    }
}
