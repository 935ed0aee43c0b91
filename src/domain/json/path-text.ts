/** The path of a JSON value as people write it: `apps[0].id`; a key that is no plain word is quoted: `["a b"]`. */
export function pathText(path: readonly PropertyKey[]): string {
  return path.map(stepText).join('').replace(/^\./u, '');
}

function stepText(step: PropertyKey): string {
  if (typeof step === 'number') return `[${step}]`;
  const key = String(step);
  return /^[$\w-]+$/u.test(key) ? `.${key}` : `[${JSON.stringify(key)}]`;
}
