import { spawn } from "node:child_process";
import net from "node:net";
import { expect, test } from "@playwright/test";
import { withoutAws } from "#cli/environment.ts";
import { NEXT } from "#cli/paths.ts";
import { freePort } from "#cli/postgres-cluster.ts";

/** A way to the tests' database that can be cut, since the database itself serves the other tests. */
async function openLine(databaseUrl: string) {
  const { hostname, port: databasePort } = new URL(databaseUrl);
  const sockets = new Set<net.Socket>();
  const server = net.createServer((near) => {
    const far = net.connect(Number(databasePort), hostname);
    for (const [one, other] of [
      [near, far],
      [far, near],
    ] as const) {
      sockets.add(one);
      one.pipe(other);
      one.on("error", () => other.destroy());
      one.on("close", () => {
        sockets.delete(one);
        other.destroy();
      });
    }
  });
  const port = await freePort();
  const mend = () => new Promise<void>((resolve) => server.listen(port, "127.0.0.1", resolve));
  const cut = async () => {
    const closed = new Promise((resolve) => server.close(resolve));
    for (const socket of sockets) socket.destroy();
    await closed;
  };
  await mend();
  const url = new URL(databaseUrl);
  url.port = String(port);
  return { url: url.href, cut, mend };
}

async function startApp(databaseUrl: string) {
  const port = await freePort();
  const env = { ...withoutAws(process.env), NODE_ENV: "production", DATABASE_URL: databaseUrl } as const;
  const child = spawn(process.execPath, [NEXT, "start", "-H", "127.0.0.1", "-p", String(port)], {
    env,
    stdio: "ignore",
  });
  const exited = new Promise((resolve) => child.once("exit", resolve));
  const stop = async () => {
    child.kill();
    await exited;
  };
  return { url: `http://127.0.0.1:${port}`, stop };
}

test("what the database takes down comes back with it, untouched", async ({ page, request }) => {
  const line = await openLine(process.env["POSTERN_DATABASE_URL"] ?? "");
  const app = await startApp(line.url);
  try {
    const health = async () => {
      const response = await request.get(`${app.url}/api/health`).catch(() => null);
      return response?.status();
    };
    await expect.poll(health).toBe(200);
    await page.goto(`${app.url}/accounts`);
    await expect(page.getByRole("heading", { level: 1, name: "Accounts" })).toBeVisible();

    await line.cut();
    await expect.poll(health).toBe(503);
    const refused = await request.get(`${app.url}/api/overview`);
    expect(refused.status()).toBe(503);
    expect(refused.headers()["retry-after"]).toBe("5");
    await page.goto(`${app.url}/accounts`);
    await expect(page.getByRole("heading", { name: "The database does not answer" })).toBeVisible();

    await line.mend();
    await expect(page.getByRole("heading", { level: 1, name: "Accounts" })).toBeVisible();
    await expect(page.getByRole("region", { name: "Accounts" }).locator("tbody tr")).not.toHaveCount(0);
  } finally {
    await app.stop();
    await line.cut();
  }
});
