/** AWS publishes no limits for AWS Config; its rules and consoles call it in the same account. */
export const configBudgets = { "*": { rate: 3, burst: 6 } };
