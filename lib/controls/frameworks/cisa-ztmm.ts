import { readRequirements } from "./requirement.ts";

const text = `
applications | Applications and workloads
automation | Automation and orchestration
data | Data
devices | Devices
governance | Governance
identity | Identity
networks | Networks
visibility | Visibility and analytics
`;

const crossCutting = new Set(["automation", "governance", "visibility"]);

/** CISA Zero Trust Maturity Model 2.0: five pillars and three capabilities across them. */
export const cisaZtmm = readRequirements(text, (id) =>
  crossCutting.has(id) ? "Capabilities across pillars" : "Pillars",
);
