// Loaded into every child: when the supervisor is killed so hard that it cannot stop its children, the
// channel to it closes, and they stop by themselves.
if (process.channel) {
  process.on("disconnect", () => {
    process.kill(process.pid, "SIGTERM");
    setTimeout(() => process.exit(1), 10_000).unref();
  });
  process.channel.unref();
}
