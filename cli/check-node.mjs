// Loaded before any TypeScript: below this version Node would only report a syntax error.
const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
if (major < 22 || (major === 22 && minor < 18)) {
  process.stderr.write(
    `Postern runs on Node 22.18 or later; this is ${process.versions.node}. Start it with \`npm run\`, which uses the version that npm installs with it.\n`,
  );
  process.exit(1);
}
