package io.cloakroom.proxy.app.demo;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What became of one story, from what its recipients recorded.
 *
 * @param left what each recipient received
 * @param cameBack what the model answered, as its server sent it; {@code ""} when it was never asked
 * @param page what the site's own page holds, for its scripts to read
 * @param shown what the person reads: the page, and where it keeps placeholders, what the console says they stand for
 * @param withheld placeholder → original of everything that did not leave in clear
 * @param toolArguments arguments of a tool call as the program got them, or null
 */
record Outcome(
        int story,
        String title,
        String site,
        String policy,
        boolean cloakroom,
        String typed,
        List<Left> left,
        @JsonProperty("came_back") String cameBack,
        String page,
        String shown,
        Map<String, String> withheld,
        @JsonProperty("tool_arguments") @Nullable String toolArguments,
        @Nullable String missed,
        String note) {

    /** One recipient's log entry. */
    record Left(String host, String operator, String jurisdiction, String text) {}
}
