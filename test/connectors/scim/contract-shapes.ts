import type { AttributeValue } from '../../../src/domain/model/value.ts';
import type { GroupShape, UserShape } from '../../contract/shapes.ts';
import { DEPARTMENT, groupSelection, MANAGER, userSelection, WORK_MAIL } from './definitions.ts';

/** The users and groups that the target contract writes into SCIM servers. */
export const user: UserShape = {
  selection: userSelection,
  matching: 'userName',
  values: (number) =>
    new Map<string, AttributeValue>([
      ['userName', `Ada.${number}@contoso.com`],
      ['externalId', `external-${number}`],
      ['active', true],
      ['displayName', `Zoë "Ada" Lovelace ${number}`],
      ['title', 'Engineer'],
      ['name.givenName', 'Zoë'],
      [WORK_MAIL, `ada.${number}@contoso.com`],
      [DEPARTMENT, 'R&D'],
    ]),
  changeable: { attribute: 'title', to: 'Countess' },
  status: { attribute: 'active', enabled: true, disabled: false },
  reference: MANAGER,
};

export const group: GroupShape = {
  selection: groupSelection,
  matching: 'displayName',
  values: (number) => new Map([['displayName', `Sales ${number}`]]),
  members: 'members',
};
