import { type DataTag, dehydrate, HydrationBoundary } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { makeQueryClient } from "./query-client.ts";

/** Hands what the server already read to the client component's `useQuery` of the same key. */
export function Seeded<T>({
  query,
  data,
  children,
}: {
  query: { readonly queryKey: DataTag<string[], T, Error> };
  data: NoInfer<T>;
  children: ReactNode;
}) {
  const queryClient = makeQueryClient();
  queryClient.setQueryData<unknown>(query.queryKey, data);
  return <HydrationBoundary state={dehydrate(queryClient)}>{children}</HydrationBoundary>;
}
