/** The value below which this share of the numbers lies; 0 for no numbers. */
export function percentile(numbers: readonly number[], share: number): number {
  const sorted = numbers.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
}

export const median = (numbers: readonly number[]): number => percentile(numbers, 0.5);

/** Milliseconds in a form that fits a table. */
export function ms(value: number): string {
  return `${value.toFixed(value < 10 ? 3 : 1)} ms`;
}

export const times = (value: number): string => `${value.toFixed(value < 10 ? 2 : 0)} x`;

/** For the line of JSON: enough digits to compare, no more. */
export const rounded = (value: number): number => Number(value.toPrecision(4));
