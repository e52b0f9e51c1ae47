import type {
  AwsSecurityFinding,
  AwsSecurityFindingFilters,
  DateFilter,
  StringFilter,
} from "@aws-sdk/client-securityhub";
import { instant } from "../model/calendar.ts";
import { ApiError } from "../runtime/api-error.ts";

type Read = (finding: AwsSecurityFinding) => readonly (string | undefined)[];

const texts: Readonly<Record<string, Read>> = {
  Id: (finding) => [finding.Id],
  AwsAccountId: (finding) => [finding.AwsAccountId],
  AwsAccountName: (finding) => [finding.AwsAccountName],
  ProductArn: (finding) => [finding.ProductArn],
  ProductName: (finding) => [finding.ProductName],
  CompanyName: (finding) => [finding.CompanyName],
  GeneratorId: (finding) => [finding.GeneratorId],
  Region: (finding) => [finding.Region],
  Type: (finding) => finding.Types ?? [],
  Title: (finding) => [finding.Title],
  RecordState: (finding) => [finding.RecordState],
  WorkflowStatus: (finding) => [finding.Workflow?.Status],
  SeverityLabel: (finding) => [finding.Severity?.Label],
  ComplianceStatus: (finding) => [finding.Compliance?.Status],
  ComplianceSecurityControlId: (finding) => [finding.Compliance?.SecurityControlId],
  ResourceId: (finding) => finding.Resources?.map(({ Id }) => Id) ?? [],
  ResourceType: (finding) => finding.Resources?.map(({ Type }) => Type) ?? [],
};
const dates: Readonly<Record<string, (finding: AwsSecurityFinding) => string | undefined>> = {
  UpdatedAt: (finding) => finding.UpdatedAt,
  CreatedAt: (finding) => finding.CreatedAt,
  FirstObservedAt: (finding) => finding.FirstObservedAt,
  LastObservedAt: (finding) => finding.LastObservedAt,
};

function holds(
  values: readonly (string | undefined)[],
  { Value = "", Comparison = "EQUALS" }: StringFilter,
): boolean {
  const some = (test: (value: string) => boolean) =>
    values.some((value) => value !== undefined && test(value));
  switch (Comparison) {
    case "NOT_EQUALS":
      return !some((value) => value === Value);
    case "PREFIX":
      return some((value) => value.startsWith(Value));
    case "PREFIX_NOT_EQUALS":
      return !some((value) => value.startsWith(Value));
    case "CONTAINS":
      return some((value) => value.includes(Value));
    case "NOT_CONTAINS":
      return !some((value) => value.includes(Value));
    default:
      return some((value) => value === Value);
  }
}

/** Wanted values are alternatives; unwanted ones must all be missing. */
function textMatches(values: readonly (string | undefined)[], filters: readonly StringFilter[]): boolean {
  const unwanted = filters.filter(({ Comparison }) => Comparison?.includes("NOT"));
  const wanted = filters.filter((filter) => !unwanted.includes(filter));
  return (
    unwanted.every((filter) => holds(values, filter)) &&
    (wanted.length === 0 || wanted.some((filter) => holds(values, filter)))
  );
}

function dateMatches(value: string | undefined, filters: readonly DateFilter[], day: number): boolean {
  const time = Date.parse(value ?? "");
  return filters.some(({ Start, End, DateRange }) => {
    const from =
      DateRange?.Value === undefined
        ? Date.parse(Start ?? "")
        : instant(day + 1 - DateRange.Value, 0).getTime();
    const to = Date.parse(End ?? "");
    return !(time < from) && !(time > to);
  });
}

function isText(filters: readonly object[]): filters is StringFilter[] {
  return filters.every((filter) => "Value" in filter);
}

/** A test of findings by the filters of a request; a filter it does not know is refused, never ignored. */
export function filterOf(
  filters: AwsSecurityFindingFilters,
  day: number,
): (finding: AwsSecurityFinding) => boolean {
  const tests = Object.entries(filters).map(([name, wanted]) => {
    const text = texts[name];
    const date = dates[name];
    if (text && isText(wanted)) return (finding: AwsSecurityFinding) => textMatches(text(finding), wanted);
    if (date) return (finding: AwsSecurityFinding) => dateMatches(date(finding), wanted, day);
    throw new ApiError(
      "InvalidInputException",
      400,
      `The simulator does not know the finding filter ${name}.`,
    );
  });
  return (finding) => tests.every((test) => test(finding));
}
