"use client";

import { Button } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useReturn } from "#app/use-return.ts";
import { BrokenState, ForbiddenState, UnavailableState } from "#components/shell/states.tsx";
import { ApiError } from "#lib/api/fetch-json.ts";

const LOOK_AGAIN_MS = 4000;

/** In production the server tells no reasons: whether it is the database, the health route says. */
async function databaseState(): Promise<"up" | "down"> {
  const response = await fetch("/api/health", { cache: "no-store" });
  const health: unknown = await response.json();
  const down =
    typeof health === "object" && health !== null && "database" in health && health.database === "down";
  return down ? "down" : "up";
}

export default function DashboardError({ error, retry }: { error: unknown; retry: () => void }) {
  const { data: database } = useQuery({
    queryKey: ["database-state"],
    queryFn: databaseState,
    refetchInterval: LOOK_AGAIN_MS,
    staleTime: 0,
    throwOnError: false,
  });
  useReturn(database, retry);
  const button = (
    <Button size="sm" onClick={retry}>
      Try again
    </Button>
  );
  if (error instanceof ApiError && error.code === "forbidden") return <ForbiddenState />;
  if (database === "down") return <UnavailableState>{button}</UnavailableState>;
  return <BrokenState reference={digestOf(error)}>{button}</BrokenState>;
}

function digestOf(error: unknown): string | null {
  return error instanceof Error && "digest" in error && typeof error.digest === "string"
    ? error.digest
    : null;
}
