import { describe, expect, it } from 'vitest';
import { app } from '../../support/records.ts';
import { frame, row } from '../../support/terminal/draw.tsx';
import { appView, chosenAda, group, reviewScreen, wizard, workspace } from '../../support/wizards.ts';

const size = { columns: 120, rows: 60 };
const assignmentNote = 'A new assignment can take some minutes to be seen';

const people = '/srv/people.csv';
const files = { user: people, group: '/srv/groups.csv' };
const fromFiles = workspace({
  apps: [appView({ source: { name: 'Microsoft Entra ID', place: people, files } })],
});
const groupChosen = {
  ...chosenAda,
  subject: { kind: 'group', id: group.id, members: [] },
  listing: group,
} as const;

describe('the review of a run', () => {
  it('tells that an assignment takes a while where the source is a directory', () => {
    expect(frame(wizard(reviewScreen()), size)).toContain(assignmentNote);
  });

  it('does not tell so of a file, which is read anew with each run', () => {
    const state = wizard(reviewScreen(), { workspace: fromFiles });

    expect(frame(state, size)).toContain('Good to know');
    expect(frame(state, size)).not.toContain(assignmentNote);
    expect(row(state, 'Source', size)).toContain('Microsoft Entra ID, /srv/people.csv');
  });

  it('names the file of the groups as the source of a group', () => {
    const state = wizard(reviewScreen({ app: app(), chosen: groupChosen }), { workspace: fromFiles });

    expect(row(state, 'Source', size)).toContain('Microsoft Entra ID, /srv/groups.csv');
  });
});
