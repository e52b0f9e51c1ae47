import { hostOf, isLoopbackHost } from "#lib/auth/loopback.ts";

/**
 * Refuses requests under any name but this machine's own. Until sign-in exists the app listens on loopback only;
 * a web site that points its own name there (DNS rebinding) would otherwise read it through the browser.
 */
export function proxy(request: Request): Response | undefined {
  const host = request.headers.get("host") ?? "";
  if (isLoopbackHost(hostOf(host))) return undefined;
  return new Response(
    "Postern answers on the loopback address only until sign-in exists. Use http://localhost with the port, through an SSH tunnel from elsewhere.\n",
    { status: 421, headers: { "content-type": "text/plain; charset=utf-8" } },
  );
}
