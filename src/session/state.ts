import type { App } from '../domain/model/app.ts';
import type { Listing, Subject, SubjectKind } from '../domain/model/subject.ts';
import type { Danger } from '../engine/approval.ts';
import type { Failure } from '../engine/failure.ts';
import type { Member, SearchAbility, SystemIdentity } from '../engine/port.ts';
import type { NamedText } from '../engine/run/evidence.ts';
import type { RunMode, RunRecord, StepId } from '../engine/run/record.ts';
import type { Hit } from '../search/answer.ts';
import type { AppLanguage, KnownMapping, SourceValues } from './workbench/language.ts';
import type { Trial } from './workbench/trial.ts';

/**
 * The whole wizard as data. A screen is drawn from this and nothing else; `update` is the only thing that changes it.
 * `beneath` holds the screens that Esc goes back to, with everything that was typed on them.
 */
export type Wizard = {
  readonly workspace: WorkspaceView;
  readonly screen: Screen;
  readonly beneath: readonly Screen[];
  /** Counts questions to the outside; an answer that carries an older number is dropped. */
  readonly turn: number;
  readonly overlay?: OpenOverlay;
  /** One line above the footer: "Record saved to …". Gone with the next key. */
  readonly notice?: Notice;
  /** Runs that ended since the wizard opened: printed to the normal screen on leaving. */
  readonly ended: readonly RunRecord[];
  /** Expressions changed in the workbench, the last one last: printed to the normal screen on leaving. */
  readonly tried: readonly TriedExpression[];
  /** Set by Ctrl+C or Quit. `afterWrite`: a write is under way and is waited for. */
  readonly leaving?: 'now' | 'afterWrite';
};

export type WorkspaceView = {
  readonly name: string;
  readonly sample: boolean;
  readonly apps: readonly AppView[];
  /** Sentences for the first screen: runs that were cut off, plain HTTP that was allowed, … */
  readonly warnings: readonly string[];
};

export type AppView = {
  readonly app: App;
  /** The systems it connects; absent as long as the app has not been looked at. */
  readonly source?: SystemIdentity;
  readonly target?: SystemIdentity;
  /** Why the app cannot be used ("schemas/x.json: …"); it is listed anyway. */
  readonly problem?: string;
};

export type Notice = { readonly tone: 'good' | 'warn' | 'bad' | 'muted'; readonly text: string };

export type OpenOverlay =
  | { readonly kind: 'help'; readonly scroll: number }
  /** Esc on a run that has written nothing yet. */
  | { readonly kind: 'giveUp' }
  /** The engine waits for an answer; the choice starts on "No". */
  | {
      readonly kind: 'approval';
      readonly danger: Danger;
      readonly question: string;
      readonly choice: 'yes' | 'no';
    };

/** What is typed, and where the cursor stands, counted in graphemes. */
export type TextFieldState = { readonly text: string; readonly cursor: number };

export type Screen =
  | AppsScreen
  | SearchScreen
  | MembersScreen
  | ReviewScreen
  | RunScreen
  | DetailsScreen
  | WorkbenchScreen
  | MappingsScreen;

export type AppsScreen = { readonly at: 'apps'; readonly filter: TextFieldState; readonly cursor: number };

/** The source's list of people, as far as it is known. */
export type DirectoryState =
  | { readonly state: 'loading' }
  /** `read` objects, `share` of the source (0 to 1); of them `searchable` are found already. */
  | {
      readonly state: 'reading';
      readonly read: number;
      readonly searchable: number;
      readonly share: number;
    }
  | { readonly state: 'ready'; readonly finding: SearchAbility }
  | { readonly state: 'failed'; readonly failure: Failure };

export type Hits = {
  readonly query: string;
  readonly list: readonly Hit[];
  readonly total: number;
  /** Objects whose exact id was typed and that are not offered; `listing.hiddenBecause` says why. */
  readonly hidden: readonly Hit[];
};

/** Members of a long list by what was typed. */
export type FoundMembers = {
  readonly query: string;
  readonly list: readonly Member[];
  readonly total: number;
  /** False while the list is still being prepared: there may be more. */
  readonly isWhole: boolean;
};

export type SearchScreen = {
  readonly at: 'search';
  readonly app: App;
  readonly tab: SubjectKind;
  readonly field: TextFieldState;
  readonly directory: DirectoryState;
  /** Hits of an older query stay until newer ones come. */
  readonly hits?: Hits;
  /** The turn of the question that is still open. */
  readonly pending?: number;
  /** Enter was pressed before the answer to the last key press came. */
  readonly acceptWhenAnswered?: true;
  readonly cursor: number;
  /** Whoever is chosen is whose values the workbench beneath tries with; `opening`: it was not seen yet. */
  readonly forWorkbench?: 'opening' | 'exchanging';
};

export type MembersScreen = {
  readonly at: 'members';
  readonly app: App;
  readonly group: Listing;
  readonly view: 'members' | 'all';
  readonly members:
    | { readonly state: 'loading'; readonly turn: number }
    | { readonly state: 'ready'; readonly list: readonly Member[] }
    | { readonly state: 'failed'; readonly failure: Failure };
  /** Everybody who can be found, for "View all users". */
  readonly hits?: Hits;
  /** Those of a long list that match, for "View members only"; a short one is filtered as it is drawn. */
  readonly found?: FoundMembers;
  readonly pending?: number;
  readonly field: TextFieldState;
  readonly cursor: number;
  /** In the order of choosing, at most five. */
  readonly chosen: readonly Listing[];
};

/** What a run will be about, with names for people beside the ids for the engine. */
export type ChosenSubject = {
  readonly subject: Subject;
  readonly listing: Listing;
  readonly members: readonly { readonly listing: Listing; readonly inGroup: boolean }[];
};

export type ReviewScreen = {
  readonly at: 'review';
  readonly app: App;
  readonly chosen: ChosenSubject;
  readonly cursor: number;
  readonly scroll: number;
};

export type ReviewChoice = 'provision' | 'preview' | 'back';
export const reviewChoices: readonly ReviewChoice[] = ['provision', 'preview', 'back'];

export type RunScreen = {
  readonly at: 'run';
  readonly app: App;
  readonly chosen: ChosenSubject;
  readonly mode: RunMode;
  readonly turn: number;
  /** Absent until the first event arrived. */
  readonly record?: RunRecord;
  /** Row under the cursor: cards first, then, once the run ended, the choices of `afterRunChoices`. */
  readonly cursor: number;
};

export type AfterRunChoice = 'retry' | 'provision' | 'another' | 'anotherApp' | 'save' | 'quit';

export type DetailsScreen = {
  readonly at: 'details';
  readonly step: StepId;
  /** The run screen beneath keeps receiving events; details draw its record. */
  readonly scroll: number;
  /** A section of the page, for cards with several (attributes | requests and answers). */
  readonly tab: number;
};

/** An expression that was changed in the workbench, by app and, where it came from a mapping, target attribute. */
export type TriedExpression = {
  readonly appId: string;
  readonly appName: string;
  readonly target?: string;
  readonly text: string;
};

/** Whose values the workbench tries with. */
export type SamplePerson = {
  readonly listing: Listing;
  readonly values:
    | { readonly state: 'loading'; readonly turn: number }
    | { readonly state: 'ready'; readonly read: SourceValues }
    | { readonly state: 'failed'; readonly failure: Failure };
  /** What a run had read of this person: the values are read anew, and may have changed since. */
  readonly atRun?: readonly NamedText[];
};

export type WorkbenchScreen = {
  readonly at: 'workbench';
  readonly app: App;
  readonly kind: SubjectKind;
  /** The expression, at most `MAX_EXPRESSION_LENGTH` UTF-16 units. */
  readonly field: TextFieldState;
  readonly language:
    | { readonly state: 'loading'; readonly turn: number }
    | { readonly state: 'ready'; readonly known: AppLanguage }
    | { readonly state: 'failed'; readonly failure: Failure };
  readonly person?: SamplePerson;
  /** The mapping that was loaded; absent for an expression of one's own. */
  readonly mapping?: KnownMapping;
  /** What came of the text, or of an older one while the answer is under way. */
  readonly trial?: Trial;
  readonly pending?: number;
  /** The list of names below the field: by what is typed, asked for with nothing typed, or away. */
  readonly list: 'typed' | 'asked' | 'away';
  /** The row of that list. */
  readonly cursor: number;
  readonly scroll: number;
};

/** The app's mappings, to take the expression of one of them into the workbench beneath. */
export type MappingsScreen = {
  readonly at: 'mappings';
  readonly field: TextFieldState;
  readonly cursor: number;
  /** The workbench beneath was not seen yet. */
  readonly isOpening: boolean;
};
