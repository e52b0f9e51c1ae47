import { expect, test } from "vitest";
import { NotReady, untilReady } from "./poll.ts";

const signal = new AbortController().signal;
const what = "The report";

function answering(...answers: (string | undefined)[]) {
  let asked = 0;
  return { ask: async () => answers[asked++], count: () => asked };
}

test("an answer that is there is taken at once", async () => {
  const job = answering("made");
  await expect(untilReady(job.ask, { what, signal, waitsMs: [60_000] })).resolves.toBe("made");
  expect(job.count()).toBe(1);
});

test("what is not ready is asked for again", async () => {
  const job = answering(undefined, undefined, "made");
  await expect(untilReady(job.ask, { what, signal, waitsMs: [1, 1, 1] })).resolves.toBe("made");
  expect(job.count()).toBe(3);
});

test("what is never ready is given up after the last wait, by name", async () => {
  const job = answering();
  const given = untilReady(job.ask, { what, signal, waitsMs: [1, 1] });
  await expect(given).rejects.toThrow(NotReady);
  expect(job.count()).toBe(3);
  await expect(untilReady(answering().ask, { what, signal, waitsMs: [] })).rejects.toThrow(
    "The report was not ready after 0 s.",
  );
});

test("a failure while asking is the failure", async () => {
  const ask = () => Promise.reject(new Error("NoSuchEntity"));
  await expect(untilReady(ask, { what, signal, waitsMs: [1] })).rejects.toThrow("NoSuchEntity");
});

test("waiting ends when the run is cancelled", async () => {
  const cancel = new AbortController();
  const waiting = untilReady(answering().ask, { what, signal: cancel.signal, waitsMs: [60_000] });
  cancel.abort();
  await expect(waiting).rejects.toThrow("abort");
});
