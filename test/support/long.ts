/**
 * `npm run test:long` sets TEST_LONG=1: suites that could go on for ever run at their full size, while `npm test` takes
 * a sample that is the same every time. Read here and nowhere else.
 */
export const isLong = process.env['TEST_LONG'] === '1';

/** How many of something a test does: `full` in the long run, else `sample`. */
export const atFullSize = (full: number, sample: number): number => (isLong ? full : sample);
