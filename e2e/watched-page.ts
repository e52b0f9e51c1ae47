import { test as base, expect } from "@playwright/test";

/** A page on which every console error and every exception fails the test. */
export const test = base.extend<{ refused: RegExp | null }>({
  /** What a test has refused on purpose: Chromium complains of that answer. */
  refused: [null, { option: true }],
  page: async ({ page, refused }, use) => {
    const complaints: string[] = [];
    page.on("console", (message) => {
      if (message.type() !== "error" || refused?.test(message.location().url) === true) return;
      complaints.push(`${message.text()} (${message.location().url})`);
    });
    page.on("pageerror", (error) => complaints.push(error.message));
    await use(page);
    expect(complaints).toEqual([]);
  },
});

export { expect };
