/** How Active Directory writes ids. The first three groups of a GUID are little-endian in its bytes (MS-DTYP 2.3.4). */
export function guidBase64(guid: string): string {
  const [a = '', b = '', c = '', d = '', e = ''] = guid.split('-');
  const reversed = [a, b, c].map((part) => Buffer.from(part, 'hex').reverse());
  return Buffer.concat([...reversed, Buffer.from(d + e, 'hex')]).toString('base64');
}

const ACCOUNT_DISABLED = 2;
const NORMAL_ACCOUNT = 512;

/** The schema's `accountDisabled` is one bit of userAccountControl (MS-ADTS 2.2.16). */
export const hasDisabledFlag = (control: number): boolean => (control & ACCOUNT_DISABLED) !== 0;

/** Changes that bit and keeps the others. `control` is undefined for an account that is being created. */
export function withAccountDisabled(control: number | undefined, disabled: boolean): number {
  const before = control ?? NORMAL_ACCOUNT;
  return disabled ? before | ACCOUNT_DISABLED : before & ~ACCOUNT_DISABLED;
}

const SECURITY_GROUP = -2147483648;
const UNIVERSAL_GROUP = 8;

/** The schema's two flags of a group are bits of groupType (MS-ADTS 2.2.12). */
export const groupFlags = (groupType: number) => ({
  isSecurityGroup: groupType < 0,
  UniversalScope: (groupType & UNIVERSAL_GROUP) !== 0,
});

/** -2147483640 for a universal security group. Global scope stands in where universal is not wanted. */
export function groupTypeOf(flags: {
  readonly isSecurityGroup: boolean;
  readonly UniversalScope: boolean;
}): number {
  return (flags.isSecurityGroup ? SECURITY_GROUP : 0) + (flags.UniversalScope ? UNIVERSAL_GROUP : 2);
}

/** A value inside an LDAP filter (RFC 4515 section 3). */
export const escapeLdapFilterValue = (value: string): string =>
  value.replace(/[*()\\\0]/g, (letter) => `\\${letter.charCodeAt(0).toString(16).padStart(2, '0')}`);
