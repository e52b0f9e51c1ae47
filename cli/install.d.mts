type Say = (line: string) => void;

export function installHash(root: string): string;
export function schemaHash(root: string): string;
export function isInstalled(root: string): boolean;
export function sameVersions(wantedText: string, installedText: string): boolean;
export function install(root: string, say: Say): Promise<void>;
export function generateClient(root: string, node: string, say: Say): Promise<void>;
export function withInstallLock(root: string, say: Say, work: () => Promise<void>): Promise<void>;
