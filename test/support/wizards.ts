import type { Hit } from '../../src/search/answer.ts';
import type { AppView, ChosenSubject, Screen, Wizard, WorkspaceView } from '../../src/session/state.ts';
import { ada, app, appOf } from './records.ts';

/** Wizard states for drawing. */
export const appView = (change: Partial<AppView> = {}): AppView => ({
  app: app(),
  source: { name: 'Microsoft Entra ID', place: 'fabrikam.example' },
  target: { name: 'customappsso', place: '127.0.0.1:5321' },
  ...change,
});

export function workspace(change: Partial<WorkspaceView> = {}): WorkspaceView {
  const apps = [
    appView(),
    appView({
      app: appOf('workday-to-ad'),
      source: { name: 'Workday', place: 'fabrikam' },
      target: { name: 'Active Directory', place: 'corp.fabrikam.example' },
    }),
    appView({ app: appOf('entra-to-ad'), problem: 'schemas/groups.json: objectMappings[0] has no target object.' }),
  ];
  return { name: 'Fabrikam', sample: true, apps, warnings: [], ...change };
}

export function wizard(screen: Screen, change: Partial<Wizard> = {}): Wizard {
  return { workspace: workspace(), screen, beneath: [], turn: 1, ended: [], ...change };
}

export const field = (text = '') => ({ text, cursor: [...text].length });

export function hit(change: Partial<Hit> = {}): Hit {
  return { listing: ada, field: 'displayName', value: 'Ada Lovelace', ranges: [[0, 3]], kind: 'prefix', score: 1, ...change };
}

export const chosenAda: ChosenSubject = { subject: { kind: 'user', id: ada.id }, listing: ada, members: [] };

export const appsScreen: Screen = { at: 'apps', filter: field(), cursor: 0 };
