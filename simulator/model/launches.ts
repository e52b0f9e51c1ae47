import { Dice, fraction } from "./dice.ts";
import { ec2SettingsOf } from "./ec2-settings.ts";
import type { Account } from "./organization.ts";
import type { World } from "./world.ts";

/** The version of a launch template that an instance was made from. */
interface Launch {
  readonly templateId: string;
  readonly version: number;
  /** Whether the user data it was started with holds an access key. */
  readonly holdsKeys: boolean;
}

/** How an instance was launched; undefined where it was by hand. */
export function launchOf(
  world: World,
  account: Account,
  region: string,
  instanceId: string,
): Launch | undefined {
  const key = `${world.options.seed}/${instanceId}/launch`;
  const { templates, truth } = ec2SettingsOf(world, account, region);
  const template = new Dice(key).pick([undefined, ...templates]);
  const { LaunchTemplateId: templateId, VersionNumber: version } = template ?? {};
  if (templateId === undefined || version === undefined || fraction(`${key}/how`) < 0.3) return undefined;
  const keys = truth.some(
    ({ control, resource, verdict }) =>
      control === "workload-no-static-keys" && resource.endsWith(`/${templateId}`) && verdict === "fail",
  );
  // What was made to hold a key does so in its default version.
  return { templateId, version, holdsKeys: keys && template?.DefaultVersion === true };
}
