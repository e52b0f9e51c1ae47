/** Roles that AWS makes and keeps: nobody in the account chooses their policies. */
export function isServiceLinked(path: string): boolean {
  return path.startsWith("/aws-service-role/");
}

/** Roles that IAM Identity Center makes from a permission set and keeps equal to it. */
export function isFromPermissionSet(path: string): boolean {
  return path.startsWith("/aws-reserved/sso.amazonaws.com/");
}
