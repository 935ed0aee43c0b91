import { expect } from 'vitest';
import { leftTerminal, type Session } from './wizard.ts';

const allSucceeded = [
  'Success  Import user',
  'Success  Determine if user is in scope',
  'Success  Match user between source and target system',
  'Success  Perform action',
];

const allButNothingToDo = [...allSucceeded.slice(0, -1), 'Skipped  Perform action'];

/** The whole of it, as a new administrator does it: from choosing the app to the summary in the scrollback. */
export async function mainJob({ wizard, terminal }: Pick<Session, 'wizard' | 'terminal'>): Promise<void> {
  await wizard
    .shows('sample data')
    .choose('Atlas Service Desk')
    .search('ines carvahlo')
    .pick('Inês Carvalho')
    .shows(
      'Inês Carvalho',
      'def71286-4224-4a65-8015-8959741cd3a0',
      'sample server on this host',
      'Larkspur Instruments',
    )
    .provision()
    .expectSteps(...allSucceeded)
    .shows(/^✓ Success {2}Created Inês Carvalho/m);

  await wizard
    .openDetails('Import user')
    .shows('Imported attributes', /^mail +ines\.carvalho@larkspur\.example/m)
    .back('Retry')
    .openDetails('Determine if user is in scope')
    .shows(/✓ Yes +Assigned to application/, /✓ Yes +User has required role/)
    .back('Retry')
    .openDetails('Match user between source and target system')
    .shows('Operation: Create', 'No match found')
    .back('Retry')
    .openDetails('Perform action')
    .shows('Modified attributes', /Stored +ines\.carvalho@larkspur\.example/)
    .press('tab')
    .shows('[Requests and answers]')
    .back('Retry');

  await wizard
    .confirm('Retry')
    .expectSteps(...allButNothingToDo)
    .shows('RedundantExport')
    .confirm('Provision another object')
    .shows(/^Search {2}Atlas Service Desk/m)
    .search('lindqist noah')
    .pick('Noah Lindqvist')
    .provision()
    .expectSteps(...allSucceeded)
    .shows('Updated Noah Lindqvist')
    .confirm('Quit');

  expect(await leftTerminal(terminal)).toBe(0);
  const summary = terminal.scrollback().replaceAll('\n', '');
  expect(summary).toContain('3 runs since the wizard opened:');
  expect(summary).toContain('Success: Inês Carvalho -> Atlas Service Desk');
  expect(summary).toContain('Skipped: Inês Carvalho -> Atlas Service Desk');
  expect(summary).toContain('Success: Noah Lindqvist -> Atlas Service Desk');
}
