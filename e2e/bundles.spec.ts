import { readdir, readFile } from "node:fs/promises";
import path from "node:path";
import { expect, test } from "@playwright/test";

const build = path.resolve(import.meta.dirname, "..", ".next");

async function filesUnder(folder: string, ending: string): Promise<string[]> {
  const names = await readdir(path.join(build, folder), { recursive: true });
  return names.filter((name) => name.endsWith(ending)).map((name) => path.join(build, folder, name));
}

/** Texts that stand in any build of the SDK's clients and of Postgres drivers, minified or not. */
const awsSdk = /aws-sdk-js|X-Amz-Content-Sha256|x-amz-security-token|amzn-trace-id/i;
const databaseDriver = /SCRAM-SHA-256|PrismaClientKnownRequestError|server_version_num|pg_catalog/;

test("what the browser downloads holds no AWS SDK and no database driver", async () => {
  const files = await filesUnder("static", ".js");
  expect(files.length).toBeGreaterThan(5);
  for (const file of files) {
    const text = await readFile(file, "utf8");
    expect(text, path.basename(file)).not.toMatch(awsSdk);
    expect(text, path.basename(file)).not.toMatch(databaseDriver);
  }
});

test("what the app's server runs holds no AWS SDK", async () => {
  const files = await filesUnder("server", ".js");
  expect(files.length).toBeGreaterThan(20);
  for (const file of files) expect(await readFile(file, "utf8"), path.basename(file)).not.toMatch(awsSdk);
  const traces = await filesUnder("server", ".nft.json");
  expect(traces.length).toBeGreaterThan(10);
  for (const file of traces)
    expect(await readFile(file, "utf8"), path.basename(file)).not.toMatch(
      /node_modules\/@(aws-sdk|smithy)\//,
    );
});

test("the words looked for do stand in what they are looked for", async () => {
  const sdk = path.resolve(build, "..", "node_modules/@aws-sdk/core/dist-cjs");
  const texts = await Promise.all(
    (await readdir(sdk, { recursive: true }))
      .filter((name) => name.endsWith(".js"))
      .map((name) => readFile(path.join(sdk, name), "utf8")),
  );
  expect(texts.some((text) => awsSdk.test(text))).toBe(true);
  const driver = path.resolve(build, "..", "node_modules/pg/lib/crypto/sasl.js");
  expect(await readFile(driver, "utf8")).toMatch(databaseDriver);
});
