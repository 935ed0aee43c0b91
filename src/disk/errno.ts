/** The code of an error of the operating system; undefined for every other error, which is a bug of ours. */
export function errnoOf(error: unknown): string | undefined {
  if (!(error instanceof Error && 'code' in error && typeof error.code === 'string')) return undefined;
  return /^E[A-Z0-9]+$/u.test(error.code) ? error.code : undefined;
}
