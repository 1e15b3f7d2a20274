package io.cloakroom.proxy.app.coverage;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Lines as the formats' own documentation shows them, other names and addresses in some. */
class LogFormatTest {

    private static final String ZEEK_CONN =
            "#fields\tts\tuid\tid.orig_h\tid.orig_p\tid.resp_h\tid.resp_p\tproto\tservice\tduration\torig_bytes\tresp_bytes";
    private static final String ZEEK_SSL =
            "#fields\tts\tuid\tid.orig_h\tid.orig_p\tid.resp_h\tid.resp_p\tversion\tcipher\tcurve\tserver_name";
    private static final String ZEEK_DNS =
            "#fields\tts\tuid\tid.orig_h\tid.orig_p\tid.resp_h\tid.resp_p\tproto\ttrans_id\trtt\tquery\tqclass\tqtype";
    private static final String UMBRELLA_DNS =
            "\"Timestamp\",\"Most Granular Identity\",\"Identities\",\"Internal IP\",\"External IP\","
                    + "\"Action\",\"Query Type\",\"Response Code\",\"Domain\",\"Categories\"";
    private static final String UMBRELLA_WEB = "Timestamp,Policy Identity Label,Internal Client IP,External Client IP,"
            + "Destination IP,Content Type,Action,URL,Referer,User Agent,Status Code,Request Size,Response Size";

    @TempDir
    private Path directory;

    /** Format, lines of which the last is looked at, and of its entry: kind, time, client, host, bytes up and down. */
    static Stream<Arguments> entries() {
        return Stream.of(
                // D. Wessels, Squid: The Definitive Guide, section 13.2; wiki.squid-cache.org/Features/LogFormat
                entry(
                        "squid REQUEST 1066037222.011 12.83.179.11 ads.x10.com -1 359",
                        "1066037222.011   19120 12.83.179.11 TCP_MISS/200 359 GET http://ads.x10.com/720x300/7/AMG - DIRECT/63.211.210.20 text/html"),
                entry(
                        "squid REQUEST 1066038165.382 minji chatgpt.com -1 4935",
                        "1066038165.382    345 193.233.46.21 TCP_TUNNEL/200 4935 CONNECT chatgpt.com:443 minji HIER_DIRECT/213.219.122.19 -"),
                // httpd.apache.org/docs/2.4/logs.html, with the absolute URL or authority that a proxy gets
                entry(
                        "common REQUEST 10/Oct/2000:13:55:36_-0700 frank www.example.com -1 2326",
                        "127.0.0.1 - frank [10/Oct/2000:13:55:36 -0700] \"GET http://www.example.com/apache_pb.gif HTTP/1.0\" 200 2326"),
                entry(
                        "common REQUEST 10/Oct/2000:13:55:36_-0700 127.0.0.1 claude.ai -1 -1",
                        "127.0.0.1 - - [10/Oct/2000:13:55:36 -0700] \"CONNECT claude.ai:443 HTTP/1.1\" 200 - \"-\" \"Mozilla/4.08 [en] (Win98; I ;Nav)\""),
                entry(
                        "common REQUEST 10/Oct/2000:13:55:36_-0700 127.0.0.1 claude.ai -1 17",
                        "127.0.0.1 - - [10/Oct/2000:13:55:36 -0700] \"POST https://claude.ai/api HTTP/1.1\" 403 17 \"-\" \"a 407 b\""),
                // docs.pi-hole.net; the man page of dnsmasq, --log-queries=extra
                entry(
                        "dnsmasq QUERY Dec_15_20:51:59 192.168.2.7 api.github.com -1 -1",
                        "Dec 15 20:51:59 dnsmasq[1234]: query[A] api.github.com from 192.168.2.7"),
                entry(
                        "dnsmasq QUERY 2024-01-10T12:34:56.123+01:00 fe80::1 chatgpt.com -1 -1",
                        "2024-01-10T12:34:56.123+01:00 router dnsmasq[1234]: 17 fe80::1/41522 query[type=65] ChatGPT.com from fe80::1"),
                // manpages.ubuntu.com, bind9_query2dlf(1); a log of BIND 9.18
                entry(
                        "bind QUERY Feb_25_11:09:43.651 10.0.0.3 3.example.com.nl -1 -1",
                        "Feb 25 11:09:43.651 queries: info: client 10.0.0.3#1035: query: 3.example.com.nl IN A"),
                entry(
                        "bind QUERY 02-May-2023_13:33:40.299 127.0.0.1 weather.bom.gov.au -1 -1",
                        "02-May-2023 13:33:40.299 queries: info: client @0x2c11226c 127.0.0.1#59751 (weather.bom.gov.au): view internal: "
                                + "query: weather.bom.gov.au IN A +E(0)K (127.0.0.1)"),
                // unbound.docs.nlnetlabs.nl, log-queries; log-replies, log-tag-queryreply
                entry(
                        "unbound QUERY 1587387141 192.168.4.15 telekom.portal.fon.com -1 -1",
                        "[1587387141] unbound[1:0] info: 192.168.4.15 telekom.portal.fon.com. A IN"),
                entry(
                        "unbound QUERY May_14_04:25:07 192.168.4.15 example.com -1 -1",
                        "May 14 04:25:07 DietPi unbound[9668]: [9668:0] reply: 192.168.4.15 example.com. A IN NOERROR 0.000000 1 100"),
                // coredns.io/plugins/log; as a container runtime writes it
                entry(
                        "coredns QUERY - [::1] example.org -1 -1",
                        "[INFO] [::1]:50759 - 29008 \"A IN example.org. udp 41 false 4096\" NOERROR qr,rd,ra,ad 68 0.037990251s"),
                entry(
                        "coredns QUERY 2024-01-10T12:34:56.789Z 10.2.0.9 api.openai.com -1 -1",
                        "2024-01-10T12:34:56.789Z stdout F [INFO] 10.2.0.9:50759 - 29008 \"A IN api.openai.com. udp 41 false 4096\" NOERROR qr 68 0.03s"),
                // docs.zeek.org/en/current/log-formats.html
                entry(
                        "zeek CONNECTION 1591367999.305988 192.168.4.76 - 62 141",
                        ZEEK_CONN,
                        "1591367999.305988\tCMdzit1AMNsmfAIiQc\t192.168.4.76\t36844\t192.168.4.1\t53\tudp\tdns\t0.066852\t62\t141"),
                entry(
                        "zeek CONNECTION 1591367999.512593 192.168.4.76 www.taosecurity.com -1 -1",
                        ZEEK_SSL,
                        "1591367999.512593\tCiBOPf2wSfWjBl9Ys\t192.168.4.76\t53380\t13.32.202.10\t443\tTLSv12\tTLS\tx25519\twww.taosecurity.com"),
                entry(
                        "zeek QUERY 1591367999.306059 192.168.4.76 testmyids.com -1 -1",
                        ZEEK_DNS,
                        "1591367999.306059\tCMdzit1AMNsmfAIiQc\t192.168.4.76\t36844\t192.168.4.1\t53\tudp\t8555\t-\ttestmyids.com\t1\t28"),
                entry(
                        "json QUERY 1591367999.306059 192.168.4.76 testmyids.com -1 -1",
                        "{\"ts\":1591367999.306059,\"uid\":\"CMdzit1AMNsmfAIiQc\",\"id.orig_h\":\"192.168.4.76\",\"id.orig_p\":36844,"
                                + "\"proto\":\"udp\",\"trans_id\":8555,\"query\":\"testmyids.com\",\"qclass\":1,\"qtype\":28}"),
                // docs.suricata.io/en/latest/output/eve/eve-json-format.html
                entry(
                        "json CONNECTION 2016-01-09T14:31:26.000000-0700 192.168.1.7 mail.google.com -1 -1",
                        "{\"timestamp\":\"2016-01-09T14:31:26.000000-0700\",\"event_type\":\"tls\",\"src_ip\":\"192.168.1.7\","
                                + "\"tls\":{\"subject\":\"C=US\",\"sni\":\"mail.google.com\"}}"),
                // developers.cloudflare.com/logs: gateway_dns, gateway_http
                entry(
                        "json QUERY 2023-05-02T22:49:53Z user@test.com security.ubuntu.com -1 -1",
                        "{\"Datetime\":\"2023-05-02T22:49:53Z\",\"DeviceName\":\"zt-test-vm1\",\"Email\":\"user@test.com\",\"DstIP\":\"1.128.0.1\","
                                + "\"QueryName\":\"security.ubuntu.com\",\"QueryType\":1,\"ResolverDecision\":\"allowedOnNoPolicyMatch\",\"SrcIP\":\"175.16.199.0\"}"),
                entry(
                        "json REQUEST 1683147305000000000 user@example.com guce.yahoo.com -1 -1",
                        "{\"Action\":\"allow\",\"Datetime\":\"1683147305000000000\",\"Email\":\"user@example.com\",\"HTTPHost\":\"guce.yahoo.com\","
                                + "\"URL\":\"https://test.com\",\"SourceIP\":\"67.43.156.2\"}"),
                // help.zscaler.com/zia/nss-feed-output-format-web-logs
                entry(
                        "json REQUEST Mon_Oct_16_22:55:48_2023 jdoe@safemarch.com mail.google.com 1300 10500",
                        "{\"sourcetype\":\"zscalernss-web\",\"event\":{\"time\":\"Mon Oct 16 22:55:48 2023\",\"host\":\"mail.google.com\","
                                + "\"action\":\"Allowed\",\"reqsize\":\"1300\",\"respsize\":\"10500\",\"cltip\":\"81.2.69.142\",\"login\":\"jdoe@safemarch.com\"}}"),
                // docs.umbrella.com: DNS Log Formats, Web Log Formats, with the optional headers
                entry(
                        "csv QUERY 2015-01-16_17:48:41 ActiveDirectoryUserName domain-visited.com -1 -1",
                        UMBRELLA_DNS,
                        "\"2015-01-16 17:48:41\",\"ActiveDirectoryUserName\",\"ActiveDirectoryUserName,ADSite,Network\",\"10.10.1.100\","
                                + "\"24.123.132.133\",\"Allowed\",\"1 (A)\",\"NOERROR\",\"domain-visited.com.\",\"Chat,Photo Sharing\""),
                entry(
                        "csv REQUEST 2017-10-02_23:52:53 TheComputerName google.com 562 1489",
                        UMBRELLA_WEB,
                        "\"2017-10-02 23:52:53\",\"TheComputerName\",\"192.192.192.135\",\"1.1.1.91\",\"3.4.5.6\",\"\",\"ALLOWED\","
                                + "\"http://google.com/the.js\",\"www.google.com\",\"Mozilla/5.0\",\"200\",\"562\",\"1489\""),
                entry(
                        "csv REQUEST 2026-01-10_08:00 10.1.2.3 chat.deepseek.com 900 -1",
                        "time;client;domain;bytes sent",
                        "2026-01-10 08:00;10.1.2.3;chat.deepseek.com;900"));
    }

    private static Arguments entry(String expected, String... lines) {
        return Arguments.of(expected, List.of(lines));
    }

    @ParameterizedTest
    @MethodSource("entries")
    void readsWhatTheLineSays(String expected, List<String> lines) {
        LogFormat format =
                LogFormat.valueOf(expected.substring(0, expected.indexOf(' ')).toUpperCase(Locale.ROOT));
        LineReader reader = format.reader();

        List<Line> read = lines.stream().map(reader::read).toList();

        assertThat(read.subList(0, read.size() - 1)).allMatch(Line.Other.ASIDE::equals);
        assertThat(read.getLast())
                .isInstanceOfSatisfying(
                        Line.Entry.class,
                        entry -> assertThat(words(format, entry)).isEqualTo(expected));
    }

    private static String words(LogFormat format, Line.Entry entry) {
        return Stream.of(
                        format.word(),
                        entry.kind(),
                        entry.time(),
                        entry.client(),
                        entry.host(),
                        entry.up(),
                        entry.down())
                .map(value ->
                        value.toString().isEmpty() ? "-" : value.toString().replace(' ', '_'))
                .collect(Collectors.joining(" "));
    }

    @ParameterizedTest
    @MethodSource("entries")
    void tellsTheFormatByTheContent(String expected, List<String> lines) throws Exception {
        Path file = Files.write(directory.resolve("log"), lines);

        assertThat(LogFile.of(file, EnumSet.allOf(LogFormat.class)).format())
                .extracting(LogFormat::word)
                .isEqualTo(expected.substring(0, expected.indexOf(' ')));
    }

    static Stream<Arguments> others() {
        return Stream.of(
                other(
                        "squid REFUSED",
                        "1066037222.011 9 10.0.0.1 TCP_DENIED/407 3900 CONNECT chatgpt.com:443 - HIER_NONE/- text/html"),
                other(
                        "squid ASIDE",
                        "1066037222.011 9 10.0.0.1 TCP_MISS/200 390 GET http://192.0.2.7/ - HIER_DIRECT/192.0.2.7 text/html"),
                other("squid UNREADABLE", "the lazy dog"),
                other(
                        "common ASIDE",
                        "127.0.0.1 - frank [10/Oct/2000:13:55:36 -0700] \"GET /apache_pb.gif HTTP/1.0\" 200 2326"),
                other(
                        "common REFUSED",
                        "10.0.0.1 - - [10/Oct/2000:13:55:36 -0700] \"CONNECT claude.ai:443 HTTP/1.1\" 403 17"),
                other(
                        "common REFUSED",
                        "10.0.0.1 - - [10/Oct/2000:13:55:36 -0700] \"GET http://claude.ai/ HTTP/1.1\" 407 17"),
                other("dnsmasq ASIDE", "Dec 15 20:51:59 dnsmasq[1234]: reply api.github.com is 140.82.121.6"),
                other("dnsmasq UNREADABLE", "Dec 15 20:51:59 kernel: query[A] api.github.com from 192.168.2.7"),
                other("bind ASIDE", "02-May-2023 13:33:40.299 client: debug 3: clientmgr @0x2bb02a20 attach: 4"),
                other("unbound ASIDE", "[1587387141] unbound[1:0] info: resolving telekom.portal.fon.com. A IN"),
                other(
                        "unbound ASIDE",
                        "[1587387141] unbound[1:0] query: 192.168.4.15 fon.com. A IN",
                        "[1587387141] unbound[1:0] reply: 192.168.4.15 fon.com. A IN NOERROR 0.000000 1 100"),
                other("coredns ASIDE", "[INFO] plugin/reload: Running configuration SHA512 = 7a8b"),
                other("zeek UNREADABLE", "1591367999.305988\tCMdzit1AMNsmfAIiQc"),
                other("zeek UNREADABLE", ZEEK_DNS, "1591367999.305988\tCMdzit1AMNsmfAIiQc"),
                other("json REFUSED", "{\"Action\":\"block\",\"HTTPHost\":\"chatgpt.com\"}"),
                other("json ASIDE", "{\"level\":\"info\",\"message\":\"started\"}"),
                other("json UNREADABLE", "{\"host\":\"chatgpt.com\""),
                other("json UNREADABLE", "[\"chatgpt.com\"]"),
                other("json ASIDE", "{\"host\":\"" + "a.".repeat(30_000) + "example\"}"),
                other("json UNREADABLE", "{\"a\":".repeat(5_000)),
                other("csv UNREADABLE", "time,client,domain", "2026-01-10,10.1.2.3"),
                other("csv UNREADABLE", "one,two,three"));
    }

    private static Arguments other(String expected, String... lines) {
        return Arguments.of(expected, List.of(lines));
    }

    @ParameterizedTest
    @MethodSource("others")
    void countsWhatIsNoEntry(String expected, List<String> lines) {
        String[] words = expected.split(" ");
        LineReader reader = LogFormat.valueOf(words[0].toUpperCase(Locale.ROOT)).reader();

        assertThat(lines.stream().map(reader::read).toList().getLast()).isEqualTo(Line.Other.valueOf(words[1]));
    }

    @Test
    void aFileOfNoFormatHasNone() throws Exception {
        Path file = Files.writeString(directory.resolve("log"), "the quick brown fox\njumps over\n");

        assertThat(LogFile.of(file, EnumSet.allOf(LogFormat.class)).format()).isNull();
    }
}
