package io.cloakroom.proxy.app.coverage;

import java.util.Locale;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/** The formats of logs that are read; each with where it is described. */
public enum LogFormat {

    /** <a href="https://wiki.squid-cache.org/Features/LogFormat">Squid's native format</a>; {@code TCP_DENIED} is what it refused. */
    SQUID(
            Line.Kind.REQUEST,
            "(?<time>\\d+\\.\\d+) +(?<millis>-?\\d+) (?<client>\\S+) (?:(?<refused>(?:TCP|UDP)_DENIED\\w*+)|[A-Z_]++)/\\d+ (?<down>\\d+)"
                    + " [A-Z_:-]+ (?<target>\\S+) (?<user>\\S+) \\S+/\\S* \\S+.*",
            "\\d+\\.\\d+ +-?\\d+ \\S+ [A-Z_]+/"),

    /**
     * <a href="https://httpd.apache.org/docs/2.4/logs.html">Common and combined log format</a>, as proxies write them. Who asked for
     * credentials (407) is a proxy; who forbids (403) may be the origin, but to a tunnel it is the proxy.
     */
    COMMON(
            Line.Kind.REQUEST,
            "(?<client>\\S+) \\S+ (?<user>\\S+) \\[(?<time>[^\\]]+)\\] \"(?=(?<refused>CONNECT [^\"]*\" 403 |[^\"]*\" 407 )?)"
                    + "[A-Za-z_-]+ (?<target>[^ \"]+)(?: [^ \"]+)?\" \\d{3} (?<down>\\d+|-).*",
            "\\S+ \\S+ \\S+ \\[\\d{2}/\\w{3}/\\d{4}:"),

    /** <a href="https://thekelleys.org.uk/dnsmasq/docs/dnsmasq-man.html">dnsmasq</a> with {@code log-queries}, and so Pi-hole. */
    DNSMASQ(
            Line.Kind.QUERY,
            "(?<time>" + Syslog.TIME
                    + ") (?:\\S+ )?dnsmasq(?:\\[\\d+\\])?: (?:\\d+ \\S+ )?query\\[[^\\]]+\\] (?<target>\\S+) from (?<client>\\S+)",
            Syslog.TIME + " (?:\\S+ )?dnsmasq[\\w-]*(?:\\[\\d+\\])?: "),

    /** <a href="https://bind9.readthedocs.io/en/latest/reference.html">BIND</a>, category {@code queries}. */
    BIND(
            Line.Kind.QUERY,
            "(?:(?<time>\\d{2}-\\w{3}-\\d{4} [\\d:.]+|" + Syslog.TIME
                    + ") )?(?:\\S+ named\\[\\d+\\]: )?(?:queries: )?(?:info: )?"
                    + "client (?:@0x[0-9a-f]+ )?(?<client>[^#\\s]+)#\\d+(?: \\([^)]*\\))?: (?:view \\S+: )?query: (?<target>\\S+) \\S+ \\S+.*",
            "(?:\\d{2}-\\w{3}-\\d{4} [\\d:.]+ |" + Syslog.TIME + " \\S+ named\\[\\d+\\]: )"),

    /** <a href="https://unbound.docs.nlnetlabs.nl/en/latest/manpages/unbound.conf.html">Unbound</a>, {@code log-queries}, {@code log-replies}. */
    UNBOUND(
            Line.Kind.QUERY,
            Unbound.BEGINS
                    + "(?:info|query|reply): (?<client>[0-9a-fA-F]*[.:][0-9a-fA-F.:]+)(?:@\\d+)? (?<target>\\S+) \\S+ IN(?<answer> \\S+.*)?",
            Unbound.BEGINS),

    /** <a href="https://coredns.io/plugins/log/">CoreDNS</a>, its own log format; it writes no time, but what collects its output may. */
    COREDNS(
            Line.Kind.QUERY,
            "(?:(?<time>" + Syslog.ISO
                    + ") )?(?:\\S+ ){0,3}\\[INFO\\] (?:plugin/log: )?(?<client>\\S+):\\d+ - \\d+ \"\\S+ \\S+ (?<target>\\S+) .*",
            "(?:" + Syslog.ISO + " )?(?:\\S+ ){0,3}\\[(?:INFO|WARNING|ERROR|DEBUG|FATAL)\\] "),

    /** <a href="https://docs.zeek.org/en/current/log-formats.html">Zeek's tab-separated logs</a>: {@code dns.log}, {@code ssl.log}, {@code conn.log}. */
    ZEEK(FieldReader::zeek),

    /** One JSON object a line: Zeek, Suricata, and what gateways export; their names of fields are in {@code fields.yaml}. */
    JSON(FieldReader::json),

    /** RFC 4180, with a heading; separated by commas, semicolons or tabs. */
    CSV(FieldReader::csv);

    /** How lines of system logs begin. */
    private static final class Syslog {
        /** RFC 3339, as rsyslog and container runtimes write it. */
        static final String ISO = "\\d{4}-\\d{2}-\\d{2}T[\\d:.]+(?:Z|[+-]\\d{2}:\\d{2})";

        /** RFC 3164, section 4.1.2, or RFC 3339. */
        static final String TIME = "(?:\\w{3} +\\d+ [\\d:.]+|" + ISO + ")";
    }

    private static final class Unbound {
        static final String BEGINS = "\\[?(?<time>\\d{9,}|" + Syslog.TIME
                + ")\\]? (?:\\S+ )?unbound\\[\\d+(?::\\d+)?\\]:?(?: \\[\\d+:\\d+\\])? ";
    }

    private final Supplier<LineReader> reader;

    LogFormat(Line.Kind kind, String entry, String program) {
        Pattern of = Pattern.compile(entry);
        Pattern begins = Pattern.compile(program);
        this.reader = () -> new TextReader(kind, of, begins);
    }

    LogFormat(Supplier<LineReader> reader) {
        this.reader = reader;
    }

    /** For one file. */
    LineReader reader() {
        return reader.get();
    }

    /** As people write it. */
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
