import { expect, it } from 'vitest';
import type { Wizard } from '../../../src/session/state.ts';
import { WizardApp } from '../../../src/ui/app.tsx';
import type { Size } from '../../../src/ui/layout/view.ts';
import type { Theme } from '../../../src/ui/theme/theme.ts';
import { created, listing, startOfRun } from '../../support/records.ts';
import { mount } from '../../support/terminal/mount.tsx';
import { asciiTheme, unicodeTheme } from '../../support/terminal/themes.ts';
import {
  appsScreen,
  detailsOf,
  field,
  found,
  hit,
  runScreen,
  searchScreen,
  wizard,
} from '../../support/wizards.ts';

/** Whole frames, few: what a person sees at three sizes. */
function frame(state: Wizard, size: Size, theme: Theme = unicodeTheme): string {
  const mounted = mount(<WizardApp wizard={state} size={size} theme={theme} now={() => startOfRun} />, size);
  const text = mounted.frame();
  mounted.unmount();
  return `\n${text}\n`;
}

const searching = wizard(
  searchScreen({
    field: field('ada'),
    hits: found([
      hit(),
      hit({ listing: listing({ displayName: 'Adam Żółć', note: 'disabled soon' }), value: 'Adam Żółć' }),
      hit({
        listing: listing({ displayName: '山田 太郎' }),
        field: 'mail',
        value: 'yam.ada@example.com',
        ranges: [[4, 7]],
      }),
    ]),
  }),
  { beneath: [appsScreen] },
);

it('the search at 80x24', () => {
  expect(frame(searching, { columns: 80, rows: 24 })).toMatchInlineSnapshot(`
    "
    Provision on demand  sample data  Fabrikam
    Search  SaaS app
    ────────────────────────────────────────────────────────────────────────────────
    [Users]  Groups
    User: ada
    Any part of a name or mail, or exactly the object id or user principal name.
    ❯ Ada Lovelace                       ada@example.com
      Adam Żółć                          id of Adam Żółć  disabled soon
      山田 太郎                          mail: yam.ada@example.com
    3 found
    id 6f1c7e0a-0b52-4e71-9d3c-99aa00bb11cc












    Enter choose   Tab groups   Esc back   Ctrl+G help   Ctrl+C leave
    "
  `);
});

it('a finished run at 40x12', () => {
  const state = wizard(runScreen(created()), { beneath: [appsScreen] });

  expect(frame(state, { columns: 40, rows: 12 })).toMatchInlineSnapshot(`
    "
    Run  sample data  Fabrikam
    target 127.0.0.1:5321
    id 6f1c7e0a-0b52-4e71-9d3c-99aa00bb11cc
        No matching user in customappsso.
      ✓ Success  Perform action  0.6 s
        Ada Lovelace was created in
        customappsso.
    ✓ Success  Created Ada Lovelace in
      127.0.0.1:5321.  3.0 s
    ❯ Retry
    ↑↓ 7-13 of 17
    Enter confirm   r retry   ? help
    "
  `);
});

it('a finished run at 80x24 in ASCII', () => {
  const state = wizard(runScreen(created()), { beneath: [appsScreen] });

  expect(frame(state, { columns: 80, rows: 24 }, asciiTheme)).toMatchInlineSnapshot(`
    "
    Provision on demand  sample data  Fabrikam
    Run  SaaS app
    target 127.0.0.1:5321   id 6f1c7e0a-0b52-4e71-9d3c-99aa00bb11cc
    --------------------------------------------------------------------------------
    Ada Lovelace

      + Success  Import user  0.3 s
        Ada Lovelace was read from Microsoft Entra ID.
      + Success  Determine if user is in scope  0.3 s
        Ada Lovelace is in scope.
      + Success  Match user between source and target system  0.3 s
        No matching user in customappsso.
      + Success  Perform action  0.6 s
        Ada Lovelace was created in customappsso.

    + Success  Created Ada Lovelace in 127.0.0.1:5321.  3.0 s

    > Retry
      Provision another object
      Choose another app
      Save run record
      Quit

    Enter confirm   r retry   n another   s save   Esc back   ? help   Ctrl+C leave
    "
  `);
});

it('the details of the action at 200x60', () => {
  expect(
    frame(detailsOf(created()), { columns: 200, rows: 60 }).trimEnd().split('\n').slice(0, 24).join('\n'),
  ).toMatchInlineSnapshot(`
    "
    Provision on demand  sample data  Fabrikam
    View details  SaaS app
    target 127.0.0.1:5321   id 6f1c7e0a-0b52-4e71-9d3c-99aa00bb11cc
    ────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────
    [Attributes]  Requests and answers
    Perform action  ✓ Success  0.6 s
    Ada Lovelace was created in customappsso.
    Action  Create

    · The manager is not yet provisioned in the target.

    Modified attributes (2)
    Target attribute  Source value                         Expression           Original    Modified         Stored           Result
    userName          userPrincipalName = ada@example.com  [userPrincipalName]  (no value)  ada@example.com  ada@example.com  Sent
    title             jobTitle = Analyst                   ToUpper([jobTitle])  Intern      ANALYST          analyst          Sent

    title
      differs from what was sent

    Other attributes (1)
    Target attribute  Source value  Expression  Original  Modified    Stored      Result
    nickName          (no value)    [nick]      Ace       (no value)  (no value)  Kept
    "
  `);
});
