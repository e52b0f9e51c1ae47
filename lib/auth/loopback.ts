/** Whether a host name or address, without its port, is this machine's own loopback. */
export function isLoopbackHost(host: string): boolean {
  return host === "localhost" || host === "::1" || host === "[::1]" || /^127(\.\d{1,3}){3}$/.test(host);
}

/** The host of a Host header, without its port. */
export function hostOf(header: string): string {
  return header.replace(/:\d+$/, "").toLowerCase();
}
