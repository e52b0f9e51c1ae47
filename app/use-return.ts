"use client";

import { useEffect, useRef } from "react";

/** Calls `act` once what was seen down is seen up again. */
export function useReturn(state: "up" | "down" | undefined, act: () => void): void {
  const down = useRef(false);
  useEffect(() => {
    if (state === "down") down.current = true;
    else if (state === "up" && down.current) {
      down.current = false;
      act();
    }
  }, [state, act]);
}
