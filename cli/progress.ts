/** Tells people what a command is doing. */
export type Progress = {
  /** A step begins, or goes on; on a terminal the line is rewritten. */
  update(text: string): void;
  /** A line that stays. */
  say(text: string): void;
};

type Output = { isTTY?: boolean; columns?: number; write(text: string): unknown };

const CLEAR = "\r\u001b[2K";

/** One rewriting line on a terminal; elsewhere a plain line whenever the text changes. */
export function createProgress(output: Output = process.stderr): Progress {
  let shown = "";
  return {
    update(text) {
      if (text === shown) return;
      if (!output.isTTY) output.write(`${text}\n`);
      else output.write(`${CLEAR}${text.slice(0, (output.columns ?? 80) - 1)}`);
      shown = text;
    },
    say(text) {
      output.write(`${output.isTTY && shown !== "" ? CLEAR : ""}${text}\n`);
      shown = "";
    },
  };
}
