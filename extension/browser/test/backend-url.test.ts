import assert from "node:assert/strict";
import { test } from "node:test";
import { backendUrl } from "../src/common/backend-url";

const cases: readonly (readonly [unknown, string | undefined])[] = [
  [undefined, "http://127.0.0.1:8181"],
  ["http://127.0.0.1:9000", "http://127.0.0.1:9000"],
  ["http://localhost:9000/", "http://localhost:9000"],
  ["https://cloakroom.corp.example/some/path?x", "https://cloakroom.corp.example"],
  ["https://user:secret@cloakroom.corp.example", "https://cloakroom.corp.example"],
  ["http://cloakroom.corp.example", undefined],
  ["http://127.0.0.1.example.org", undefined],
  ["ftp://127.0.0.1", undefined],
  ["javascript:alert(1)", undefined],
  ["127.0.0.1:8181", undefined],
  ["", undefined],
  [8181, undefined],
  [null, undefined],
];

for (const [managed, expected] of cases) {
  test(`${String(JSON.stringify(managed))} is ${expected ?? "refused"}`, () => assert.equal(backendUrl(managed), expected));
}
