import { Button } from "@mantine/core";
import { IconGitCompare } from "@tabler/icons-react";
import type { CompareFilter } from "#lib/api/compare-filter.ts";
import { Link } from "../time/link.tsx";
import { compareHref } from "./words.ts";

/** From a page to what changed in what it shows. */
export function CompareLink({ of }: { of: Partial<CompareFilter> }) {
  return (
    <Button
      size="xs"
      variant="default"
      component={Link}
      href={compareHref(of)}
      leftSection={<IconGitCompare size={15} aria-hidden />}
    >
      Compare with…
    </Button>
  );
}
