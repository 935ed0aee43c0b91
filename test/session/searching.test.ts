import { describe, expect, it } from 'vitest';
import { listing } from '../support/records.ts';
import { hit } from '../support/wizards.ts';
import { atSearch, ctrlC, down, enter, esc, openSession } from './session-driver.ts';

const grace = hit({ listing: listing({ displayName: 'Grace Hopper' }), value: 'Grace Hopper' });

describe('choosing an app', () => {
  it('reads its people and asks for everybody at once', () => {
    const session = openSession().does(enter);

    expect(session.screen('search').app.id).toBe('saas');
    expect(session.wanted()).toEqual([
      { do: 'loadDirectory', appId: 'saas' },
      { do: 'search', appId: 'saas', kind: 'user', query: '', turn: 1 },
    ]);
  });

  it('filters by what is typed, and Enter takes what is seen', () => {
    const session = openSession().types('workday').does(enter);

    expect(session.screen('search').app.id).toBe('workday-to-ad');
  });

  it('that cannot be used says why and stays', () => {
    const session = openSession().types('entra-to-ad').does(enter);

    expect(session.screen('apps').filter.text).toBe('entra-to-ad');
    expect(session.wizard().notice).toEqual({
      tone: 'bad',
      text: 'schemas/groups.json: objectMappings[0] has no target object.',
    });
  });

  it('keeps the cursor on the rows', () => {
    const session = openSession().does({ type: 'cursor.moved', by: 99 });

    expect(session.screen('apps').cursor).toBe(2);
    expect(session.does({ type: 'cursor.moved', by: -99 }).screen('apps').cursor).toBe(0);
  });
});

describe('typing a name', () => {
  it('asks with every key, and each question has a number of its own', () => {
    const session = atSearch().types('ad');

    expect(session.wanted()).toMatchObject([
      { do: 'search', query: 'a', turn: 3 },
      { do: 'search', query: 'ad', turn: 4 },
    ]);
  });

  it('keeps the old hits until the new ones come', () => {
    const session = atSearch().types('a').answers('a', hit()).types('d');

    expect(session.screen('search').hits?.query).toBe('a');
    expect(session.answers('ad', grace).screen('search').hits?.query).toBe('ad');
  });

  it('drops an answer to an older question', () => {
    const session = atSearch().types('a');
    const older = session.wizard().turn;

    session.types('d').answers('ad', grace);
    session.does({
      type: 'hits.arrived',
      turn: older,
      hits: { query: 'a', list: [hit()], total: 1, hidden: [] },
    });

    expect(session.screen('search').hits?.list).toEqual([grace]);
  });

  it('drops an older answer that comes first, too', () => {
    const session = atSearch().types('a');
    const older = session.wizard().turn;

    session.types('d');
    session.does({
      type: 'hits.arrived',
      turn: older,
      hits: { query: 'a', list: [hit()], total: 1, hidden: [] },
    });

    expect(session.screen('search').pending).toBe(session.wizard().turn);
    expect(session.screen('search').hits?.query).not.toBe('a');
  });

  it('asks nothing when a key changes only the place of the cursor', () => {
    const session = atSearch().types('ada');
    session.wanted();

    session.does({ type: 'text.edited', edit: 'left' });

    expect(session.wanted()).toEqual([]);
    expect(session.screen('search').field).toEqual({ text: 'ada', cursor: 2 });
  });

  it('asks again once the people are known', () => {
    const session = openSession().does(enter).types('ada');
    session.wanted();

    session.does({
      type: 'directory.arrived',
      appId: 'saas',
      directory: { state: 'ready', finding: 'whole-index' },
    });

    expect(session.wanted()).toMatchObject([{ do: 'search', query: 'ada' }]);
  });

  it('forgets that nobody was found before they were known', () => {
    const session = openSession().does(enter).types('ada').answers('ada');

    session.does({
      type: 'directory.arrived',
      appId: 'saas',
      directory: { state: 'ready', finding: 'whole-index' },
    });

    expect(session.screen('search').hits).toBeUndefined();
  });

  it('is not disturbed by the people of another app', () => {
    const session = openSession().does(enter);

    session.does({
      type: 'directory.arrived',
      appId: 'other',
      directory: { state: 'ready', finding: 'whole-index' },
    });

    expect(session.screen('search').directory.state).toBe('loading');
  });
});

describe('Enter in the search', () => {
  it('chooses the row under the cursor', () => {
    const session = atSearch().types('a').answers('a', hit(), grace).does(down, enter);

    expect(session.screen('review').chosen.subject).toEqual({ kind: 'user', id: 'id of Grace Hopper' });
  });

  it('waits for the answer while one is pending: the rows belong to an older text', () => {
    const session = atSearch().types('g').answers('g', grace).types('x').types('a').does(enter);

    expect(session.screen('search').field.text).toBe('gxa');
    expect(session.answers('gxa', hit()).screen('review').chosen.listing.displayName).toBe('Ada Lovelace');
  });

  it('chooses nobody when the awaited answer is empty', () => {
    const session = atSearch().types('zz').does(enter).answers('zz');

    expect(session.screen('search').hits?.list).toEqual([]);
  });

  it('is taken back by typing on: the next answer chooses nobody by itself', () => {
    const session = atSearch().types('a').does(enter).types('d').answers('ad', hit());

    expect(session.screen('search').field.text).toBe('ad');
  });

  const peopleArrive = {
    type: 'directory.arrived',
    appId: 'saas',
    directory: { state: 'ready', finding: 'whole-index' },
  } as const;

  it('is not forgotten when the people become known before the answer', () => {
    const session = openSession().does(enter).types('ada').does(enter, peopleArrive);

    expect(session.answers('ada', hit()).wizard().screen.at).toBe('review');
  });

  it('is not forgotten when an answer comes before the people are known: it is not the last word', () => {
    const session = openSession().does(enter).types('ada').does(enter).answers('ada');

    expect(session.does(peopleArrive).answers('ada', hit()).wizard().screen.at).toBe('review');
  });

  it('on the exact id of somebody who is not offered says why', () => {
    const hidden = hit({
      listing: listing({ displayName: 'Old Hand', hiddenBecause: 'disabled in the source' }),
    });
    const session = atSearch().types('old');

    session.does({
      type: 'hits.arrived',
      turn: session.wizard().turn,
      hits: { query: 'old', list: [], total: 0, hidden: [hidden] },
    });
    session.does(enter);

    expect(session.screen('search').field.text).toBe('old');
    expect(session.wizard().notice?.text).toBe('Old Hand is not offered: disabled in the source.');
  });
});

describe('Esc', () => {
  it('goes back to the apps with their filter', () => {
    const session = openSession().types('saas').does(enter, esc);

    expect(session.screen('apps').filter.text).toBe('saas');
  });

  it('goes back to the search with everything that was typed and found', () => {
    const session = atSearch().types('ada').answers('ada', hit(), grace).does(down, enter, esc);

    expect(session.screen('search')).toMatchObject({ field: { text: 'ada', cursor: 3 }, cursor: 1 });
    expect(session.screen('search').hits?.list).toHaveLength(2);
  });

  it('asks again for an answer that came while another screen lay above', () => {
    // "x" is typed and deleted: the rows fit the text, so that Enter need not wait for the answer.
    const session = atSearch().types('ada').answers('ada', hit()).types('x');
    session.does({ type: 'text.edited', edit: 'deleteBackward' }, enter);
    const pending = session.wizard().turn;
    session.does({
      type: 'hits.arrived',
      turn: pending,
      hits: { query: 'ada', list: [], total: 0, hidden: [] },
    });
    session.wanted();

    session.does(esc);

    expect(session.wanted()).toMatchObject([{ do: 'search', query: 'ada' }]);
  });

  it('by the Back row of the review does the same', () => {
    const session = atSearch().types('ada').answers('ada', hit()).types('x');
    session.does({ type: 'text.edited', edit: 'deleteBackward' }, enter);
    session.wanted();

    session.does(down, down, enter);

    expect(session.screen('search').field.text).toBe('ada');
    expect(session.wanted()).toMatchObject([{ do: 'search', query: 'ada' }]);
  });

  it('on the first screen clears its filter, and then does nothing', () => {
    const session = openSession().types('saas').does(esc);

    expect(session.screen('apps').filter.text).toBe('');
    expect(session.does(esc).screen('apps').filter.text).toBe('');
    expect(session.wanted()).toEqual([]);
  });
});

describe('a notice', () => {
  it('vanishes with the next key', () => {
    const session = openSession().types('entra-to-ad').does(enter);

    expect(session.wizard().notice).toBeDefined();
    expect(session.does(down).wizard().notice).toBeUndefined();
  });
});

describe('help', () => {
  it('lies above the screen, takes every key, and gives the screen back unchanged', () => {
    const session = atSearch().types('ada').does({ type: 'help.toggled' }).types('x').does(down, enter);

    expect(session.wizard().overlay?.kind).toBe('help');
    expect(session.does({ type: 'help.toggled' }).screen('search').field.text).toBe('ada');
    expect(session.wizard().overlay).toBeUndefined();
  });

  it('scrolls within its length', () => {
    const session = openSession().does({ type: 'help.toggled' }, { type: 'page.scrolled', by: 50, last: 7 });

    expect(session.wizard().overlay).toEqual({ kind: 'help', scroll: 7 });
  });
});

describe('Ctrl+C without a run', () => {
  it('leaves at once, and no key counts any more', () => {
    const session = atSearch().types('ada').does(ctrlC);

    expect(session.wanted().at(-1)).toEqual({ do: 'exit' });
    expect(session.wizard().leaving).toBe('now');
    expect(session.types('x').screen('search').field.text).toBe('ada');
  });
});
