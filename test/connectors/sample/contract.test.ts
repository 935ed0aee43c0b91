import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { SampleSystemName } from '../../../src/connectors/sample/systems.ts';
import { asRef } from '../../../src/domain/model/entry.ts';
import type { AttributeValue } from '../../../src/domain/model/value.ts';
import type { ContractTarget, Shapes, UserShape } from '../../contract/shapes.ts';
import { describeTargetContract } from '../../contract/target-contract.ts';
import { selectionOf, systemsIn } from './sample-company.ts';

const ad = 'Active Directory';
const entra = 'Azure Active Directory';

async function adShapes(): Promise<Shapes> {
  const selection = await selectionOf('workday-to-ad.json', ad, 'user');
  const groupSelection = await selectionOf('entra-to-ad-groups.json', ad, 'group');
  const user: UserShape = {
    selection,
    matching: 'userPrincipalName',
    values: (number) =>
      new Map<string, AttributeValue>([
        ['cn', `Lovelace, Zoë "Ada" ${number}`],
        ['parentDistinguishedName', 'OU=Austin,OU=Users,DC=larkspur,DC=example'],
        ['sAMAccountName', `contract-${number}`],
        ['userPrincipalName', `Contract.${number}@larkspur.example`],
        ['accountDisabled', false],
        ['title', 'Engineer'],
      ]),
    changeable: { attribute: 'title', to: 'Countess' },
    status: { attribute: 'accountDisabled', enabled: false, disabled: true },
    reference: 'manager',
  };
  const values = (number: number) =>
    new Map<string, AttributeValue>([
      ['cn', `Contract ${number}`],
      ['parentDistinguishedName', 'OU=Groups,DC=larkspur,DC=example'],
      ['msDS-ExternalDirectoryObjectId', `Group_contract-${number}`],
      ['isSecurityGroup', true],
      ['UniversalScope', true],
    ]);
  const matching = 'msDS-ExternalDirectoryObjectId';
  return { user, group: { selection: groupSelection, matching, values, members: 'member' } };
}

async function partnerShapes(): Promise<Shapes> {
  const selection = await selectionOf('cross-tenant.json', `${entra} (target tenant)`, 'User');
  const user: UserShape = {
    selection,
    matching: 'alternativeSecurityIds',
    values: (number) =>
      new Map<string, AttributeValue>([
        ['alternativeSecurityIds', [`1003CONTRACT${number}`]],
        ['userPrincipalName', `contract.${number}_larkspur.example#EXT#@meridian.example`],
        ['displayName', `Zoë ${number}`],
        ['accountEnabled', true],
        ['city', 'Dallas'],
      ]),
    changeable: { attribute: 'city', to: 'Austin' },
    status: { attribute: 'accountEnabled', enabled: true, disabled: false },
    reference: 'manager',
  };
  return { user };
}

async function synchronizedShapes(): Promise<Shapes> {
  const selection = await selectionOf('ad-to-entra.json', entra, 'User');
  const user: UserShape = {
    selection,
    matching: 'SourceAnchorBinary',
    values: (number) =>
      new Map<string, AttributeValue>([
        ['SourceAnchorBinary', `SEfDU3a2bkC42+6rmnNi${number}A==`],
        ['UserPrincipalName', `contract.${number}@larkspur.example`],
        ['AccountEnabled', true],
        ['ProxyAddresses', [`SMTP:contract.${number}@larkspur.example`]],
        ['City', 'Dallas'],
      ]),
    changeable: { attribute: 'City', to: 'Austin' },
    status: { attribute: 'AccountEnabled', enabled: true, disabled: false },
    reference: 'Manager',
  };
  return { user };
}

const make =
  (system: SampleSystemName, shapes: () => Promise<Shapes>) => async (): Promise<ContractTarget> => {
    const directory = await mkdtemp(join(tmpdir(), 'sample-contract-'));
    return {
      target: systemsIn(directory).target(system),
      selections: await shapes(),
      unknownRef: asRef('00000000-0000-4000-8000-00000000dead'),
      close: () => rm(directory, { recursive: true, force: true }),
    };
  };

describeTargetContract('the sample forest', make('active-directory', adShapes));
describeTargetContract('the sample partner tenant', make('tenant2', partnerShapes), { groups: false });
describeTargetContract('the sample synchronized tenant', make('cloud-entra', synchronizedShapes), {
  groups: false,
});
