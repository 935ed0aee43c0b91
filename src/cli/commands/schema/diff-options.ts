import type { Host } from '../../host.ts';
import type { Printer } from '../../printer.ts';

export type DiffOptions = {
  readonly json?: boolean;
  readonly users?: string;
  /** How many people are listed; 0 lists all. */
  readonly limit?: number;
};

export type DiffSetting = {
  readonly host: Pick<Host, 'cwd' | 'stdin' | 'stdout' | 'stderr' | 'env' | 'now'>;
  readonly printer: Printer;
  readonly signal: AbortSignal;
};
