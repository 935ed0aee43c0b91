import { describe, expect, it } from 'vitest';
import type { Delta, Ref } from '../../../../src/domain/model/entry.ts';
import type { AttributeValue } from '../../../../src/domain/model/value.ts';
import type { Selection } from '../../../../src/engine/port.ts';
import { tempFolder } from '../../../state/temp-folder.ts';
import { failure, listeningOp, op, selectionOf, systemsIn, value } from '../sample-company.ts';

const draft = ({ objectType, attributes }: Selection, values: Readonly<Record<string, AttributeValue>>) => ({
  objectType,
  attributes: new Map(Object.entries(values)),
  definitions: attributes,
});

const change = (
  { objectType, attributes }: Selection,
  ref: Ref,
  attribute: string,
  wanted: AttributeValue,
) => {
  const deltas: readonly Delta[] = [{ change: 'replace', attribute, value: wanted, old: '' }];
  return { objectType, ref, deltas, definitions: attributes };
};

describe('the sample partner tenant', () => {
  const partner = async () => ({
    target: systemsIn(await tempFolder()).target('tenant2'),
    selection: await selectionOf('cross-tenant.json', 'Azure Active Directory (target tenant)', 'User'),
  });
  const ada = {
    alternativeSecurityIds: ['1003ADA'],
    userPrincipalName: 'ada_b@home.example',
    displayName: 'Ada',
  };

  it('invites: the name becomes an external one, the type is Guest unless it is mapped', async () => {
    const { target, selection } = await partner();
    const asked = listeningOp();

    const ref = value(await target.create(draft(selection, ada), asked));

    const { attributes } = value(await target.read({ selection, ref }, op));
    expect(Object.fromEntries(attributes)).toMatchObject({
      userPrincipalName: 'ada_b_home.example#EXT#@meridian.example',
      mail: 'ada_b@home.example',
      userType: 'Guest',
      creationType: 'Invitation',
    });
    expect(asked.exchanges.map(({ request }) => request)).toEqual([
      '(sample) POST /invitations',
      '(sample) PATCH /users/{id of the invited user}',
    ]);
  });

  it.each([
    ['a type that is neither Member nor Guest', { userType: 'Contractor' }, 'attribute.rejected'],
    [
      'a name that a guest already has',
      { userPrincipalName: 'hyejin.yoon@larkspur.example' },
      'object.duplicate',
    ],
  ])('refuses %s', async (_what, changes, code) => {
    const { target, selection } = await partner();

    const answer = await target.create(draft(selection, { ...ada, ...changes }), op);

    expect(failure(answer).code).toBe(code);
  });

  it('does not find a soft-deleted user, still reads it, and does not restore it', async () => {
    const { target, selection } = await partner();
    const ref = value(await target.create(draft(selection, ada), op));
    const attribute = selection.attributes.find(({ name }) => name === 'alternativeSecurityIds');
    if (attribute === undefined) throw new Error('no matching attribute');

    value(await target.update(change(selection, ref, 'IsSoftDeleted', true), op));
    const found = value(await target.find({ selection, attribute, value: '1003ADA' }, op));
    const read = value(await target.read({ selection, ref }, op));
    const restored = await target.update(change(selection, ref, 'IsSoftDeleted', false), op);

    expect(found).toEqual([]);
    expect(read.attributes.get('IsSoftDeleted')).toBe(true);
    expect(failure(restored).code).toBe('precondition.failed');
  });
});

describe('the sample synchronized tenant', () => {
  const tenant = async () => ({
    target: systemsIn(await tempFolder()).target('cloud-entra'),
    selection: await selectionOf('ad-to-entra.json', 'Azure Active Directory', 'User'),
  });
  const ada = {
    SourceAnchorBinary: 'QURB',
    UserPrincipalName: 'ada.lovelace@larkspur.example',
    ProxyAddresses: ['SMTP:ada@larkspur.example'],
  };

  it('replaces a suffix that it has not verified', async () => {
    const { target, selection } = await tenant();

    const ref = value(
      await target.create(draft(selection, { ...ada, UserPrincipalName: 'ada@corp.internal' }), op),
    );

    const { attributes } = value(await target.read({ selection, ref }, op));
    expect(attributes.get('UserPrincipalName')).toBe('ada@larkspur.onmicrosoft.example');
  });

  it.each([
    [
      'a user principal name in use',
      { UserPrincipalName: 'nadia.petrova@larkspur.example' },
      { code: 'object.duplicate', attributes: ['UserPrincipalName'] },
    ],
    [
      'a proxy address in use',
      { ProxyAddresses: ['smtp:x@y.example', 'smtp:maria.lindgren@larkspur.example'] },
      { code: 'object.duplicate', attributes: ['ProxyAddresses'] },
    ],
    [
      'a manager it does not know',
      { Manager: 'User_nobody' },
      { code: 'attribute.rejected', attributes: ['Manager'] },
    ],
  ])('refuses %s', async (_what, changes, refusal) => {
    const { target, selection } = await tenant();

    const answer = await target.create(draft(selection, { ...ada, ...changes }), op);

    expect(failure(answer)).toMatchObject(refusal);
  });

  it('takes nothing without a source anchor, and never another one', async () => {
    const { target, selection } = await tenant();
    const { SourceAnchorBinary: _anchor, ...without } = ada;
    const ref = value(await target.create(draft(selection, ada), op));

    const created = await target.create(draft(selection, without), op);
    const updated = await target.update(change(selection, ref, 'SourceAnchorBinary', 'T1RIRVI='), op);

    expect([failure(created).attributes, failure(updated).attributes]).toEqual([
      ['SourceAnchorBinary'],
      ['SourceAnchorBinary'],
    ]);
  });
});
