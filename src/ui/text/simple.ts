/**
 * Characters that leave no question open: printable, without influence on their neighbours, one cell and one UTF-16 unit
 * each. ASCII, Latin letters, common punctuation, and the signs of our theme. Most of what is shown consists of nothing
 * else, and the tables of Unicode, which take milliseconds to load, are asked only about the rest.
 */
const simple =
  /^[\x20-\x7e\xa1-\xac\xae-\u024f\u2013\u2014\u2018\u2019\u201c\u201d\u2026\u2190-\u2193\u2500\u2713\u2717\u276f\u2800-\u28ff]*$/;

export const isSimple = (text: string): boolean => simple.test(text);
