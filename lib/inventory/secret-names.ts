/** Words that end the name of what is itself secret: `DB_PASSWORD`, `stripeApiKey`. */
const secretWords: ReadonlySet<string> = new Set([
  "password",
  "passwords",
  "passwd",
  "passphrase",
  "pwd",
  "secret",
  "secrets",
  "token",
  "credential",
  "credentials",
  "apikey",
]);
const secretPairs: ReadonlySet<string> = new Set(
  ["api", "private", "secret", "access", "encryption", "signing", "auth", "account", "master"].map(
    (kind) => `${kind} key`,
  ),
);

/** After such a word the name speaks of a secret and does not hold one: `TOKEN_URL`, `SECRET_ARN`. */
const describing: ReadonlySet<string> = new Set(
  "algorithm arn arns audience backend bucket class count dir directory enabled endpoint engine expiration expires expiry field file filename header host id ids interval issuer kind length lifetime limit location manager max min mode name names namespace path policy prefix provider ref reference region regex retention rotation scope service size source store timeout ttl type uri url username validity version".split(
    " ",
  ),
);

function wordsOf(name: string): string[] {
  return name
    .replace(/([a-z\d])([A-Z])/g, "$1 $2")
    .toLowerCase()
    .split(/[^a-z]+/)
    .filter((word) => word !== "");
}

/** Whether a variable's name says that its value is a secret. */
export function isSecretName(name: string): boolean {
  const words = wordsOf(name);
  // The shell's working directory.
  if (words.length === 1 && words[0] === "pwd") return false;
  const last = words.findLastIndex(
    (word, index) => secretWords.has(word) || secretPairs.has(`${words[index - 1]} ${word}`),
  );
  return last >= 0 && !words.slice(last + 1).some((word) => describing.has(word));
}

const references: readonly RegExp[] = [
  /^(true|false|yes|no|on|off|enabled|disabled|required|optional|none|null|nil|undefined|n\/a)$/i,
  /^[+-]?\d+(\.\d+)?$/,
  /^arn:/,
  // CloudFormation's {{resolve:…}}, shell's $X and `command`, templates' <your token>.
  /\{\{.*\}\}|\$\{.*\}|\$\(.*\)|^\$\w+$|^`|^%[A-Z_]+%$|^<.*>$/s,
  /^(ssm|ssm-secure|secretsmanager|secretmanager|parameterstore|vault|awssm|sm|op|file|env|kms):/i,
  /^https?:\/\/[^@]*$/,
  // A file, or the name of a parameter or secret: /run/secrets/db, prod/orders/db-password.
  /^(\.{0,2}|~)\/[\w./-]*$/,
  /^[a-z][\da-z_.-]*(\/[a-z][\da-z_.-]*)+$/,
  /^[*x.]+$/i,
];

/** Whether a value stands for a secret that is kept elsewhere, or for none. */
export function isReference(value: string): boolean {
  const text = value.trim();
  return text === "" || references.some((pattern) => pattern.test(text));
}
