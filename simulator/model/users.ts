import { generation, shortlyAfterMidnight } from "./calendar.ts";
import { Dice, fraction } from "./dice.ts";
import type { Account } from "./organization.ts";
import { isStale, problem, row, type TruthRow, type World } from "./world.ts";

export interface AccessKey {
  readonly id: string;
  readonly active: boolean;
  readonly rotated: Date;
  readonly used: Date | undefined;
  readonly usedRegion: string;
  readonly usedService: string;
}

export interface User {
  readonly name: string;
  readonly arn: string;
  readonly id: string;
  readonly created: Date;
  readonly mfa: boolean;
  readonly password: { readonly used: Date | undefined; readonly changed: Date } | undefined;
  readonly keys: readonly AccessKey[];
}

const people = [
  "ana.silva",
  "bruno.costa",
  "chidi.okafor",
  "dagny.holm",
  "emre.yilmaz",
  "farah.haddad",
  "goran.petrov",
  "hana.sato",
] as const;
const machines = [
  "ci-deploy",
  "backup-agent",
  "terraform",
  "metrics-exporter",
  "sftp-sync",
  "legacy-batch",
] as const;

/** What a user was made to be; shapes and verdicts both follow from it. */
interface Intent {
  readonly createdDay: number;
  readonly mfa: boolean;
  readonly hasPassword: boolean;
  readonly passwordUsed: number | undefined;
  readonly keys: readonly {
    readonly active: boolean;
    readonly rotated: number;
    readonly used: number | undefined;
  }[];
}

function weekly(world: World, key: string): number {
  // Moves once a week, so that the same user does not change every single day.
  return world.day - ((world.day + Math.floor(fraction(`weekday/${key}`) * 7)) % 7);
}

function keyIntent(world: World, key: string, createdDay: number, lastUse: number, active: boolean) {
  const forgotten = problem(world, `${key}/rotation`, 0.3);
  const rotated = forgotten
    ? createdDay
    : Math.max(createdDay, generation(`${key}/rotations`, 30, 75, world.day).created);
  const neverUsed = fraction(`${key}/never-used`) < 0.15;
  const used = neverUsed || lastUse < rotated ? undefined : lastUse;
  return { active, rotated, used };
}

function makeIntent(world: World, key: string, createdDay: number, machine: boolean): Intent {
  const dice = new Dice(`${key}/intent`);
  const mfa = !problem(world, `${key}/mfa`, machine ? 0.35 : 0.25);
  const leaves = dice.chance(0.3);
  const left = createdDay + dice.int(20, 700);
  const cleaned = left + 90 + dice.int(5, 200);
  const unusedPassword = dice.chance(0.1);
  const keyCount = machine ? dice.int(1, 2) : dice.int(0, 1);
  const secondInactive = dice.chance(0.5);
  const gone = leaves && world.day > left;
  const enabled = !(leaves && world.day >= cleaned);
  const lastUse = Math.max(gone ? left : weekly(world, key), createdDay);
  // A third key, of which the credential report does not tell: new, so that no verdict hangs on it.
  const third = keyCount === 2 && enabled && fraction(`${key}/third`) < 0.4;
  const thirdKey = {
    active: true,
    rotated: Math.max(createdDay, generation(`${key}/third`, 30, 75, world.day).created),
    used: undefined,
  };
  return {
    createdDay,
    mfa,
    hasPassword: !machine && enabled,
    passwordUsed: unusedPassword ? undefined : lastUse,
    keys: [
      ...Array.from({ length: keyCount }, (_, index) =>
        keyIntent(
          world,
          `${key}/key/${index}`,
          createdDay,
          lastUse,
          enabled && !(index === 1 && secondInactive),
        ),
      ),
      ...(third ? [thirdKey] : []),
    ],
  };
}

function judge(world: World, account: Account, arn: string, intent: Intent): TruthRow[] {
  const stale = (day: number) => isStale(world, day);
  const activeKeys = intent.keys.filter((key) => key.active);
  const anyOldKey = activeKeys.some((key) => stale(key.rotated));
  const uses = [...(intent.hasPassword ? [intent.passwordUsed] : []), ...activeKeys.map((key) => key.used)];
  const used = uses.filter((day) => day !== undefined);
  const nothingEnabled = !intent.hasPassword && activeKeys.length === 0;
  const inUse = used.length > 0 ? used.some((day) => !stale(day)) : !stale(intent.createdDay);
  const keyVerdict = anyOldKey ? "fail" : "pass";
  return [
    row(account, "iam-user-mfa", arn, intent.mfa ? "pass" : "fail"),
    row(account, "access-key-age-90d", arn, activeKeys.length === 0 ? "notApplicable" : keyVerdict),
    row(account, "iam-user-dormant-90d", arn, nothingEnabled || inUse ? "pass" : "fail"),
  ];
}

function makeUser(world: World, account: Account, key: string, name: string, intent: Intent): User {
  const dice = new Dice(`${key}/details`);
  const usedRegion = dice.pick(["us-east-1", "eu-west-1"]);
  const usedService = dice.pick(["s3", "ec2", "sts", "iam"]);
  const moment = (day: number, what: string) => shortlyAfterMidnight(day, `${key}/${what}`);
  return {
    name,
    arn: `arn:aws:iam::${account.id}:user/${name}`,
    id: `AIDA${dice.letters(17)}`,
    created: moment(intent.createdDay, "created"),
    mfa: intent.mfa,
    password: intent.hasPassword
      ? {
          used: intent.passwordUsed === undefined ? undefined : moment(intent.passwordUsed, "password-used"),
          changed: moment(
            Math.max(intent.createdDay, generation(`${key}/changes`, 60, 200, world.day).created),
            "pw",
          ),
        }
      : undefined,
    keys: intent.keys.map((accessKey, index) => ({
      id: `AKIA${new Dice(`${key}/key/${index}/${accessKey.rotated}`).letters(16)}`,
      active: accessKey.active,
      rotated: moment(accessKey.rotated, `rotated/${index}`),
      used: accessKey.used === undefined ? undefined : moment(accessKey.used, `used/${index}`),
      usedRegion,
      usedService,
    })),
  };
}

/** The IAM users of an account on a day, and what three controls must say about each. */
export function makeUsers(world: World, account: Account): { users: User[]; truth: TruthRow[] } {
  const base = `${world.options.seed}/${account.id}/user`;
  const dice = new Dice(`${base}/count`);
  const count = account.kind === "management" ? 2 : dice.int(2, 8);
  const firstMachine = Math.max(1, Math.ceil(count / 2));
  const users: User[] = [];
  const truth: TruthRow[] = [];
  for (let index = 0; index < count; index++) {
    const machine = index >= firstMachine;
    const name =
      (machine ? machines[index - firstMachine] : people[(index + dice.int(0, 1) * 4) % people.length]) ?? "";
    const key = `${base}/${index}`;
    const createdDay = account.joined + (index < 2 ? 1 : Math.floor(fraction(`${key}/created`) * 400));
    if (createdDay > world.day || users.some((user) => user.name === name)) continue;
    const intent = makeIntent(world, key, createdDay, machine);
    const user = makeUser(world, account, key, name, intent);
    users.push(user);
    truth.push(...judge(world, account, user.arn, intent));
  }
  return { users, truth };
}
