import { mkdir, readdir, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { phaseName, pillarName, severityNames } from "#components/labels.ts";
import { type Control, type Pillar, pillars } from "#lib/controls/define.ts";
import { frameworkById } from "#lib/controls/frameworks/registry.ts";
import { frameworks, type Mapping } from "#lib/controls/frameworks.ts";
import { controls } from "#lib/controls/registry.ts";
import { runbooks } from "#lib/controls/runbooks.ts";
import { type FactKind, scopeOf } from "#lib/inventory/kinds.ts";
import { ROOT } from "./paths.ts";

const notice = "<!-- Generated from the controls' declarations: node cli/control-docs.ts -->\n";
const folder = path.join("docs", "controls");

type Row = readonly string[];

function table(head: Row, rows: readonly Row[]): string {
  const line = (cells: Row) => `| ${cells.map((cell) => cell.replaceAll("|", "\\|")).join(" | ")} |\n`;
  return [line(head), `|${head.map(() => "---|").join("")}\n`, ...rows.map(line)].join("");
}

const code = (text: string) => `\`${text}\``;

function block(language: string, text: string): string {
  const fence = text.includes("```") ? "````" : "```";
  return `${fence}${language}\n${text.trimEnd()}\n${fence}\n`;
}

/** `${region}` as `<region>`: a shell refuses the second, where it would take the first for an empty variable. */
function named(control: Control, text: string): string {
  const names = ["account", "region", "resource", "name", ...(control.remediation.fills ?? [])];
  return names.reduce((filled, name) => filled.replaceAll(`\${${name}}`, `<${name}>`), text);
}

const places: Readonly<Record<ReturnType<typeof scopeOf>, string>> = {
  global: "once in every account",
  regional: "in every account and enabled Region",
  organization: "once for the organization",
};

function placeOf(kind: FactKind): string {
  return places[scopeOf(kind)];
}

function judged({ subject, reads, parts }: Control): string {
  const subjects = [...new Set(parts?.map((part) => part.subject) ?? [subject])];
  const others = reads.filter((kind) => !subjects.includes(kind));
  const what = subjects.map((kind) => `Each ${code(kind)}, ${placeOf(kind)}.`).join(" ");
  const beside = others.length === 0 ? "" : ` Reads ${others.map(code).join(", ")} as well.`;
  return `${what}${beside} Where one of these was not completely seen within a day, the control is unknown there.\n`;
}

function requirementRow({ framework, requirement, ours }: Mapping): Row {
  const known = frameworkById(framework)?.requirements.find(({ id }) => id === requirement);
  return [frameworks[framework].title, requirement, known?.title ?? "", ours ? "our reading" : "published"];
}

function controlPage(control: Control): string {
  const { id, title, version, severity, pillar, phase, rationale, remediation, runbook, mappings } = control;
  const { summary, cli, terraform, policy, verify } = remediation;
  const facts = [
    severityNames[severity],
    pillarName(pillar),
    phaseName(phase).replace(" · ", ": "),
    `version ${version}`,
  ];
  const sections = [
    `## What is judged\n${judged(control)}`,
    `## Why it matters\n${rationale}\n`,
    `## How to fix it\n${named(control, summary)}\n`,
    `### AWS CLI\n${block("sh", named(control, cli))}`,
    `### Terraform\n${block("hcl", named(control, terraform))}`,
    ...(policy === undefined ? [] : [`### Policy\n${block("json", named(control, policy))}`]),
    `## How to see that it worked\n${block("sh", named(control, verify))}`,
    ...(runbook === undefined
      ? []
      : [`## If it was used\nRunbook: [${runbooks[runbook].title}](../runbooks/${runbook}.md).\n`]),
    `## Mappings\n${table(["framework", "requirement", "asks for", "by"], mappings.map(requirementRow))}`,
  ];
  return `${notice}# ${title}\n${code(id)} · ${facts.join(" · ")}\n\n${sections.join("\n")}`;
}

function indexSection(pillar: Pillar): string {
  const rows = controls
    .filter((control) => control.pillar === pillar)
    .map(({ id, title, severity, phase, runbook }) => [
      `[${title}](controls/${id}.md)`,
      code(id),
      severityNames[severity],
      String(phase),
      runbook === undefined ? "" : `[${runbooks[runbook].title}](runbooks/${runbook}.md)`,
    ]);
  const head = ["control", "id", "severity", "phase", "runbook"];
  return rows.length === 0 ? "" : `## ${pillarName(pillar)}\n${table(head, rows)}\n`;
}

function indexPage(): string {
  return `${notice}# Controls
${controls.length} controls, by pillar of the CISA Zero Trust Maturity Model. Each says what it judges, why, how to fix what fails, how
to see that it worked, and which requirements of frameworks it answers. Phases are those of the roadmap.

${pillars.map(indexSection).join("")}`.replace(/\n+$/, "\n");
}

/** The pages about controls, by their place in the repository. */
export function controlDocs(): Readonly<Record<string, string>> {
  return Object.fromEntries([
    [path.join("docs", "controls.md"), indexPage()],
    ...controls.map((control) => [path.join(folder, `${control.id}.md`), controlPage(control)]),
  ]);
}

/** What lies in the folder of the pages now. */
export async function committedPages(): Promise<readonly string[]> {
  return (await readdir(path.join(ROOT, folder))).map((name) => path.join(folder, name));
}

if (import.meta.main) {
  const pages = controlDocs();
  await mkdir(path.join(ROOT, folder), { recursive: true });
  for (const page of await committedPages()) if (!(page in pages)) await rm(path.join(ROOT, page));
  for (const [page, text] of Object.entries(pages)) await writeFile(path.join(ROOT, page), text);
}
