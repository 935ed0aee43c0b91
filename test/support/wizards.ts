import { asRef } from '../../src/domain/model/entry.ts';
import type { Member } from '../../src/engine/port.ts';
import type { RunRecord } from '../../src/engine/run/record.ts';
import type { Hit } from '../../src/search/answer.ts';
import type {
  AppsScreen,
  AppView,
  ChosenSubject,
  DetailsScreen,
  Hits,
  MembersScreen,
  ReviewScreen,
  RunScreen,
  Screen,
  SearchScreen,
  Wizard,
  WorkspaceView,
} from '../../src/session/state.ts';
import { ada, app, appOf, listing } from './records.ts';

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
    appView({
      app: appOf('entra-to-ad'),
      problem: 'schemas/groups.json: objectMappings[0] has no target object.',
    }),
  ];
  return { name: 'Fabrikam', sample: true, apps, warnings: [], ...change };
}

export function wizard(screen: Screen, change: Partial<Wizard> = {}): Wizard {
  return { workspace: workspace(), screen, beneath: [], turn: 1, ended: [], tried: [], ...change };
}

export const field = (text = '') => ({ text, cursor: [...text].length });

export function hit(change: Partial<Hit> = {}): Hit {
  return {
    listing: ada,
    field: 'displayName',
    value: 'Ada Lovelace',
    ranges: [[0, 3]],
    kind: 'prefix',
    score: 1,
    ...change,
  };
}

export const chosenAda: ChosenSubject = { subject: { kind: 'user', id: ada.id }, listing: ada, members: [] };

export const appsScreen: AppsScreen = { at: 'apps', filter: field(), cursor: 0 };

export const searchScreen = (change: Partial<SearchScreen> = {}): SearchScreen => ({
  at: 'search',
  app: app(),
  tab: 'user',
  field: field(),
  directory: { state: 'ready', finding: 'whole-index' },
  cursor: 0,
  ...change,
});

export const found = (list: readonly Hit[], query = 'ada'): Hits => ({
  query,
  list,
  total: list.length,
  hidden: [],
});

export const group = listing({ kind: 'group', id: 'group-1', displayName: 'Sales EMEA' });

export const member = (displayName: string, change: Partial<Member> = {}): Member => ({
  ...listing({ displayName }),
  ref: asRef(`ref of ${displayName}`),
  selectable: true,
  ...change,
});

export const membersScreen = (change: Partial<MembersScreen> = {}): MembersScreen => ({
  at: 'members',
  app: app(),
  group,
  view: 'members',
  members: { state: 'ready', list: [member('Ada Lovelace'), member('Grace Hopper')] },
  field: field(),
  cursor: 0,
  chosen: [],
  ...change,
});

export const reviewScreen = (change: Partial<ReviewScreen> = {}): ReviewScreen => ({
  at: 'review',
  app: app(),
  chosen: chosenAda,
  cursor: 0,
  scroll: 0,
  ...change,
});

export function runScreen(record?: RunRecord, change: Partial<RunScreen> = {}): RunScreen {
  const cursor = record?.evidence.ending === undefined ? 0 : record.evidence.cards.length;
  const base: RunScreen = { at: 'run', app: app(), chosen: chosenAda, mode: 'provision', turn: 1, cursor };
  return { ...base, ...(record === undefined ? {} : { record }), ...change };
}

export const detailsScreen: DetailsScreen = { at: 'details', step: 'action', scroll: 0, tab: 0 };

/** Details of a step of a run, with the run beneath. */
export const detailsOf = (record: RunRecord, change: Partial<DetailsScreen> = {}): Wizard =>
  wizard({ ...detailsScreen, ...change }, { beneath: [appsScreen, runScreen(record)] });
