"use client";

/** The last resort, when not even the shell can be made: no styles, no providers, only words. */
export default function GlobalError({ retry }: { error: unknown; retry: () => void }) {
  return (
    <html lang="en">
      <body style={{ fontFamily: "system-ui, sans-serif", padding: "3rem", maxWidth: "40rem" }}>
        <title>Postern cannot be shown</title>
        <h1>Postern cannot be shown</h1>
        <p>The fault is ours, not in your accounts. The app's log tells more.</p>
        <button type="button" onClick={retry}>
          Try again
        </button>
      </body>
    </html>
  );
}
