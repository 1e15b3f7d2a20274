package io.cloakroom.proxy.app.coverage;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.cloakroom.rules.engine.Recipient;
import io.cloakroom.rules.wire.site.AiService;
import io.cloakroom.rules.wire.site.Site;
import io.cloakroom.rules.wire.site.SiteCatalogue;
import io.cloakroom.rules.wire.site.SiteDescriptor;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Which AI service a host belongs to, by the catalogue, or looks as if it did. */
final class Services {

    /** Words that hardly any other service has in its name. */
    private static final Set<String> TELLING = Set.of(
            "anthropic",
            "chatbot",
            "chatgpt",
            "claude",
            "copilot",
            "deepseek",
            "genai",
            "gpt",
            "llama",
            "llm",
            "llms",
            "ollama",
            "openai",
            "qwen");

    /** Words that mean little alone: two of them in one name do. */
    private static final Set<String> FAINT =
            Set.of("agent", "ai", "assistant", "bot", "chat", "completions", "inference", "prompt");

    private static final int REMEMBERED = 100_000;

    private final SiteCatalogue catalogue;
    private final Map<String, String> categories;
    private final Cache<String, Told> told =
            Caffeine.newBuilder().maximumSize(REMEMBERED).build();

    /** What a host's name tells. */
    sealed interface Told {}

    /**
     * @param coverage {@code described} when its descriptor says where text is, {@code generic} when every string is looked at
     */
    record Service(String name, String operator, String jurisdiction, String category, String coverage)
            implements Told, Comparable<Service> {

        @Override
        public int compareTo(Service other) {
            int byName = name.compareToIgnoreCase(other.name);
            return byName == 0 ? operator.compareTo(other.operator) : byName;
        }
    }

    /**
     * Not in the catalogue.
     *
     * @param reason why it looks like an AI service all the same
     */
    record Hint(String reason) implements Told {}

    /** Nothing that concerns us. */
    enum Nothing implements Told {
        NOTHING
    }

    Services(SiteCatalogue catalogue, List<AiService> services) {
        this.catalogue = catalogue;
        this.categories = services.stream()
                .collect(Collectors.toMap(
                        AiService::id, service -> service.category().name().toLowerCase(Locale.ROOT)));
    }

    /** @param host canonical */
    Told of(String host) {
        return told.get(host, this::tell);
    }

    private Told tell(String host) {
        Site site = catalogue.site(host);
        if (site != null) {
            return service(site, host);
        }
        String reason = reason(host);
        return reason == null ? Nothing.NOTHING : new Hint(reason);
    }

    private Service service(Site site, String host) {
        Recipient recipient = site.recipient(host, "");
        SiteDescriptor.Role role = site.descriptor().hosts().getFirst().role();
        return new Service(
                site.descriptor().name(),
                recipient.operator(),
                recipient.jurisdiction(),
                categories.getOrDefault(site.id(), role.name().toLowerCase(Locale.ROOT)),
                site.described() ? "described" : "generic");
    }

    private @Nullable String reason(String host) {
        for (int dot = host.indexOf('.'); dot >= 0; dot = host.indexOf('.', dot + 1)) {
            Site above = catalogue.site(host.substring(dot + 1));
            if (above != null) {
                return "is below " + host.substring(dot + 1) + ", which is "
                        + above.descriptor().name() + "; the catalogue does not have this name";
            }
        }
        int top = host.lastIndexOf('.');
        Set<String> faint = new TreeSet<>();
        for (String word : host.substring(0, top).split("[^a-z]+")) {
            if (TELLING.contains(word) || (word.endsWith("gpt") && word.length() > 3)) {
                return "its name has '" + word + "' in it";
            }
            if (FAINT.contains(word)) {
                faint.add(word);
            }
        }
        if (faint.size() > 1) {
            return "its name has '" + String.join("' and '", faint) + "' in it";
        }
        return host.substring(top).equals(".ai") ? "its name ends in .ai" : null;
    }
}
