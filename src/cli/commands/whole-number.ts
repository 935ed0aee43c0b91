import { InvalidArgumentError } from 'commander';

/** Reads an option that takes digits only: an empty variable in a script must not become a zero. */
export const wholeNumber =
  (least: number, most = 100_000_000) =>
  (text: string): number => {
    const value = Number(text);
    if (/^\d{1,9}$/.test(text) && value >= least && value <= most) return value;
    throw new InvalidArgumentError(`It takes a whole number from ${least} to ${most}.`);
  };
