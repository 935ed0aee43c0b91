import { type SchemaFinding, schemaFinding } from '../finding.ts';
import type { PathFacts } from './path-facts.ts';

function syntaxFault(expression: string): string | undefined {
  if (!expression.startsWith('$')) return 'it does not begin with $';
  const bare = expression.replace(/'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*"/g, '');
  if (/['"]/.test(bare)) return 'a quote is not closed';
  const depth = [...bare].reduce(
    (open, char) => (open < 0 ? open : open + Number('[('.includes(char)) - Number('])'.includes(char))),
    0,
  );
  if (depth !== 0) return 'a bracket is not closed, or closed twice';
  if (/\[\s*\(/.test(bare)) return 'a script [(...)] is not supported; the last item is [-1:]';
  return bare.includes('=~') ? 'the operator =~ is not supported' : undefined;
}

/** The paths by which a future start date is found before the employment is active. */
const preHireDate = /^\$\.employmentNav\.results\[(?:0|-1:)\]\.startDate$/;

const picklistId = /\.jobInfoNav\.results\[[^\]]*\]\.emplStatus$/;

/** One JSONPath by itself: that it can be evaluated, and that pre-hires are found by it where that matters. */
export function reviewJsonPath({ path, attribute, expression }: PathFacts): readonly SchemaFinding[] {
  const say = (code: SchemaFinding['code'], message: string, fix: string) => [
    schemaFinding({ code, path, message, fix }),
  ];
  const fault = syntaxFault(expression);
  if (fault !== undefined) {
    return say(
      'path.syntax',
      `The JSONPath of "${attribute.name}" is not valid: ${fault}.`,
      'Correct the path in the attribute list.',
    );
  }
  if (/[^\s=!<>]==|==[^\s]/.test(expression)) {
    return say(
      'path.trap',
      `The JSONPath of "${attribute.name}" has == without blanks around it, which the service does not read.`,
      "Write [?(@.a == 'x')].",
    );
  }
  if (attribute.name === 'startDate' && !preHireDate.test(expression)) {
    return say(
      'path.startDate',
      `The start date is read by ${expression}: pre-hires are recognised only by $.employmentNav.results[0].startDate or $.employmentNav.results[-1:].startDate.`,
      'Use one of these two paths.',
    );
  }
  if (!picklistId.test(expression)) return [];
  return say(
    'path.trap',
    `"${attribute.name}" reads the id of a picklist option (such as 5401), not the status code.`,
    'Read emplStatusNav.externalCode instead.',
  );
}
