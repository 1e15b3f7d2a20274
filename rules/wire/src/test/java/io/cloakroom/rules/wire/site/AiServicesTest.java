package io.cloakroom.rules.wire.site;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class AiServicesTest {

    private static final SiteCatalogue SHIPPED = SiteCatalogue.shipped();

    static List<AiService> services() {
        return SiteCatalogue.services();
    }

    @Test
    void knowsAtLeastAHundredAndFiftyServicesBesideThoseDescribed() {
        assertThat(services()).hasSizeGreaterThanOrEqualTo(150);
        assertThat(services()).extracting(AiService::id).doesNotHaveDuplicates();
        assertThat(SHIPPED.sites()).extracting(Site::id).doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @MethodSource("services")
    void namesACountryThatThereIs(AiService service) {
        assertThat(Set.of(Locale.getISOCountries())).contains(service.jurisdiction());
    }

    /** A host has one site: no pattern fits a host that another service names. */
    @ParameterizedTest
    @MethodSource("services")
    void claimsNoHostOfAnother(AiService service) {
        for (String pattern : service.hosts()) {
            Site site = SHIPPED.site(pattern.replace("*", "a"));
            assertThat(site).as(pattern).isNotNull().extracting(Site::id).isEqualTo(service.id());
        }
    }

    @Test
    void oneOperatorIsUnderOneLaw() {
        Map<String, String> laws = new HashMap<>();
        List<String> contradictions = new ArrayList<>();
        SHIPPED.sites().forEach(site -> {
            String law = site.descriptor().jurisdiction();
            String other = laws.putIfAbsent(site.operator(), law);
            if (other != null && !other.equals(law)) {
                contradictions.add(site.operator() + " " + law + " " + other);
            }
        });
        assertThat(contradictions).isEmpty();
    }

    /** Hosts that serve other things too are never opened for the AI service on them. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "github.com",
                "www.bing.com",
                "s3.amazonaws.com",
                "www.googleapis.com",
                "storage.googleapis.com",
                "outlook.office.com",
                "aliyuncs.com",
                "mybucket.oss-ap-southeast-1.aliyuncs.com",
                "www.baidu.com",
                "huggingface.co.example.com",
                "cloud.ibm.com"
            })
    void leavesHostsAloneThatServeOtherThingsToo(String host) {
        assertThat(SHIPPED.site(host)).isNull();
    }

    @Test
    void everyCategoryIsThere() {
        assertThat(services()).extracting(AiService::category).containsAll(Arrays.asList(AiService.Category.values()));
    }
}
