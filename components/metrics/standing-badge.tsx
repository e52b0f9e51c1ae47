import { IconCheck, IconCircleDashed, IconX } from "@tabler/icons-react";
import badges from "../posture/badges.module.css";
import { type Standing, standingWords } from "./words.ts";

const looks = {
  "on-target": { tone: "pass", Icon: IconCheck },
  "off-target": { tone: "fail", Icon: IconX },
  unmeasured: { tone: "none", Icon: IconCircleDashed },
} as const;

export function StandingBadge({ standing }: { standing: Standing }) {
  const { tone, Icon } = looks[standing];
  return (
    <span className={`${badges["badge"]} ${badges[tone]}`}>
      <Icon aria-hidden />
      {standingWords[standing]}
    </span>
  );
}
