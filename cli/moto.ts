import { createHash } from "node:crypto";
import { readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { answersVersion, runProgram } from "./command.ts";
import { ROOT } from "./paths.ts";

const REQUIREMENTS = path.join(ROOT, "collectors", "contract", "requirements.txt");
const VENV = path.join(ROOT, ".venv");

/** The independent AWS of the contract tests, in a virtual environment; returns the path of moto_server. */
export async function prepareMoto(say: (line: string) => void): Promise<string> {
  const server = path.join(VENV, "bin", "moto_server");
  const stamp = path.join(VENV, ".postern-requirements");
  const wanted = createHash("sha256")
    .update(await readFile(REQUIREMENTS))
    .digest("hex");
  if ((await readFile(stamp, "utf8").catch(() => "")) === wanted && answersVersion(server)) return server;
  if (!answersVersion("python3")) {
    throw new Error(
      "The contract tests run against moto, which needs Python: install python3 with its venv module.",
    );
  }
  say("Installing moto, the independent AWS of the contract tests (once)…");
  const venv = await runProgram("python3", ["-m", "venv", "--clear", VENV], { keepStdout: true });
  if (venv.code !== 0) {
    throw new Error(
      "python3 could not make a virtual environment. On Debian or Ubuntu: apt-get install python3-venv.",
    );
  }
  const pip = ["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "-r", REQUIREMENTS];
  const installed = await runProgram(path.join(VENV, "bin", "python"), pip, { keepStdout: true });
  if (installed.code !== 0) {
    throw new Error(
      "pip could not install moto; its message is above. Check the connection to PyPI and run again.",
    );
  }
  await writeFile(stamp, wanted);
  return server;
}
