import type { AfterRunChoice, ReviewChoice } from '../../session/state.ts';
import type { Row } from '../text/lay.ts';
import { span } from '../text/line.ts';
import type { Theme } from '../theme/theme.ts';

export const reviewLabels: Readonly<Record<ReviewChoice, string>> = {
  provision: 'Provision',
  preview: 'Preview: nothing is written',
  back: 'Back',
};

/** Source of the two first: entra-docs `provision-on-demand`. */
export const afterRunLabels: Readonly<Record<AfterRunChoice, string>> = {
  retry: 'Retry',
  provision: 'Provision',
  another: 'Provision another object',
  anotherApp: 'Choose another app',
  save: 'Save run record',
  quit: 'Quit',
};

/** The cell in front of a row that says where the cursor is. */
export function pointerSpan(isCurrent: boolean, { glyphs }: Theme) {
  return isCurrent ? span(`${glyphs.pointer} `, { tone: 'accent' }) : span('  ');
}

export function choiceRow(label: string, isCurrent: boolean, theme: Theme): Row {
  return [pointerSpan(isCurrent, theme), span(label, { bold: isCurrent })];
}
