/** The path of a JSON value as people write it: `apps[0].id`; a key that is no plain word is quoted: `["a b"]`. */
export const pathText = (path: readonly PropertyKey[]): string => path.reduce<string>(pathBelow, '');

/** The path of a value below another one. */
export const pathBelow = (path: string, step: PropertyKey): string =>
  path === '' ? stepText(step).replace(/^\./u, '') : path + stepText(step);

function stepText(step: PropertyKey): string {
  if (typeof step === 'number') return `[${step}]`;
  const key = String(step);
  return /^[$\w-]+$/u.test(key) ? `.${key}` : `[${JSON.stringify(key)}]`;
}
