/** The anchor of a heading, as GitHub makes it: the same links work there and here. */
export function anchorOf(heading: string): string {
  return heading
    .toLowerCase()
    .replaceAll(/[^\p{Letter}\p{Number}\s-]/gu, "")
    .trim()
    .replaceAll(/\s/g, "-");
}

const ours = /^(?:\.\.\/(?<control>controls)\/)?(?<name>[a-z0-9-]+)\.md(?<anchor>#[a-z0-9-]+)?$/;

/** Where a link of a runbook leads in the app; null for one that leads nowhere safe. */
export function pageOf(href: string): string | null {
  if (/^(https:\/\/|#)/.test(href)) return href;
  const { control, name = "", anchor = "" } = ours.exec(href)?.groups ?? {};
  if (name === "") return null;
  return `/${control ?? "runbooks"}/${name}${anchor}`;
}
