import type { NextConfig } from "next";

const config: NextConfig = {
  // Postgres clients and loggers choose files at run time, which a bundler cannot follow.
  serverExternalPackages: [
    "pg",
    "pg-copy-streams",
    "graphile-worker",
    "pino",
    "@prisma/client",
    "@prisma/adapter-pg",
  ],
  experimental: { optimizePackageImports: ["@mantine/core", "@mantine/hooks", "@tabler/icons-react"] },
  poweredByHeader: false,
};

export default config;
