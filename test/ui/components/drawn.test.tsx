import { render } from 'ink-testing-library';
import { describe, expect, it } from 'vitest';
import { TextField } from '../../../src/ui/components/text-field.tsx';
import { AppList } from '../../../src/ui/screens/apps/apps.tsx';
import { span } from '../../../src/ui/text/line.ts';
import { asciiTheme } from '../../support/terminal/themes.ts';

/** Single components, drawn by Ink itself; whole screens have their own tests with a size. */
describe('the components around the input packages', () => {
  it('draw a field whose text and cursor are ours', () => {
    const field = { text: 'ada lovelace', cursor: 3 };

    const { lastFrame } = render(
      <TextField label="User" field={field} placeholder="type" width={40} theme={asciiTheme} />,
    );

    expect(lastFrame()).toContain('User: ada');
    expect(lastFrame()).toContain('lovelace');
  });

  it('let no key reach the package that draws: digits choose nothing', () => {
    const items = ['One', 'Two', 'Three'].map((name) => ({ key: name, rows: [[span(name)]] }));
    const { lastFrame, stdin } = render(<AppList items={items} cursor={1} theme={asciiTheme} />);
    const before = lastFrame();

    stdin.write('3');
    stdin.write('\x1b[B');

    expect(before).toMatch(/> ?Two/);
    expect(lastFrame()).toBe(before);
  });
});
