"use client";

import { MantineProvider } from "@mantine/core";
import { QueryClientProvider } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import { cssVariables, theme } from "#components/theme.ts";
import { NowProvider } from "#components/time/now.tsx";
import { makeQueryClient } from "./query-client.ts";

export function Providers({ renderedAt, children }: { renderedAt: number; children: ReactNode }) {
  const [queryClient] = useState(makeQueryClient);
  return (
    <MantineProvider theme={theme} cssVariablesResolver={cssVariables} defaultColorScheme="auto">
      <QueryClientProvider client={queryClient}>
        <NowProvider renderedAt={renderedAt}>{children}</NowProvider>
      </QueryClientProvider>
    </MantineProvider>
  );
}
