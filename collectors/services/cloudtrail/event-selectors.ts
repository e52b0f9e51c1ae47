import type { AdvancedEventSelector, AdvancedFieldSelector, EventSelector } from "@aws-sdk/client-cloudtrail";
import { sorted } from "#collectors/runtime/decode.ts";
import type { PayloadOf } from "#lib/inventory/kinds.ts";

type Kept = Pick<PayloadOf<"cloudtrail.trail">, "managementEvents" | "s3DataEvents">;
type Share = Kept["s3DataEvents"]["read"];

/** What a selector of one category keeps. */
interface Selected {
  readonly category: "management" | "s3";
  readonly read: boolean;
  readonly write: boolean;
  /** It leaves some resources or events out. */
  readonly narrowed: boolean;
  readonly excludedSources: readonly string[];
}

/** Data events of every bucket: https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_DataResource.html */
function everyBucket(arn: string): boolean {
  return /^arn:[^:]+:s3(:::)?$/.test(arn);
}

function fromBasic(selector: EventSelector): Selected[] {
  const type = selector.ReadWriteType ?? "All";
  const rights = { read: type !== "WriteOnly", write: type !== "ReadOnly" };
  const selected: Selected[] = [];
  if (selector.IncludeManagementEvents !== false)
    selected.push({
      ...rights,
      category: "management",
      narrowed: false,
      excludedSources: selector.ExcludeManagementEventSources ?? [],
    });
  for (const resource of selector.DataResources ?? [])
    if (resource.Type === "AWS::S3::Object" && (resource.Values ?? []).length > 0)
      selected.push({
        ...rights,
        category: "s3",
        narrowed: !(resource.Values ?? []).some(everyBucket),
        excludedSources: [],
      });
  return selected;
}

/** Whether a condition on a bucket's ARN leaves some out: anything but "begins as every bucket does". */
function narrowsArn({
  Equals,
  StartsWith,
  EndsWith,
  NotEquals,
  NotStartsWith,
  NotEndsWith,
}: AdvancedFieldSelector) {
  const others = [Equals, EndsWith, NotEquals, NotStartsWith, NotEndsWith];
  return others.some((values) => (values ?? []).length > 0) || !(StartsWith ?? []).some(everyBucket);
}

function fromAdvanced(selector: AdvancedEventSelector): Selected[] {
  const fields = new Map((selector.FieldSelectors ?? []).map((field) => [field.Field ?? "", field]));
  const category = fields.get("eventCategory")?.Equals?.[0];
  const readOnly = fields.get("readOnly")?.Equals;
  const rights = {
    read: readOnly === undefined || readOnly.includes("true"),
    write: readOnly === undefined || readOnly.includes("false"),
  };
  const rest = [...fields.keys()].filter((field) => field !== "eventCategory" && field !== "readOnly");
  if (category === "Management") {
    const source = fields.get("eventSource");
    const onlyExcludes = source === undefined || (source.NotEquals ?? []).length > 0;
    const narrowed = !onlyExcludes || rest.some((field) => field !== "eventSource");
    return [{ ...rights, category: "management", narrowed, excludedSources: source?.NotEquals ?? [] }];
  }
  if (category !== "Data" || fields.get("resources.type")?.Equals?.includes("AWS::S3::Object") !== true)
    return [];
  const arn = fields.get("resources.ARN");
  const narrowed =
    rest.some((field) => field !== "resources.type" && field !== "resources.ARN") ||
    (arn !== undefined && narrowsArn(arn));
  return [{ ...rights, category: "s3", narrowed, excludedSources: [] }];
}

function shareOf(selected: readonly Selected[], right: "read" | "write"): Share {
  const those = selected.filter((each) => each[right]);
  if (those.length === 0) return "none";
  return those.some((each) => !each.narrowed) ? "all" : "some";
}

/**
 * What a trail keeps by its selectors, of which AWS returns the basic or the advanced ones. Several selectors add up.
 *
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_AdvancedFieldSelector.html
 */
export function decodeSelectors(
  basic: readonly EventSelector[] | undefined,
  advanced: readonly AdvancedEventSelector[] | undefined,
): Kept {
  const selected = [...(basic ?? []).flatMap(fromBasic), ...(advanced ?? []).flatMap(fromAdvanced)];
  const management = selected.filter(({ category }) => category === "management");
  const s3 = selected.filter(({ category }) => category === "s3");
  // What one selector leaves out another may keep.
  const [first, ...others] = management.map(({ excludedSources }) => excludedSources);
  const excluded = (first ?? []).filter((source) => others.every((sources) => sources.includes(source)));
  return {
    managementEvents: {
      read: shareOf(management, "read"),
      write: shareOf(management, "write"),
      excludedSources: sorted(new Set(excluded)),
    },
    s3DataEvents: { read: shareOf(s3, "read"), write: shareOf(s3, "write") },
  };
}
