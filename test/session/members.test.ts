import { describe, expect, it } from 'vitest';
import { memberRows } from '../../src/session/member-rows.ts';
import { failure } from '../support/systems/memory-trouble.ts';
import { hit, member } from '../support/wizards.ts';
import { atMembers, atSearch, down, enter, esc, groupHit, space, tab } from './session-driver.ts';

const names = ['Ada', 'Ben', 'Cleo', 'Dan', 'Eve', 'Finn', 'Gus'];
const seven = names.map((name) => member(name));
const chosenIn = (session: ReturnType<typeof atMembers>) =>
  session.screen('members').chosen.map(({ displayName }) => displayName);

describe('choosing members', () => {
  it('begins with nobody chosen', () => {
    expect(chosenIn(atMembers(...seven))).toEqual([]);
  });

  it('adds and takes away the row under the cursor', () => {
    const session = atMembers(...seven).does(space, down, space);

    expect(chosenIn(session)).toEqual(['Ada', 'Ben']);
    expect(chosenIn(session.does(space))).toEqual(['Ada']);
  });

  it('refuses the sixth with the reason', () => {
    const session = atMembers(...seven);
    for (let row = 0; row < 6; row += 1) session.does(space, down);
    session.does({ type: 'cursor.moved', by: -1 }, space);

    expect(chosenIn(session)).toEqual(['Ada', 'Ben', 'Cleo', 'Dan', 'Eve']);
    expect(session.wizard().notice).toEqual({
      tone: 'warn',
      text: 'At most 5 members can be provisioned with a group at a time. Deselect one first.',
    });
  });

  it('lets a sixth in once another was taken away', () => {
    const session = atMembers(...seven);
    for (let row = 0; row < 5; row += 1) session.does(space, down);

    session.does({ type: 'cursor.jumped', to: 'first' }, space, { type: 'cursor.jumped', to: 'last' }, space);

    expect(chosenIn(session)).toEqual(['Ben', 'Cleo', 'Dan', 'Eve', 'Gus']);
  });

  it('refuses a nested group with the reason', () => {
    const session = atMembers(member('Sales DACH', { kind: 'group', selectable: false })).does(space);

    expect(chosenIn(session)).toEqual([]);
    expect(session.wizard().notice?.text).toBe(
      'Sales DACH cannot be selected: nested groups are not provisioned on demand: choose the people themselves.',
    );
  });

  it('keeps who was chosen while the list is filtered', () => {
    const session = atMembers(...seven)
      .does(space)
      .types('Gus')
      .does(space);

    expect(chosenIn(session)).toEqual(['Ada', 'Gus']);
  });

  it('letters and digits go to the filter and choose nobody', () => {
    const session = atMembers(...seven).types('1 a');

    expect(session.screen('members').field.text).toBe('1 a');
    expect(chosenIn(session)).toEqual([]);
  });
});

describe('going on', () => {
  it('takes the chosen members along, in the order of choosing, each MEMBER or not', () => {
    const stranger = hit({ listing: { kind: 'user', id: 'stranger', displayName: 'Stranger', fields: [] } });
    const session = atMembers(...seven)
      .does(down, space, tab)
      .answers('', stranger)
      .does(space, enter);

    expect(session.screen('review').chosen).toMatchObject({
      subject: { kind: 'group', id: 'group-1', members: [seven[1]?.id, 'stranger'] },
      members: [{ inGroup: true }, { inGroup: false }],
    });
  });

  it('with nobody chosen provisions the group alone', () => {
    const session = atMembers(...seven).does(enter);

    expect(session.screen('review').chosen.subject).toEqual({ kind: 'group', id: 'group-1', members: [] });
  });

  it('works for a group without members', () => {
    expect(atMembers().does(enter).screen('review').chosen.members).toEqual([]);
  });

  it('waits until the members are known', () => {
    const session = atSearch().does(tab).answers('', groupHit()).does(enter, enter);

    expect(session.screen('members').members.state).toBe('loading');
    expect(session.wizard().notice?.text).toBe('The members are not known yet.');
  });

  it('and back keeps who was chosen and what was typed', () => {
    const session = atMembers(...seven)
      .types('Ada')
      .does(space, enter, esc);

    expect(chosenIn(session)).toEqual(['Ada']);
    expect(session.screen('members').field.text).toBe('Ada');
  });
});

describe('the answers to the members screen', () => {
  it('that belong to a group left in the meantime are dropped', () => {
    const session = atSearch().does(tab).answers('', groupHit()).does(enter);
    const older = session.wizard().turn;

    session.does(esc, enter, { type: 'members.arrived', turn: older, list: seven });

    expect(session.screen('members').members.state).toBe('loading');
  });

  it('may be a failure, which is kept for the screen', () => {
    const session = atSearch().does(tab).answers('', groupHit()).does(enter);

    session.does({
      type: 'members.failed',
      turn: session.wizard().turn,
      failure: failure('connection.lost'),
    });

    expect(session.screen('members').members).toMatchObject({
      state: 'failed',
      failure: { code: 'connection.lost' },
    });
  });

  it('about all users come late without moving the cursor among the members', () => {
    const session = atMembers(...seven).does(tab);
    const asked = session.wizard().turn;
    session.does(tab, down, down);

    session.does({
      type: 'hits.arrived',
      turn: asked,
      hits: { query: '', list: [hit()], total: 1, hidden: [] },
    });

    expect(session.screen('members').cursor).toBe(2);
  });

  it('about all users are asked for again when they came while the review lay above', () => {
    const session = atMembers(...seven).does(tab);
    const asked = session.wizard().turn;
    session.does(enter, {
      type: 'hits.arrived',
      turn: asked,
      hits: { query: '', list: [hit()], total: 1, hidden: [] },
    });
    session.wanted();

    session.does(esc);

    expect(session.wanted()).toMatchObject([{ do: 'search', kind: 'user', query: '' }]);
  });

  it('about an older text are dropped', () => {
    const session = atMembers(...seven)
      .does(tab)
      .types('a');
    const older = session.wizard().turn;

    session
      .types('d')
      .does({ type: 'hits.arrived', turn: older, hits: { query: 'a', list: [hit()], total: 1, hidden: [] } });

    expect(session.screen('members').hits).toBeUndefined();
  });
});

describe('a group of very many members', () => {
  const many = Array.from({ length: 2_001 }, (_, number) => member(`Member ${number}`));
  const [first = member('nobody')] = many;
  const answer = (session: ReturnType<typeof atMembers>, query: string, isWhole = true) =>
    session.does({
      type: 'memberHits.arrived',
      turn: session.wizard().turn,
      found: { query, list: [first], total: 1, isWhole },
    });

  it('is shown whole, and asked for what is typed instead of being filtered with every key', () => {
    const session = atMembers(...many).types('mem');

    expect(session.wanted()).toMatchObject([
      { do: 'searchMembers', query: 'm', list: many },
      { do: 'searchMembers', query: 'me' },
      { do: 'searchMembers', query: 'mem' },
    ]);
    expect(memberRows(atMembers(...many).screen('members')).count).toBe(2_001);
    expect(memberRows(session.screen('members')).count).toBe(0);
  });

  it('gives its members to be chosen, and takes no choice among rows of an older text', () => {
    const session = atMembers(...many).types('0');

    expect(chosenIn(session.does(space))).toEqual([]);
    expect(chosenIn(answer(session, '0').does(space))).toEqual(['Member 0']);
    expect(chosenIn(session.types('1').does(space))).toEqual(['Member 0']);
  });

  it('drops an answer to an older question', () => {
    const session = atMembers(...many).types('0');
    const older = session.wizard().turn;
    session.types('1');

    session.does({
      type: 'memberHits.arrived',
      turn: older,
      found: { query: '0', list: [first], total: 1, isWhole: true },
    });

    expect(memberRows(session.screen('members')).count).toBe(0);
  });

  it('keeps the question open while the list is prepared, and is whole again with nothing typed', () => {
    const session = atMembers(...many).types('0');

    expect(answer(session, '0', false).screen('members').pending).toBeDefined();
    expect(answer(session, '0').screen('members').pending).toBeUndefined();
    session.does({ type: 'text.edited', edit: 'deleteBackward' });
    expect(memberRows(session.screen('members')).count).toBe(2_001);
  });
});
