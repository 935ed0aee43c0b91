/** What a file of ours holds; undefined where the text is damaged and no JSON at all. */
export function parsedOrNothing(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
