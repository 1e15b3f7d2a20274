package io.cloakroom.proxy.app.trust;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cloakroom.proxy.app.trust.TrustReport.IncompleteException;
import io.cloakroom.proxy.app.trust.TrustReport.Threat;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrustReportTest {

    private static final Path TARGET = Path.of("target", "trust-report.md");

    @TempDir
    private Path project;

    private static Threat threat(int number, boolean required) {
        return new Threat(number, "Group", "threat " + number, required);
    }

    private TestResults surefire(String cases) throws IOException {
        Path module = project.resolve("proxy/engine");
        Files.createDirectories(module.resolve("src/test/java/io"));
        Files.writeString(module.resolve("src/test/java/io/FramingTest.java"), "");
        Path reports = Files.createDirectories(module.resolve("target/surefire-reports"));
        Files.writeString(reports.resolve("TEST-io.FramingTest.xml"), "<testsuite>" + cases + "</testsuite>");
        return TestResults.read(project);
    }

    private String line(int number, TestResults results) {
        return TrustReport.page(List.of(threat(number, false)), results, false, TARGET)
                .lines()
                .filter(line -> line.startsWith("| " + number + " |"))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void aLineTellsHowManyTestsPassedTheirFigureAndTheirFile() throws Exception {
        TestResults results = surefire("""
                <testcase name="trust 16: a[1] x" classname="io.FramingTest"><system-out>noise
                trust 16: 24 of 24 refused
                </system-out></testcase>
                <testcase name="table(int, String) trust 16: a[2] y" classname="io.FramingTest"/>
                <testcase name="says trust 16: in passing" classname="io.FramingTest"/>
                <testcase name="of two numbers" classname="trust 15, 17: both"/>
                """);

        assertThat(line(16, results))
                .isEqualTo(
                        "| 16 | threat 16 | 2 passed | 24 of 24 refused | [FramingTest](../proxy/engine/src/test/java/io/FramingTest.java) |");
        assertThat(line(15, results)).contains("1 passed");
        assertThat(line(17, results)).contains("1 passed");
        assertThat(line(18, results)).contains("not tried yet");
    }

    @Test
    void testsInBrowsersCountWhereTheirTitleSaysSo() throws Exception {
        Path reports = Files.createDirectories(project.resolve("proxy/app/target/e2e"));
        Files.writeString(reports.resolve("TEST-e2e.xml"), """
                <testsuites><testsuite><testcase name="page › trust 48: forged messages" classname="browser.spec.ts"/></testsuite></testsuites>
                """);

        assertThat(line(48, TestResults.read(project)))
                .contains("1 passed", "[browser.spec.ts](../proxy/app/src/e2e/browser.spec.ts)");
    }

    @Test
    void aTestThatIsNoLongerThereDoesNotCount() throws Exception {
        surefire("<testcase name='trust 16: a' classname='io.FramingTest'/>");
        Files.delete(project.resolve("proxy/engine/src/test/java/io/FramingTest.java"));

        assertThat(TestResults.read(project).numbers()).isEmpty();
    }

    @Test
    void aThreatThatMustBeTriedAndWasNotFailsTheBuild() throws Exception {
        TestResults results = surefire("<testcase name='trust 16: a' classname='io.FramingTest'/>");

        assertThatCode(() -> TrustReport.check(List.of(threat(16, true), threat(17, false)), results))
                .doesNotThrowAnyException();
        assertThatThrownBy(() -> TrustReport.check(List.of(threat(16, true), threat(17, true)), results))
                .isInstanceOf(IncompleteException.class)
                .hasMessageContaining("trust 17: no test");
        assertThatThrownBy(() -> TrustReport.check(List.of(threat(17, false)), results))
                .hasMessageContaining("trust 16: add it to threats.yaml");
    }

    @Test
    void aFailedOrSkippedTestFailsTheBuildAndTheLineSaysSo() throws Exception {
        TestResults results = surefire("""
                <testcase name="trust 16: a" classname="io.FramingTest"><failure/></testcase>
                <testcase name="trust 16: b" classname="io.FramingTest"><skipped/></testcase>
                """);

        assertThat(line(16, results)).contains("**2 failed**, 0 passed");
        assertThatThrownBy(() -> TrustReport.check(List.of(threat(16, false)), results))
                .hasMessageContaining("trust 16: 2 tests failed or were skipped");
    }

    @Test
    void everyThreatStandsOnceAndInOrder() throws Exception {
        assertThat(TrustReport.threats())
                .extracting(Threat::number)
                .doesNotHaveDuplicates()
                .isSorted();
    }
}
