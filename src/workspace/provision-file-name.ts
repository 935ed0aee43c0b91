/** The file that makes a folder a workspace. */
export const PROVISION_FILE = 'provision.json';
