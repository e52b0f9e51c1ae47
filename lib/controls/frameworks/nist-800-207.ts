import { readRequirements } from "./requirement.ts";

const text = `
T1 | All data sources and computing services are resources
T2 | All communication is secured, wherever the network is
T3 | Access to a resource is granted per session
T4 | Access is decided by dynamic policy
T5 | The integrity and posture of all assets are monitored and measured
T6 | Authentication and authorization are dynamic and enforced before access
T7 | What is known of assets, network and communications improves posture
`;

/** NIST SP 800-207, section 2.1: the seven tenets, shortened. */
export const nist800207 = readRequirements(text, () => "Tenets of zero trust");
