import { describe, expect, it } from 'vitest';
import { type Change, portableDialect } from '../../../src/connectors/scim/dialect.ts';
import { changesOf, memberRequests, updateRequests } from '../../../src/connectors/scim/requests.ts';
import { withWholeLists } from '../../../src/connectors/scim/typed-values.ts';
import { asRef, type Delta } from '../../../src/domain/model/entry.ts';
import { PATCH_OP_URN } from '../../../src/protocols/scim/urns.ts';
import { DEPARTMENT, groupSelection, MANAGER, members, userSelection, WORK_MAIL } from './definitions.ts';

const update = (...deltas: readonly Delta[]) => ({
  objectType: userSelection.objectType,
  ref: asRef('1'),
  deltas,
  definitions: userSelection.attributes,
});

function changes(...deltas: readonly Delta[]): readonly Change[] {
  const found = changesOf(update(...deltas));
  if (!found.ok) throw new Error(found.error.message);
  return found.value;
}

describe('the portable dialect', () => {
  it.each([
    [
      { change: 'add', attribute: 'title', value: 'Dr' },
      { op: 'add', path: 'title', value: 'Dr' },
    ],
    [
      { change: 'replace', attribute: 'active', value: 'False', old: true },
      { op: 'replace', path: 'active', value: false },
    ],
    [
      { change: 'remove', attribute: 'title', old: 'Dr' },
      { op: 'remove', path: 'title' },
    ],
    [
      { change: 'add', attribute: WORK_MAIL, value: 'a@b' },
      { op: 'add', path: WORK_MAIL, value: 'a@b' },
    ],
    [
      { change: 'add', attribute: DEPARTMENT, value: 'R' },
      { op: 'add', path: DEPARTMENT, value: 'R' },
    ],
    [
      { change: 'add', attribute: MANAGER, value: '42' },
      { op: 'add', path: MANAGER, value: { value: '42' } },
    ],
    [
      { change: 'remove', attribute: MANAGER, old: '42' },
      { op: 'remove', path: MANAGER },
    ],
  ] as const)('spells %j as %j', (delta, operation) => {
    expect(portableDialect.changes(changes(delta))).toEqual({
      schemas: [PATCH_OP_URN],
      Operations: [operation],
    });
  });

  it('sends attributes in one request and references in one of their own', () => {
    const requests = updateRequests(
      update(
        { change: 'add', attribute: MANAGER, value: '42' },
        { change: 'add', attribute: 'title', value: 'Dr' },
        { change: 'add', attribute: 'displayName', value: 'Ada' },
      ),
      portableDialect,
    );

    const paths = requests.ok
      ? requests.value.map(({ body }) =>
          JSON.parse(body?.text ?? '').Operations.map(({ path }: { path: string }) => path),
        )
      : [];
    expect(paths).toEqual([['title', 'displayName'], [MANAGER]]);
  });

  it.each(['id', 'groups', 'meta'])('refuses to change %s', (attribute) => {
    const requests = updateRequests(update({ change: 'add', attribute, value: 'x' }), portableDialect);

    expect(requests).toMatchObject({
      ok: false,
      error: { code: 'configuration.invalid', attributes: [attribute] },
    });
  });

  it('adds members as a list, and removes each by a filter that no id can leave', () => {
    const hostile = '1"] or members[value pr';

    expect(portableDialect.addMembers({ attribute: 'members' }, ['1', '2'])).toMatchObject({
      Operations: [{ op: 'add', path: 'members', value: [{ value: '1' }, { value: '2' }] }],
    });
    expect(portableDialect.removeMembers({ attribute: 'members' }, ['1', hostile])).toMatchObject({
      Operations: [
        { op: 'remove', path: 'members[value eq "1"]' },
        { op: 'remove', path: 'members[value eq "1\\"] or members[value pr"]' },
      ],
    });
  });

  it('sends many members in portions, each once, and nothing for nobody', () => {
    const ids = Array.from({ length: 45 }, (_, index) => asRef(String(index)));
    const change = { objectType: groupSelection.objectType, group: asRef('g'), attribute: members };

    const sizes = (refs: typeof ids) => {
      const requests = memberRequests({ ...change, members: refs }, 'add', portableDialect);
      return (
        requests.ok &&
        requests.value.map(({ body }) => JSON.parse(body?.text ?? '').Operations[0].value.length)
      );
    };

    expect(sizes([...ids, asRef('0')])).toEqual([20, 20, 5]);
    expect(sizes([])).toEqual([]);
  });
});

describe('typed values written as whole lists', () => {
  const held = {
    id: '1',
    emails: [
      { type: 'home', value: 'h', primary: true },
      { type: 'work', value: 'old' },
    ],
    phoneNumbers: [{ type: 'fax', value: '1' }],
  };

  it('keep what the target holds beside them, and leave other changes alone', () => {
    const whole = withWholeLists(
      changes(
        { change: 'replace', attribute: WORK_MAIL, value: 'new', old: 'old' },
        { change: 'add', attribute: 'emails[type eq "other"].value', value: 'o' },
        { change: 'add', attribute: 'title', value: 'Dr' },
      ),
      held,
    );

    expect(portableDialect.changes(whole)['Operations']).toEqual([
      { op: 'add', path: 'title', value: 'Dr' },
      {
        op: 'replace',
        path: 'emails',
        value: [
          { type: 'home', value: 'h', primary: true },
          { type: 'work', value: 'new' },
          { type: 'other', value: 'o' },
        ],
      },
    ]);
  });

  it('are removed with their element, and the last of them with the list', () => {
    const whole = withWholeLists(
      changes(
        { change: 'remove', attribute: WORK_MAIL, old: 'old' },
        { change: 'remove', attribute: 'phoneNumbers[type eq "fax"].value', old: '1' },
      ),
      held,
    );

    expect(portableDialect.changes(whole)['Operations']).toEqual([
      { op: 'replace', path: 'emails', value: [{ type: 'home', value: 'h', primary: true }] },
      { op: 'remove', path: 'phoneNumbers' },
    ]);
  });
});
