import { type CSSVariablesResolver, createTheme, type MantineColorsTuple } from "@mantine/core";

const slate: MantineColorsTuple = [
  "#f8fafc",
  "#f1f4f8",
  "#e4e9f0",
  "#d3dbe5",
  "#bcc7d4",
  "#92a0b3",
  "#5d6b7f",
  "#475467",
  "#323e4f",
  "#1b2430",
];

const night: MantineColorsTuple = [
  "#d6dde6",
  "#bac4d0",
  "#95a2b3",
  "#6b7889",
  "#394554",
  "#28323f",
  "#1b232d",
  "#12181f",
  "#0d1218",
  "#080b0f",
];

const brand: MantineColorsTuple = [
  "#eef1fe",
  "#dce2fa",
  "#b8c3f1",
  "#92a2e8",
  "#7387e0",
  "#5f75da",
  "#4b62cf",
  "#3c51b5",
  "#3347a0",
  "#283a87",
];

/** Colours that carry meaning are variables in app/globals.css; everything else about the look is here. */
export const theme = createTheme({
  // Named faces first: on a Linux without a desktop `system-ui` is whatever font sorts first, often a wide one.
  fontFamily:
    '-apple-system, "Segoe UI", Roboto, "Noto Sans", Ubuntu, Cantarell, "Liberation Sans", "DejaVu Sans Condensed", system-ui, sans-serif',
  fontFamilyMonospace: "ui-monospace, SFMono-Regular, Menlo, Consolas, 'DejaVu Sans Mono', monospace",
  colors: { gray: slate, dark: night, brand },
  primaryColor: "brand",
  primaryShade: { light: 7, dark: 6 },
  black: "#1b2430",
  defaultRadius: "md",
  radius: { xs: "3px", sm: "5px", md: "8px", lg: "12px", xl: "20px" },
  fontSizes: { xs: "0.75rem", sm: "0.8125rem", md: "0.875rem", lg: "1rem", xl: "1.25rem" },
  spacing: { xs: "0.5rem", sm: "0.75rem", md: "1rem", lg: "1.25rem", xl: "1.75rem" },
  headings: {
    fontWeight: "620",
    sizes: {
      h1: { fontSize: "1.25rem", lineHeight: "1.3" },
      h2: { fontSize: "0.9375rem", lineHeight: "1.35" },
      h3: { fontSize: "0.8125rem", lineHeight: "1.4" },
    },
  },
  focusRing: "auto",
  cursorType: "pointer",
  respectReducedMotion: true,
});

/** Mantine sets its own for each scheme. */
const error = { "--mantine-color-error": "var(--fail-text)" } as const;

export const cssVariables: CSSVariablesResolver = () => ({
  variables: {},
  light: { "--mantine-color-body": "#f5f7fa", "--mantine-color-dimmed": "#566376", ...error },
  dark: { "--mantine-color-body": "#10151b", "--mantine-color-dimmed": "#9aa7b8", ...error },
});
