"use client";

// biome-ignore lint/style/noRestrictedImports: this is the one link that all others are.
import NextLink from "next/link";
import type { ComponentProps } from "react";
import { withAsOf } from "#lib/api/as-of.ts";
import { useAsOf } from "./as-of.tsx";

/** A link within Postern: it leads to the moment that is shown here. */
export function Link({ href, ...rest }: Omit<ComponentProps<typeof NextLink>, "href"> & { href: string }) {
  return <NextLink href={withAsOf(href, useAsOf())} {...rest} />;
}

/** The way back: it leaves the moment that is shown. */
export function LinkToNow({
  href,
  ...rest
}: Omit<ComponentProps<typeof NextLink>, "href"> & { href: string }) {
  return <NextLink href={href} {...rest} />;
}
