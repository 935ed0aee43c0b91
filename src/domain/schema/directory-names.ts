/** The product was renamed; old schemas and new logs speak of the same directory. */
const renamed: readonly (readonly [string, string])[] = [['microsoft entra id', 'azure active directory']];

function canonical(name: string): string {
  const folded = name.trim().toLowerCase();
  return renamed.reduce((text, [current, former]) => text.replace(current, former), folded);
}

/** Whether two names mean the same directory: case does not count, and Microsoft Entra ID is Azure Active Directory. */
export const sameDirectory = (a: string, b: string): boolean => canonical(a) === canonical(b);
