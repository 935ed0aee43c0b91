import { describe, expect, it } from 'vitest';
import { dialectNamed } from '../../../src/connectors/scim/dialects/named.ts';
import {
  createProfileKeeper,
  isPinned,
  knownForm,
  type Learned,
} from '../../../src/connectors/scim/server-profile.ts';
import { asRef, type Delta } from '../../../src/domain/model/entry.ts';
import type { Write } from '../../../src/engine/port.ts';
import { userUpdate } from './changes-of.ts';
import { groupSelection, MANAGER, members } from './definitions.ts';
import { against } from './scripted-server.ts';

const learned = (fact: Learned['fact'], value: string): Learned => ({ fact, value, because: 'it was seen' });

describe('what is known of a server', () => {
  it('is remembered once, and again only when it changes', () => {
    const seen: Learned[] = [];
    const profile = createProfileKeeper({ remember: (one) => void seen.push(one) });

    profile.learn(learned('booleans', 'json'));
    profile.learn(learned('booleans', 'json'));
    profile.learn(learned('booleans', 'text'));

    expect(seen.map(({ value }) => value)).toEqual(['json', 'text']);
    expect(profile.all()).toEqual([{ ...learned('booleans', 'text'), from: 'learned' }]);
  });

  it('gives way to what the administrator has fixed', () => {
    const profile = createProfileKeeper({
      pinned: new Map([['booleans', 'text']]),
      remembered: [learned('booleans', 'json'), learned('members', 'hidden')],
    });

    profile.learn(learned('booleans', 'json'));

    expect(profile.known('booleans')).toBe('text');
    expect([isPinned(profile, 'booleans'), isPinned(profile, 'members')]).toEqual([true, false]);
    expect(profile.all().map(({ fact, from }) => [fact, from])).toEqual([
      ['booleans', 'pinned'],
      ['members', 'learned'],
    ]);
  });

  it('is nothing where a version that is not ours wrote the value', () => {
    const profile = createProfileKeeper({ remembered: [learned('booleans', 'as-number')] });

    expect(knownForm(profile, 'booleans')).toBeUndefined();
  });
});

describe('the preview of a write', () => {
  const otherMail: Delta = { change: 'add', attribute: 'emails[type eq "other"].value', value: 'o@x' };
  const group = { objectType: groupSelection.objectType, group: asRef('g'), attribute: members };
  const ids = Array.from({ length: 5 }, (_, index) => asRef(String(index)));

  const previewed = async (write: Write, ...facts: readonly Learned[]) => {
    const { target } = await against(() => undefined, 60_000, {
      dialect: dialectNamed('entra'),
      profile: createProfileKeeper({ remembered: facts }),
    });
    return target.preview(write).map(({ requestBody }) => JSON.parse(requestBody ?? '{}').Operations);
  };

  it('shows an update as the server was found to take it', async () => {
    const update = userUpdate(
      { change: 'replace', attribute: 'active', value: false, old: true },
      otherMail,
      { change: 'add', attribute: MANAGER, value: '42' },
    );

    const shown = await previewed(
      { do: 'update', update },
      learned('booleans', 'json'),
      learned('typedEntry', 'add-entry'),
      learned('reference', 'object'),
    );

    expect(shown).toEqual([
      [
        { op: 'Replace', path: 'active', value: false },
        { op: 'Add', path: 'emails', value: [{ type: 'other', value: 'o@x' }] },
      ],
      [{ op: 'Add', path: MANAGER, value: { value: '42' } }],
    ]);
  });

  it('shows one request for each change where the server takes one at a time', async () => {
    const update = userUpdate({ change: 'add', attribute: 'title', value: 'Dr' }, otherMail);

    const shown = await previewed({ do: 'update', update }, learned('operations', 'one-by-one'));

    expect(shown.map(({ length }) => length)).toEqual([1, 1]);
  });

  it('shows members in the portions and the form that the server takes', async () => {
    const adding = await previewed(
      { do: 'addMembers', change: { ...group, members: ids } },
      learned('membersPerPatch', '2'),
    );
    const removing = await previewed(
      { do: 'removeMembers', change: { ...group, members: ids.slice(0, 2) } },
      learned('memberRemoval', 'filter'),
      learned('memberRemovals', 'one-by-one'),
    );

    expect(adding.map(([{ value }]) => value.length)).toEqual([2, 2, 1]);
    expect(removing).toEqual([
      [{ op: 'Remove', path: 'members[value eq "0"]' }],
      [{ op: 'Remove', path: 'members[value eq "1"]' }],
    ]);
  });
});
