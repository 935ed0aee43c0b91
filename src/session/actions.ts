import type { Failure } from '../engine/failure.ts';
import type { Member } from '../engine/port.ts';
import type { RunEvent } from '../engine/run/events.ts';
import type { DirectoryState, FoundMembers, Hits, WorkspaceView } from './state.ts';
import type { AppLanguage, SourceValues } from './workbench/language.ts';
import type { Trial } from './workbench/trial.ts';

/** Everything that can happen to the wizard: what the administrator meant by a key, and answers from outside. */
export type Action = Intent | Arrival;

export type Intent =
  | { readonly type: 'text.typed'; readonly text: string }
  | { readonly type: 'text.edited'; readonly edit: TextEdit }
  /** Rows to move: -1, 1, a page, or to either end. Screens with a list move their cursor, others scroll. */
  | { readonly type: 'cursor.moved'; readonly by: number }
  | { readonly type: 'cursor.jumped'; readonly to: 'first' | 'last' }
  /** `last` is the greatest useful offset at the current size, which only the drawing side knows. */
  | { readonly type: 'page.scrolled'; readonly by: number; readonly last: number }
  | { readonly type: 'row.accepted' }
  | { readonly type: 'tab.switched' }
  | { readonly type: 'member.toggled' }
  | { readonly type: 'details.opened' }
  | { readonly type: 'run.retried' }
  | { readonly type: 'run.anotherAsked' }
  | { readonly type: 'record.saveAsked' }
  | { readonly type: 'preview.asked' }
  | WorkbenchIntent
  | { readonly type: 'help.toggled' }
  | { readonly type: 'went.back' }
  | { readonly type: 'leave.asked' };

export type WorkbenchIntent =
  | { readonly type: 'workbench.opened' }
  /** The list of everybody, to choose whose values to try with; on that list, to do without. */
  | { readonly type: 'person.asked' }
  | { readonly type: 'person.skipped' }
  | { readonly type: 'mappings.asked' }
  | { readonly type: 'copy.asked' }
  | { readonly type: 'names.asked' }
  /** The cursor of the field, in graphemes: where a row begins, only the drawing side knows. */
  | { readonly type: 'caret.placed'; readonly at: number };

export type TextEdit =
  | 'deleteBackward'
  | 'deleteForward'
  | 'deleteWordBackward'
  | 'deleteToStart'
  | 'deleteToEnd'
  | 'left'
  | 'right'
  | 'wordLeft'
  | 'wordRight'
  | 'start'
  | 'end';

export type Arrival =
  /** The workspace was checked and its apps were looked at; the wizard had opened on their names. */
  | { readonly type: 'workspace.arrived'; readonly workspace: WorkspaceView }
  | { readonly type: 'directory.arrived'; readonly appId: string; readonly directory: DirectoryState }
  | { readonly type: 'hits.arrived'; readonly turn: number; readonly hits: Hits }
  | { readonly type: 'members.arrived'; readonly turn: number; readonly list: readonly Member[] }
  | { readonly type: 'memberHits.arrived'; readonly turn: number; readonly found: FoundMembers }
  | { readonly type: 'members.failed'; readonly turn: number; readonly failure: Failure }
  | { readonly type: 'run.progressed'; readonly turn: number; readonly event: RunEvent }
  | WorkbenchArrival
  | { readonly type: 'record.saved'; readonly path: string }
  | { readonly type: 'record.notSaved'; readonly message: string };

export type WorkbenchArrival =
  | { readonly type: 'language.arrived'; readonly turn: number; readonly language: AppLanguage }
  | { readonly type: 'language.failed'; readonly turn: number; readonly failure: Failure }
  | { readonly type: 'values.arrived'; readonly turn: number; readonly read: SourceValues }
  | { readonly type: 'values.failed'; readonly turn: number; readonly failure: Failure }
  | { readonly type: 'trial.arrived'; readonly turn: number; readonly trial: Trial }
  | { readonly type: 'copy.done'; readonly isSent: boolean };
