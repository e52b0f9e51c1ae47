const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
const accountLetters = 8;

function toLetters(value: number): string {
  let rest = value;
  let text = "";
  for (let i = 0; i < accountLetters; i++) {
    text = (alphabet[rest % 32] ?? "") + text;
    rest = Math.floor(rest / 32);
  }
  return text;
}

/** An access key id that carries its account, as AWS's own do. */
export function encodeAccessKey(prefix: "AKIA" | "ASIA", accountId: string, suffix: string): string {
  return `${prefix}${toLetters(Number(accountId))}${suffix.padEnd(8, "A").slice(0, 8)}`;
}

/** The account an access key id belongs to, or undefined when it cannot be one of ours. */
export function accountOfAccessKey(accessKeyId: string): string | undefined {
  const letters = /^A[KS]IA([A-Z2-7]{8})[A-Z2-7]{8}$/.exec(accessKeyId)?.[1];
  if (letters === undefined) return undefined;
  const value = [...letters].reduce((sum, letter) => sum * 32 + alphabet.indexOf(letter), 0);
  return String(value).padStart(12, "0");
}
