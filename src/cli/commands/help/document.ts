import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, posix } from 'node:path';
import type { Theme } from '../../../ui/theme/theme.ts';
import type { Host } from '../../host.ts';
import { layOut } from './lay-out.ts';
import { readBlocks, sectionOf } from './markdown.ts';
import { type HelpTopic, topics } from './topics.ts';

/** Longer lines are hard to read. */
const WIDEST = 100;
const USUAL_WIDTH = 80;

/** In a clone the documents lie beside what they are about; the package has them in `dist/help`. */
function readDocument({ sampleFolder }: Host, file: string): string {
  const program = dirname(sampleFolder);
  const beside = join(program, file);
  return readFileSync(existsSync(beside) ? beside : join(program, 'dist', 'help', file), 'utf8');
}

/** The topic that shows what a link leads to: of several the one of this section, else of the whole document. */
function topicAt(file: string, anchor: string): HelpTopic | undefined {
  const found = topics.filter((topic) => topic.file === file);
  const named = found.find(({ section = '' }) => section.toLowerCase().replaceAll(' ', '-') === anchor);
  return named ?? found.find(({ section }) => section === undefined);
}

function leadsTo({ calledAs }: Host, from: HelpTopic, target: string): string | undefined {
  if (/^https?:/.test(target)) return target;
  const [path = '', anchor = ''] = target.split('#');
  if (path === '') return undefined;
  const topic = topicAt(posix.join(posix.dirname(from.file), path), anchor);
  return topic === undefined || topic === from ? undefined : `${calledAs} help ${topic.name}`;
}

/** A topic as the terminal shows it. Commands have the form that works for whoever called the program. */
export function documentText(host: Host, topic: HelpTopic, theme: Theme): string {
  const markdown = readDocument(host, topic.file).replaceAll('npm -s start --', host.calledAs);
  const blocks = readBlocks(markdown);
  const lines = layOut(topic.section === undefined ? blocks : sectionOf(blocks, topic.section), {
    width: Math.min(host.stdout.columns ?? USUAL_WIDTH, WIDEST),
    theme,
    leadsTo: (target) => leadsTo(host, topic, target),
  });
  return `${lines.join('\n')}\n`;
}
