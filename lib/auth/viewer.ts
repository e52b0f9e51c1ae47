/** Who looks, and which accounts they may see. Every query takes one first. */
export interface Viewer {
  readonly id: string;
  readonly name: string;
  /** Account ids, or all of the Organization. */
  readonly accounts: "all" | readonly string[];
}

/** The operator at the machine itself: until sign-in exists the app listens on loopback only. */
export const localViewer: Viewer = { id: "local", name: "Local operator", accounts: "all" };
