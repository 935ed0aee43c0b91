import { describe, expect, it } from 'vitest';
import { evaluateContainers } from '../../../src/domain/scoping/containers.ts';

describe('organizational units', () => {
  const staff = 'OU=Staff,DC=corp,DC=contoso,DC=com';
  const verdict = (dn: string | undefined, ...includedContainers: readonly string[]) =>
    evaluateContainers({ includedContainers }, dn);

  it('restrict nothing when the rule names none', () => {
    expect(verdict('CN=Ada,DC=corp')).toBeUndefined();
  });

  it.each([
    [`CN=Ada,${staff}`, staff, true],
    [`CN=Ada,OU=Sales,${staff}`, staff, true],
    ['cn=ada, ou = staff, dc=CORP,dc=contoso,dc=com', staff, true],
    [`CN=Lovelace\\, Ada,${staff}`, staff, true],
    [staff, staff, false],
    ['CN=Ada,OU=NotStaff,DC=corp,DC=contoso,DC=com', staff, false],
    ['CN=Ada,OU=Staff,DC=corp', staff, false],
    ['CN=X\\,OU=Staff,DC=corp,DC=contoso,DC=com', staff, false],
    ['CN=Ada,OU=A\\2CB,DC=x', 'OU=A\\,B,DC=x', true],
    ['CN=Ada,OU=B\\C3\\BCro,DC=x', 'OU=Büro,DC=x', true],
    ['CN=Ada,OU=a=b,DC=x', 'OU=A=B,DC=x', true],
    ['', staff, false],
    [undefined, staff, false],
  ])('%j in %j: %s', (dn, container, holds) => {
    expect(verdict(dn, container)?.holds).toBe(holds);
  });

  it('are all reported, with the one that holds', () => {
    expect(verdict(`CN=Ada,${staff}`, 'OU=Guests,DC=corp', staff)).toEqual({
      distinguishedName: `CN=Ada,${staff}`,
      holds: true,
      containers: [
        { container: 'OU=Guests,DC=corp', holds: false },
        { container: staff, holds: true },
      ],
      because: `in the organizational unit ${staff}`,
    });
  });
});
