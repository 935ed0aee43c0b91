import { describe, expect, it } from 'vitest';
import type { Delta } from '../../../../../src/domain/model/entry.ts';
import type { JsonObject } from '../../../../../src/protocols/scim/json.ts';
import { ENTERPRISE_USER_URN } from '../../../../../src/protocols/scim/urns.ts';
import { MANAGER, WORK_MAIL } from '../../definitions.ts';
import { type Operation, serverThat } from './scene.ts';

const OTHER_MAIL = 'emails[type eq "other"].value';
const title: Delta = { change: 'add', attribute: 'title', value: 'Dr' };
const disabling: Delta = { change: 'replace', attribute: 'active', value: false, old: true };
const otherMail: Delta = { change: 'add', attribute: OTHER_MAIL, value: 'o@x' };
const manager: Delta = { change: 'add', attribute: MANAGER, value: '42' };

const pathOf = (operations: readonly Operation[]) => operations[0]?.path;
const sentValue = (operations: readonly Operation[]) => operations[0]?.value;
const managed = (held: JsonObject, value: unknown): JsonObject => ({
  ...held,
  [ENTERPRISE_USER_URN]: { manager: value as JsonObject },
});

describe('a boolean as text', () => {
  it('that is refused is sent as true or false, which is remembered', async () => {
    const server = await serverThat(
      (operations, held) =>
        sentValue(operations) === 'False' ? { refuse: 'invalidValue' } : { ...held, active: false },
      { dialect: 'entra', start: { active: true } },
    );

    expect(await server.update(disabling)).toMatchObject({ ok: true });
    expect(server.patches().map(sentValue)).toEqual(['False', false]);
    expect(server.profile.known('booleans')).toBe('json');
    expect(server.notes()).toEqual([
      'The server refuses `active` (400 invalidValue), so it is sent as true or false instead of a text.',
    ]);
  });

  it('that is stored as a text is sent again, because a user whose status is "False" is not disabled', async () => {
    const server = await serverThat(
      (operations, held) => ({ ...held, active: sentValue(operations) as string }),
      { dialect: 'entra', start: { active: true } },
    );

    expect(await server.update(disabling)).toMatchObject({ ok: true });
    expect(server.held()['active']).toBe(false);
    expect(server.notes()[0]).toContain('stores `active` as a text');
  });

  it('that was understood is not looked at a second time', async () => {
    const server = await serverThat((_, held) => ({ ...held, active: held['active'] !== true }), {
      dialect: 'entra',
      start: { active: true },
    });

    await server.update(disabling);
    await server.update({ change: 'replace', attribute: 'active', value: true, old: false });

    expect(server.methods()).toEqual(['PATCH', 'GET', 'PATCH']);
  });
});

describe('a reference', () => {
  it('climbs from the text to the object, the sub-attribute and the object without a path', async () => {
    const server = await serverThat(
      (operations, held) =>
        pathOf(operations) === undefined ? managed(held, { value: '42' }) : { refuse: 'invalidPath' },
      { dialect: 'entra' },
    );

    expect(await server.update(manager)).toMatchObject({ ok: true });
    expect(server.patches().map((operations) => [pathOf(operations), sentValue(operations)])).toEqual([
      [MANAGER, '42'],
      [MANAGER, { value: '42' }],
      [`${MANAGER}.value`, '42'],
      [undefined, { [ENTERPRISE_USER_URN]: { manager: { value: '42' } } }],
    ]);
    expect(server.profile.known('reference')).toBe('no-path');
  });

  it('that is answered with success and ignored is sent in the next form', async () => {
    const server = await serverThat((operations, held) =>
      pathOf(operations) === `${MANAGER}.value` ? managed(held, { value: '42' }) : undefined,
    );

    expect(await server.update(manager)).toMatchObject({ ok: true });
    expect(server.profile.known('reference')).toBe('sub-attribute');
    expect(server.notes()[0]).toBe(
      `The server answers 204 and does not store \`${MANAGER}\`, so the id is sent to its sub-attribute value.`,
    );
  });

  it('that is kept as a bare text is good enough when no better form is taken', async () => {
    const server = await serverThat(
      (operations, held) =>
        sentValue(operations) === '42' && pathOf(operations) === MANAGER
          ? managed(held, '42')
          : { refuse: 'invalidValue' },
      { dialect: 'entra' },
    );

    expect(await server.update(manager)).toMatchObject({ ok: true });
  });

  it('that is never stored fails with its name', async () => {
    const server = await serverThat(() => undefined);

    expect(await server.update(manager)).toMatchObject({
      ok: false,
      error: { code: 'attribute.rejected', message: expect.stringContaining(`does not store ${MANAGER}`) },
    });
  });

  it('is not sent under a URN again once the server cut one', async () => {
    const cut = 'urn:ietf:params:scim:schemas:extension:enterprise:2';
    const server = await serverThat((operations, held) =>
      pathOf(operations) === undefined
        ? { ...held, [cut]: { '0:User': { manager: '42' } } }
        : { refuse: 'invalidPath' },
    );

    await server.update(manager);
    await server.update(manager);

    expect(server.profile.known('urnKeys')).toBe('corrupted');
    expect(server.notes().join(' ')).toContain('keeps what was sent under the wrong name');
    const withoutPath = server.patches().filter((operations) => pathOf(operations) === undefined);
    expect(withoutPath).toHaveLength(1);
  });
});

describe('an entry of a list that is not there yet', () => {
  const emails = [{ type: 'work', value: 'w@x', primary: true }];
  const refusesPaths = (operations: readonly Operation[]) =>
    operations.some(({ path }) => path?.includes('[') ?? false);

  it('is added as a whole when its path is refused', async () => {
    const server = await serverThat(
      (operations, held) =>
        refusesPaths(operations)
          ? { refuse: 'noTarget' }
          : { ...held, emails: [...emails, { type: 'other', value: 'o@x' }] },
      { start: { emails } },
    );

    expect(await server.update(otherMail)).toMatchObject({ ok: true });
    expect(server.patches()[1]).toEqual([
      { op: 'add', path: 'emails', value: [{ type: 'other', value: 'o@x' }] },
    ]);
    expect(server.profile.known('typedEntry')).toBe('add-entry');
    expect(server.profile.known('addToList')).toBe('keeps-others');
    expect(server.notes()).toEqual([
      `The server refuses \`${OTHER_MAIL}\` (400 noTarget), so the entry is added as a whole.`,
    ]);
  });

  it('puts a list right at once that an addition has emptied, and says so', async () => {
    const server = await serverThat(
      (operations, held) =>
        refusesPaths(operations)
          ? { refuse: 'noTarget' }
          : { ...held, emails: sentValue(operations) as JsonObject[] },
      { start: { emails } },
    );

    expect(await server.update(otherMail)).toMatchObject({ ok: true });
    expect(server.held()['emails']).toEqual([...emails, { type: 'other', value: 'o@x' }]);
    expect(server.profile.known('addToList')).toBe('replaces-others');
    expect(server.notes().at(-1)).toContain('dropped the other entries');
  });

  it('is written with the whole list from the start once that is known', async () => {
    const server = await serverThat(
      (operations, held) =>
        refusesPaths(operations)
          ? { refuse: 'noTarget' }
          : { ...held, emails: sentValue(operations) as JsonObject[] },
      { start: { emails } },
    );
    await server.update(otherMail);
    const before = server.received.length;

    await server.update({ change: 'add', attribute: 'emails[type eq "home"].value', value: 'h@x' });

    expect(server.methods().slice(before)).toEqual(['GET', 'PATCH']);
    expect(server.held()['emails']).toHaveLength(3);
  });

  it('is not added twice where the entry is there and only a part of it is new', async () => {
    const addresses = [{ type: 'work', streetAddress: 'Main 1' }];
    const server = await serverThat(
      (operations, held) =>
        refusesPaths(operations)
          ? { refuse: 'invalidPath' }
          : { ...held, addresses: sentValue(operations) as JsonObject[] },
      { start: { addresses } },
    );

    await server.update({ change: 'add', attribute: 'addresses[type eq "work"].postalCode', value: '1' });

    expect(server.held()['addresses']).toEqual([{ type: 'work', streetAddress: 'Main 1', postalCode: '1' }]);
    expect(server.profile.known('typedPath')).toBe('refused');
  });

  it('that goes is taken out of the whole list where its path is refused', async () => {
    const both = [...emails, { type: 'other', value: 'o@x' }];
    const server = await serverThat(
      (operations, held) =>
        refusesPaths(operations)
          ? { refuse: 'invalidPath' }
          : { ...held, emails: sentValue(operations) as JsonObject[] },
      { start: { emails: both } },
    );

    await server.update({ change: 'remove', attribute: OTHER_MAIL, old: 'o@x' });

    expect(server.held()['emails']).toEqual(emails);
  });
});

describe('a rung', () => {
  it.each([
    ['without a reason', { refuse: '' }],
    ['for a reason that no spelling changes', { refuse: 'mutability' }],
    ['with 403', { refuse: 'invalidPath', status: 403 }],
    ['with 409', { refuse: 'uniqueness', status: 409 }],
  ] as const)('is not taken when the server refuses %s', async (_, refusal) => {
    const server = await serverThat(() => refusal);

    expect((await server.update({ change: 'add', attribute: WORK_MAIL, value: 'w' }, title)).ok).toBe(false);
    expect(server.methods()).toEqual(['PATCH']);
  });

  it('is not taken from a form that the administrator has fixed', async () => {
    const server = await serverThat(() => ({ refuse: 'invalidValue' }), {
      dialect: 'entra',
      pinned: new Map([['booleans', 'text']]),
      start: { active: true },
    });

    expect((await server.update(disabling)).ok).toBe(false);
    expect(server.patches().map(sentValue)).toEqual(['False']);
  });
});
