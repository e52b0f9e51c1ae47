"use client";

import { createContext, type ReactNode, useContext, useEffect, useState } from "react";

const Now = createContext(0);

const TICK_MS = 15_000;

/** Starts at the instant the server rendered, so that the browser's first render says the same. */
export function NowProvider({ renderedAt, children }: { renderedAt: number; children: ReactNode }) {
  const [now, setNow] = useState(renderedAt);
  useEffect(() => {
    const tick = () => setNow(Date.now());
    const timer = setInterval(tick, TICK_MS);
    tick();
    return () => clearInterval(timer);
  }, []);
  return <Now value={now}>{children}</Now>;
}

export function useNow(): number {
  return useContext(Now);
}
