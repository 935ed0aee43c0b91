import { describe, expect, it } from 'vitest';
import type { Action } from '../../src/session/actions.ts';
import { listing } from '../support/records.ts';
import { hit } from '../support/wizards.ts';
import { atSearch, down, enter, esc, groupHit, openSession, tab } from './session-driver.ts';

const grace = hit({ listing: listing({ displayName: 'Grace Hopper' }), value: 'Grace Hopper' });

describe('the tabs', () => {
  it('switch between users and groups, keep what was typed and forget the other hits', () => {
    const session = atSearch().types('sa').answers('sa', hit());
    session.wanted();

    session.does(tab);

    expect(session.screen('search')).toMatchObject({ tab: 'group', field: { text: 'sa' } });
    expect(session.screen('search').hits).toBeUndefined();
    expect(session.wanted()).toMatchObject([{ do: 'search', kind: 'group', query: 'sa' }]);
  });

  it('are not there for apps that provision no groups', () => {
    const session = openSession().does(down, enter, tab);

    expect(session.screen('search').tab).toBe('user');
  });

  it('lead from a group to its members', () => {
    const session = atSearch().does(tab).answers('', groupHit());
    session.wanted();

    session.does(enter);

    expect(session.screen('members').group.id).toBe('group-1');
    expect(session.wanted()).toMatchObject([{ do: 'loadMembers', groupId: 'group-1' }]);
  });
});

describe('while the source is read', () => {
  const reading = (searchable: number): Action => ({
    type: 'directory.arrived',
    appId: 'saas',
    directory: { state: 'reading', read: 500, searchable, share: 0.5 },
  });
  const ready: Action = {
    type: 'directory.arrived',
    appId: 'saas',
    directory: { state: 'ready', finding: 'whole-index' },
  };
  const searches = (session: ReturnType<typeof openSession>) =>
    session.wanted().filter((effect) => effect.do === 'search').length;

  it('the question is asked again when more people can be found, and only then', () => {
    const session = openSession().does(enter).types('ada');
    session.wanted();

    expect(searches(session.does(reading(100)))).toBe(1);
    expect(searches(session.does(reading(100)))).toBe(0);
    expect(searches(session.does(reading(400)))).toBe(1);
    expect(searches(session.does(ready))).toBe(1);
  });

  it('the cursor stays on who it is on when a newer answer comes', () => {
    const session = openSession().does(enter, reading(100)).types('a').answers('a', hit(), grace).does(down);

    session.does(reading(400)).answers('a', groupHit('Abc'), hit(), grace);

    expect(session.screen('search').cursor).toBe(2);
    session.does(ready).answers('a', hit());
    expect(session.screen('search').cursor).toBe(0);
  });

  it('Enter takes a row that is seen', () => {
    const session = openSession().does(enter, reading(100)).types('ada').answers('ada', hit()).does(enter);

    expect(session.screen('review').chosen.listing).toEqual(hit().listing);
  });

  it('Enter before the answer waits until everybody is known', () => {
    const session = openSession().does(enter, reading(100)).types('ada').does(enter).answers('ada', grace);

    expect(session.screen('search').hits?.list).toEqual([grace]);
    session.does(ready).answers('ada', hit());
    expect(session.screen('review').chosen.listing).toEqual(hit().listing);
  });

  it('the question is asked again when the screen is seen again', () => {
    const session = openSession().does(enter, reading(100)).types('ada').answers('ada', hit()).does(enter);
    session.does(ready);
    session.wanted();

    expect(searches(session.does(esc))).toBe(1);
  });
});
