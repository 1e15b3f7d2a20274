import { defineConfig } from "@playwright/test";

// One worker: every test shares the one Cloakroom that the stack fixture starts, and two cores are all there may be.
export default defineConfig({
  testDir: ".",
  outputDir: "../../target/e2e",
  workers: 1,
  timeout: 30_000,
  expect: { timeout: 10_000 },
  forbidOnly: true,
  reporter: [["list"], ["junit", { outputFile: "../../target/e2e/TEST-e2e.xml" }]],
});
