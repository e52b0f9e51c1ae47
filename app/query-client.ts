import { QueryClient } from "@tanstack/react-query";

const FRESH_MS = 15_000;

export function makeQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: FRESH_MS,
        retry: 1,
        // With nothing to show the page's error boundary explains; with something, it stays.
        throwOnError: (_error, query) => query.state.data === undefined,
      },
    },
  });
}
