import { execFileSync } from "node:child_process";
import { createPrivateKey, X509Certificate } from "node:crypto";
import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const openssl = (...args: readonly string[]) => execFileSync("openssl", args, { encoding: "utf8", stdio: "pipe" });

/** What a thief makes of the intermediate of an operator: a certificate for a host, with its chain and key. */
export function signWithStolenIntermediate(data: string, operator: string, host: string): { cert: string; key: string } {
  const folder = mkdtempSync(join(tmpdir(), "cloakroom-thief-"));
  const stolen = intermediate(join(data, "ca"), operator);
  const file = (name: string, content: string) => {
    writeFileSync(join(folder, name), content);
    return join(folder, name);
  };
  const ca = file("ca.pem", stolen.cert);
  const caKey = file("ca.key", stolen.key);
  const extensions = file(
    "leaf.cnf",
    `subjectAltName=DNS:${host}\nextendedKeyUsage=serverAuth\nbasicConstraints=critical,CA:FALSE\n`,
  );
  const [key, csr, leaf] = [join(folder, "leaf.key"), join(folder, "leaf.csr"), join(folder, "leaf.pem")];
  const fresh = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-keyout", key];
  openssl("req", "-new", ...fresh, "-subj", `/CN=${host}`, "-out", csr);
  openssl("x509", "-req", "-in", csr, "-CA", ca, "-CAkey", caKey, "-days", "10", "-extfile", extensions, "-out", leaf);
  return { cert: readFileSync(leaf, "utf8") + stolen.cert, key: readFileSync(key, "utf8") };
}

function intermediate(folder: string, operator: string): { cert: string; key: string } {
  const store = ["-in", join(folder, "intermediates.p12"), "-passin", `file:${join(folder, "password")}`, "-nodes"];
  const text = openssl("pkcs12", ...store);
  const blocks = (kind: string) => text.match(new RegExp(`-----BEGIN ${kind}-----[^-]+-----END ${kind}-----\n`, "g")) ?? [];
  const cert = blocks("CERTIFICATE").find((pem) => new X509Certificate(pem).subject.includes(`Cloakroom for ${operator}`));
  if (cert === undefined) throw new Error(`no intermediate for ${operator}`);
  const key = blocks("PRIVATE KEY").find((pem) => new X509Certificate(cert).checkPrivateKey(createPrivateKey(pem)));
  if (key === undefined) throw new Error(`no key for ${operator}`);
  return { cert, key };
}
