import { it } from 'vitest';
import { writeFileSync } from 'node:fs';
import { App } from '../../src/ui/app.tsx';
import { chooseTheme } from '../../src/ui/theme/theme.ts';
import { mount } from '../support/mount.tsx';
import * as r from '../support/records.ts';
import { appsScreen, chosenAda, field, hit, wizard, workspace } from '../support/wizards.ts';

const theme = chooseTheme({ env: { TERM: 'xterm', LANG: 'en_US.UTF-8', NO_COLOR: '1' }, flags: {}, isTTY: true });
it('looks', () => {
  let out = '';
  const screens = {
    apps: wizard(appsScreen, { workspace: workspace({ warnings: ['A run of Ada Lovelace was cut off at Perform action. A write may have happened.'] }) }),
    search: wizard({ at: 'search', app: r.app(), tab: 'user', field: field('ada'), directory: { state: 'ready', finding: 'whole-index' }, hits: { query: 'ada', list: [hit(), hit({ field: 'mail', value: 'ada.lovelace@example.com', ranges: [[0, 3]] }), hit({ listing: r.listing({ displayName: '山田 太郎', note: 'leaver' }), ranges: [] , value: '山田 太郎'})], total: 3, hidden: [] }, cursor: 0 }, { beneath: [appsScreen] }),
    members: wizard({ at: 'members', app: r.app(), group: r.listing({ kind: 'group', displayName: 'Sales EMEA' }), view: 'members', members: { state: 'ready', list: Array.from({ length: 30 }, (_, i) => ({ ...r.listing({ displayName: `Member ${i}` }), ref: String(i) as never, selectable: i !== 2 })) }, field: field(), cursor: 1, chosen: [r.listing({ displayName: 'Member 0' })] }, { beneath: [appsScreen] }),
    review: wizard({ at: 'review', app: r.app(), chosen: chosenAda, cursor: 0, scroll: 0 }, { beneath: [appsScreen] }),
    run: wizard({ at: 'run', app: r.app(), chosen: chosenAda, mode: 'provision', turn: 1, record: r.running(), cursor: 3 }, { beneath: [appsScreen] }),
    done: wizard({ at: 'run', app: r.app(), chosen: chosenAda, mode: 'provision', turn: 1, record: r.created(), cursor: 4 }, { beneath: [appsScreen] }),
    failed: wizard({ at: 'run', app: r.app(), chosen: chosenAda, mode: 'provision', turn: 1, record: r.stoppedAt('test', 'connection.refused', { ending: 'unreachable', sentence: "Can't reach 127.0.0.1:5321: connection refused." }), cursor: 5 }, { beneath: [appsScreen] }),
    ...Object.fromEntries((['import', 'scope', 'match', 'action'] as const).map((step) => [`details ${step}`, wizard({ at: 'details', step, scroll: 0, tab: 0 }, { beneath: [appsScreen, { at: 'run', app: r.app(), chosen: chosenAda, mode: 'provision', turn: 1, record: r.created(), cursor: 4 }] })])),
    exch: wizard({ at: 'details', step: 'action', scroll: 0, tab: 1 }, { beneath: [appsScreen, { at: 'run', app: r.app(), chosen: chosenAda, mode: 'provision', turn: 1, record: r.created(), cursor: 4 }] }),
    help: wizard(appsScreen, { overlay: { kind: 'help', scroll: 0 } }),
    approval: wizard(appsScreen, { overlay: { kind: 'approval', question: 'Disable Ada Lovelace (b1946ac9) in 127.0.0.1:5321?', choice: 'no' } }),
  };
  for (const size of [{ columns: 80, rows: 24 }, { columns: 40, rows: 12 }, { columns: 160, rows: 40 }]) for (const [name, w] of Object.entries(screens)) {
    const m = mount(<App wizard={w} size={size} theme={theme} now={() => r.startOfRun + 5000} />, size);
    out += `===== ${name} ${size.columns}x${size.rows}\n${m.frame().split('\n').map((x) => x + '|').join('\n')}\n`;
    m.unmount();
  }
  writeFileSync('/tmp/look.txt', out);
});
