import type { RunEvent } from '../engine/events.ts';
import type { Failure } from '../engine/failure.ts';
import type { Member } from '../engine/port.ts';
import type { Directory, Hits } from './state.ts';

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
  | { readonly type: 'help.toggled' }
  | { readonly type: 'went.back' }
  | { readonly type: 'leave.asked' };

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
  | { readonly type: 'directory.arrived'; readonly appId: string; readonly directory: Directory }
  | { readonly type: 'hits.arrived'; readonly turn: number; readonly hits: Hits }
  | { readonly type: 'members.arrived'; readonly turn: number; readonly list: readonly Member[] }
  | { readonly type: 'members.failed'; readonly turn: number; readonly failure: Failure }
  | { readonly type: 'run.progressed'; readonly turn: number; readonly event: RunEvent }
  | { readonly type: 'record.saved'; readonly path: string }
  | { readonly type: 'record.notSaved'; readonly message: string };
