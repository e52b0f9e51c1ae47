import type { FindingRowDto } from "#lib/api/dto/findings.ts";

/** Our own findings carry their control's title, which says how things should be: here they are not so. */
export function findingTitle({ source, title }: Pick<FindingRowDto, "source" | "title">): string {
  return source === "postern" ? `Not met: ${title}` : title;
}

/** An ARN without what the columns beside it say: partition, Region and account. */
export function shortResource(resourceId: string): string {
  const [, service, rest] = /^arn:[^:]*:([^:]*):[^:]*:[^:]*:(.+)$/s.exec(resourceId) ?? [];
  return service === undefined || rest === undefined ? resourceId : `${service}:${rest}`;
}
