/**
 * Whether an IAM pattern (`*` any run of characters, `?` exactly one) covers everything that `target` can
 * mean. `target` may be a pattern itself: its `*` is covered only by a `*`, its `?` by `*` or `?`. Sound,
 * not complete: `true` is certain.
 */
export function covers(pattern: string, target: string): boolean {
  let p = 0;
  let t = 0;
  let star = -1;
  let resume = 0;
  while (t < target.length) {
    const want = pattern[p];
    const have = target[t];
    if (want === "*") {
      star = p++;
      resume = t;
    } else if (want !== undefined && have !== "*" && (want === "?" || (want === have && have !== "?"))) {
      p++;
      t++;
    } else if (star >= 0) {
      p = star + 1;
      t = ++resume;
    } else return false;
  }
  while (pattern[p] === "*") p++;
  return p === pattern.length;
}

/**
 * `covers` for actions, which are not case-sensitive: `s3:Get*` covers `s3:getobject`.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_action.html
 */
export function coversAction(pattern: string, action: string): boolean {
  return covers(pattern.toLowerCase(), action.toLowerCase());
}

/** Whether an action pattern admits every action of every service: `*`, `*:*`, `**`. */
export function isEveryAction(pattern: string): boolean {
  return covers(pattern, "*:*");
}

/** Whether a resource pattern admits every resource: `*`, `**`. */
export function isEveryResource(pattern: string): boolean {
  return covers(pattern, "*");
}
